import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
let product: number
let customers: number[]

beforeAll(async () => {
  trial = await startTrial()
  await trial.lever('POST', 'seed', { installed: true })
  const shop = trial.store.world.shops.get('sekisho-demo.myshopify.com')
  product = [...(shop?.products.keys() ?? [])][0] ?? 0
  customers = [...(shop?.customers.keys() ?? [])]
})
afterAll(() => trial.store.close())

interface Held {
  readonly id: string
  readonly status: string
  readonly fulfillmentHolds: { id: string; handle: string | null; heldByRequestingApp: boolean }[]
}

const place = async (): Promise<string> => {
  const { id } = (await trial.lever('POST', 'act/order', { customer: customers[0], product })) as unknown as { id: number }
  return `gid://shopify/Order/${id}`
}
async function handover(order: string): Promise<Held> {
  const query = `{ order(id: "${order}") { fulfillmentOrders(first: 1) { nodes { id status fulfillmentHolds { id handle heldByRequestingApp } } } } }`
  const { data } = await trial.ask(query)
  const [first] = (data as unknown as { order: { fulfillmentOrders: { nodes: Held[] } } }).order.fulfillmentOrders.nodes
  if (!first) throw new Error('nothing to hand over')
  return first
}
const hold = (id: string, handle = 'a') =>
  trial.ask(
    `mutation { fulfillmentOrderHold(id: "${id}", fulfillmentHold: { reason: OTHER, handle: "${handle}" }) { fulfillmentOrder { status } userErrors { code } } }`,
  )

test('a hold stays until it is released, once for each handle, and what is on hold is not handed over', async () => {
  const order = await place()
  const { id } = await handover(order)
  expect((await hold(id)).data).toMatchObject({ fulfillmentOrderHold: { fulfillmentOrder: { status: 'ON_HOLD' }, userErrors: [] } })
  expect((await hold(id)).data).toMatchObject({ fulfillmentOrderHold: { userErrors: [{ code: 'DUPLICATE_FULFILLMENT_HOLD_HANDLE' }] } })
  await hold(id, 'b')
  const { fulfillmentHolds } = await handover(order)
  expect(fulfillmentHolds).toMatchObject([
    { handle: 'a', heldByRequestingApp: true },
    { handle: 'b', heldByRequestingApp: true },
  ])
  expect(await trial.lever('POST', 'act/hand-over', { order: Number(order.split('/').at(-1)) })).toMatchObject({ errors: [{}] })
  const release = (holds: string) =>
    trial.ask(`mutation { fulfillmentOrderReleaseHold(id: "${id}"${holds}) { fulfillmentOrder { status } userErrors { code } } }`)
  expect((await release(`, holdIds: ["${fulfillmentHolds[0]?.id}"]`)).data).toMatchObject({
    fulfillmentOrderReleaseHold: { fulfillmentOrder: { status: 'ON_HOLD' } },
  })
  expect((await release('')).data).toMatchObject({ fulfillmentOrderReleaseHold: { fulfillmentOrder: { status: 'OPEN' } } })
  expect((await hold('gid://shopify/FulfillmentOrder/1')).data).toMatchObject({
    fulfillmentOrderHold: { userErrors: [{ code: 'FULFILLMENT_ORDER_NOT_FOUND' }] },
  })
})

test('an order goes to another customer of the store, and to nobody who is not', async () => {
  const order = await place()
  const give = (customer: number) =>
    trial.ask(
      `mutation { orderCustomerSet(orderId: "${order}", customerId: "gid://shopify/Customer/${customer}") { order { customer { id } } userErrors { code } } }`,
    )
  expect((await give(customers[1] ?? 0)).data).toMatchObject({
    orderCustomerSet: { order: { customer: { id: `gid://shopify/Customer/${customers[1]}` } }, userErrors: [] },
  })
  expect((await give(1)).data).toMatchObject({ orderCustomerSet: { order: null, userErrors: [{ code: 'NOT_FOUND' }] } })
})

test('cancelling is for good: nothing of it is left to hand over, and a second time is refused', async () => {
  const order = await place()
  await hold((await handover(order)).id)
  const cancel = () =>
    trial.ask(`mutation { orderCancel(orderId: "${order}", reason: STAFF, restock: true) { job { done } orderCancelUserErrors { code } } }`)
  expect((await cancel()).data).toMatchObject({ orderCancel: { job: { done: true }, orderCancelUserErrors: [] } })
  expect(await handover(order)).toMatchObject({ status: 'CANCELLED', fulfillmentHolds: [] })
  expect((await cancel()).data).toMatchObject({ orderCancel: { job: null, orderCancelUserErrors: [{ code: 'INVALID' }] } })
})
