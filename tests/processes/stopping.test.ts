// Real processes that are told to stop: what has begun is finished, what is held is given back, and nothing new is taken.
import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addJob } from '../../app/platform/jobs.server.ts'
import { buildApp } from '../../scripts/build.ts'
import { freePort } from '../../scripts/ports.ts'
import { newShop, testWorld, waitingJobs } from '../harness/database.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { startProcess, until } from './child.ts'

const NAME = '山田花子'
const EMAIL = 'hanako@example.com'

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
beforeAll(async () => {
  await client.connect()
  await buildApp(fileURLToPath(new URL('../..', import.meta.url)))
}, 240_000)
afterAll(() => client.end())

const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers }).catch(() => undefined)

test('the web process finishes the delivery that it has begun, takes no new ones, and ends with 0; its logs name nobody', async () => {
  const [port, monitor] = [await freePort(), await freePort()]
  const app = startProcess('app/server.ts', { PORT: String(port), METRICS_PORT: String(monitor), METRICS_TOKEN: 'm' })
  const url = `http://127.0.0.1:${port}`
  await until('the app is ready', async () => (await get(`http://localhost:${port}/readyz`))?.status === 200, 60_000)
  expect(await (await get(`http://127.0.0.1:${monitor}/readyz`))?.json()).toEqual({
    ready: true,
    database: true,
    migrations: true,
    stopping: false,
    closedBy: null,
  })
  expect((await get(`http://127.0.0.1:${monitor}/metrics`))?.status).toBe(401)

  const body = JSON.stringify({ id: 5, first_name: NAME, email: EMAIL, birth_date: '1990-01-02' })
  let begun: () => void = () => {}
  const sent = new Promise<void>((resolve) => {
    begun = resolve
  })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    const req = request({ host: 'localhost', port, path: '/webhooks/customers', method: 'POST', headers: headersOf(body) }, (res) => {
      resolve(res.statusCode)
      res.resume()
    })
    req.once('error', reject)
    req.write(body.slice(0, 10), () => begun()) // begun, and not yet whole
    void until('it is told to stop', () => app.output().includes('the app stops')).then(() => req.end(body.slice(10)), reject)
  })
  await sent
  // Connections are taken in the order in which they came: once this one is answered, the door has the beginning of ours.
  expect((await get(`http://localhost:${port}/healthz`))?.status).toBe(200)
  app.process.kill('SIGTERM')
  expect(await answered).toBe(200)
  expect(await app.ended).toBe(0)
  expect((await client.query('select topic from inbox')).rows).toEqual([{ topic: 'customers/update' }])
  expect(await get(`${url}/healthz`)).toBeUndefined()
  for (const secret of [NAME, EMAIL, '1990-01-02']) expect(app.output()).not.toContain(secret)
})

test('the worker gives back what it could not finish within its grace, and ends; nothing stays locked', async () => {
  const world = await testWorld({ now: new Date() })
  const shop = await newShop(world)
  const monitor = await freePort()
  // The inbox row is locked by us, so the job cannot end before we let go.
  await world.db.inboxRow.create({ data: { shopId: shop, webhookId: 'held', topic: 'app/scopes_update', payload: {} } })
  await client.query('begin')
  await client.query(`lock table inbox in access exclusive mode`)
  const worker = startProcess('app/worker.ts', { METRICS_PORT: String(monitor), SEKISHO_GRACE_SECONDS: '1' })
  await addJob(world.db, 'inbox.drain', { shop })
  const locked = async () =>
    (await world.db.$queryRaw<object[]>`select 1 from graphile_worker.jobs where locked_at is not null and task_identifier = 'inbox.drain'`)
      .length
  await until('the job is under way', async () => (await locked()) > 0)
  worker.process.kill('SIGTERM')
  expect(await worker.ended).toBe(0)
  await client.query('rollback')
  expect(await locked()).toBe(0)
  expect((await waitingJobs(world)).filter(({ task }) => task === 'inbox.drain').length).toBeGreaterThan(0)

  const next = startProcess('app/worker.ts', { METRICS_PORT: String(monitor) })
  await until('another worker finishes it', async () => (await world.db.inboxRow.count({ where: { shopId: shop, state: 'done' } })) === 1)
  const text = await (await get(`http://127.0.0.1:${monitor}/metrics`))?.text()
  expect(text).toContain('sekisho_jobs_total{job="inbox.drain",outcome="done"}')
  expect(text).toMatch(/^sekisho_inbox_rows\{state="waiting"\} \d+$/m)
  next.process.kill('SIGTERM')
  expect(await next.ended).toBe(0)
})

const headersOf = (body: string) => ({
  'X-Shopify-Hmac-Sha256': createHmac('sha256', TEST_ENVIRONMENT.SHOPIFY_API_SECRET).update(body).digest('base64'),
  'X-Shopify-Shop-Domain': 'a.myshopify.com',
  'X-Shopify-Topic': 'customers/update',
  'X-Shopify-Webhook-Id': 'stop-1',
  'Content-Length': String(Buffer.byteLength(body)),
})
