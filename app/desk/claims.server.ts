import { noteDeed } from '../audit/note.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'

/** A case belongs to who works on it for so long after the last thing that was done there. */
export const CLAIM_MINUTES = 15

/** Who works on a case, and until when if nothing more is done. */
export interface Claim {
  readonly staff: bigint
  readonly name: string
  readonly until: Date
}

interface At {
  readonly shop: string
  readonly customer: bigint
  readonly by: StaffMember
}

/**
 * Claims a case for a member, or keeps the member's claim going: two reviewers never work on one case. Refuses with who has it. A claim that has
 * run out is nobody's.
 */
export async function claim(world: World, { shop, customer, by }: At): Promise<Result<Claim>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  return write(world, (tx) => hold(world, tx, { shop, customer, by }))
}

/** The same in the caller's transaction. One statement decides who of two was first. */
export async function hold(world: World, tx: Tx, { shop, customer, by }: At): Promise<Result<Claim>> {
  const now = world.now()
  const until = new Date(now.getTime() + CLAIM_MINUTES * 60_000)
  const [held] = await tx.$queryRaw<{ fresh: boolean }[]>`
    insert into kyc_claims as c (shop_id, customer_id, staff_id, since, until)
    select shop_id, customer_id, ${by.id}, ${now}::timestamp, ${until}::timestamp from kyc_cases where shop_id = ${shop} and customer_id = ${customer}
    on conflict (shop_id, customer_id) do update
      set staff_id = excluded.staff_id, until = excluded.until,
        since = case when c.staff_id = excluded.staff_id and c.until > excluded.since then c.since else excluded.since end
      where c.staff_id = excluded.staff_id or c.until <= excluded.since
    returning since = ${now}::timestamp as fresh`
  if (held) {
    if (held.fresh) await note(world, tx, { shop, customer, by }, 'kyc.claim')
    return ok({ staff: by.id, name: by.name, until })
  }
  const theirs = (await claimsOf(world, shop, [customer], tx)).get(customer)
  return theirs ? refuse({ code: 'claimed', by: theirs.name, until: theirs.until.toISOString() }) : refuse({ code: 'not-found' })
}

/** Gives a case back. Nothing happens to a claim of somebody else. */
export async function release(world: World, { shop, customer, by }: At): Promise<Result<null>> {
  return write(world, async (tx) => {
    const { count } = await tx.kycClaim.deleteMany({ where: { shopId: shop, customerId: customer, staffId: by.id } })
    if (count > 0) await note(world, tx, { shop, customer, by }, 'kyc.release')
    return ok(null)
  })
}

/** Ends the work on a case with the decision that ended it, in the caller's transaction: there is nothing left to claim. */
export async function endClaim(tx: Tx, shop: string, customer: bigint): Promise<void> {
  await tx.kycClaim.deleteMany({ where: { shopId: shop, customerId: customer } })
}

/** Takes a case from whoever has it, on record. */
export async function takeClaim(world: World, { shop, customer, by }: At): Promise<Result<Claim>> {
  if (!may(by.role, 'take-claims')) return refuse({ code: 'not-allowed', needs: 'take-claims' })
  return write(world, async (tx) => {
    const [theirs] = await tx.$queryRaw<{ staff: bigint }[]>`
      delete from kyc_claims where shop_id = ${shop} and customer_id = ${customer} and staff_id <> ${by.id} returning staff_id as staff`
    if (theirs) await note(world, tx, { shop, customer, by }, 'kyc.take-claim', { from: String(theirs.staff) })
    return hold(world, tx, { shop, customer, by })
  })
}

/** Who works on these cases now. */
export async function claimsOf(
  world: World,
  shop: string,
  customers: readonly bigint[],
  tx: Tx = world.db,
): Promise<ReadonlyMap<bigint, Claim>> {
  const rows = await tx.$queryRaw<{ customer: bigint; staff: bigint; name: string; until: Date }[]>`
    select c.customer_id as customer, c.staff_id as staff, coalesce(m.name, '') as name, c.until
    from kyc_claims c left join staff_members m on m.shop_id = c.shop_id and m.staff_id = c.staff_id
    where c.shop_id = ${shop} and c.customer_id = any (${[...customers]}::bigint[]) and c.until > ${world.now()}::timestamp`
  return new Map(rows.map(({ customer, ...claimed }) => [customer, claimed]))
}

const note = (world: World, tx: Tx, { shop, customer, by }: At, action: string, codes: Record<string, string> = {}): Promise<void> =>
  noteDeed(world, tx, shop, by, { action, subject: `customer:${customer}`, codes })
