// Decision → store converged: staff approve many, two real workers write, against the points that the store really gives in the same run.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { World } from '../../app/platform/world.server.ts'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
/** Points a second: 100 is the standard plan, 2000 the largest. */
const RATE = Number(process.env.BENCH_RATE ?? 500)
const DECISIONS = Number(process.env.BENCH_DECISIONS ?? 300)
const WORKERS = 2
const SHOP = 'sekisho-demo.myshopify.com'
const OWNER = { id: 9001n, name: '関 一郎', role: 'owner' } as const

interface Tally {
  readonly mutations: number
  readonly throttled: number
  readonly charged: number
  readonly available: number
}

const children: ChildProcess[] = []
function start(script: string, flags: readonly string[] = []): void {
  children.push(spawn(process.execPath, [at(script), ...flags], { env: process.env, stdio: ['ignore', 'ignore', 'inherit'] }))
}

async function lever<T>(method: string, name: string, body?: object): Promise<T> {
  const answer = await fetch(`${process.env.DEV_STORE_URL}/__dev/${name}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
  })
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 900_000; Date.now() < deadline; await pause(50)) if (await holds().catch(() => false)) return
  throw new Error(`waited in vain: ${what}`)
}

/** Customers whose papers are accepted, in rows and store alike: only the approval is missing. */
async function prepare(world: World): Promise<bigint[]> {
  const { Session } = await import('@shopify/shopify-api')
  const { move } = await import('../../app/kyc/cases.server.ts')
  const { synchronise } = await import('../../app/kyc/sync.server.ts')
  const token = { shop: SHOP, state: '', isOnline: false, accessToken: 'shpat_recordings' }
  await world.sessions.storeSession(new Session({ id: `offline_${SHOP}`, ...token }))
  await world.db.shop.create({
    data: { shopId: SHOP, installedAt: new Date(Date.now() - 60_000), settings: { notices: { registered: false } } },
  })
  const customers: bigint[] = []
  for (let n = 0; n < DECISIONS; n++) {
    const { id } = await lever<{ id: number }>('POST', 'act/register', { email: `p${n}@example.com`, lastName: '関', firstName: `${n}` })
    const customer = BigInt(id)
    await synchronise(world, SHOP, customer)
    for (const event of [
      { type: 'choose-party', party: 'individual' },
      { type: 'submit', part: 'identity' },
      { type: 'accept', part: 'identity' },
    ] as const)
      await world.db.$transaction((tx) => move(world, tx, SHOP, customer, event, { kind: 'customer' }))
    await synchronise(world, SHOP, customer)
    customers.push(customer)
  }
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  return customers
}

async function approveAll(world: World, customers: readonly bigint[]): Promise<void> {
  const { decide } = await import('../../app/kyc/decisions.server.ts')
  for (const customer of customers) {
    const { version } = await world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: SHOP, customerId: customer } } })
    const decided = await decide(world, { shop: SHOP, customer, version, by: OWNER, decision: { type: 'approve' } })
    if (!decided.ok) throw new Error(`refused: ${decided.refusal.code}`)
  }
}

/** Every customer as the store shows him: verified, and labelled so. */
async function areConverged(customers: readonly bigint[]): Promise<boolean> {
  const query =
    'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { tags m: metafield(namespace: "$app", key: "verified") { value } } } }'
  for (let from = 0; from < customers.length; from += 100) {
    const ids = customers.slice(from, from + 100).map((id) => `gid://shopify/Customer/${id}`)
    const answer = await fetch(`${process.env.DEV_STORE_URL}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
      body: JSON.stringify({ query, variables: { ids } }),
    })
    const { data } = (await answer.json()) as { data: { nodes: { tags: string[]; m: { value: string } | null }[] } }
    if (!data.nodes.every(({ tags, m }) => m?.value === 'true' && tags.includes('③本人確認済') && !tags.includes('①本人確認前')))
      return false
  }
  return true
}

/** Measures while the bucket is empty, as it is whenever there is more to do than Shopify allows. */
async function measure(world: World): Promise<Record<string, unknown>> {
  const roomy = { maximum: 1_000_000, restorePerSecond: 500_000 }
  await lever('POST', 'faults', { kind: 'drop' })
  await lever('POST', 'settings', { bucket: roomy })
  const customers = await prepare(world)
  await lever('POST', 'settings', { bucket: { maximum: RATE * 20, restorePerSecond: RATE } })
  await lever('POST', 'bucket')
  for (let n = 0; n < WORKERS; n++) start('app/worker.ts')
  const flags = [at('tests/bench/baselines/drain.ts'), `${process.env.DEV_STORE_URL}/admin/api/2026-07/graphql.json`, '5']
  const { stdout } = await promisify(execFile)(process.execPath, flags)
  const { pointsPerSecond } = JSON.parse(stdout) as { pointsPerSecond: number }
  await world.db.shopBudget.deleteMany()
  await pause(1000)
  const { ShopFactsDocument } = await import('../../app/shopify/operations.generated.ts')
  await (await world.shopify(SHOP)).request(ShopFactsDocument, {})
  const before = await lever<Tally>('GET', 'bucket')
  const began = performance.now()
  await approveAll(world, customers)
  const decidedMs = performance.now() - began
  await until('the queue is empty', async () => {
    const rows = await world.db.$queryRaw<
      unknown[]
    >`select 1 from graphile_worker.jobs where task_identifier in ('kyc.reconcile', 'mail.send') limit 1`
    return rows.length === 0
  })
  const seconds = (performance.now() - began) / 1000
  const after = await lever<Tally>('GET', 'bucket')
  await lever('POST', 'settings', { bucket: roomy })
  // What was in the bucket before is no budget of these seconds.
  const used = (after.charged - before.charged - Math.max(0, before.available - after.available)) / seconds
  return {
    bench: 'propagation',
    ratio: Number((used / pointsPerSecond).toFixed(3)),
    goal: 0.95,
    throttled: after.throttled - before.throttled,
    throttledGoal: 0,
    mutationsPerDecision: (after.mutations - before.mutations) / DECISIONS,
    mutationsPerDecisionGoal: 1,
    converged: await areConverged(customers),
    decisions: DECISIONS,
    decisionsPerSecond: Number((DECISIONS / seconds).toFixed(1)),
    pointsPerSecond: Math.round(used),
    limitPointsPerSecond: Math.round(pointsPerSecond),
    plan: { restoreRate: RATE },
    seconds: Number(seconds.toFixed(1)),
    decidingSeconds: Number((decidedMs / 1000).toFixed(1)),
    leftInBucket: Math.round(after.available),
    workers: WORKERS,
  }
}

/** BENCH_RATE points a second, BENCH_DECISIONS approvals; PostgreSQL with its default durability, the store and the workers as processes. */
export async function bench(): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-bench-'))
  const server = await startPostgres(dir, await freePort())
  const [port, smtp] = [await freePort(), await freePort()]
  try {
    const databaseUrl = server.url('bench')
    await migrate(databaseUrl)
    Object.assign(process.env, TEST_ENVIRONMENT, {
      DATABASE_URL: databaseUrl,
      DEV_STORE_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: `smtp://127.0.0.1:${smtp}`,
      SEKISHO_DATA_DIR: dir,
      // Nothing but the decisions shall ask the store.
      SEKISHO_WATCH_SECONDS: '86400',
      NODE_ENV: 'production',
    })
    const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET } = TEST_ENVIRONMENT
    start('dev-store/main.ts', [
      '--port',
      `${port}`,
      '--smtp-port',
      `${smtp}`,
      '--app-url',
      'http://localhost:1',
      '--api-key',
      SHOPIFY_API_KEY,
      '--api-secret',
      SHOPIFY_API_SECRET,
    ])
    await until('the store is ready', async () => (await fetch(`http://127.0.0.1:${port}/__dev/ready`)).ok)
    // Only now: the app reads its environment as it loads.
    const { world } = await import('../../app/platform/world.server.ts')
    try {
      return await measure(world())
    } finally {
      await world().db.$disconnect()
    }
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
