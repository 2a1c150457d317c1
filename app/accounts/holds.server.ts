import type { ComplianceRecord, HeldRecord } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import { isDocumentId, isMediaType, type MediaType } from '../documents/kinds.ts'
import { openBytes } from '../documents/vault.server.ts'
import { unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { layTombstone } from '../platform/tombstones.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import { type Erased, readOutcome } from './outcome.ts'
import { holdOn, LAWS, type LawId, type RecordKind } from './retention.ts'
import { aboutHeld, type UnsealReason } from './sealed.ts'

/** One sealed record, as a list shows it: nothing of what it says. */
export interface SealedRecord {
  readonly id: string
  readonly customer: bigint
  readonly kind: RecordKind
  readonly law: LawId
  readonly years: number
  readonly since: Date
  readonly until: Date
  readonly byDefault: boolean
}

/** One request under privacy law, and what came of it. */
export interface ComplianceEntry {
  readonly id: bigint
  readonly at: Date
  readonly topic: string
  readonly customer: bigint | null
  readonly outcome: Erased | null
}

export interface Holdings {
  readonly records: readonly SealedRecord[]
  readonly total: number
  readonly requests: readonly ComplianceEntry[]
}

const SHOWN_MAX = 100

/** What the shop holds sealed, the soonest to end first, and the last requests under privacy law. For who may unseal. */
export async function holdingsOf(world: World, shop: string): Promise<Holdings> {
  const where = { shopId: shop }
  const [records, total, requests] = await Promise.all([
    world.db.heldRecord.findMany({
      where,
      orderBy: [{ heldUntil: 'asc' }, { customerId: 'asc' }],
      take: SHOWN_MAX,
      omit: { sealed: true },
    }),
    world.db.heldRecord.count({ where }),
    world.db.complianceRecord.findMany({ where, orderBy: { at: 'desc' }, take: SHOWN_MAX }),
  ])
  return {
    records: records.map((row) => ({
      id: row.id,
      customer: row.customerId,
      kind: row.kind as RecordKind,
      law: row.law as LawId,
      years: row.years,
      since: row.heldSince,
      until: row.heldUntil,
      byDefault: row.byDefault,
    })),
    total,
    requests: requests.map(toEntry),
  }
}

/** Every request under privacy law about one customer, newest first; none for who was never the subject of one. */
export async function requestsAbout(world: World, shop: string, customer: bigint): Promise<ComplianceEntry[]> {
  const rows = await world.db.complianceRecord.findMany({ where: { shopId: shop, customerId: customer }, orderBy: { id: 'desc' } })
  return rows.map(toEntry)
}

const toEntry = ({ id, at, topic, customerId, outcome }: ComplianceRecord): ComplianceEntry => ({
  id,
  at,
  topic,
  customer: customerId,
  outcome: readOutcome(outcome),
})

/** How many records are sealed only because the owner has not said which laws apply. */
export const countByDefault = (world: World, shop: string): Promise<number> =>
  world.db.heldRecord.count({ where: { shopId: shop, byDefault: true } })

/** What a sealed record says. */
export type Unsealed =
  | { readonly kind: 'profile'; readonly birthDate: string; readonly occupation: string }
  /** What was read on a paper, what happened to a leg of the legal method, or an account: names of fields, and what they say. */
  | { readonly kind: 'checks' | 'account'; readonly lines: readonly (readonly [string, string])[] }
  | { readonly kind: 'decisions'; readonly lines: readonly { at: string; actor: string; type: string }[] }
  | { readonly kind: 'papers'; readonly part: string; readonly mediaType: MediaType; readonly content: Buffer }

/**
 * Opens a sealed record for an owner who says why. The audit log knows of it before a byte is opened: when that fails, so does the opening.
 * The record stays sealed where it is. Refuses who may not (`not-allowed`), and what is not there any more (`not-found`).
 */
export async function unsealRecord(
  world: World,
  shop: string,
  by: StaffMember,
  { id, reason }: { readonly id: string; readonly reason: UnsealReason },
): Promise<Result<Unsealed>> {
  if (!may(by.role, 'unseal')) return refuse({ code: 'not-allowed', needs: 'unseal' })
  const row = await world.db.heldRecord.findUnique({ where: { shopId_id: { shopId: shop, id } } })
  if (!row) return refuse({ code: 'not-found' })
  const codes = { record: id, kind: row.kind, law: row.law, reason }
  await noteDeed(world, world.db, shop, by, { action: 'held.open', subject: `customer:${row.customerId}`, codes })
  return contentOf(world, row)
}

async function contentOf(world: World, row: HeldRecord): Promise<Result<Unsealed>> {
  const said = await saidBy(world, row)
  switch (row.kind) {
    case 'profile':
      return ok({ kind: 'profile', birthDate: String(said.birthDate), occupation: String(said.occupation) })
    case 'checks':
    case 'account':
      return ok({ kind: row.kind, lines: said.lines as [string, string][] })
    case 'decisions':
      return ok({ kind: 'decisions', lines: said.lines as { at: string; actor: string; type: string }[] })
    default: {
      const { id, part, mediaType, key } = said
      if (typeof key !== 'string' || !isDocumentId(String(id)) || !isMediaType(mediaType)) return refuse({ code: 'not-found' })
      const content = await openBytes(world, row.shopId, String(id), Buffer.from(key, 'base64'))
      return content.ok ? ok({ kind: 'papers', part: String(part), mediaType, content: content.value }) : content
    }
  }
}

async function saidBy(world: World, { shopId, id, sealed }: HeldRecord): Promise<Record<string, unknown>> {
  return unsealJson(await world.keyring.of(shopId), aboutHeld(shopId, id), sealed) as Record<string, unknown>
}

/** Takes sealed records away, their documents' bytes with them. */
export async function endRecords(world: World, tx: Tx, rows: readonly HeldRecord[]): Promise<void> {
  const ids: string[] = []
  for (const row of rows) {
    const { id } = row.kind === 'papers' ? await saidBy(world, row) : {}
    if (typeof id === 'string') ids.push(id)
    await tx.heldRecord.deleteMany({ where: { shopId: row.shopId, id: row.id } })
    await layTombstone(world, tx, { shop: row.shopId, kind: 'held', subject: row.id })
  }
  if (ids.length > 0) await addJob(tx, 'documents.forget', { ids })
}

const BATCH = 200

/**
 * Brings the sealed records of a shop to the owner's word about the laws. What was sealed by default follows it, and goes where no law holds
 * it. What was sealed by an earlier word only ever gets longer: a law that held it then still does. May run twice, and may die anywhere.
 */
export async function rejudge(world: World, shop: string): Promise<void> {
  const found = await world.db.shop.findUnique({ where: { shopId: shop }, select: { settings: true } })
  const laws = readSettings(found?.settings).holds
  if (!laws) return
  let after = ''
  for (;;) {
    const rows = await world.db.heldRecord.findMany({ where: { shopId: shop, id: { gt: after } }, orderBy: { id: 'asc' }, take: BATCH })
    for (const row of rows) await write(world, (tx) => rejudgeOne(world, tx, row, laws))
    after = rows.at(-1)?.id ?? ''
    if (rows.length < BATCH) return
  }
}

async function rejudgeOne(world: World, tx: Tx, row: HeldRecord, laws: readonly LawId[]): Promise<void> {
  const before = LAWS.find((law) => law === row.law)
  const apply = row.byDefault || !before ? laws : [...new Set([...laws, before])]
  const hold = holdOn(row.kind as RecordKind, row.heldSince, apply)
  if (!hold || hold.until <= world.now()) return endRecords(world, tx, [row])
  const { law, years, until } = hold
  const where = { shopId: row.shopId, id: row.id }
  await tx.heldRecord.updateMany({ where, data: { law, years, heldUntil: until, byDefault: false } })
}
