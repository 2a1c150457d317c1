import { fulfillmentOf, newFulfillment } from './fulfillment.ts'
import { done, fieldError, type Outcome, refused } from './outcome.ts'
import { tagErrors, withoutTags, withTags } from './tags.ts'
import type { Actor, Order, OrderLine, Refund, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

export interface OrderDraft {
  readonly customerId: number | null
  readonly email?: string | null | undefined
  readonly lines: readonly { readonly productId: number; readonly variantId?: number | undefined; readonly quantity: number }[]
  readonly note?: string | null | undefined
  readonly source?: Order['source'] | undefined
}

/** One line of a draft, priced. */
export function readLine(shop: Shop, draft: OrderDraft['lines'][number], path: readonly string[]): Outcome<OrderLine> {
  const product = shop.products.get(draft.productId)
  const variant = product?.variants.find((one) => one.id === (draft.variantId ?? product.variants[0]?.id))
  if (!product || !variant) return refused(fieldError(path, 'Product does not exist'))
  if (!Number.isInteger(draft.quantity) || draft.quantity < 1) return refused(fieldError(path, 'Quantity must be greater than 0'))
  return done({
    id: nextId(shop),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    quantity: draft.quantity,
    price: variant.price,
  })
}

/** An order that was placed: #1001, #1002 … Emits orders/create. Whether it may be placed is the checkout's question. */
export function createOrder(world: World, shop: Shop, draft: OrderDraft, by: Actor): Outcome<Order> {
  const customer = draft.customerId === null ? undefined : shop.customers.get(draft.customerId)
  if (draft.customerId !== null && !customer) return refused(fieldError(['customerId'], 'Customer does not exist'))
  if (draft.lines.length === 0) return refused(fieldError(['lines'], 'Line items must have at least one line item'))
  const lines = draft.lines.map((line, i) => readLine(shop, line, ['lines', String(i)]))
  const errors = lines.flatMap((line) => (line.ok ? [] : line.errors))
  if (errors.length) return refused(...errors)
  const kept = lines.flatMap((line) => (line.ok ? [line.value] : []))
  const number = 1001 + shop.orders.size
  const at = stamp(world)
  const order: Order = {
    id: nextId(shop),
    number,
    name: `#${number}`,
    customerId: draft.customerId,
    email: draft.email ?? customer?.email ?? null,
    lines: kept,
    total: kept.reduce((sum, line) => sum + Number(line.price) * line.quantity, 0).toFixed(2),
    tags: [],
    metafields: [],
    note: draft.note ?? null,
    source: draft.source ?? 'web',
    cancelledAt: null,
    fulfillment: [
      newFulfillment(
        shop,
        kept.map(({ id }) => id),
        draft.source === 'pos',
      ),
    ],
    createdAt: at,
    updatedAt: at,
  }
  shop.orders.set(order.id, order)
  tell(world, shop, { type: 'orders/create', subject: { type: 'Order', id: order.id }, by })
  if (customer) {
    customer.updatedAt = at
    tell(world, shop, { type: 'customers/update', subject: { type: 'Customer', id: customer.id }, by })
  }
  return done(order)
}

/** Adds or removes tags of an order, by the rules of customers' tags. */
export function changeOrderTags(
  world: World,
  shop: Shop,
  id: number,
  change: 'add' | 'remove',
  tags: readonly string[],
  by: Actor,
): Outcome<Order> {
  const order = shop.orders.get(id)
  if (!order) return refused(fieldError(['id'], 'Order does not exist'))
  const after = change === 'add' ? withTags(order.tags, tags) : withoutTags(order.tags, tags)
  const errors = tagErrors(after)
  if (errors.length) return refused(...errors)
  if (after.join(',') === order.tags.join(',')) return done(order)
  order.tags = after
  order.updatedAt = stamp(world)
  tell(world, shop, { type: 'orders/updated', subject: { type: 'Order', id }, by })
  return done(order)
}

/** How many of a line are left. */
export const leftOf = (line: OrderLine): number => line.quantity - (line.refunded ?? 0)

/** Gives back so many of each line; emits refunds/create. What was paid stays out of the dev store. */
export function refundOrder(
  world: World,
  shop: Shop,
  id: number,
  asked: readonly { readonly lineId: number; readonly quantity: number }[],
  by: Actor,
): Outcome<Refund> {
  const order = shop.orders.get(id)
  if (!order) return refused(fieldError(['orderId'], 'Order does not exist'))
  const lines = asked.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((one) => one.id === lineId)
    return line && quantity > 0 ? [{ line, quantity }] : []
  })
  if (lines.some(({ line, quantity }) => quantity > leftOf(line)))
    return refused(fieldError(['refundLineItems'], 'Quantity cannot refund more items than were purchased'))
  for (const { line, quantity } of lines) line.refunded = (line.refunded ?? 0) + quantity
  const at = stamp(world)
  const refund: Refund = {
    id: nextId(shop),
    createdAt: at,
    lines: lines.map(({ line, quantity }) => ({ id: nextId(shop), lineId: line.id, quantity })),
  }
  order.refunds = [...(order.refunds ?? []), refund]
  order.updatedAt = at
  tell(world, shop, { type: 'refunds/create', subject: { type: 'Order', id }, by, detail: { refund: refund.id } })
  tell(world, shop, { type: 'orders/updated', subject: { type: 'Order', id }, by })
  return done(refund)
}

/** Cancels an order for good, all of it paid back. Emits orders/cancelled, after the refund. */
export function cancelOrder(world: World, shop: Shop, id: number, by: Actor, reason = 'CUSTOMER'): Outcome<Order> {
  const order = shop.orders.get(id)
  if (!order) return refused(fieldError(['orderId'], 'Order does not exist'))
  if (order.cancelledAt !== null) return refused(fieldError(['orderId'], 'Order has already been cancelled'))
  order.cancelledAt = stamp(world)
  order.cancelReason = reason
  for (const one of fulfillmentOf(order)) {
    if (one.status !== 'CLOSED') one.status = 'CANCELLED'
    one.holds = []
  }
  const left = order.lines.map((line) => ({ lineId: line.id, quantity: leftOf(line) }))
  const refund = refundOrder(world, shop, id, left, by)
  if (!refund.ok) return refund
  tell(world, shop, { type: 'orders/cancelled', subject: { type: 'Order', id }, by })
  return done(order)
}
