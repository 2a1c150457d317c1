import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../../scripts/migrate.ts'
import { freePort } from '../../../scripts/ports.ts'
import { startPostgres } from '../../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../../harness/environment.ts'
import { Violation } from '../property.ts'
import type { Desk } from './desk.ts'

// Nothing here has to survive a power cut.
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

interface Counts {
  readonly passed: number
  readonly failed: number
}

/** Runs histories `seed` … `seed + count − 1` on a desk of their own; prints failures with the first one's history. */
export const runEngine = (count: number, seed: number, print: (line: string) => void): Promise<Counts> =>
  onADesk((desk) => playAll(desk, count, seed, print))

/** Opens a desk on a database, a store and a folder that are gone afterwards. */
export async function onADesk<Result>(work: (desk: Desk) => Promise<Result>): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-faults-'))
  const server = await startPostgres(dir, await freePort(), FLAGS)
  try {
    const databaseUrl = server.url('faults')
    await migrate(databaseUrl)
    Object.assign(process.env, TEST_ENVIRONMENT, {
      DATABASE_URL: databaseUrl,
      DEV_STORE_URL: `http://127.0.0.1:${await freePort()}`,
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      SEKISHO_DATA_DIR: dir,
    })
    // Only now: the app reads its environment as it loads.
    const { openDesk } = await import('./desk.ts')
    const desk = await openDesk()
    try {
      return await work(desk)
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
  const { playReal } = await import('./play.ts')
  let failed = 0
  for (let at = seed; at < seed + count; at++) {
    const log: string[] = []
    try {
      await playReal(desk, at, log)
      if (count === 1) for (const line of log) print(line)
    } catch (error) {
      if (!(error instanceof Violation)) {
        for (const line of log.slice(-40)) print(line)
        print(`seed ${at}`)
        throw error
      }
      failed += 1
      if (failed === 1) for (const line of log) print(line)
      if (failed <= 20) print(`seed ${at}: ${error.message}`)
    }
    if (count >= 1000 && (at - seed + 1) % 500 === 0) print(`${at - seed + 1} histories, ${failed} failed`)
  }
  return { passed: count - failed, failed }
}
