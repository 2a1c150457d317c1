import { noteDeed } from '../audit/note.server.ts'
import { wordingsOf } from '../kyc/wordings.ts'
import { ADMIN_SEGMENTS } from '../platform/i18n/segment-names.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { ChangeSegmentDocument, CreateSegmentDocument } from '../shopify/operations.generated.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import { SEGMENT_KEYS, type SegmentKey, segmentQueries } from './segments.ts'
import { watchTagOf } from './watch-label.ts'

/** A segment as the settings show it. */
export interface SegmentShown {
  readonly key: SegmentKey
  readonly name: string
  /** Shopify's gid; null while it could not be made. */
  readonly segment: string | null
  /** What Shopify said when it refused. */
  readonly fault: string | null
}

/** The segments of a shop; those that were never tried are left out. */
export async function segmentsOf(world: World, shop: string): Promise<SegmentShown[]> {
  const rows = await world.db.kycSegment.findMany({ where: { shopId: shop } })
  return SEGMENT_KEYS.flatMap((key) => {
    const row = rows.find((one) => one.key === key)
    return row ? [{ key, name: row.name, segment: row.segment, fault: row.fault }] : []
  })
}

/** Has the segments made, or made again, on record. */
export async function askForSegments(world: World, shop: string, by: StaffMember): Promise<Result<null>> {
  if (!may(by.role, 'settings')) return refuse({ code: 'not-allowed', needs: 'settings' })
  await write(world, async (tx) => {
    await addJob(tx, 'desk.segments', { shop }, { key: `segments:${shop}` })
    await noteDeed(world, tx, shop, by, { action: 'segments.make' })
  })
  return ok(null)
}

/**
 * Makes the segments of a shop in its words (C23, C24): what is missing is created, what there is gets name and query as they
 * should be, and one that somebody deleted is made anew. What Shopify refuses is noted with its reason, and the others go on. May run twice: a creation
 * whose answer was lost makes a second segment, which Shopify numbers; nobody's customers depend on it.
 */
export async function makeSegments(world: World, shop: string): Promise<void> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const settings = readSettings(row.settings)
  const queries = segmentQueries(wordingsOf(settings).wording, watchTagOf(settings))
  const client = await world.shopify(shop)
  for (const key of SEGMENT_KEYS) {
    const wanted = { name: `Sekisho: ${ADMIN_SEGMENTS[settings.language][key]}`, query: queries[key] }
    const known = await world.db.kycSegment.findUnique({ where: { shopId_key: { shopId: shop, key } }, select: { segment: true } })
    const made = await make(client, known?.segment ?? null, wanted)
    const data = { ...wanted, ...made, at: world.now() }
    await world.db.kycSegment.upsert({ where: { shopId_key: { shopId: shop, key } }, create: { shopId: shop, key, ...data }, update: data })
  }
}

interface Wanted {
  readonly name: string
  readonly query: string
}

interface Made {
  readonly segment: string | null
  readonly fault: string | null
}

const saidOf = (errors: readonly { readonly message: string }[]): string | null =>
  errors.length > 0
    ? errors
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 500)
    : null

const isAboutId = (errors: readonly { readonly field: readonly string[] | null }[]): boolean =>
  errors.some(({ field }) => field?.[0] === 'id')

async function make(client: ShopClient, id: string | null, wanted: Wanted): Promise<Made> {
  if (id !== null) {
    const { data } = await client.request(ChangeSegmentDocument, { id, ...wanted })
    const errors = data.segmentUpdate?.userErrors ?? []
    if (!isAboutId(errors)) return { segment: id, fault: saidOf(errors) }
  }
  const { data } = await client.request(CreateSegmentDocument, wanted)
  const { segment = null, userErrors: errors = [] } = data.segmentCreate ?? {}
  return { segment: segment?.id ?? null, fault: saidOf(errors) }
}
