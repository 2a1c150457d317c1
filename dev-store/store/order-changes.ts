import { newFulfillment } from './fulfillment.ts'
import { type OrderDraft, readLine } from './orders.ts'
import { done, fieldError, type Outcome, refused } from './outcome.ts'
import type { Actor, Order, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

/** Makes another customer the order's. */
export function setOrderCustomer(world: World, shop: Shop, id: number, customer: number, by: Actor): Outcome<Order> {
  const order = shop.orders.get(id)
  const coded = (field: string, message: string) => refused({ ...fieldError([field], message), code: 'NOT_FOUND' })
  if (!order) return coded('orderId', 'Order does not exist')
  if (!shop.customers.has(customer)) return coded('customerId', 'Customer does not exist')
  order.customerId = customer
  order.updatedAt = stamp(world)
  tell(world, shop, { type: 'orders/updated', subject: { type: 'Order', id }, by })
  return done(order)
}

/** An edit that adds a line: it comes with a fulfillment order of its own. Emits orders/edited. */
export function addToOrder(world: World, shop: Shop, id: number, draft: OrderDraft['lines'][number], by: Actor): Outcome<Order> {
  const order = shop.orders.get(id)
  if (!order || order.cancelledAt !== null) return refused(fieldError(['id'], 'The order cannot be edited.'))
  const line = readLine(shop, draft, ['variantId'])
  if (!line.ok) return line
  order.lines.push(line.value)
  order.total = (Number(order.total) + Number(line.value.price) * line.value.quantity).toFixed(2)
  order.fulfillment = [...(order.fulfillment ?? []), newFulfillment(shop, [line.value.id], false)]
  order.updatedAt = stamp(world)
  const detail = { edit: nextId(shop), at: order.updatedAt, line: line.value.id, delta: line.value.quantity }
  tell(world, shop, { type: 'orders/edited', subject: { type: 'Order', id }, by, detail })
  tell(world, shop, { type: 'orders/updated', subject: { type: 'Order', id }, by })
  return done(order)
}
