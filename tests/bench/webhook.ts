// Webhook ingest of the real web process (HMAC, dedupe, durable row before the 200), against an HMAC-only handler and a stock app in the same run.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { buildApp } from '../../scripts/build.ts'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { type Load, load } from './load.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DELIVERIES = Number(process.env.BENCH_DELIVERIES ?? 20_000)
const SECRET = TEST_ENVIRONMENT.SHOPIFY_API_SECRET

/** Starts one server, warms it up, measures it, and stops it. */
async function measure(
  name: string,
  script: string,
  flags: readonly string[],
  env: Record<string, string>,
  port: number,
  count: number,
): Promise<Load> {
  const child = spawn(process.execPath, [join(ROOT, script), ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await listening(port)
    await load(port, SECRET, Math.ceil(count / 10), `${name}-warm`)
    return await load(port, SECRET, count, name)
  } finally {
    child.kill('SIGKILL')
  }
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, 'localhost', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.end())
    })
    if (open) return
    await pause(100)
  }
  throw new Error(`nothing listens on ${port}`)
}

/** 64 connections; PostgreSQL with its default durability. */
export async function bench({ count: deliveries = DELIVERIES } = {}): Promise<Record<string, unknown>> {
  await buildApp(ROOT)
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-bench-'))
  const server = await startPostgres(dir, await freePort())
  try {
    const databaseUrl = server.url('bench')
    await migrate(databaseUrl)
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query('create table stock (shop text, id text, topic text, payload jsonb, primary key (shop, id))')
    const ports = [await freePort(), await freePort(), await freePort()] as const
    const env = { ...TEST_ENVIRONMENT, NODE_ENV: 'production', DATABASE_URL: databaseUrl, PORT: String(ports[1]), SEKISHO_DATA_DIR: dir }
    const limit = await measure('limit', 'tests/bench/baselines/hmac-only.ts', [String(ports[0]), SECRET], {}, ports[0], deliveries)
    const ours = await measure('ours', 'app/server.ts', [], env, ports[1], deliveries)
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from inbox where webhook_id like 'ours-%' and webhook_id not like '%warm%'",
    )
    const flags = [String(ports[2]), SECRET, databaseUrl]
    const stock = await measure('stock', 'tests/bench/baselines/stock-authenticator.ts', flags, {}, ports[2], Math.ceil(deliveries / 4))
    await client.end()
    return {
      bench: 'webhook',
      ratio: Number((ours.perSecond / limit.perSecond).toFixed(2)),
      goal: 0.35,
      p99Ms: ours.p99Ms,
      p99GoalMs: 250,
      timesStock: Number((ours.perSecond / stock.perSecond).toFixed(1)),
      timesStockGoal: 5,
      durable: rows[0]?.n === deliveries,
      ours,
      limit,
      stock,
    }
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
