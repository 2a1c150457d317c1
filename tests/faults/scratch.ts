import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'

// Nothing here has to survive a power cut.
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/**
 * Opens a database and a folder of its own, makes them the environment of this process together with `more`, and removes them after the work.
 * The app reads its environment as it loads: import it inside of `work` only.
 */
export async function onScratch<Result>(work: () => Promise<Result>, more: Readonly<Record<string, string>> = {}): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-faults-'))
  const server = await startPostgres(dir, await freePort(), FLAGS)
  try {
    const databaseUrl = server.url('faults')
    await migrate(databaseUrl)
    Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: databaseUrl, SEKISHO_DATA_DIR: join(dir, 'app'), ...more })
    return await work()
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

interface Series {
  /** Plays one seed, writing what happens into `log`; rejects when it went wrong. */
  play(seed: number, log: string[]): Promise<void>
  /** Whether an error says that the product is wrong; any other ends the run. */
  isVerdict(error: unknown): error is Error
  /** What one seed is called, many of them. */
  readonly name: string
  /** How often the run says how far it is, where it is twice as long or more. */
  readonly tellEvery: number
}

/** Plays seeds `seed` … `seed + count − 1`; prints failures with the first one's acts, and a single seed's always. */
export async function playSeeds(series: Series, count: number, seed: number, print: (line: string) => void) {
  let failed = 0
  for (let at = seed; at < seed + count; at++) {
    const log: string[] = []
    try {
      await series.play(at, log)
      if (count === 1) for (const line of log) print(line)
    } catch (error) {
      if (!series.isVerdict(error)) {
        for (const line of log.slice(-40)) print(line)
        print(`seed ${at}`)
        throw error
      }
      failed += 1
      if (failed === 1) for (const line of log) print(line)
      if (failed <= 20) print(`seed ${at}: ${error.message}`)
    }
    const done = at - seed + 1
    if (count >= 2 * series.tellEvery && done % series.tellEvery === 0) print(`${done} ${series.name}, ${failed} failed`)
  }
  return { passed: count - failed, failed }
}
