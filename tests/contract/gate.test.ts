// The net after the checkout: the dev store sends its own signed webhooks to the app's door, and the worker's own handlers carry the jobs out.
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { decideOrder, type OrderAct } from '../../app/gate/acts.server.ts'
import { checkOrder } from '../../app/gate/check.server.ts'
import { shownOrders } from '../../app/gate/shown.server.ts'
import { carryOut } from '../../app/handlers.server.ts'
import { decide } from '../../app/kyc/decisions.server.ts'
import { closeTask } from '../../app/kyc/task-list.server.ts'
import { nominate } from '../../app/platform/jobs.server.ts'
import { type World, write } from '../../app/platform/world.server.ts'
import { SCOPES } from '../../app/shopify/scopes.ts'
import { noteFacts } from '../../app/staff/facts.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { grantToken, install, openWebhookDoor, runJobs } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { takenOver } from '../harness/take-over.ts'

const OWNER = { id: 9001n, name: '関所 花', role: 'owner' } as const

let store: TestStore
let world: TestWorld
let product: number
let people = 0

beforeAll(async () => {
  world = await testWorld({ now: new Date() })
  const door = await openWebhookDoor(world)
  store = await startStore({ appUrl: door.url })
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 }, webhookRetriesMs: [20, 20] })
  // The seeded customers came a minute before the app; from then on the store's clock is ten seconds ahead of ours.
  await store.lever('POST', 'clock', { advanceMs: -60_000 })
  await store.lever('POST', 'seed', {})
  await store.lever('POST', 'clock', { advanceMs: 70_000 })
  world.at(new Date())
  // Without a ledger by law, so that what the net asks can be counted.
  await install(world, store, { installedAt: world.now(), settings: { holds: [] } })
  await takenOver(world, store.shop)
  const { products } = await store.ask<{ products: { nodes: { id: string }[] } }>('{ products(first: 1) { nodes { id } } }')
  product = Number(products.nodes[0]?.id.split('/').at(-1))
})

beforeEach(async () => {
  await store.lever('DELETE', 'faults')
  // The clock of these tests stands still, the store's does not: whatever is done next is done before the next order.
  world.at(new Date())
})

/** Waits until the store has delivered what it has to say, then lets the worker work. */
async function work(): Promise<void> {
  await vi.waitFor(async () => {
    const { deliveries } = await store.lever<{ deliveries: { state: string }[] }>('GET', 'webhooks')
    expect(deliveries.filter(({ state }) => state === 'waiting')).toEqual([])
  }, 10_000)
  // Orders of a shop are looked at one after the other: while the queue is being let go, a run may find nothing to do and end.
  for (let due = 1; due > 0; ) {
    await runJobs(world)
    const [row] = await world.db.$queryRaw<{ due: number }[]>`
      select count(*)::int as due from graphile_worker.jobs where run_at <= now() and attempts = 0`
    due = row?.due ?? 0
  }
}

/** Staff turn the switch on by hand; an edit of a metafield may send no webhook, so it is what a sweep does that follows. */
async function verify(customer: number): Promise<void> {
  await store.act('set-metafield', { customer, key: 'verified', type: 'boolean', value: 'true' })
  await write(world, (tx) => nominate(tx, store.shop, BigInt(customer)))
  await work()
}

async function someone({ verified = false } = {}): Promise<number> {
  people += 1
  const { id } = await store.act('register', { email: `person-${people}@example.jp`, lastName: '山本', firstName: `${people}郎` })
  await work()
  if (verified) {
    await verify(id)
    expect(await world.db.kycCase.findFirst({ where: { shopId: store.shop, customerId: BigInt(id) } })).toMatchObject({ verified: true })
  }
  return id
}

async function order(customer: number | undefined, source = 'web'): Promise<number> {
  const { id } = await store.act('order', { ...(customer ? { customer } : {}), product, source })
  return id
}

