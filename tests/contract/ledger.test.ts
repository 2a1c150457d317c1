// From the checkout of a shop to a row of its ledger: the dev store sends its own signed webhooks to the app's door, and the worker's own handlers
// carry the jobs out.
import { beforeAll, expect, test, vi } from 'vitest'
import { entriesOf } from '../../app/ledger/list.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { install, openWebhookDoor, runJobs } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { takenOver } from '../harness/take-over.ts'

let store: TestStore
let world: TestWorld

beforeAll(async () => {
  world = await testWorld({ now: new Date() })
  const door = await openWebhookDoor(world)
  store = await startStore({ appUrl: door.url })
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 }, webhookRetriesMs: [20, 20] })
  await store.lever('POST', 'seed', {})
  await store.lever('POST', 'clock', { advanceMs: 10_000 })
  world.pass(10_000)
  await install(world, store, { installedAt: world.now() })
  await takenOver(world, store.shop)
})

/** Waits until the store has delivered what it has to say, then lets the worker work. */
async function work(): Promise<void> {
  await vi.waitFor(async () => {
    const { deliveries } = await store.lever<{ deliveries: { state: string }[] }>('GET', 'webhooks')
    expect(deliveries.filter(({ state }) => state === 'waiting')).toEqual([])
  }, 10_000)
  await runJobs(world)
}

/** A visitor of the storefront, with a memory for cookies. */
function visitor(): (path: string, form?: Record<string, string>) => Promise<Response> {
  const jar = new Map<string, string>()
  return async (path, form) => {
    const answer = await fetch(`${store.url}/storefront/sekisho-demo${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), Accept: 'text/html' },
      redirect: 'manual',
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
}

const number = (gid: string | undefined) => Number(gid?.split('/').at(-1))
const rows = () => entriesOf(world, store.shop, { from: '2020-01-01', to: '2099-12-31', shown: 'all', customer: null }, null, 100)

test('D06 table C 16 what a customer sells at the checkout is in the ledger, and cancelling corrects it', async () => {
  const visit = visitor()
  await visit('/account/register', {
    'customer[last_name]': '関所',
    'customer[first_name]': '花子',
    'customer[email]': 'hanako@example.jp',
  })
  await work()
  const { customers } = await store.ask<{ customers: { nodes: { id: string }[] } }>(
    '{ customers(first: 1, query: "email:hanako@example.jp") { nodes { id } } }',
  )
  const customer = number(customers.nodes[0]?.id)
  await store.act('set-metafield', { customer, key: 'verified', type: 'boolean', value: 'true' })
  await work()
  const { products } = await store.ask<{ products: { nodes: { title: string; variants: { nodes: { id: string; price: string }[] } }[] } }>(
    '{ products(first: 1) { nodes { title variants(first: 1) { nodes { id price } } } } }',
  )
  const [product] = products.nodes
  const [variant] = product?.variants.nodes ?? []
  await visit('/cart/add', { id: String(number(variant?.id)), quantity: '2' })
  expect((await visit('/checkout', { note: '' })).headers.get('Location')).toContain('/checkout/thank-you')
  await work()
  const [bought, ...others] = await rows()
  expect(others).toEqual([])
  expect(bought).toMatchObject({
    number: 1n,
    kind: 'bought',
    orderName: '#1001',
    item: product?.title,
    quantity: 2,
    price: BigInt(Math.round(Number(variant?.price))),
    currency: 'JPY',
    customer: BigInt(customer),
    name: '関所 花子',
    verified: true,
  })

  const { orders } = await store.ask<{ orders: { nodes: { id: string; lineItems: { nodes: { id: string }[] } }[] } }>(
    '{ orders(first: 1) { nodes { id lineItems(first: 1) { nodes { id } } } } }',
  )
  const order = number(orders.nodes[0]?.id)
  await store.act('refund-order', { order, line: number(orders.nodes[0]?.lineItems.nodes[0]?.id), quantity: 1 })
  await work()
  await store.act('cancel-order', { order })
  await work()
  expect((await rows()).map(({ kind, quantity, corrects }) => [kind, quantity, corrects])).toEqual([
    ['bought', 2, null],
    ['fewer', -1, 1n],
    ['cancelled', -1, 1n],
  ])
})

test('D06 an order whose webhook was lost is found by the sweep', async () => {
  const before = (await rows()).length
  const { products } = await store.ask<{ products: { nodes: { id: string }[] } }>('{ products(first: 1) { nodes { id } } }')
  await store.lever('POST', 'faults', { kind: 'drop', topic: 'orders/create', count: 1 })
  const { id } = await store.act('order', { product: number(products.nodes[0]?.id) })
  await work()
  expect(await rows()).toHaveLength(before)
  await world.db.$executeRaw`select graphile_worker.add_job('ledger.sweep', json_build_object('shop', ${store.shop}::text))`
  await work()
  expect((await rows()).slice(before)).toMatchObject([{ kind: 'bought', customer: null, name: null, verified: false }])
  expect(await world.db.kycTask.count({ where: { shopId: store.shop, code: 'order-caught' } })).toBe(1)
  expect(await world.db.ledgerEntry.count({ where: { shopId: store.shop, orderId: BigInt(id) } })).toBe(1)
})
