import { eraseOnRecord } from '../accounts/compliance.server.ts'
import { isErased } from '../accounts/erased.server.ts'
import { inheritFingerprints } from '../checks/fingerprints.server.ts'
import { inheritWatch } from '../desk/watch-merged.server.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import { inheritAccounts } from '../payout/merged.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { nominate } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { dataOf, stampsOf } from './cases.server.ts'
import { tell } from './history.server.ts'
import { mergeCases } from './merge.ts'
import { load, lockCase, type Stamps, saveCase } from './rows.server.ts'
import { endProposal } from './second-eyes.server.ts'
import { openTask } from './tasks.server.ts'

/**
 * `customers/merge`, also when staff merged in Shopify: the strictest of both cases goes on (law rule 9), in the transaction that settles the
 * delivery. Failed merges changed nothing and are passed over.
 */
export function afterMerge(world: World): TopicHandler {
  return async (tx, shop, { payload, receivedAt }) => {
    const told = payload as Record<string, unknown>
    const kept = customerIdOf(told.admin_graphql_api_customer_kept_id)
    const lost = customerIdOf(told.admin_graphql_api_customer_deleted_id)
    if (told.status === 'failed' || kept === null || lost === null || kept === lost) return
    const now = world.now()
    // Nobody of ours was merged. A case made here would end the waiting of a customer from before the app.
    const cases = await tx.kycCase.count({ where: { shopId: shop, customerId: { in: [kept, lost] } } })
    // Nor is somebody who was erased written down again for it.
    const erased = { kept: await isErased(tx, shop, kept), lost: await isErased(tx, shop, lost) }
    if (cases === 0 || erased.kept || erased.lost) {
      // The survivor was erased before we heard of the merge, so that the erasure could not reach who went into it.
      if (erased.kept && !erased.lost) await eraseOnRecord(world, tx, shop, lost)
      for (const customer of [kept, lost]) await nominate(tx, shop, customer)
      return
    }
    // Always in the same order, so that two merges that share a customer cannot wait for each other.
    for (const customer of [kept, lost].sort((a, b) => (a < b ? -1 : 1))) await lockCase(tx, shop, customer, now)
    const { installedAt } = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { installedAt: true } })
    const [survivor, other] = [await load(tx, shop, kept, installedAt), await load(tx, shop, lost, installedAt)]
    if (!survivor.ours || !other.ours) return
    const merged = mergeCases({
      survivor: survivor.ours,
      other: other.ours,
      otherBase: other.base,
      mergedAt: receivedAt.getTime(),
      handApprovedAt: await lastByHand(tx, shop, kept, 'approve'),
      handThawedAt: await lastByHand(tx, shop, kept, 'thaw'),
      now: now.getTime(),
      id: world.newId(),
    })
    const stamps: Stamps = Object.assign({}, ...merged.events.map((event) => stampsOf(event, now)))
    await saveCase(tx, shop, kept, merged.next, stamps)
    await endProposal(world, tx, { shop, customer: kept }, merged.next, false)
    await tx.kycIntent.create({
      data: {
        shopId: shop,
        customerId: kept,
        id: merged.intent.id,
        begunAt: new Date(merged.intent.begunAt),
        intent: { ...merged.intent },
      },
    })
    await inheritFingerprints(tx, shop, kept, lost)
    await inheritAccounts(world, tx, shop, kept, lost)
    await inheritWatch(world, tx, shop, kept, lost)
    await tell(world, tx, shop, kept, 'merged', { kind: 'shopify-admin' }, { data: { other: String(lost) } })
    for (const event of merged.events) await tell(world, tx, shop, kept, event.type, { kind: 'system' }, { data: dataOf(event) })
    for (const task of merged.tasks) await openTask(world, tx, shop, kept, task)
    await nominate(tx, shop, kept)
    await nominate(tx, shop, lost)
  }
}

/** When staff last approved or thawed the survivor by hand: what opened around a merge may have come with it. */
async function lastByHand(tx: Tx, shop: string, customer: bigint, type: 'approve' | 'thaw'): Promise<number | null> {
  const last = await tx.kycEvent.findFirst({
    where: { shopId: shop, customerId: customer, type, actor: 'shopify-admin' },
    orderBy: { id: 'desc' },
    select: { at: true },
  })
  return last?.at.getTime() ?? null
}
