// Real processes with a master key that is not the one: they wait and say why; they neither crash nor let anybody in.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { addJob } from '../../app/platform/jobs.server.ts'
import { buildApp } from '../../scripts/build.ts'
import { freePort } from '../../scripts/ports.ts'
import { newShop, testWorld } from '../harness/database.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { startProcess, until } from './child.ts'

const OTHER = Buffer.alloc(32, 9).toString('base64')

beforeAll(() => buildApp(fileURLToPath(new URL('../..', import.meta.url))), 240_000)

test('without its master key the product waits behind closed doors, and goes on once the loss is given up', async () => {
  const world = await testWorld({ now: new Date() })
  const shop = await newShop(world)
  await world.keyring.of(shop)
  await world.db.inboxRow.create({ data: { shopId: shop, webhookId: 'w', topic: 'app/scopes_update', payload: {} } })
  await addJob(world.db, 'inbox.drain', { shop })
  const [port, monitor] = [await freePort(), await freePort()]
  const app = startProcess('app/server.ts', { PORT: String(port), SEKISHO_MASTER_KEY: OTHER })
  const worker = startProcess('app/worker.ts', { METRICS_PORT: String(monitor), SEKISHO_MASTER_KEY: OTHER })
  const url = `http://localhost:${port}`
  const why = async (at: string) => ((await (await fetch(`${at}/readyz`)).json()) as { closedBy: string }).closedBy
  await until('both say why', async () => (await why(url)) === 'master-key' && (await why(`http://127.0.0.1:${monitor}`)) === 'master-key')
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await fetch(`${url}/webhooks/customers`, { method: 'POST' })).status).toBe(503)
  const page = await fetch(`${url}/customer/case`, { headers: { Accept: 'text/html', 'Accept-Language': 'ja' } })
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '30'])
  expect(await page.text()).toContain('ただいまご利用いただけません')
  for (const { output } of [app, worker]) expect(output()).toContain('SEKISHO_MASTER_KEY is not the key')

  const env = { ...process.env, ...TEST_ENVIRONMENT, DATABASE_URL: world.config.databaseUrl, SEKISHO_MASTER_KEY: OTHER }
  const run = (...flags: string[]) => promisify(execFile)(process.execPath, ['scripts/lost-keys.ts', ...flags], { env })
  expect((await run()).stdout).toContain(`1 shops: ${shop}`)
  expect(await world.db.inboxRow.count({ where: { shopId: shop, state: 'waiting' } })).toBe(1)
  await run('--for-good')
  await until('the worker works', async () => (await world.db.inboxRow.count({ where: { shopId: shop, state: 'done' } })) === 1)
  await until('the app is ready', async () => (await why(url)) === null)
  for (const { process: child, ended } of [app, worker]) {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
}, 180_000)
