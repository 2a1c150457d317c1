import type { CaughtOrder } from '../../generated/prisma/client.ts'
import { endOrderTask, openTask } from '../kyc/tasks.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { CaughtFor, Trouble } from './net.ts'
import type { PlacedOrder } from './order.server.ts'

export type Ending = 'released' | 'reattributed' | 'cancelled' | 'released-in-store' | 'over' | 'gone'

const keyOf = (shop: string, orderId: bigint) => ({ shopId_orderId: { shopId: shop, orderId } })

/** What is known of a caught order; null when it never was. */
export const caughtOf = (tx: Tx, shop: string, order: bigint): Promise<CaughtOrder | null> =>
  tx.caughtOrder.findUnique({ where: keyOf(shop, order) })

/** The numbers of the fulfillment orders that we hold. */
export const heldOf = ({ held }: Pick<CaughtOrder, 'held'>): readonly bigint[] =>
  (Array.isArray(held) ? held : []).flatMap((each) => (typeof each === 'string' && /^\d+$/.test(each) ? [BigInt(each)] : []))

/** Writes down that an order is caught, with the task and the line of the audit log, before anything is asked of the store. */
export async function catchOrder(world: World, shop: string, order: PlacedOrder, reason: CaughtFor): Promise<CaughtOrder> {
  return write(world, async (tx) => {
    const customer = order.customer?.id ?? null
    const fresh = {
      name: order.name,
      customerId: customer,
      reason,
      caughtAt: world.now(),
      tag: null,
      held: [],
      heldAt: null,
      trouble: null,
      wanted: null,
      why: null,
      wantedBy: null,
      wantedAt: null,
      toCustomer: null,
      ended: null,
      endedAt: null,
    }
    const row = await tx.caughtOrder.upsert({
      where: keyOf(shop, order.id),
      create: { shopId: shop, orderId: order.id, ...fresh },
      update: fresh,
    })
    await openOrderTask(world, tx, shop, row)
    await note(world, tx, shop, order.id, 'order.caught', { reason })
    return row
  })
}

const openOrderTask = (world: World, tx: Tx, shop: string, { customerId, orderId, name }: CaughtOrder): Promise<void> =>
  openTask(world, tx, shop, customerId ?? 0n, { code: 'order-caught', order: String(orderId), name })

/** What the store did by itself, or somebody in it, as ids and codes. */
const note = (world: World, tx: Tx, shop: string, order: bigint, action: 'order.caught' | 'order.ended', codes: Record<string, string>) =>
  tx.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'system', action, subject: `order:${order}`, codes } })

/** The order is another customer's now, by somebody's hand in the store: the task follows. */
export async function followCustomer(world: World, shop: string, row: CaughtOrder, customer: bigint | null): Promise<CaughtOrder> {
  return write(world, async (tx) => {
    const next = await tx.caughtOrder.update({ where: keyOf(shop, row.orderId), data: { customerId: customer } })
    await endOrderTask(world, tx, shop, String(row.orderId), null)
    await openOrderTask(world, tx, shop, next)
    return next
  })
}

/** Writes down what the store shows of holds and tag; nothing when that is known. */
export async function noteHeld(
  world: World,
  shop: string,
  row: CaughtOrder,
  shown: { readonly held: readonly bigint[]; readonly tag: string | null; readonly trouble: Trouble | null },
): Promise<void> {
  const before = heldOf(row)
  const held = [...new Set([...before, ...shown.held])]
  if (held.length === before.length && row.tag === shown.tag && row.trouble === shown.trouble) return
  const heldAt = row.heldAt ?? (held.length > 0 ? world.now() : null)
  await world.db.caughtOrder.update({
    where: keyOf(shop, row.orderId),
    data: { held: held.map(String), tag: shown.tag, trouble: shown.trouble, heldAt },
  })
}

/** Takes a decision back that the store did not carry out, or notes that it is at it. */
export async function noteTrouble(world: World, shop: string, order: bigint, trouble: Trouble): Promise<void> {
  const undone = trouble === 'decision-refused' ? { wanted: null, toCustomer: null } : {}
  await world.db.caughtOrder.updateMany({ where: { shopId: shop, orderId: order, ended: null }, data: { trouble, ...undone } })
}

/** An order is caught no more: the row remembers how, and the task ends. */
export async function endCaught(world: World, shop: string, row: CaughtOrder, ended: Ending): Promise<void> {
  await write(world, async (tx) => {
    const customerId = ended === 'reattributed' ? row.toCustomer : row.customerId
    const { count } = await tx.caughtOrder.updateMany({
      where: { shopId: shop, orderId: row.orderId, ended: null },
      data: { ended, endedAt: world.now(), customerId, tag: null, held: [], trouble: null },
    })
    if (count === 0) return
    await endOrderTask(world, tx, shop, String(row.orderId), row.wantedBy)
    await note(world, tx, shop, row.orderId, 'order.ended', { how: ended })
  })
}
