import { isErased } from '../accounts/erased.server.ts'
import { noteDeed } from '../audit/note.server.ts'
import { holdsMyNumber } from '../checks/my-number.ts'
import { tell } from '../kyc/history.server.ts'
import { sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { customerGid } from '../shopify/gid.ts'
import { TagWatchedDocument } from '../shopify/operations.generated.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import { watchTagOf } from './watch-label.ts'

/** A customer whom staff watch (C24). */
export interface Watch {
  readonly customer: bigint
  /** In the words of staff. */
  readonly reason: string
  readonly since: Date
  /** Null: until somebody ends it. */
  readonly until: Date | null
  readonly by: bigint
}

export const REASON_MAX = 500
const DAY_MS = 24 * 60 * 60_000

/** What the case page's form says of watching. */
export type WatchAct = { readonly act: 'watch'; readonly reason: string; readonly days: number | null } | { readonly act: 'unwatch' }

/** Reads that form; `bad-input` names the field. */
export function readWatch(form: FormData): Result<WatchAct> {
  if (form.get('act') === 'unwatch') return ok({ act: 'unwatch' })
  const reason = String(form.get('reason') ?? '').trim()
  const days = String(form.get('days') ?? '').trim()
  const bad = (field: string, fault: string) => refuse({ code: 'bad-input', fields: { [field]: fault } } as const)
  if (form.get('act') !== 'watch') return bad('act', 'unknown')
  if (reason === '') return bad('reason', 'empty')
  if ([...reason].length > REASON_MAX) return bad('reason', 'too-long')
  if (holdsMyNumber(reason)) return bad('reason', 'my-number')
  if (days !== '' && !/^[1-9]\d{0,3}$/.test(days)) return bad('days', 'unknown')
  return ok({ act: 'watch', reason, days: days === '' ? null : Number(days) })
}

/** What the seal of a reason is bound to. */
export const aboutWatch = (shop: string, customer: bigint): string => `${shop}:kyc-watch:${customer}`

/** Seals why a customer is watched, for the row. */
export const sealReason = async (world: World, shop: string, customer: bigint, reason: string): Promise<Uint8Array<ArrayBuffer>> =>
  sealJson(await world.keyring.of(shop), aboutWatch(shop, customer), { reason })

const actorOf = (by: StaffMember) => ({ kind: 'staff', id: String(by.id) }) as const

interface At {
  readonly shop: string
  readonly customer: bigint
  readonly by: StaffMember
}

/** Puts a customer on the watch list, changes why and how long, or takes the customer off it; on record, and in the history. */
export async function changeWatch(world: World, { shop, customer, by }: At, change: WatchAct): Promise<Result<null>> {
  if (!may(by.role, 'contact')) return refuse({ code: 'not-allowed', needs: 'contact' })
  return write(world, async (tx): Promise<Result<null>> => {
    const [there] = await tx.$queryRaw<unknown[]>`select 1 from kyc_cases where shop_id = ${shop} and customer_id = ${customer} for share`
    if (!there || (await isErased(tx, shop, customer))) return refuse({ code: 'not-found' })
    if (change.act === 'watch') await put(world, tx, { shop, customer, by }, change)
    else if ((await end(world, tx, shop, customer)) === 0) return ok(null)
    const told = change.act === 'watch' ? { privateNote: change.reason } : {}
    await tell(world, tx, shop, customer, change.act, actorOf(by), told)
    await noteDeed(world, tx, shop, by, { action: `customer.${change.act}`, subject: `customer:${customer}` })
    await addJob(tx, 'desk.watch-tags', { shop }, { key: `watch-tags:${shop}` })
    return ok(null)
  })
}

async function put(world: World, tx: Tx, { shop, customer, by }: At, { reason, days }: Extract<WatchAct, { act: 'watch' }>): Promise<void> {
  const since = world.now()
  const row = {
    sealed: await sealReason(world, shop, customer, reason),
    since,
    until: days === null ? null : new Date(since.getTime() + days * DAY_MS),
    staffId: by.id,
    endedAt: null,
  }
  await tx.kycWatch.upsert({
    where: { shopId_customerId: { shopId: shop, customerId: customer } },
    create: { shopId: shop, customerId: customer, ...row },
    update: row,
  })
}

const end = async (world: World, tx: Tx, shop: string, customer: bigint): Promise<number> =>
  (await tx.kycWatch.updateMany({ where: { shopId: shop, customerId: customer, endedAt: null }, data: { endedAt: world.now() } })).count

/** Why a customer is watched now; null when nobody does, or the time has run out. */
export async function watchOf(world: World, shop: string, customer: bigint): Promise<Watch | null> {
  const row = await world.db.kycWatch.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
  if (!row || row.endedAt || (row.until && row.until <= world.now())) return null
  const { reason } = unsealJson(await world.keyring.of(shop), aboutWatch(shop, customer), row.sealed) as { reason: string }
  return { customer, reason, since: row.since, until: row.until, by: row.staffId }
}

/**
 * Brings the tags of watched customers to what the list says (C24): who came on it gets the tag, who left it or whose time has run out loses the
 * one that we put there, and after a change of wording the old text goes. Only rows of the list are touched: a tag that staff set or removed by
 * hand on Shopify's page is theirs and stays as they left it. May run twice.
 */
export async function settleWatchTags(world: World, shop: string): Promise<void> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const wanted = watchTagOf(readSettings(row.settings))
  const now = world.now()
  const over = await world.db.kycWatch.findMany({
    where: { shopId: shop, endedAt: null, until: { lte: now } },
    select: { customerId: true },
  })
  for (const { customerId } of over) {
    await write(world, async (tx) => {
      if ((await end(world, tx, shop, customerId)) > 0) await tell(world, tx, shop, customerId, 'unwatch', { kind: 'system' })
    })
  }
  const open = await world.db.kycWatch.findMany({
    where: {
      shopId: shop,
      OR: [
        { endedAt: null, tag: null },
        { endedAt: null, tag: { not: wanted } },
        { endedAt: { not: null }, tag: { not: null } },
      ],
    },
    orderBy: { customerId: 'asc' },
    select: { customerId: true, tag: true, endedAt: true },
  })
  if (open.length === 0) return
  const client = await world.shopify(shop)
  for (const { customerId, tag, endedAt } of open) {
    const [add, remove] = [endedAt ? [] : [wanted], tag && (endedAt || tag !== wanted) ? [tag] : []]
    const asked = { id: customerGid(customerId), add, remove, adding: add.length > 0, removing: remove.length > 0 }
    const { data } = await client.request(TagWatchedDocument, asked)
    const refused = [...(data.tagsAdd?.userErrors ?? []), ...(data.tagsRemove?.userErrors ?? [])].length > 0
    // Refused for good: the customer is gone, or bears 250 tags. The list keeps the row, and the tag is tried again with the next change.
    if (refused) continue
    const seen = { shopId: shop, customerId, tag, endedAt }
    await world.db.kycWatch.updateMany({ where: seen, data: { tag: endedAt ? null : wanted } })
  }
}

/** Has the tags of shops settled where the time of somebody has run out. */
export async function endWatches(world: World): Promise<void> {
  const shops = await world.db.$queryRaw<{ shop: string }[]>`
    select distinct w.shop_id as shop from kyc_watches w join shops s using (shop_id)
    where s.uninstalled_at is null and w.ended_at is null and w.until <= ${world.now()}::timestamp`
  for (const { shop } of shops)
    await write(world, (tx) => addJob(tx, 'desk.watch-tags', { shop }, { key: `watch-tags:${shop}`, priority: 10 }))
}
