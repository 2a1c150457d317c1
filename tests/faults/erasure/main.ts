import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../../scripts/migrate.ts'
import { freePort } from '../../../scripts/ports.ts'
import { startPostgres } from '../../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../../harness/environment.ts'
import { Broken } from './broken.ts'
import type { Desk } from './desk.ts'

// Nothing here has to survive a power cut.
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A10: runs sequences `seed` … `seed + count − 1` on a database and a folder of their own; prints failures with the first one's acts. */
export async function runErasure(count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-erasure-'))
  const server = await startPostgres(dir, await freePort(), FLAGS)
  try {
    const databaseUrl = server.url('erasure')
    await migrate(databaseUrl)
    Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: databaseUrl, SEKISHO_DATA_DIR: join(dir, 'app') })
    // Only now: the app reads its environment as it loads.
    const { Desk } = await import('./desk.ts')
    const desk = new Desk()
    try {
      return await playAll(desk, count, seed, print)
    } finally {
      await desk.close()
    }
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The same on a desk that is open. */
export async function playAll(desk: Desk, count: number, seed: number, print: (line: string) => void) {
  const { playErasure } = await import('./play.ts')
  let failed = 0
  for (let at = seed; at < seed + count; at++) {
    const log: string[] = []
    try {
      await playErasure(desk, at, log)
      if (count === 1) for (const line of log) print(line)
    } catch (error) {
      if (!(error instanceof Broken)) {
        for (const line of log.slice(-40)) print(line)
        print(`seed ${at}`)
        throw error
      }
      failed += 1
      if (failed === 1) for (const line of log) print(line)
      if (failed <= 20) print(`seed ${at}: ${error.message}`)
    }
    if (count >= 200 && (at - seed + 1) % 100 === 0) print(`${at - seed + 1} sequences, ${failed} failed`)
  }
  return { passed: count - failed, failed }
}
