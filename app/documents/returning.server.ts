import type { Part, PartState } from '../kyc/case.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import { inForce, kept } from './in-force.ts'
import { documentsOf, lockDocuments, markSent } from './vault.server.ts'

/** One document that is asked for again, and why (a code). */
export interface SentBack {
  readonly id: string
  readonly reason: string
}

/**
 * Sends documents of a part back, in the caller's transaction: those that are named, or all that are in force. Everything else of the part
 * stays handed in. False, and nothing is changed, when one of them is not in force: somebody was faster.
 */
export async function sendBack(
  world: World,
  tx: Tx,
  { shop, customer, part }: { readonly shop: string; readonly customer: bigint; readonly part: Part },
  named: readonly SentBack[] | null,
): Promise<boolean> {
  await lockDocuments(tx, shop, customer)
  const there = inForce(await documentsOf(world, shop, customer, tx), part)
  const back = named ?? there.map(({ id }) => ({ id, reason: null }))
  if (!back.every(({ id }) => there.some((one) => one.id === id))) return false
  for (const { id, reason } of back) {
    await tx.document.updateMany({ where: { shopId: shop, id }, data: { returnedAt: world.now(), returnedFor: reason } })
  }
  return true
}

/**
 * Marks the unsent documents of a part as sent, in the caller's transaction. What was kept stays beside them; what was sent before and was
 * returned as a whole is replaced by them. How many were sent.
 */
export async function handIn(
  world: World,
  tx: Tx,
  { shop, customer, part }: { readonly shop: string; readonly customer: bigint; readonly part: Part },
  state: PartState,
): Promise<number> {
  await lockDocuments(tx, shop, customer)
  const before = await documentsOf(world, shop, customer, tx)
  const sent = await markSent(tx, shop, customer, part, world.now())
  if (sent === 0) return 0
  const stays = new Set(kept(before, part, state).map(({ id }) => id))
  const replaced = inForce(before, part).filter(({ id }) => !stays.has(id))
  await tx.document.updateMany({
    where: { shopId: shop, id: { in: replaced.map(({ id }) => id) } },
    data: { returnedAt: world.now() },
  })
  return sent
}
