import { unlessErased } from '../accounts/erased.server.ts'
import { noteDeed } from '../audit/note.server.ts'
import type { Party } from '../kyc/case.ts'
import { lockCase } from '../kyc/cases.server.ts'
import { tell } from '../kyc/history.server.ts'
import { sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Settings } from '../staff/settings.ts'
import { asksForMore, type Known, type LegRecord, legStep, type OpenLeg, openLegsOf } from './legs.ts'
import { dayInJapan, LEGS, type LegId, METHODS } from './methods.ts'
import { isOwnAccount } from './own-account.server.ts'

/** One customer whose case is about to be approved. */
export interface Approved {
  readonly shop: string
  readonly customer: bigint
  readonly party: Party
}

/**
 * What an approval of this customer still waits for (requirements table C 3): empty when a method of the store is complete, and always empty,
 * without a look at any row, while the store asks for papers only. Inside a transaction that holds the case's lock the answer stands until it ends.
 */
export async function openLegs(tx: Tx, { methods }: Settings, of: Approved, now: Date): Promise<readonly OpenLeg[]> {
  const day = dayInJapan(now)
  if (!asksForMore(methods, of.party, day)) return []
  return openLegsOf(methods, of.party, await knownOf(tx, of, now), day)
}

/** What was written down about the legs of one customer. */
export async function knownOf(tx: Tx, { shop, customer }: Omit<Approved, 'party'>, now: Date): Promise<Omit<Known, 'parts'>> {
  const rows = await tx.kycLeg.findMany({ where: { shopId: shop, customerId: customer }, select: { leg: true, record: true } })
  const records = Object.fromEntries(rows.map(({ leg, record }) => [leg, record])) as Known['records']
  return { records, ownAccount: await isOwnAccount(tx, shop, customer, now) }
}

/** A leg as it was written down, for who may see documents. */
export interface LegNote {
  readonly leg: LegId
  readonly record: LegRecord
  /** YYYY-MM-DD */
  readonly happenedOn: string
  readonly tracking: string | null
  readonly recordedBy: string
}

/** Everything written down about a customer's legs, tracking numbers in clear. */
export async function legNotes(world: World, shop: string, customer: bigint): Promise<LegNote[]> {
  const rows = await world.db.kycLeg.findMany({ where: { shopId: shop, customerId: customer } })
  const key = rows.length > 0 ? await world.keyring.of(shop) : null
  return rows.flatMap(({ leg, record, happenedOn, sealed, recordedBy }) => {
    const known = LEGS.find((each) => each === leg)
    const { tracking } = key && sealed ? (unsealJson(key, about(shop, customer, leg), sealed) as { tracking: string }) : { tracking: null }
    return known ? [{ leg: known, record: record as LegRecord, happenedOn, tracking, recordedBy }] : []
  })
}

const about = (shop: string, customer: bigint, leg: string): string => `${shop}:kyc-leg:${customer}:${leg}`

/** What a member of staff writes down about a leg. `open` takes back what was written. */
export interface LegEntry {
  readonly leg: LegId
  readonly record: LegRecord | 'open'
  /** The day on which it happened, as YYYY-MM-DD. */
  readonly happenedOn: string
  /** Of what was posted; empty for everything else. */
  readonly tracking: string
}

/**
 * Writes down what happened to a leg: mail was posted, arrived or came back, a paper was seen. The case does not move. Refuses a step that does
 * not follow from what was written before (`not-now`, leg-not-next), and who may not decide.
 */
export async function recordLeg(
  world: World,
  { shop, customer, by, entry }: { shop: string; customer: bigint; by: StaffMember; entry: LegEntry },
): Promise<Result<null>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  const { leg, happenedOn } = entry
  const recorded = write(world, async (tx): Promise<Result<null>> => {
    await lockCase(tx, shop, customer, world.now())
    const id = { shopId: shop, customerId: customer, leg }
    const where = { shopId_customerId_leg: id }
    const before = await tx.kycLeg.findUnique({ where })
    const to = legStep(leg, (before?.record ?? null) as LegRecord | null, entry.record)
    if (to === null) return refuse({ code: 'not-now', because: 'leg-not-next' })
    if (to === 'open') await tx.kycLeg.delete({ where })
    else {
      // Arrival and return tell of the same piece of mail.
      const sealed =
        to === 'sent' ? sealJson(await world.keyring.of(shop), about(shop, customer, leg), { tracking: entry.tracking }) : before?.sealed
      const row = { record: to, happenedOn, sealed: sealed ?? null, recordedAt: world.now(), recordedBy: String(by.id) }
      await tx.kycLeg.upsert({ where, create: { ...id, ...row }, update: row })
    }
    const codes = { leg, record: to, methods: METHODS.version }
    await tell(world, tx, shop, customer, 'leg', { kind: 'staff', id: String(by.id) }, { data: codes })
    await noteDeed(world, tx, shop, by, { action: 'kyc.leg', subject: `customer:${customer}`, codes })
    return ok(null)
  })
  return unlessErased(recorded)
}
