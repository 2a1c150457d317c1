import { unlessErased } from '../accounts/erased.server.ts'
import { noteDeed } from '../audit/note.server.ts'
import { documentsOf } from '../documents/vault.server.ts'
import { type Part, partsOf } from '../kyc/case.ts'
import { lockCase } from '../kyc/cases.server.ts'
import { noteExpiries } from '../kyc/expiries.server.ts'
import { tell } from '../kyc/history.server.ts'
import { type Person, personOf } from '../kyc/people.server.ts'
import { readAsked } from '../kyc/pieces.ts'
import { candidates } from '../kyc/search.server.ts'
import { profileOf } from '../kyc/submission.server.ts'
import type { KnownAs } from '../payout/holder-match.ts'
import { matchAnew } from '../payout/in-force.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { readFacts } from '../staff/facts.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import { accountKana } from './account.server.ts'
import { findingsOf, type Looked, outcomesOf } from './checks.ts'
import { seenElsewhere, setFingerprint } from './fingerprints.server.ts'
import type { Reading } from './reading.ts'
import { plainDocument } from './same.ts'
import { aboutReading, readingOf, type Who } from './sealed-readings.server.ts'

/**
 * By which names a customer is known: as the papers were read, and where nobody has read them as declared. Kana stands on papers only. What was read
 * before the name changed (table C 10) is the name of then.
 */
export async function namesRead(world: World, tx: Tx, who: Who, declared: Omit<Looked['declared'], 'birthDate'>): Promise<KnownAs> {
  const [identity, corporate] = [await readingOf(world, tx, who, 'identity'), await readingOf(world, tx, who, 'corporate')]
  const [person, company] = [await changedAt(tx, who, 'name'), await changedAt(tx, who, 'company')]
  const own = identity && (!person || identity.readAt > person) ? identity.reading : null
  const firm = corporate && (!company || corporate.readAt > company) ? corporate.reading : null
  return { kana: own?.kana || null, name: own?.name || declared.name, company: firm?.name || declared.company }
}

/** When a verified customer's name or company was last met as another one; null: never. */
async function changedAt(tx: Tx, { shop, customer }: Who, field: 'name' | 'company'): Promise<Date | null> {
  const last = await tx.kycEvent.findFirst({
    where: { shopId: shop, customerId: customer, type: 'identity-changed', data: { path: ['fields'], array_contains: field } },
    orderBy: { id: 'desc' },
    select: { at: true },
  })
  return last?.at ?? null
}

/**
 * Keeps what a reviewer read on a part's paper, sealed, with the outcome of each check as a code; the number as a keyed hash, so that the same
 * paper is found with somebody else. Nothing is decided by it. Refuses who may not decide, and a part that the case has not.
 */
export async function saveReading(
  world: World,
  who: Who,
  { by, part, reading }: { by: StaffMember; part: Part; reading: Reading },
): Promise<Result<null>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  const known = await knownOf(world, who, await personOf(world, who.shop, who.customer))
  const { shop, customer } = who
  const saved = write(world, async (tx): Promise<Result<null>> => {
    const of = await lockCase(tx, shop, customer, world.now())
    if (!partsOf(of.party).includes(part)) return refuse({ code: 'not-now', because: 'no-such-part' })
    await setFingerprint(world, tx, who, part, reading.number === '' ? null : plainDocument(reading.kind, reading.number))
    const looked = await lookedOf(tx, who, known, part, reading)
    const row = {
      sealed: sealJson(await world.keyring.of(shop), aboutReading(who, part), reading),
      outcomes: outcomesOf(findingsOf(looked)),
      readAt: world.now(),
      readBy: String(by.id),
    }
    const id = { shopId: shop, customerId: customer, part }
    await tx.kycReading.upsert({ where: { shopId_customerId_part: id }, create: { ...id, ...row }, update: row })
    await matchAnew(world, tx, who, await namesRead(world, tx, who, known.declared))
    await noteExpiries(world, tx, who, of)
    const codes = { part, kind: reading.kind }
    await tell(world, tx, shop, customer, 'read', { kind: 'staff', id: String(by.id) }, { data: codes })
    await noteDeed(world, tx, shop, by, { action: 'kyc.read', subject: `customer:${customer}`, codes })
    return ok(null)
  })
  return unlessErased(saved)
}

/** The date of the shop, as YYYY-MM-DD. */
export async function todayIn(world: World, shop: string): Promise<string> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { facts: true } })
  return dayFor(row.facts)(world.now())
}

function dayFor(facts: unknown): (at: Date) => string {
  const { timezone: timeZone } = readFacts(facts)
  return (at) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}

/** What the checks look at beside the paper: read from the store and from our rows. */
export interface KnownPerson {
  readonly today: string
  readonly ageMin: number
  readonly declared: Looked['declared']
  readonly accountKana: string | null
  /** When the papers of each part were sent last, as a day of the shop. */
  readonly receivedOn: Readonly<Record<Part, string>>
  /** Others with the phone number that the store knows. */
  readonly samePhone: readonly string[] | null
}

/** Reads what the checks look at beside the paper. A store that is silent leaves names open, and fails nothing. */
export async function knownOf(world: World, who: Who, person: Person | 'unread' | 'gone'): Promise<KnownPerson> {
  const { shop, customer } = who
  const [row, profile, documents] = await Promise.all([
    world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true, facts: true } }),
    profileOf(world, who),
    documentsOf(world, shop, customer),
  ])
  const day = dayFor(row.facts)
  const today = day(world.now())
  const received = (part: Part) =>
    documents
      .flatMap((one) => (one.part === part && one.sentAt ? [day(one.sentAt)] : []))
      .sort()
      .at(-1)
  const found = typeof person === 'object' ? person : null
  return {
    today,
    ageMin: readSettings(row.settings).ageMin,
    declared: { name: found?.name ?? null, company: found?.company ?? null, birthDate: profile?.birthDate ?? null },
    accountKana: await accountKana(world, shop, customer),
    receivedOn: { identity: received('identity') ?? today, corporate: received('corporate') ?? today },
    samePhone: await othersWithPhone(world, who, found?.phone ?? null),
  }
}

const OTHERS_MAX = 6

/** The search knows customers by their phone numbers already. */
async function othersWithPhone(world: World, { shop, customer }: Who, phone: string | null): Promise<readonly string[] | null> {
  const asked = phone === null ? null : readAsked(phone)
  if (!asked || asked.sure.length === 0) return null
  const found = await candidates(world, shop, { words: [], pieces: [], sure: asked.sure, customer: null }, OTHERS_MAX, null)
  return found.filter((each) => each.customer !== customer).map((each) => String(each.customer))
}

/** Everything that the checks of a part look at, with who else has the same. */
export async function lookedOf(tx: Tx, who: Who, known: KnownPerson, part: Part, reading: Reading | null): Promise<Looked> {
  const seen = await seenElsewhere(tx, who.shop, who.customer)
  const document = seen[part]
  const phone = [...new Set([...(seen.phone ?? []), ...(known.samePhone ?? [])])]
  return {
    part,
    reading,
    today: known.today,
    receivedOn: known.receivedOn[part],
    ageMin: known.ageMin,
    declared: known.declared,
    accountKana: known.accountKana,
    seen: {
      ...(document ? { document } : {}),
      ...(seen.phone || known.samePhone ? { phone } : {}),
      ...(seen.address ? { address: seen.address } : {}),
      ...(seen.account ? { account: seen.account } : {}),
    },
  }
}