interface Shown {
  readonly tags: string[]
  readonly cancelledAt: string | null
  readonly customer: { id: string } | null
  readonly fulfillmentOrders: {
    nodes: { status: string; fulfillmentHolds: { handle: string; reason: string; reasonNotes: string }[] }[]
  }
}

async function look(id: number): Promise<Shown> {
  const fields =
    'tags cancelledAt customer { id } fulfillmentOrders(first: 9) { nodes { status fulfillmentHolds { handle reason reasonNotes } } }'
  return (await store.ask<{ order: Shown }>(`{ order(id: "gid://shopify/Order/${id}") { ${fields} } }`)).order
}
const statuses = async (id: number) => (await look(id)).fulfillmentOrders.nodes.map(({ status }) => status)

const taskOf = (id: number) =>
  world.db.kycTask.findFirst({ where: { shopId: store.shop, code: 'order-caught', facts: { path: ['order'], equals: String(id) } } })
const rowOf = (id: number) => world.db.caughtOrder.findFirst({ where: { shopId: store.shop, orderId: BigInt(id) } })
const shown = async (id: number) => (await shownOrders(world, store.shop, [String(id)]))[String(id)]
const decideOn = (id: number, act: OrderAct) => decideOrder(world, { shop: store.shop, order: BigInt(id), by: OWNER }, act)

/** A world that counts what it asks of the store, by the name of the operation. */
function counting(): { asked: string[]; counted: World } {
  const asked: string[] = []
  const shopify = async (shop: string) => {
    const client = await world.shopify(shop)
    const request: typeof client.request = (document, ...more) => {
      const [first] = document.definitions
      asked.push((first?.kind === 'OperationDefinition' && first.name?.value) || '')
      return client.request(document, ...more)
    }
    return { ...client, request }
  }
  return { asked, counted: { ...world, shopify } }
}

test.each(['web', 'draft', 'pos', 'api'])(
  'D01 D02 D03 table C 13 an order past the gate (%s) of somebody unverified is tagged and becomes a task',
  async (source) => {
    const customer = await someone()
    const id = await order(customer, source)
    await work()
    const { tags, fulfillmentOrders } = await look(id)
    expect(tags).toEqual(['関所：要確認'])
    expect(await taskOf(id)).toMatchObject({ customerId: BigInt(customer), closedAt: null })
    expect(await shown(id)).toMatchObject({ reason: 'not-verified', mayOrderNow: false, wanted: null })
    // At a till everything is handed over at once: there is nothing to hold, and the task says so.
    if (source === 'pos') return expect(await shown(id)).toMatchObject({ held: false, trouble: 'nothing-open' })
    expect(fulfillmentOrders.nodes).toMatchObject([{ status: 'ON_HOLD', fulfillmentHolds: [{ handle: 'sekisho-net', reason: 'OTHER' }] }])
    expect(await shown(id)).toMatchObject({ held: true, trouble: null })
    const [held] = fulfillmentOrders.nodes[0]?.fulfillmentHolds ?? []
    expect(held?.reasonNotes).toContain('[sekisho:not-verified]')
    expect(JSON.stringify(fulfillmentOrders)).not.toMatch(/山本|example\.jp/)
  },
)

test('D01 table C 13 an order without a customer is held', async () => {
  const id = await order(undefined)
  await work()
  expect(await statuses(id)).toEqual(['ON_HOLD'])
  expect(await shown(id)).toMatchObject({ reason: 'no-customer', customer: null })
  expect(await taskOf(id)).toMatchObject({ customerId: 0n })
})

