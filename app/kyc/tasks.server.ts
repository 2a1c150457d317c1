import type { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import type { Part } from './case.ts'
import type { Task } from './protocol.ts'

/** Tasks of the law, the engine's own, and those that privacy law brings. */
export type AnyTask =
  | Task
  | { readonly code: 'data-requested' | 'held-by-default' }
  | { readonly code: 'order-caught'; readonly order: string; readonly name: string }
  | { readonly code: 'second-approval'; readonly by: string }
  | { readonly code: 'expires-soon'; readonly part: string }
  | { readonly code: 'papers-expired'; readonly parts: readonly Part[] }
  | { readonly code: 'identity-changed' | 'identity-locked'; readonly fields: readonly string[] }
  | { readonly code: 'store-refuses'; readonly because: readonly string[] }

/** Tasks about one order each: a customer can have several. */
const aboutOrder = (order: string): Prisma.KycTaskWhereInput => ({ facts: { path: ['order'], equals: order } })

/**
 * Opens a task for staff; while one of the same code is open for the same customer (and order, where it is about one), that one is brought up to
 * date and counted.
 */
export async function openTask(world: World, tx: Tx, shop: string, customer: bigint, task: AnyTask): Promise<void> {
  const { code, ...rest } = task
  const facts = rest as Prisma.InputJsonObject
  const same = { shopId: shop, customerId: customer, code, closedAt: null, ...('order' in task ? aboutOrder(task.order) : {}) }
  const open = await tx.kycTask.findFirst({ where: same, select: { id: true } })
  if (open) {
    await tx.kycTask.update({
      where: { shopId_id: { shopId: shop, id: open.id } },
      data: { facts, count: { increment: 1 }, openedAt: world.now() },
    })
    return
  }
  await tx.kycTask.create({ data: { shopId: shop, customerId: customer, code, facts, openedAt: world.now() } })
}

/** Ends the task about a caught order, whoever's it was; `by` is the member who decided, null when the store shows that it is over. */
export async function endOrderTask(world: World, tx: Tx, shop: string, order: string, by: bigint | null): Promise<void> {
  await tx.kycTask.updateMany({
    where: { shopId: shop, code: 'order-caught', closedAt: null, ...aboutOrder(order) },
    data: { closedAt: world.now(), closedBy: by === null ? null : String(by) },
  })
}
