import type { Prisma } from '../../generated/prisma/client.ts'
import { openReading } from '../checks/sealed-readings.server.ts'
import { documentKey } from '../documents/vault.server.ts'
import { openProfile } from '../kyc/submission.server.ts'
import { openValues } from '../kyc/verified-values.server.ts'
import { eraseFromLedger } from '../ledger/keeping.server.ts'
import { openAccount } from '../payout/in-force.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { layTombstone } from '../platform/tombstones.server.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { lockForErasure } from './erased.server.ts'
import type { Erased, HeldOutcome } from './outcome.ts'
import { type Hold, holdOn, LAWS, type RecordKind } from './retention.ts'
import { aboutHeld } from './sealed.ts'

interface Kept {
  readonly kind: RecordKind
  /** What is sealed away when a law holds it: in clear, because nothing may stay in there sealed with a key that is changed later. */
  content(): Promise<Prisma.InputJsonObject>
  /** The document whose bytes go when nothing holds it. */
  readonly document?: string
}

/**
 * Erases everything we have of a customer, in the caller's transaction. What a law holds leaves the rows that the product reads and is sealed
 * with a clock of its own; nothing but an act on record opens it (holds.server.ts), nothing but its clock ends it. Only who was verified can
 * have traded, so only then anything is held. A second time it finds nothing and changes nothing.
 */
export async function eraseCustomer(world: World, tx: Tx, shop: string, customer: bigint): Promise<Erased> {
  const who = { shopId: shop, customerId: customer }
  // A decision or an upload under way ends before, or finds nothing after. In the order in which a submission takes the same locks.
  await lockForErasure(tx, shop, customer)
  await tx.$queryRaw`select 1 from kyc_cases where shop_id = ${shop} and customer_id = ${customer} for update`
  const row = await tx.shop.findUnique({ where: { shopId: shop }, select: { settings: true } })
  const { holds } = readSettings(row?.settings)
  const since = await dealingsEnded(tx, who, world.now())
  const erased = { profile: 0, papers: 0, checks: 0, account: 0, decisions: 0, ledger: 0 }
  const held = new Map<RecordKind, HeldOutcome>()
  const forget: string[] = []
  for (const record of await recordsOf(world, tx, who)) {
    const { kind, document } = record
    const hold = since && holdOn(kind, since, holds ?? LAWS)
    if (hold && hold.until > world.now()) {
      await sealAway(world, tx, who, record, since, hold, holds === null)
      const { law, years, until } = hold
      held.set(kind, { kind, law, years, until: until.toISOString(), count: (held.get(kind)?.count ?? 0) + 1 })
    } else {
      erased[kind] += 1
      if (document) forget.push(document)
    }
  }
  const ledger = await eraseFromLedger(world, tx, who, holds ?? LAWS)
  erased.ledger = ledger.erased
  if (ledger.held) held.set('ledger', ledger.held)
  await deleteRows(tx, who)
  await layTombstone(world, tx, { shop, kind: 'customer', subject: String(customer) })
  if (forget.length > 0) await addJob(tx, 'documents.forget', { ids: forget })
  return { erased, held: [...held.values()], byDefault: holds === null }
}

type Who = { readonly shopId: string; readonly customerId: bigint }

async function sealAway(
  world: World,
  tx: Tx,
  who: Who,
  { kind, content }: Kept,
  since: Date,
  hold: Hold,
  byDefault: boolean,
): Promise<void> {
  const id = world.newId()
  const sealed = sealJson(await world.keyring.of(who.shopId), aboutHeld(who.shopId, id), await content())
  const { law, years, until } = hold
  await tx.heldRecord.create({ data: { ...who, id, kind, law, years, heldSince: since, heldUntil: until, byDefault, sealed } })
}

/** What ends the dealings with a customer who was verified. A freeze only interrupts them. */
const ENDINGS = ['revoke', 'refuse', 'expire', 'gone']

/**
 * When the shop and the customer stopped dealing with each other, at the latest: the clocks of all laws run from there or from before. Null
 * for who was never verified, and so never dealt.
 */
async function dealingsEnded(tx: Tx, who: Who, now: Date): Promise<Date | null> {
  const of = await tx.kycCase.findUnique({ where: { shopId_customerId: who }, select: { verified: true, gone: true } })
  const last = (type: object) => tx.kycEvent.findFirst({ where: { ...who, type }, orderBy: { id: 'desc' }, select: { id: true, at: true } })
  const approved = await last({ equals: 'approve' })
  if (!of?.verified && !approved) return null
  const isOver = of !== null && (!of.verified || of.gone)
  const ended = isOver ? await last({ in: ENDINGS }) : null
  return ended && (!approved || ended.id > approved.id) ? ended.at : now
}

