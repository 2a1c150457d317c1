import type { Prisma } from '../../generated/prisma/client.ts'
import { sealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { type Hold, holdOn, LAWS, type LawId, type RecordKind } from './retention.ts'

/** What became of a customer's records. */
export interface Erased {
  readonly erased: Readonly<Record<RecordKind, number>>
  readonly held: readonly {
    readonly kind: RecordKind
    readonly law: LawId
    readonly years: number
    readonly until: string
    readonly count: number
  }[]
  /** The owner had not said which laws apply, so all of them were taken to. */
  readonly byDefault: boolean
}

interface Kept {
  readonly kind: RecordKind
  /** What is sealed away when a law holds it. */
  readonly content: Prisma.InputJsonObject
  /** The document whose bytes go when nothing holds it. */
  readonly document?: string
}

/**
 * Erases everything we have of a customer, in the caller's transaction. What a law holds leaves the rows that the product reads and is sealed
 * with a clock of its own; nothing but that clock opens or ends it. Only who was verified can have traded, so only then anything is held.
 * A second time it finds nothing and changes nothing.
 */
export async function eraseCustomer(world: World, tx: Tx, shop: string, customer: bigint): Promise<Erased> {
  const who = { shopId: shop, customerId: customer }
  // A decision or an upload under way ends before, or finds nothing after.
  await tx.$queryRaw`select 1 from kyc_cases where shop_id = ${shop} and customer_id = ${customer} for update`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`documents:${shop}:${customer}`}, 0))`
  const row = await tx.shop.findUnique({ where: { shopId: shop }, select: { settings: true } })
  const { holds } = readSettings(row?.settings)
  const laws = (await wasVerified(tx, who)) ? (holds ?? LAWS) : []
  const outcome = { erased: { profile: 0, papers: 0, decisions: 0 }, held: new Map<RecordKind, { hold: Hold; count: number }>() }
  const key = laws.length > 0 ? await world.keyring.of(shop) : null
  const since = world.now()
  const forget: string[] = []
  for (const { kind, content, document } of await recordsOf(tx, who)) {
    const hold = holdOn(kind, since, laws)
    if (!hold || !key) {
      outcome.erased[kind] += 1
      if (document) forget.push(document)
      continue
    }
    const id = world.newId()
    const sealed = sealJson(key, `${shop}:held-record:${id}`, content)
    const { law, years, until } = hold
    await tx.heldRecord.create({
      data: { ...who, id, kind, law, years, heldSince: since, heldUntil: until, byDefault: holds === null, sealed },
    })
    outcome.held.set(kind, { hold, count: (outcome.held.get(kind)?.count ?? 0) + 1 })
  }
  await deleteRows(tx, who)
  if (forget.length > 0) await addJob(tx, 'documents.forget', { ids: forget })
  return {
    erased: outcome.erased,
    held: [...outcome.held].map(([kind, { hold, count }]) => ({
      kind,
      law: hold.law,
      years: hold.years,
      until: hold.until.toISOString(),
      count,
    })),
    byDefault: holds === null,
  }
}

type Who = { readonly shopId: string; readonly customerId: bigint }

async function wasVerified(tx: Tx, who: Who): Promise<boolean> {
  const now = await tx.kycCase.count({ where: { ...who, verified: true } })
  return now > 0 || (await tx.kycEvent.count({ where: { ...who, type: 'approve' } })) > 0
}

/** Everything about a customer that a law might hold. Papers that were never sent were never looked at: no law knows them. */
async function recordsOf(tx: Tx, who: Who): Promise<Kept[]> {
  const records: Kept[] = []
  const profile = await tx.kycProfile.findUnique({ where: { shopId_customerId: who } })
  if (profile) records.push({ kind: 'profile', content: { sealed: base64(profile.sealed), updatedAt: profile.updatedAt.toISOString() } })
  for (const row of await tx.document.findMany({ where: { ...who, erasedAt: null, sentAt: { not: null } } })) {
    const { id, part, kind, mediaType, bytes, round, wrappedKey, uploadedAt, sentAt } = row
    const when = { uploadedAt: uploadedAt.toISOString(), sentAt: sentAt?.toISOString() ?? null }
    records.push({
      kind: 'papers',
      document: id,
      content: { id, part, kind, mediaType, bytes, round, ...when, wrappedKey: wrappedKey ? base64(wrappedKey) : null },
    })
  }
  const events = await tx.kycEvent.findMany({ where: who, orderBy: { id: 'asc' } })
  if (events.length > 0) {
    const lines = events.map(({ at, actor, actorId, type, data }) => ({
      at: at.toISOString(),
      actor,
      actorId,
      type,
      data: data as Prisma.InputJsonValue,
    }))
    records.push({ kind: 'decisions', content: { lines } })
  }
  return records
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Every row that names the customer, but the audit log: it holds ids and codes, and says who looked. */
async function deleteRows(tx: Tx, who: Who): Promise<void> {
  const unsent = await tx.document.findMany({ where: { ...who, sentAt: null }, select: { id: true } })
  if (unsent.length > 0) await addJob(tx, 'documents.forget', { ids: unsent.map(({ id }) => id) })
  await tx.document.deleteMany({ where: who })
  await tx.kycProfile.deleteMany({ where: who })
  await tx.kycEvent.deleteMany({ where: who })
  await tx.kycIntent.deleteMany({ where: who })
  await tx.kycTask.deleteMany({ where: who })
  await tx.kycConsent.deleteMany({ where: who })
  await tx.customerTicket.deleteMany({ where: who })
  await tx.customerSession.deleteMany({ where: who })
  await tx.mail.deleteMany({ where: who })
  await tx.kycSearch.deleteMany({ where: who })
  await tx.kycCase.deleteMany({ where: who })
  await tx.inboxRow.updateMany({ where: { ...who, state: 'failed' }, data: { payload: {} } })
}
