import type { KycWatch } from '../../generated/prisma/client.ts'
import { tell } from '../kyc/history.server.ts'
import { unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { aboutWatch, sealReason } from './watch.server.ts'
import { watchTagOf } from './watch-label.ts'

/**
 * After a merge the survivor is watched when either was: no watch is lost (law rule 9: the strictest of both). Two are one from then on: both
 * reasons, since the earlier, until the later. A tag that we had put on the other is on the survivor now, because Shopify joins tags; it is ours
 * to take away, so the row remembers it.
 */
export async function inheritWatch(world: World, tx: Tx, shop: string, kept: bigint, lost: bigint): Promise<void> {
  const idOf = (customerId: bigint) => ({ shopId_customerId: { shopId: shop, customerId } })
  const came = await tx.kycWatch.findUnique({ where: idOf(lost) })
  if (!came) return
  const own = await tx.kycWatch.findUnique({ where: idOf(kept) })
  const tag = await tagOf(tx, shop, [own, came])
  const lasts = (row: KycWatch | null) => row !== null && row.endedAt === null && (row.until === null || row.until > world.now())
  const both = lasts(own) && lasts(came)
  const goesOn = lasts(came) || own === null ? came : own
  const reasons = await reasonsOf(world, shop, both ? [own, came] : [goesOn])
  const row = {
    sealed: await sealReason(world, shop, kept, reasons.join('\n')),
    since: both && own && own.since < came.since ? own.since : goesOn.since,
    until: both && own ? later(own.until, came.until) : goesOn.until,
    staffId: goesOn.staffId,
    endedAt: goesOn.endedAt,
    tag,
  }
  await tx.kycWatch.upsert({ where: idOf(kept), create: { shopId: shop, customerId: kept, ...row }, update: row })
  await tx.kycWatch.delete({ where: idOf(lost) })
  if (lasts(came)) await tell(world, tx, shop, kept, 'watch', { kind: 'system' }, { privateNote: reasons.join('\n') })
  await addJob(tx, 'desk.watch-tags', { shop }, { key: `watch-tags:${shop}` })
}

/** Of the two texts that stand there the one to be taken away, when one is: the job that settles tags then does so. */
async function tagOf(tx: Tx, shop: string, rows: readonly (KycWatch | null)[]): Promise<string | null> {
  const { settings } = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const wanted = watchTagOf(readSettings(settings))
  const tags = rows.flatMap((row) => row?.tag ?? [])
  return tags.find((tag) => tag !== wanted) ?? tags[0] ?? null
}

/** The reasons of these rows, each once. */
async function reasonsOf(world: World, shop: string, rows: readonly (KycWatch | null)[]): Promise<string[]> {
  const key = await world.keyring.of(shop)
  const texts = rows.flatMap((row) =>
    row ? [(unsealJson(key, aboutWatch(shop, row.customerId), row.sealed) as { reason: string }).reason] : [],
  )
  return [...new Set(texts)]
}

const later = (one: Date | null, other: Date | null): Date | null => (one && other ? (one > other ? one : other) : null)
