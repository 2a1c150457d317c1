import type { PayoutAccount } from '../../generated/prisma/client.ts'
import { sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import type { Account } from './account.ts'
import type { AccountStanding } from './gate.ts'
import { holderMatch, type KnownAs, type Match } from './holder-match.ts'
import type { HolderKind } from './legal-forms.ts'

/** One customer of one shop. */
export interface Who {
  readonly shop: string
  readonly customer: bigint
}

/** What became of a registration; one of a customer at most is in force. */
export type AccountState = 'in-force' | 'replaced' | 'removed' | 'rejected' | 'merged'

/** What the seal of an account is bound to. */
const aboutAccount = (shop: string, id: string): string => `${shop}:payout-account:${id}`

/** Seals an account for its row. */
export const sealAccount = async (world: World, shop: string, id: string, account: Account): Promise<Uint8Array<ArrayBuffer>> =>
  sealJson(await world.keyring.of(shop), aboutAccount(shop, id), account)

/** Opens what was sealed of an account. */
export const openAccount = async (
  world: World,
  { shopId, id, sealed }: Pick<PayoutAccount, 'shopId' | 'id' | 'sealed'>,
): Promise<Account> => unsealJson(await world.keyring.of(shopId), aboutAccount(shopId, id), sealed) as Account

/** The row of the account that is in force; null when none is. */
export const rowInForce = (tx: Tx, { shop, customer }: Who): Promise<PayoutAccount | null> =>
  tx.payoutAccount.findFirst({ where: { shopId: shop, customerId: customer, state: 'in-force' } })

/** What the gate of payouts must know of a row. */
export const accountStanding = ({ kind, match, acceptedAt, countsFrom }: PayoutAccount): AccountStanding => ({
  kind: kind as HolderKind,
  match: match as Match,
  accepted: acceptedAt !== null,
  countsFrom,
})

/** The person who holds the account in force, as banks write the name; null without one, and where a company holds it. For the comparison with a paper. */
export async function holderInForce(world: World, who: Who): Promise<string | null> {
  const row = await rowInForce(world.db, who)
  return row?.kind === 'person' ? (await openAccount(world, row)).holder : null
}

/** Takes back what staff took by hand of the account in force: it was said of another name. The holder is to be compared anew after that. */
export const withdrawAcceptance = async (tx: Tx, { shop, customer }: Who): Promise<void> => {
  await tx.payoutAccount.updateMany({
    where: { shopId: shop, customerId: customer, state: 'in-force' },
    data: { acceptedBy: null, acceptedAt: null },
  })
}

/** Compares the holder of the account in force anew, by what is known of the customer now. What staff took by hand stays taken. */
export async function matchAnew(world: World, tx: Tx, who: Who, known: KnownAs): Promise<Match | null> {
  const row = await rowInForce(tx, who)
  if (!row) return null
  const match = holderMatch(await openAccount(world, row), known)
  if (match !== row.match) await tx.payoutAccount.update({ where: { shopId_id: { shopId: row.shopId, id: row.id } }, data: { match } })
  return match
}
