// The nightly comparison of a million customers by a worker process, against COPY and INSERT … SELECT of the same rows in the same run.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { PRESETS } from '../../app/kyc/tags.ts'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { fillCases, SHOP } from './million.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAGE = 20_000
const RSS_MAX_MB = 512

interface Customer {
  readonly customer_id: string
  readonly opened: string
  readonly labels: readonly (keyof typeof PRESETS.ja)[]
  readonly value: string
}

/** One of so many customers lost a label, one is not in the file, one has no case: what a night of lost webhooks might leave. */
const DRIFT_EVERY = 2000

/** Writes what the store would say of every customer: as JSONL, and as rows for COPY. Answers what the comparison must find. */
async function writeFiles(client: pg.Client, jsonl: string, tsv: string) {
  const [lines, rows] = [createWriteStream(jsonl), createWriteStream(tsv)]
  const expected = { compared: 0, differing: 0, unknown: 0, leftAlone: 0, vanished: 0 }
  let n = 0
  for (let after = '0'; ; ) {
    const page = await client.query<Customer>(
      `select customer_id, to_char(opened_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as opened, base -> 'labels' as labels, base -> 'metafield' ->> 'value' as value
       from kyc_cases where shop_id = $1 and customer_id > $2 order by customer_id limit ${PAGE}`,
      [SHOP, after],
    )
    const texts: string[] = []
    const copies: string[] = []
    for (const { customer_id, opened, labels, value } of page.rows) {
      n += 1
      if (n % DRIFT_EVERY === 1) {
        expected.vanished += 1
        continue
      }
      const tags = [...labels.map((label) => PRESETS.ja[label]), 'お得意様', 'newsletter']
      if (n % DRIFT_EVERY === 2) tags.shift()
      expected.compared += 1
      expected.differing += n % DRIFT_EVERY === 2 ? 1 : 0
      const verified = { value, updatedAt: opened, compareDigest: 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00' }
      texts.push(JSON.stringify({ id: `gid://shopify/Customer/${customer_id}`, createdAt: opened, tags, verified }))
      copies.push([SHOP, customer_id, opened, tags.join(), value === 'true' ? 't' : 'f', opened].join('\t'))
      after = customer_id
    }
    for (const [stream, all] of [
      [lines, texts],
      [rows, copies],
    ] as const)
      if (!stream.write(all.map((each) => `${each}\n`).join(''))) await once(stream, 'drain')
    after = page.rows.at(-1)?.customer_id ?? after
    if (page.rows.length < PAGE) break
  }
  for (const stream of [lines, rows]) {
    stream.end()
    await once(stream, 'finish')
    chmodSync(stream.path, 0o644)
  }
  // Nobody knows the last one any more.
  await client.query('delete from kyc_cases where shop_id = $1 and customer_id = (select max(customer_id) from kyc_cases)', [SHOP])
  return { ...expected, compared: expected.compared - 1, unknown: 1 }
}

/** Serves one file, from any byte on, as the store's file server does. */
async function serve(file: string): Promise<{ url: string; close(): void }> {
  const size = statSync(file).size
  const server = createServer((req, res) => {
    const start = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0)
    if (start >= size) return res.writeHead(416).end()
    res.writeHead(start > 0 ? 206 : 200, { 'Content-Length': String(size - start) })
    createReadStream(file, { start, highWaterMark: 256 * 1024 }).pipe(res)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

async function run<Figures>(script: string, args: readonly string[], env: Record<string, string>): Promise<Figures> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, script), ...args], { env: { ...process.env, ...env } })
  return JSON.parse(stdout) as Figures
}

interface Ours {
  readonly state: string
  readonly counts: Record<string, number>
  readonly seconds: number
  readonly peakRssMb: number
  readonly rssMbByQuarter: readonly number[]
}

/** `ratio`: the time of COPY of the same rows as a share of the comparison's, from its first job to its last. */
export async function bench({ count = 1_000_000 } = {}): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-bench-'))
  const server = await startPostgres(dir, await freePort(), ['shared_buffers=512MB'])
  try {
    const databaseUrl = server.url('bench')
    await migrate(databaseUrl)
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await fillCases(client, count)
    const [jsonl, tsv] = [join(dir, 'customers.jsonl'), join(dir, 'customers.tsv')]
    const expected = await writeFiles(client, jsonl, tsv)
    await client.query('checkpoint')
    const limit = await run<{ copySeconds: number; insertSelectSeconds: number }>(
      'tests/bench/baselines/copy-rows.ts',
      [databaseUrl, tsv],
      {},
    )
    await client.query('checkpoint')
    await client.end()
    const store = await serve(jsonl)
    const env = { ...TEST_ENVIRONMENT, DATABASE_URL: databaseUrl, SEKISHO_DATA_DIR: dir, SMTP_URL: 'smtp://127.0.0.1:1' }
    const ours = await run<Ours>('tests/bench/comparing.ts', [store.url], env)
    store.close()
    return {
      bench: 'reconcile',
      ratio: Number((limit.copySeconds / ours.seconds).toFixed(2)),
      goal: 0.3,
      ratioToInsertSelect: Number((limit.insertSelectSeconds / ours.seconds).toFixed(2)),
      customers: count,
      perSecond: Math.round(count / ours.seconds),
      peakRssMb: ours.peakRssMb,
      peakRssGoalMb: RSS_MAX_MB,
      foundAll: Object.entries(expected).every(([name, expectedCount]) => (ours.counts[name] ?? 0) === expectedCount),
      fileMb: Math.round(statSync(jsonl).size / 1024 / 1024),
      ours,
      limit,
    }
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
