import { isOwn } from '../payout/gate.ts'
import { accountStanding, rowInForce } from '../payout/in-force.server.ts'
import type { Tx } from '../platform/db.server.ts'

/**
 * Whether payouts to this customer go to an account in the customer's own name: the leg that the payout account fulfils. A label ②受取口座登録済
 * set by hand proves nothing of the kind, and one that staff took away ends it; staff may write the leg down themselves.
 */
export async function isOwnAccount(tx: Tx, shop: string, customer: bigint, now: Date): Promise<boolean> {
  const where = { shopId_customerId: { shopId: shop, customerId: customer } }
  const of = await tx.kycCase.findUnique({ where, select: { party: true, payout: true } })
  const row = of?.payout ? await rowInForce(tx, { shop, customer }) : null
  return of !== null && row !== null && isOwn(of.party, accountStanding(row), now)
}
