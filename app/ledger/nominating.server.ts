import { nominateCaught, nominateCheck, nominateSuspects } from '../gate/nominating.server.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { customerIdOf, orderIdOf } from '../shopify/gid.ts'
import { OrdersByDateDocument, type OrdersByDateQuery } from '../shopify/operations.generated.ts'

type Payload = Record<string, unknown>
type Nominating = (tx: Tx, shop: string, order: bigint) => Promise<void>

const nominated =
  (idIn: (payload: Payload) => unknown, ...nominating: readonly Nominating[]): TopicHandler =>
  async (tx, shop, { payload }) => {
    const order = orderIdOf(idIn((payload ?? {}) as Payload))
    if (order !== null) for (const each of nominating) await each(tx, shop, order)
  }

/** Asks that the ledger be brought to an order; requests that wait collapse into one. */
const nominateOrder = (tx: Tx, shop: string, order: bigint): Promise<void> =>
  addJob(tx, 'ledger.record', { shop, order: String(order) }, { key: `order:${shop}:${order}`, priority: 3 })

/** What Shopify tells of orders is a sign only: the order is then read by id, for the ledger and for the net. */
export const ORDER_TOPICS: Readonly<Record<string, TopicHandler>> = {
  'orders/create': nominated(({ id }) => id, nominateOrder, nominateCheck),
  'orders/cancelled': nominated(({ id }) => id, nominateOrder, nominateCaught),
  'orders/edited': nominated(({ order_edit }) => (order_edit as Payload | null)?.order_id, nominateOrder, nominateCaught),
  'refunds/create': nominated(({ order_id }) => order_id, nominateOrder, nominateCaught),
}

/** Orders in one request, and requests in one job. */
const PACE = { page: 100, pages: 50 }
/** The store's index lags behind: the last mark is passed by this much, in milliseconds. */
const OVERLAP_MS = 60_000

/**
 * Finds orders whose webhook never came, and those that were edited: in the order in which they changed, from the last mark on, at first from the
 * installation. The mark moves with each page, so that whoever dies here goes on there. Only nominates. Answers how many.
 */
export async function sweepOrders(world: World, shop: string, pace = PACE): Promise<number> {
  const client = await world.shopify(shop)
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const startedAt = world.now()
  const from = new Date((row.ordersSeenUntil ?? row.installedAt).getTime() - OVERLAP_MS)
  const query = `updated_at:>='${from.toISOString()}'`
  let found = 0
  let after: string | null = null
  for (let page = 0; page < pace.pages; page++) {
    const orders: OrdersByDateQuery['orders'] = (await client.request(OrdersByDateDocument, { first: pace.page, after, query })).data.orders
    const { nodes, pageInfo } = orders
    const seen = pageInfo.hasNextPage ? new Date(nodes.at(-1)?.updatedAt ?? from) : startedAt
    await write(world, async (tx) => {
      const orders = nodes.map(({ id, customer }) => ({ order: orderIdOf(id) ?? 0n, customer: customerIdOf(customer?.id) }))
      for (const { order } of orders) await nominateOrder(tx, shop, order)
      await nominateSuspects(tx, shop, orders)
      await tx.shop.update({ where: { shopId: shop }, data: { ordersSeenUntil: seen } })
    })
    found += nodes.length
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor ?? null
  }
  return found
}
