// The review queue and the customer search over a million customers, 16 callers, against `select 1` from as many in the same run.
import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { piecesOf } from '../../app/kyc/pieces.ts'
import { openDatabase } from '../../app/platform/db.server.ts'
import { Keyring } from '../../app/platform/keyring.server.ts'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { customerOf, fillCases, SHOP, withoutIndexes } from './million.ts'
import { personOf } from './people.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CALLERS = 16
const BATCH = 5000

/** The rows of the index as the engine writes them: same pieces, same key, same hash. */
async function fillSearch(client: pg.Client, databaseUrl: string, count: number): Promise<void> {
  const db = openDatabase(databaseUrl, 1)
  const key = await new Keyring(db, [Buffer.from(TEST_ENVIRONMENT.SEKISHO_MASTER_KEY, 'base64')]).lookup(SHOP, 'search')
  await db.$disconnect()
  const known = new Map<string, number>()
  const hash = (piece: string): number => {
    const made = known.get(piece) ?? createHmac('sha256', key).update(piece).digest().readInt32BE(0)
    if (known.size < 100_000) known.set(piece, made)
    return made
  }
  await withoutIndexes(client, 'kyc_search', async () => {
    for (let n = 1; n <= count; n += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - n + 1) }, (_, index) => n + index)
      const pieces = batch.map((each) => `{${[...new Set(piecesOf(personOf(each)).map(hash))].sort((a, b) => a - b).join()}}`)
      await client.query(
        `insert into kyc_search select '${SHOP}', id, pieces::int[] from unnest($1::bigint[], $2::text[]) as rows (id, pieces)`,
        [batch.map(customerOf), pieces],
      )
    }
  })
}

async function run<Figures>(script: string, args: readonly string[], env: Record<string, string>): Promise<Figures> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 1024 * 1024 }
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, script), ...args], options)
  return JSON.parse(stdout) as Figures
}

interface Latencies {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
}

/** `ratio`: how many times faster than its goal the slower of queue and search is, at the 95th of 100 calls. */
export async function bench({ count = 1_000_000 } = {}): Promise<Record<string, unknown>> {
  // Few customers are for a look at whether the bench runs.
  const calls = count < 10_000 ? 5 : 200
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-bench-'))
  const server = await startPostgres(dir, await freePort(), ['shared_buffers=512MB'])
  try {
    const databaseUrl = server.url('bench')
    await migrate(databaseUrl)
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await fillCases(client, count)
    await fillSearch(client, databaseUrl, count)
    await client.query('checkpoint')
    await client.end()
    const env = { ...TEST_ENVIRONMENT, DATABASE_URL: databaseUrl, SEKISHO_DATA_DIR: dir, SMTP_URL: 'smtp://127.0.0.1:1' }
    const limit = await run<Latencies>('tests/bench/baselines/select-one.ts', [databaseUrl, String(CALLERS), String(calls * 10)], {})
    const ours = await run<{ queue: Latencies; search: Latencies }>('tests/bench/searching.ts', [CALLERS, calls, count].map(String), env)
    const goals = { queue: 50, search: 150 }
    return {
      bench: 'search',
      ratio: Number(Math.min(goals.queue / ours.queue.p95Ms, goals.search / ours.search.p95Ms).toFixed(2)),
      goal: 1,
      customers: count,
      callers: CALLERS,
      queueP95Ms: ours.queue.p95Ms,
      queueP95GoalMs: goals.queue,
      searchP95Ms: ours.search.p95Ms,
      searchP95GoalMs: goals.search,
      timesSelectOne: {
        queue: Number((ours.queue.p95Ms / limit.p95Ms).toFixed(1)),
        search: Number((ours.search.p95Ms / limit.p95Ms).toFixed(1)),
      },
      ...ours,
      limit,
    }
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