/** Everything about a customer that a law might hold. Papers that were never sent were never looked at: no law knows them. */
async function recordsOf(world: World, tx: Tx, who: Who): Promise<Kept[]> {
  const records: Kept[] = []
  const { shopId: shop, customerId: customer } = who
  const profile = await tx.kycProfile.findUnique({ where: { shopId_customerId: who } })
  if (profile) {
    const content = async () => ({
      ...(await openProfile(world, { shop, customer }, profile.sealed)),
      updatedAt: profile.updatedAt.toISOString(),
    })
    records.push({ kind: 'profile', content })
  }
  for (const row of await tx.document.findMany({ where: { ...who, erasedAt: null, sentAt: { not: null } } })) {
    const { id, part, kind, mediaType, bytes, round, wrappedKey, uploadedAt, sentAt } = row
    const when = { uploadedAt: uploadedAt.toISOString(), sentAt: sentAt?.toISOString() ?? null }
    const content = async () => {
      const key = wrappedKey ? base64(await documentKey(world, shop, id, wrappedKey)) : null
      return { id, part, kind, mediaType, bytes, round, ...when, key }
    }
    records.push({ kind: 'papers', document: id, content })
  }
  records.push(...(await checksOf(world, tx, who)), ...(await accountsOf(world, tx, who)))
  // Codes only: what staff wrote in their own words is no record that a law asks for.
  const events = await tx.kycEvent.findMany({ where: who, orderBy: { id: 'asc' } })
  if (events.length > 0) {
    const lines = events.map(({ at, actor, actorId, type, data }) => ({
      at: at.toISOString(),
      actor,
      actorId,
      type,
      data: data as Prisma.InputJsonValue,
    }))
    records.push({ kind: 'decisions', content: async () => ({ lines }) })
  }
  return records
}

/** What was read on papers, and what happened to the legs of the legal method. Tracking numbers are not held: no law asks for them. */
async function checksOf(world: World, tx: Tx, who: Who): Promise<Kept[]> {
  const { shopId: shop, customerId: customer } = who
  const readings = await tx.kycReading.findMany({ where: who, orderBy: { part: 'asc' } })
  const values = await tx.kycVerifiedValues.findUnique({ where: { shopId_customerId: who } })
  const legs = await tx.kycLeg.findMany({ where: who, orderBy: { leg: 'asc' } })
  const linesOf = (said: object) => Object.entries(said).filter(([, value]) => value !== '')
  const approvedAs = async (sealed: Uint8Array, takenAt: Date) => {
    const { approved } = await openValues(world, { shop, customer }, sealed)
    return { ...approved, address: approved.address.join(' ').trim(), takenAt: takenAt.toISOString() }
  }
  return [
    ...(values
      ? [{ kind: 'checks' as const, content: async () => ({ lines: linesOf(await approvedAs(values.sealed, values.takenAt)) }) }]
      : []),
    ...readings.map(({ part, sealed, readAt }): Kept => {
      const read = async () => ({ part, ...(await openReading(world, { shop, customer }, part, sealed)), readAt: readAt.toISOString() })
      return { kind: 'checks', content: async () => ({ lines: linesOf(await read()) }) }
    }),
    ...legs.map(
      ({ leg, record, happenedOn }): Kept => ({ kind: 'checks', content: async () => ({ lines: linesOf({ leg, record, happenedOn }) }) }),
    ),
  ]
}

/** On which accounts the customer was to be paid, and since when: the method by account in the own name rests on them. */
async function accountsOf(world: World, tx: Tx, who: Who): Promise<Kept[]> {
  const rows = await tx.payoutAccount.findMany({ where: who, orderBy: { registeredAt: 'asc' } })
  return rows.map((row): Kept => {
    const content = async () => {
      const { state, match, registeredAt, endedAt } = row
      const when = { state, match, registeredAt: registeredAt.toISOString(), endedAt: endedAt?.toISOString() ?? '' }
      return { lines: Object.entries({ ...(await openAccount(world, row)), ...when }).filter(([, value]) => value !== '') }
    }
    return { kind: 'account', content }
  })
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Tasks that privacy law brought hold an id, and are still to be done. */
const PRIVACY_TASKS = ['data-requested', 'held-by-default']

/** Every row that names the customer, but the audit log: it holds ids and codes, and says who looked. */
async function deleteRows(tx: Tx, who: Who): Promise<void> {
  const unsent = await tx.document.findMany({ where: { ...who, sentAt: null }, select: { id: true } })
  if (unsent.length > 0) await addJob(tx, 'documents.forget', { ids: unsent.map(({ id }) => id) })
  await tx.document.deleteMany({ where: who })
  await tx.kycProfile.deleteMany({ where: who })
  await tx.kycReading.deleteMany({ where: who })
  await tx.kycExpiry.deleteMany({ where: who })
  await tx.kycVerifiedValues.deleteMany({ where: who })
  await tx.kycFingerprint.deleteMany({ where: who })
  await tx.payoutAccount.deleteMany({ where: who })
  await tx.payoutProof.deleteMany({ where: who })
  await tx.kycLeg.deleteMany({ where: who })
  await tx.kycEvent.deleteMany({ where: who })
  await tx.kycIntent.deleteMany({ where: who })
  await tx.kycProposal.deleteMany({ where: who })
  await tx.kycTask.deleteMany({ where: { ...who, code: { notIn: PRIVACY_TASKS } } })
  await tx.caughtOrder.deleteMany({ where: who })
  await tx.caughtOrder.updateMany({ where: { shopId: who.shopId, toCustomer: who.customerId }, data: { toCustomer: null } })
  await tx.kycConsent.deleteMany({ where: who })
  await tx.customerTicket.deleteMany({ where: who })
  await tx.customerSession.deleteMany({ where: who })
  await tx.mail.deleteMany({ where: who })
  await tx.kycSearch.deleteMany({ where: who })
  await tx.kycSighting.deleteMany({ where: who })
  await tx.kycClaim.deleteMany({ where: who })
  await tx.kycReminder.deleteMany({ where: who })
  await tx.kycWatch.deleteMany({ where: who })
  await tx.kycCase.deleteMany({ where: who })
  await tx.inboxRow.updateMany({ where: { ...who, state: { not: 'waiting' } }, data: { payload: {} } })
}
