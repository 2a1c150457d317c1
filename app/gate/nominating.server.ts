import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { orderIdOf } from '../shopify/gid.ts'
import { OrdersOfCustomerDocument, type OrdersOfCustomerQuery } from '../shopify/operations.generated.ts'
import { against } from './net.ts'

/** Asks that it be looked whose an order is; requests that wait collapse into one. A shop's orders are looked at one after the other. */
export const nominateCheck = (
  tx: Tx,
  shop: string,
  order: bigint,
  { at, priority = 2 }: { at?: Date; priority?: number } = {},
): Promise<void> =>
  addJob(
    tx,
    'gate.check',
    { shop, order: String(order) },
    { key: `gate${at ? '-again' : ''}:${shop}:${order}`, queue: `gate:${shop}`, priority, ...(at ? { runAt: at } : {}) },
  )

/** The same for an order that is caught; of others nothing new is to be learned. */
export async function nominateCaught(tx: Tx, shop: string, order: bigint): Promise<void> {
  const open = await tx.caughtOrder.count({ where: { shopId: shop, orderId: order, ended: null } })
  if (open > 0) await nominateCheck(tx, shop, order)
}

/**
 * Nominates, of orders that a sweep has found, those that are caught and those of who may not order: an order of a verified customer was read once,
 * when it was placed, and is not read again.
 */
export async function nominateSuspects(
  tx: Tx,
  shop: string,
  orders: readonly { readonly order: bigint; readonly customer: bigint | null }[],
): Promise<void> {
  const customers = [...new Set(orders.flatMap(({ customer }) => (customer === null ? [] : [customer])))]
  const cases = await tx.kycCase.findMany({
    where: { shopId: shop, customerId: { in: customers } },
    select: { customerId: true, verified: true, frozen: true, refused: true },
  })
  const welcome = new Set(cases.filter((of) => against(of) === null).map(({ customerId }) => customerId))
  const ids = orders.map(({ order }) => order)
  const rows = await tx.caughtOrder.findMany({ where: { shopId: shop, orderId: { in: ids }, ended: null }, select: { orderId: true } })
  const caught = new Set(rows.map(({ orderId }) => orderId))
  for (const { order, customer } of orders)
    if (caught.has(order) || customer === null || !welcome.has(customer)) await nominateCheck(tx, shop, order, { priority: 3 })
}

/** Pages of orders that are looked through for one customer: ten thousand orders, of which the newest are still to be handed over. */
const PAGES_MAX = 100

/** Nominates everything that is still to be handed over to a customer who was stopped (D04). Answers how many. */
export async function nominateOrdersOf(world: World, shop: string, customer: bigint): Promise<number> {
  const client = await world.shopify(shop)
  let found = 0
  let after: string | null = null
  for (let page = 0; page < PAGES_MAX; page++) {
    const asked = { query: `customer_id:${customer}`, after }
    const orders: OrdersOfCustomerQuery['orders'] = (await client.request(OrdersOfCustomerDocument, asked)).data.orders
    const open = orders.nodes.filter((order) => order.cancelledAt === null && order.displayFulfillmentStatus !== 'FULFILLED')
    const ids = open.flatMap(({ id }) => orderIdOf(id) ?? [])
    await write(world, async (tx) => {
      for (const order of ids) await nominateCheck(tx, shop, order)
    })
    found += ids.length
    if (!orders.pageInfo.hasNextPage) break
    after = orders.pageInfo.endCursor ?? null
  }
  return found
}