test('D03 D05 D06 S05 an order of a verified customer costs one reading and no write, also without a payout account', async () => {
  const customer = await someone({ verified: true })
  const id = await order(customer)
  const before = await world.db.caughtOrder.count()
  const { asked, counted } = counting()
  expect(await checkOrder(counted, store.shop, BigInt(id))).toBe('passed')
  expect(asked).toEqual(['GateOrder'])
  await work()
  await world.db.$executeRaw`select graphile_worker.add_job('ledger.sweep', json_build_object('shop', ${store.shop}::text))`
  const again = counting()
  await carryOut(again.counted, 'ledger.sweep', { shop: store.shop })
  // The sweep shows whose each order is, and nominates nobody who may order.
  const waiting = await world.db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from graphile_worker.jobs where key = ${`gate:${store.shop}:${id}`}`
  expect(waiting[0]?.n).toBe(0)
  await work()
  expect(await statuses(id)).toEqual(['OPEN'])
  expect((await look(id)).tags).toEqual([])
  expect(await world.db.caughtOrder.count()).toBe(before)
})

test('D01 table C 13 the same news twice, late or again holds once and writes nothing more', async () => {
  const id = await order(await someone())
  await work()
  const { asked, counted } = counting()
  for (let i = 0; i < 3; i++) expect(await checkOrder(counted, store.shop, BigInt(id))).toBe('kept')
  expect(new Set(asked)).toEqual(new Set(['GateOrder', 'GateFulfillment']))
  expect((await look(id)).fulfillmentOrders.nodes[0]?.fulfillmentHolds).toHaveLength(1)
  expect(await taskOf(id)).toMatchObject({ count: 1 })
})

test('D01 table C 13 who dies between catching and holding holds at the next try, and a hold whose answer was lost is ours', async () => {
  const id = await order(await someone())
  const client = await world.shopify(store.shop)
  for (const dies of ['HoldFulfillment', 'TagOrder']) {
    const shopify = async () => ({
      ...client,
      request: (async (document, ...more) => {
        const [first] = document.definitions
        const done = await client.request(document, ...more)
        if (first?.kind === 'OperationDefinition' && first.name?.value === dies) throw new Error('the line broke')
        return done
      }) as typeof client.request,
    })
    await expect(checkOrder({ ...world, shopify }, store.shop, BigInt(id))).rejects.toThrow('the line broke')
  }
  await work()
  expect(await shown(id)).toMatchObject({ held: true, trouble: null })
  expect((await look(id)).fulfillmentOrders.nodes[0]?.fulfillmentHolds).toHaveLength(1)
  expect(await taskOf(id)).toMatchObject({ count: 1 })
})

test('D01 table C 13 an order whose webhook was lost is found by the sweep', async () => {
  const customer = await someone()
  await store.lever('POST', 'faults', { kind: 'drop', topic: 'orders/create', count: 1 })
  const id = await order(customer)
  await work()
  expect(await rowOf(id)).toBeNull()
  await world.db.$executeRaw`select graphile_worker.add_job('ledger.sweep', json_build_object('shop', ${store.shop}::text))`
  await work()
  expect(await statuses(id)).toEqual(['ON_HOLD'])
})

test('D01 table C 13 what an edit adds to a held order is held as well', async () => {
  const id = await order(await someone())
  await work()
  await store.act('edit-order', { order: id, product })
  await work()
  expect(await statuses(id)).toEqual(['ON_HOLD', 'ON_HOLD'])
})

test('D04 who is frozen after the order gets nothing more of it; what was handed over is past', async () => {
  const customer = await someone({ verified: true })
  const [past, open] = [await order(customer), await order(customer)]
  await store.act('hand-over', { order: past })
  await work()
  world.at(new Date(Date.now() + 60_000))
  const { version } = await world.db.kycCase.findFirstOrThrow({ where: { shopId: store.shop, customerId: BigInt(customer) } })
  const decision = { type: 'freeze', privateNote: '' } as never
  expect(await decide(world, { shop: store.shop, customer: BigInt(customer), version, by: OWNER, decision })).toMatchObject({ ok: true })
  await work()
  expect(await shown(open)).toMatchObject({ reason: 'frozen', held: true })
  expect(await statuses(open)).toEqual(['ON_HOLD'])
  expect(await checkOrder(world, store.shop, BigInt(past))).toBe('passed')
})

test('D03 papers that ran out after the order hold nothing back', async () => {
  const customer = await someone({ verified: true })
  const id = await order(customer)
  await work()
  const who = { shopId: store.shop, customerId: BigInt(customer) }
  world.at(new Date(Date.now() + 60_000))
  await world.db.kycCase.update({ where: { shopId_customerId: who }, data: { verified: false } })
  await world.db.kycEvent.create({ data: { ...who, at: world.now(), actor: 'system', type: 'expire' } })
  // Old enough that nobody waits for the store and the case to agree.
  const later = new Date(world.now().getTime() + 60 * 60_000)
  expect(await checkOrder({ ...world, now: () => later }, store.shop, BigInt(id))).toBe('passed')
})

test('D03 table C 13 who is verified after the order: the task says so and offers the release, which is on record with who and why', async () => {
  const customer = await someone()
  const id = await order(customer)
  await work()
  await verify(customer)
  expect(await shown(id)).toMatchObject({ held: true, mayOrderNow: true })
  expect(await decideOn(id, { act: 'release', why: 'verified-since' })).toEqual({ ok: true, value: null })
  expect(await decideOn(id, { act: 'cancel' })).toMatchObject({ refusal: { code: 'not-found' } })
  await work()
  expect(await statuses(id)).toEqual(['OPEN'])
  expect((await look(id)).tags).toEqual([])
  expect(await taskOf(id)).toMatchObject({ closedBy: '9001' })
  const entry = { action: 'order.release', subject: `order:${id}`, actorId: '9001', codes: { why: 'verified-since' } }
  expect(
    await world.db.auditEntry.findFirst({ where: { shopId: store.shop, action: 'order.release', subject: `order:${id}` } }),
  ).toMatchObject(entry)
})

test('table C 13 what a person has released is not held again, by whatever news; another reason is another matter', async () => {
  const customer = await someone()
  const id = await order(customer)
  await work()
  await decideOn(id, { act: 'release', why: 'exception' })
  await work()
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('decided')
  await store.act('edit-order', { order: id, product })
  await work()
  expect(await statuses(id)).toEqual(['OPEN', 'OPEN'])
  await world.db.kycCase.updateMany({ where: { shopId: store.shop, customerId: BigInt(customer) }, data: { refused: true } })
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('caught')
})

test('table C 13 a hold that staff take away on Shopify’s own page is a decision', async () => {
  const id = await order(await someone())
  await work()
  await store.act('release-order', { order: id })
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('ended')
  expect(await rowOf(id)).toMatchObject({ ended: 'released-in-store' })
  expect(await taskOf(id)).toMatchObject({ closedBy: null })
  expect((await taskOf(id))?.closedAt).not.toBeNull()
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('decided')
  expect(await statuses(id)).toEqual(['OPEN'])
})

test('table C 13 an order goes to its real customer only when that one may order', async () => {
  const [buyer, real, stranger] = [await someone(), await someone({ verified: true }), await someone()]
  const id = await order(buyer)
  await work()
  const refusal = { code: 'bad-input', fields: { to: 'not-verified' } }
  for (const to of [BigInt(stranger), 12345n]) expect(await decideOn(id, { act: 'reattribute', to })).toEqual({ ok: false, refusal })
  expect(await decideOn(id, { act: 'reattribute', to: BigInt(real) })).toMatchObject({ ok: true })
  await work()
  expect((await look(id)).customer).toEqual({ id: `gid://shopify/Customer/${real}` })
  expect(await statuses(id)).toEqual(['OPEN'])
  expect(await rowOf(id)).toMatchObject({ ended: 'reattributed', customerId: BigInt(real) })
})

