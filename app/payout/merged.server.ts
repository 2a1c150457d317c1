import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'

/**
 * After a merge the survivor's account stays in force, and the other's goes on as history of the survivor: a merge never decides where money goes
 * (law rule 9). Whoever registers one anew then changes it, with a fresh sign-in and the cool-down. The stricter of two proof locks counts.
 */
export async function inheritAccounts(world: World, tx: Tx, shop: string, kept: bigint, lost: bigint): Promise<void> {
  await tx.payoutAccount.updateMany({
    where: { shopId: shop, customerId: lost, state: 'in-force' },
    data: { state: 'merged', endedAt: world.now() },
  })
  await tx.payoutAccount.updateMany({ where: { shopId: shop, customerId: lost }, data: { customerId: kept } })
  await tx.$executeRaw`
    insert into payout_proofs (shop_id, customer_id, failed, locked_until)
    select shop_id, ${kept}, failed, locked_until from payout_proofs where shop_id = ${shop} and customer_id = ${lost}
    on conflict (shop_id, customer_id) do update set
      failed = greatest(payout_proofs.failed, excluded.failed),
      locked_until = greatest(payout_proofs.locked_until, excluded.locked_until)`
  await tx.payoutProof.deleteMany({ where: { shopId: shop, customerId: lost } })
}
