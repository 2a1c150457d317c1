import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Arrival, type Listener, startListener, startTrial, type Trial, until } from '../trial.ts'

let trial: Trial
let app: Listener
let folder: string
const TOML = `
[[webhooks.subscriptions]]
topics = ["customers/create", "customers/update"]
uri = "/hooks/customers"
include_fields = ["id", "updated_at"]
[[webhooks.subscriptions]]
topics = ["customer.tags_added"]
uri = "/hooks/tags"
[[webhooks.subscriptions]]
compliance_topics = ["customers/redact"]
uri = "/hooks/compliance"
`
beforeEach(async () => {
  app = await startListener()
  folder = await mkdtemp(join(tmpdir(), 'dev-store-'))
  writeFileSync(join(folder, 'shopify.app.toml'), TOML)
  trial = await startTrial({ appUrl: app.url, declaration: join(folder, 'shopify.app.toml') })
  await trial.lever('POST', 'settings', { installed: true, webhookRetriesMs: [10, 10, 10, 10, 10, 10, 10, 10] })
})
afterEach(async () => {
  await trial.store.close()
  await app.close()
  await rm(folder, { recursive: true })
})

const create = (email: string) => trial.lever('POST', 'act/create-customer', { email, tags: ['a'] }) as unknown as Promise<{ id: number }>
const of = (topic: string): Arrival[] => app.arrivals.filter((one) => one.headers['x-shopify-topic'] === topic)

test('a webhook goes where the app’s declaration says, with the fields it asks for, signed over its bytes', async () => {
  const { id } = await create('a@example.com')
  await until(() => app.arrivals.length === 2)
  const [arrival] = of('customers/create')
  expect(arrival?.path).toBe('/hooks/customers')
  expect(Object.keys(JSON.parse(arrival?.body ?? '{}') as object)).toEqual(['id', 'updated_at'])
  expect(of('customer.tags_added')[0]).toMatchObject({ path: '/hooks/tags' })
  expect(arrival?.headers).toMatchObject({
    'x-shopify-topic': 'customers/create',
    'x-shopify-shop-domain': 'sekisho-demo.myshopify.com',
    'x-shopify-api-version': '2026-07',
    'x-shopify-hmac-sha256': createHmac('sha256', 'hush')
      .update(arrival?.body ?? '')
      .digest('base64'),
    'x-shopify-webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-shopify-event-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-shopify-triggered-at': expect.stringMatching(/Z$/),
  })
  expect(JSON.parse(arrival?.body ?? '{}')).toMatchObject({ id })
})

test('what is no 2xx is tried again with the same ids and body, eight times and no more', async () => {
  app.answers.push(...Array.from({ length: 30 }, () => 500))
  await trial.lever('POST', 'act/register', { email: 'a@example.com' })
  await until(() => trial.store.post.deliveries.every((one) => one.state === 'gave up'))
  expect(app.arrivals).toHaveLength(9)
  expect(new Set(app.arrivals.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1)
  expect(new Set(app.arrivals.map((one) => one.body)).size).toBe(1)
})

test('a redirect is a failure, and a later success ends the tries', async () => {
  app.answers.push(302, 500)
  await trial.lever('POST', 'act/register', { email: 'a@example.com' })
  await until(() => trial.store.post.deliveries[0]?.state === 'delivered')
  expect(trial.store.post.deliveries[0]?.answers).toEqual([302, 500, 200])
})

test('an app that is down is tried again', async () => {
  await app.close()
  await trial.lever('POST', 'act/register', { email: 'a@example.com' })
  await until(() => trial.store.post.deliveries[0]?.state === 'gave up')
  expect(trial.store.post.deliveries[0]?.tries).toBe(9)
})

test('faults: dropped, doubled with the same ids, delayed', async () => {
  await trial.lever('POST', 'faults', {
    faults: [
      { kind: 'drop', topic: 'customers/create', count: 1 },
      { kind: 'duplicate', topic: 'customer.tags_added', count: 1 },
    ],
  })
  await create('a@example.com')
  await until(() => of('customer.tags_added').length === 2)
  expect(of('customers/create')).toHaveLength(0)
  expect(new Set(of('customer.tags_added').map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1)
  await trial.lever('POST', 'faults', { kind: 'delay', topic: 'customers/create', ms: 150, count: 1 })
  const at = Date.now()
  await create('b@example.com')
  await until(() => of('customers/create').length === 1)
  expect(Date.now() - at).toBeGreaterThanOrEqual(145)
  expect(await trial.lever('DELETE', 'faults')).toMatchObject({ list: [] })
})

test('faults: webhooks overtake each other, and the same seed gives the same order', async () => {
  const order = async (prefix: string) => {
    await trial.lever('POST', 'faults', { faults: [{ kind: 'reorder', ms: 400 }], seed: 7 })
    app.arrivals.length = 0
    for (const n of [1, 2, 3, 4, 5, 6]) await trial.lever('POST', 'act/register', { email: `${prefix}${n}@example.com` })
    await until(() => app.arrivals.length === 6)
    await trial.lever('DELETE', 'faults')
    const ids = app.arrivals.map((one) => (JSON.parse(one.body) as { id: number }).id)
    return ids.map((id) => [...ids].sort().indexOf(id))
  }
  expect(await order('a')).not.toEqual([0, 1, 2, 3, 4, 5])
})

test('an edit that changes nothing is silent, and so is a metafield unless the switch is on', async () => {
  const { id } = await create('a@example.com')
  await until(() => app.arrivals.length === 2)
  app.arrivals.length = 0
  await trial.lever('POST', 'act/add-tags', { customer: id, tags: ['A'] })
  await trial.lever('POST', 'act/remove-tags', { customer: id, tags: ['nothing'] })
  await trial.lever('POST', 'act/set-metafield', { customer: id, key: 'verified', value: 'true' })
  expect(trial.store.post.deliveries).toHaveLength(2)
  await trial.lever('POST', 'settings', { metafieldWebhooks: true })
  await trial.lever('POST', 'act/set-metafield', { customer: id, key: 'verified', value: 'true' })
  await trial.lever('POST', 'act/set-metafield', { customer: id, key: 'verified', value: 'false' })
  await until(() => of('customers/update').length === 1)
  expect(app.arrivals).toHaveLength(1)
})

test('an app that is not installed hears nothing', async () => {
  await trial.lever('POST', 'settings', { installed: false })
  const before = trial.store.post.deliveries.length
  await create('a@example.com')
  expect(trial.store.post.deliveries).toHaveLength(before)
})