test('table C 13 whoever was chosen and is frozen before it is done gets nothing, and the task asks again', async () => {
  const [buyer, real] = [await someone(), await someone({ verified: true })]
  const id = await order(buyer)
  await work()
  await decideOn(id, { act: 'reattribute', to: BigInt(real) })
  await world.db.kycCase.updateMany({ where: { shopId: store.shop, customerId: BigInt(real) }, data: { frozen: true } })
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('kept')
  expect((await look(id)).customer).toEqual({ id: `gid://shopify/Customer/${buyer}` })
  expect(await shown(id)).toMatchObject({ wanted: null, trouble: 'decision-refused' })
})

test('table C 13 an order that staff give to another customer on Shopify’s own page stays held, and its task follows', async () => {
  const [buyer, real] = [await someone(), await someone({ verified: true })]
  const id = await order(buyer)
  await work()
  await store.act('order-customer', { order: id, customer: real })
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('kept')
  expect(await shown(id)).toMatchObject({ customer: String(real), mayOrderNow: true, held: true })
  const open = await world.db.kycTask.findMany({
    where: { shopId: store.shop, closedAt: null, facts: { path: ['order'], equals: String(id) } },
  })
  expect(open.map(({ customerId }) => customerId)).toEqual([BigInt(real)])
})

