import { done, fieldError, type Outcome, refused } from './outcome.ts'
import type { Actor, FulfillmentOrder, Order, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

/** What is left to hand over of an order; an order from an older snapshot has none. */
export const fulfillmentOf = (order: Order): FulfillmentOrder[] => order.fulfillment ?? []

/** A fulfillment order for lines of an order. At a till everything is handed over at once. */
export function newFulfillment(shop: Shop, lineIds: readonly number[], isHandedOver: boolean): FulfillmentOrder {
  return { id: nextId(shop), status: isHandedOver ? 'CLOSED' : 'OPEN', lineIds: [...lineIds], holds: [] }
}

/** The order that a fulfillment order belongs to. */
export function findFulfillment(shop: Shop, id: number): { order: Order; fulfillment: FulfillmentOrder } | undefined {
  for (const order of shop.orders.values()) {
    const fulfillment = fulfillmentOf(order).find((one) => one.id === id)
    if (fulfillment) return { order, fulfillment }
  }
  return undefined
}

/** Shopify's word for an order as a whole. */
export function fulfillmentStatus(order: Order): 'FULFILLED' | 'ON_HOLD' | 'PARTIALLY_FULFILLED' | 'UNFULFILLED' {
  const all = fulfillmentOf(order).filter(({ status }) => status !== 'CANCELLED')
  const closed = all.filter(({ status }) => status === 'CLOSED').length
  if (all.length > 0 && closed === all.length) return 'FULFILLED'
  if (all.some(({ status }) => status === 'ON_HOLD')) return 'ON_HOLD'
  return closed > 0 ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED'
}

function touched(world: World, shop: Shop, order: Order, by: Actor): void {
  order.updatedAt = stamp(world)
  tell(world, shop, { type: 'orders/updated', subject: { type: 'Order', id: order.id }, by })
}

const HOLDS_MAX = 10

/** Puts a fulfillment order on hold; a second hold needs a handle of its own. */
export function hold(
  world: World,
  shop: Shop,
  id: number,
  draft: { readonly reason: string; readonly notes: string | null; readonly handle: string; readonly byApp: boolean },
  by: Actor,
): Outcome<FulfillmentOrder> {
  const found = findFulfillment(shop, id)
  const coded = (code: string, message: string) => refused({ ...fieldError(['id'], message), code })
  if (!found) return coded('FULFILLMENT_ORDER_NOT_FOUND', 'Fulfillment order does not exist.')
  const { order, fulfillment } = found
  // What Shopify says of a state that cannot be held is not recorded; the code it has no better one for is TAKEN.
  if (fulfillment.status !== 'OPEN' && fulfillment.status !== 'ON_HOLD') return coded('TAKEN', 'Fulfillment order is not in an open state.')
  const own = fulfillment.holds.filter(({ byApp }) => byApp === draft.byApp)
  if (own.some(({ handle }) => handle === draft.handle))
    return coded('DUPLICATE_FULFILLMENT_HOLD_HANDLE', 'Handle has already been taken for this fulfillment order.')
  if (own.length >= HOLDS_MAX) return coded('FULFILLMENT_ORDER_HOLD_LIMIT_REACHED', 'The fulfillment order has reached its limit of holds.')
  fulfillment.holds.push({ id: nextId(shop), ...draft })
  fulfillment.status = 'ON_HOLD'
  touched(world, shop, order, by)
  return done(fulfillment)
}

/** Takes holds away, all of them unless some are named; with the last one the fulfillment order is open again. */
export function release(world: World, shop: Shop, id: number, holdIds: readonly number[] | null, by: Actor): Outcome<FulfillmentOrder> {
  const found = findFulfillment(shop, id)
  if (!found) return refused({ ...fieldError(['id'], 'Fulfillment order does not exist.'), code: 'FULFILLMENT_ORDER_NOT_FOUND' })
  const { order, fulfillment } = found
  fulfillment.holds = holdIds === null ? [] : fulfillment.holds.filter((one) => !holdIds.includes(one.id))
  if (fulfillment.status === 'ON_HOLD' && fulfillment.holds.length === 0) fulfillment.status = 'OPEN'
  touched(world, shop, order, by)
  return done(fulfillment)
}

/** Hands over whatever is open. What is on hold stays. */
export function handOver(world: World, shop: Shop, id: number, by: Actor): Outcome<Order> {
  const order = shop.orders.get(id)
  if (!order) return refused(fieldError(['orderId'], 'Order does not exist'))
  const open = fulfillmentOf(order).filter(({ status }) => status === 'OPEN')
  if (open.length === 0) return refused(fieldError(['orderId'], 'There are no fulfillment orders to fulfill'))
  for (const one of open) one.status = 'CLOSED'
  touched(world, shop, order, by)
  return done(order)
}
