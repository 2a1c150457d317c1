import type { TakeOver } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import type { Verdict } from './adopt.ts'
import type { Found } from './store.server.ts'
import { isUnchanged, type Permission, type Sighting, type Source, verdictLetter } from './take-over.ts'

/** What the engine needs to know about the taking over. */
export interface TakeOverPermission extends Permission {
  readonly preview: string | null
  /** The metafield that the owner believes beside the tags, and its place among those that the preview read. */
  readonly source: { readonly index: number; readonly field: Source } | null
}

/** The metafields that a preview read. */
export const sourcesOf = (row: Pick<TakeOver, 'sources'> | null): readonly Source[] => (row?.sources ?? []) as unknown as readonly Source[]

/** What the owner has allowed. */
export async function permissionOf(tx: Tx, shop: string): Promise<TakeOverPermission> {
  const row = await tx.takeOver.findUnique({ where: { shopId: shop } })
  if (!row || row.state === 'asked') return { given: false, preview: null, source: null }
  const field = row.source === null ? undefined : sourcesOf(row)[row.source]
  return {
    given: row.pausedAt === null,
    preview: row.preview,
    source: row.source === null || !field ? null : { index: row.source, field },
  }
}

/** True when the confirmed preview saw this customer, and saw the same: only then what is shown is believed. */
export async function isSeenUnchanged(
  tx: Tx,
  shop: string,
  customer: bigint,
  { given, preview, source }: TakeOverPermission,
  { reading, own }: Pick<Found, 'reading' | 'own'>,
): Promise<boolean> {
  if (!given || preview === null) return false
  const seen = await tx.kycSighting.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
  return seen !== null && seen.preview === preview && isUnchanged(seen, reading, own, source?.index ?? null)
}

/** The customer is taken over, or gone: nothing more is to be done. */
export async function settleSighting(tx: Tx, shop: string, customer: bigint, at: Date): Promise<void> {
  await tx.kycSighting.updateMany({ where: { shopId: shop, customerId: customer, settledAt: null }, data: { settledAt: at } })
}

/** A sighting to be kept. */
export interface NewSighting extends Sighting {
  readonly customer: bigint
  /** For the tags alone, then for each source. */
  readonly verdicts: readonly Verdict[]
}

/** Keeps what a preview saw; seen again it is seen anew. */
export async function keepSightings(tx: Tx, shop: string, preview: string, seen: readonly NewSighting[]): Promise<void> {
  if (seen.length === 0) return
  const column = (of: (one: NewSighting) => string) => seen.map(of)
  await tx.$executeRaw`
    insert into kyc_sightings (shop_id, customer_id, preview, labels, metafield, own, verdicts)
    select ${shop}, customer, ${preview}, labels, metafield, own, verdicts
    from unnest(
      ${column(({ customer }) => String(customer))}::bigint[], ${column(({ labels }) => labels)}::text[],
      ${column(({ metafield }) => metafield)}::text[], ${column(({ own }) => own)}::text[],
      ${column(({ verdicts }) => verdicts.map(verdictLetter).join(''))}::text[]
    ) as seen(customer, labels, metafield, own, verdicts)
    on conflict (shop_id, customer_id) do update set preview = excluded.preview, labels = excluded.labels, metafield = excluded.metafield,
      own = excluded.own, verdicts = excluded.verdicts, nominated_at = null, settled_at = null`
}

/** Some customers of a preview with a verdict, for a choice (null: the tags alone). */
export async function seenAs(
  tx: Tx,
  shop: string,
  preview: string,
  source: number | null,
  verdict: Verdict,
  max: number,
): Promise<readonly ({ readonly customer: bigint } & Sighting)[]> {
  const place = (source ?? -1) + 2
  return tx.$queryRaw`
    select customer_id as customer, labels, metafield, own from kyc_sightings
    where shop_id = ${shop} and preview = ${preview} and substr(verdicts, ${place}::int, 1) = ${verdictLetter(verdict)}
    order by customer_id limit ${max}`
}