test('table C 13 a person cancels, and nothing else does; the task ends when the store shows it', async () => {
  const id = await order(await someone())
  await work()
  expect(await look(id)).toMatchObject({ cancelledAt: null })
  expect(
    await decideOrder(world, { shop: store.shop, order: BigInt(id), by: { ...OWNER, role: 'customer-service' } }, { act: 'cancel' }),
  ).toEqual({
    ok: false,
    refusal: { code: 'not-allowed', needs: 'decide' },
  })
  expect(await decideOn(id, { act: 'cancel' })).toMatchObject({ ok: true })
  await work()
  await work()
  expect((await look(id)).cancelledAt).not.toBeNull()
  expect(await rowOf(id)).toMatchObject({ ended: 'cancelled' })
  expect((await taskOf(id))?.closedAt).not.toBeNull()
})

test('table C 13 the task of a held order is not called done: it ends with what is done', async () => {
  const id = await order(await someone())
  await work()
  expect(await closeTask(world, store.shop, (await taskOf(id))?.id ?? 0n, OWNER)).toMatchObject({ refusal: { code: 'not-found' } })
})

test('D03 somebody whom the store shows as verified is reconciled before anything is held', async () => {
  const customer = await someone()
  await store.act('set-metafield', { customer, key: 'verified', type: 'boolean', value: 'true' })
  const id = await order(customer)
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('waits')
  await work()
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('passed')
  expect(await rowOf(id)).toBeNull()
})

test('D01 customers and orders from before the installation are left alone', async () => {
  const shop = await world.db.shop.findUniqueOrThrow({ where: { shopId: store.shop } })
  const customer = await someone()
  const id = await order(customer)
  await world.db.shop.update({ where: { shopId: store.shop }, data: { installedAt: new Date(Date.now() + 3_600_000) } })
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('passed')
  await world.db.shop.update({ where: { shopId: store.shop }, data: { installedAt: shop.installedAt } })
  expect(await checkOrder(world, store.shop, BigInt(id))).toBe('caught')
})

test('table C 13 without the right to hold the task says so, and the hold follows when the store grants it', async () => {
  const customer = await someone()
  await store.lever('POST', 'settings', { scopes: SCOPES.filter((scope) => !scope.includes('fulfillment')) })
  await grantToken(world, store)
  await noteFacts(world, store.shop)
  const id = await order(customer)
  await work()
  expect(await shown(id)).toMatchObject({ held: false, trouble: 'scopes-missing' })
  await store.lever('POST', 'settings', { scopes: [...SCOPES] })
  await grantToken(world, store)
  await noteFacts(world, store.shop)
  await checkOrder(world, store.shop, BigInt(id))
  expect(await shown(id)).toMatchObject({ held: true, trouble: null })
})

// The last one: the app is gone from the shop after it.
test('table C 13 of a shop that uninstalled the app nothing is asked, and no job fails', async () => {
  const id = await order(await someone())
  await world.db.session.deleteMany({ where: { shopId: store.shop } })
  await world.db.shop.update({ where: { shopId: store.shop }, data: { uninstalledAt: world.now() } })
  await expect(carryOut(world, 'gate.check', { shop: store.shop, order: String(id) })).resolves.toBeUndefined()
  expect(await rowOf(id)).toBeNull()
})
