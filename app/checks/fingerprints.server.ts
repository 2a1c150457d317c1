import { createHmac } from 'node:crypto'
import type { Part } from '../kyc/case.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'

/** What must not be the same for two people: the number of a paper, the phone and address declared, the payout account. */
export type Trait = Part | 'phone' | 'address' | 'account'

const BYTES = 16

/**
 * Keyed hashes of traits: who has the database and not the shop's key cannot tell a phone number from them by trying all, and with the key they
 * are forgotten (as the search: docs/decisions/0010-search-by-keyed-pieces.md). Papers of both parts share one kind of hash.
 */
async function hasher(world: World, shop: string): Promise<(trait: Trait, text: string) => Uint8Array<ArrayBuffer>> {
  const key = await world.keyring.lookup(shop, 'fingerprints')
  const kindOf = (trait: Trait) => (trait === 'identity' || trait === 'corporate' ? 'document' : trait)
  return (trait, text) =>
    new Uint8Array(
      createHmac('sha256', key)
        .update(`${kindOf(trait)}\0${text}`)
        .digest()
        .subarray(0, BYTES),
    )
}

/** Whose trait this is from now on, in place of what it was before; null or empty: nothing. The text must be normalised (same.ts), and is not kept. */
export async function setFingerprint(
  world: World,
  tx: Tx,
  { shop, customer }: { shop: string; customer: bigint },
  trait: Trait,
  text: string | null,
): Promise<void> {
  const of = { shopId: shop, customerId: customer, kind: trait }
  await tx.kycFingerprint.deleteMany({ where: of })
  if (text) await tx.kycFingerprint.create({ data: { ...of, hash: (await hasher(world, shop))(trait, text) } })
}

/** How many others are named at most. */
const OTHERS_MAX = 5

/** Other customers of the shop who have a trait of this one, the newest first, as their numbers. A trait that this one has not is missing. */
export async function seenElsewhere(tx: Tx, shop: string, customer: bigint): Promise<Partial<Record<Trait, string[]>>> {
  const own = await tx.kycFingerprint.findMany({ where: { shopId: shop, customerId: customer } })
  const found: Partial<Record<Trait, string[]>> = {}
  for (const { kind, hash } of own) {
    const others = await tx.kycFingerprint.findMany({
      where: { shopId: shop, hash, customerId: { not: customer } },
      distinct: ['customerId'],
      orderBy: { customerId: 'desc' },
      take: OTHERS_MAX,
      select: { customerId: true },
    })
    found[kind as Trait] = others.map(({ customerId }) => String(customerId))
  }
  return found
}

/** After a merge the survivor has the traits of both: else the survivor would be warned of the customer that went. */
export async function inheritFingerprints(tx: Tx, shop: string, kept: bigint, lost: bigint): Promise<void> {
  await tx.$executeRaw`
    insert into kyc_fingerprints (shop_id, customer_id, kind, hash)
    select shop_id, ${kept}, kind, hash from kyc_fingerprints where shop_id = ${shop} and customer_id = ${lost} on conflict do nothing`
  await tx.kycFingerprint.deleteMany({ where: { shopId: shop, customerId: lost } })
}
