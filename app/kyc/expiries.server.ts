import { readingOf } from '../checks/sealed-readings.server.ts'
import { inForce } from '../documents/in-force.ts'
import { documentsOf } from '../documents/vault.server.ts'
import { dropUnsent } from '../messaging/outbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import { readFacts } from '../staff/facts.ts'
import { readSettings } from '../staff/settings.ts'
import { type Case, type CaseEvent, type Part, partsOf } from './case.ts'
import { dayInForce, daysUntil, type ExpiryRules, renewableUntil } from './expiry.ts'

/** One customer of one shop. */
export interface Who {
  readonly shop: string
  readonly customer: bigint
}

const PARTS: readonly Part[] = ['identity', 'corporate']

/**
 * Brings the days on which a customer's papers run out to what the case says, in the caller's transaction. An accepted part has the day that
 * was read on its papers. While a renewal is under way the day of the former paper stays: the verification still rests on it. What rests on
 * nothing has no day.
 */
export async function noteExpiries(world: World, tx: Tx, { shop, customer }: Who, of: Case): Promise<void> {
  const who = { shopId: shop, customerId: customer }
  const known = await tx.kycExpiry.findMany({ where: who })
  for (const part of PARTS) {
    const there = known.find((row) => row.part === part)
    const stands = partsOf(of.party).includes(part)
    if (stands && of.verified && of[part] !== 'accepted') continue
    const day = stands && of[part] === 'accepted' ? await dayOf(world, tx, { shop, customer }, part) : null
    if (day === (there?.expiresOn ?? null)) continue
    await tx.kycExpiry.deleteMany({ where: { ...who, part } })
    if (day !== null) await tx.kycExpiry.create({ data: { ...who, part, expiresOn: day } })
    await dropUnsent(tx, shop, 'customer.expiring', customer)
  }
}

async function dayOf(world: World, tx: Tx, { shop, customer }: Who, part: Part): Promise<string | null> {
  const read = await readingOf(world, tx, { shop, customer }, part)
  if (!read) return null
  const sent = inForce(await documentsOf(world, shop, customer, tx), part).flatMap(({ sentAt }) => (sentAt ? [sentAt] : []))
  return dayInForce({ expiresOn: read.reading.expiresOn ?? '', readAt: read.readAt }, sent)
}

/** The shop's rules about papers that run out, and the day it is there. */
export async function rulesOf(world: World, shop: string, tx: Tx = world.db): Promise<{ rules: ExpiryRules; today: string }> {
  const row = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true, facts: true } })
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: readFacts(row.facts).timezone }).format(world.now())
  return { rules: readSettings(row.settings).expiry, today }
}

/** When the papers of a part run out, and whether the customer may hand in new ones already. */
export interface Expiring {
  readonly part: Part
  readonly expiresOn: string
  /** Days left; 0 on the last day, and while the grace runs. */
  readonly left: number
  /** Near enough that new papers may be handed in. */
  readonly soon: boolean
}

/** The days on which a customer's papers run out. */
export async function expiriesOf(world: World, { shop, customer }: Who): Promise<readonly Expiring[]> {
  const rows = await world.db.kycExpiry.findMany({ where: { shopId: shop, customerId: customer }, orderBy: { expiresOn: 'asc' } })
  if (rows.length === 0) return []
  const { rules, today } = await rulesOf(world, shop)
  const until = renewableUntil(today, rules)
  return rows.flatMap(({ part, expiresOn }) => {
    const known = PARTS.find((each) => each === part)
    return known ? [{ part: known, expiresOn, left: Math.max(0, daysUntil(today, expiresOn)), soon: expiresOn <= until }] : []
  })
}

/** What was true at the former approval counts no more once something is approved anew: the next reading by id takes what is true now. */
export async function letGoOfValues(tx: Tx, { shop, customer }: Who, event: Pick<CaseEvent, 'type'>, of: Case): Promise<void> {
  const anew = event.type === 'approve' || (event.type === 'accept' && of.verified)
  if (anew) await tx.kycVerifiedValues.deleteMany({ where: { shopId: shop, customerId: customer } })
}
