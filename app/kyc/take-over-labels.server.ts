import type { Prisma, TakeOver } from '../../generated/prisma/client.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { cancelBulk, readBulkOperation, stageVariables, startOnce } from '../shopify/bulk.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { customerGid } from '../shopify/gid.ts'
import { AddTagsDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import { INTENT_LIVE_MS } from './protocol.ts'
import type { Line } from './relabelled.ts'
import { lacking, type Sighting } from './take-over.ts'
import { ORDINARY_MAX } from './wording-change.server.ts'
import { wordingsOf } from './wordings.ts'

/** Customers of one part: few enough that the first are taken over while others still wait for their labels. */
const PART = 2000
/** The webhook of the end may be lost; until it comes, somebody looks. */
const LOOK_MS = 30_000
/** A bulk mutation is over after a day at the latest (platform facts 3.10); until it is, its writes may land. */
const BULK_MS = 24 * 60 * 60_000
/** Nobody is left for bulk mutations. */
export const EVERYBODY = 9223372036854775807n

/** Where `labelled` begins for a preview: null where so few are to be taken over that nothing goes in bulk. */
export async function firstLabelled(tx: Tx, shop: string, preview: string): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ seen: number }[]>`
    select count(*)::int as seen from (
      select 1 from kyc_sightings where shop_id = ${shop} and preview = ${preview} and settled_at is null limit ${ORDINARY_MAX + 1}) as sample`
  return (row?.seen ?? 0) > ORDINARY_MAX ? 0n : null
}

/** Lets the labels go on, or stop, as the row of the taking over says. */
export const goOnLabelling = (tx: Tx, shop: string, runAt?: Date): Promise<void> =>
  addJob(tx, 'kyc.label', { shop }, { key: `label:${shop}`, queue: `label:${shop}`, priority: 10, ...(runAt ? { runAt } : {}) })

/** `bulk_operations/finish`: whoever waits for this operation need not wait longer. */
export const afterLabelling: TopicHandler = async (tx, shop, { payload }) => {
  const operation = String((payload as Record<string, unknown> | null)?.admin_graphql_api_id ?? '')
  if ((await tx.takeOver.count({ where: { shopId: shop, operation } })) > 0) await goOnLabelling(tx, shop)
}

/** How a job of the labels ended. */
export type Step = 'over' | 'waits' | 'goes-on'

/**
 * Adds the labels ① to the next customers of a confirmed taking over, by one step; another job follows (docs/decisions/0013-taking-over-in-bulk.md).
 * May be killed anywhere: every step is remembered before the next, and adding a tag twice is adding it once. Rejects with NotInstalled,
 * ShopifySilent or ShopifyRefused.
 */
export async function label(world: World, shop: string): Promise<Step> {
  const row = await world.db.takeOver.findUnique({ where: { shopId: shop } })
  if (row?.state !== 'confirmed' || row.labelled === null || row.labelled === EVERYBODY) return 'over'
  if (row.pausedAt !== null) return halt(world, row)
  const lines = row.lines as unknown as readonly Line[]
  if (lines.length === 0) return nextPart(world, row, row.labelled)
  const client = await world.shopify(shop)
  if (row.operation === null) return send(world, client, row, lines)
  const found = await readBulkOperation(client, row.operation)
  return found.at === 'running' ? wait(world, shop) : endPart(world, row)
}

/** Stops what Shopify is carrying out. What it has written is ours; the rest of the part is left to the ordinary path. */
async function halt(world: World, { shopId, operation }: TakeOver): Promise<'over'> {
  if (operation !== null) await cancelBulk(await world.shopify(shopId), operation)
  return 'over'
}

async function wait(world: World, shop: string): Promise<'waits'> {
  await write(world, (tx) => goOnLabelling(tx, shop, new Date(world.now().getTime() + LOOK_MS)))
  return 'waits'
}

/** Changes the row and leaves the next job, unless somebody was faster. `more` is written with it. */
async function change(world: World, row: TakeOver, data: Prisma.TakeOverUpdateManyMutationInput, more?: (tx: Tx) => Promise<unknown>) {
  await write(world, async (tx) => {
    const { shopId, preview, mark, labelled } = row
    const { count } = await tx.takeOver.updateMany({ where: { shopId, preview, mark, labelled, state: 'confirmed' }, data })
    if (count === 0) return
    await more?.(tx)
    await goOnLabelling(tx, shopId)
  })
  return 'goes-on' as const
}

/** The next customers by number, without those who have a case: of those the law knows more than the preview saw. */
async function nextPart(world: World, row: TakeOver, labelled: bigint): Promise<Step> {
  const found = await world.db.$queryRaw<({ customer_id: bigint; fresh: boolean } & Sighting)[]>`
    select s.customer_id, s.labels, s.metafield, s.own, c.customer_id is null as fresh
    from kyc_sightings s left join kyc_cases c on c.shop_id = s.shop_id and c.customer_id = s.customer_id
    where s.shop_id = ${row.shopId} and s.preview = ${row.preview} and s.settled_at is null and s.customer_id > ${labelled}
    order by s.customer_id limit ${PART}`
  const last = found.at(-1)
  if (!last) return change(world, row, { labelled: EVERYBODY })
  const lines = found.flatMap(({ customer_id, fresh, ...seen }): Line[] => {
    const keys = fresh ? lacking(seen, row.source) : []
    return keys.length > 0 ? [[String(customer_id), keys]] : []
  })
  if (lines.length === 0) return change(world, row, { labelled: last.customer_id })
  const part = { lines: lines as unknown as Prisma.InputJsonValue, partEnd: last.customer_id, stagedPath: null, operation: null }
  return change(world, row, { ...part, mark: world.newId().replaceAll('-', '') })
}

async function send(world: World, client: ShopClient, row: TakeOver, lines: readonly Line[]): Promise<Step> {
  const { shopId, stagedPath, mark } = row
  if (stagedPath === null || mark === null) {
    const { settings } = await world.db.shop.findUniqueOrThrow({ where: { shopId }, select: { settings: true } })
    const { wording } = wordingsOf(readSettings(settings))
    const variables = lines.map(([id, keys]) => ({ id: customerGid(BigInt(id)), tags: keys.map((key) => wording[key]) }))
    return change(world, row, { stagedPath: await stageVariables(client, variables) })
  }
  await intend(world, shopId, mark, lines)
  const operation = await startOnce(client, AddTagsDocument, mark, stagedPath)
  if (operation) await world.db.takeOver.updateMany({ where: { shopId, mark }, data: { operation } })
  return wait(world, shopId)
}

/** Every write is an intent before it is sent (protocol.ts), and stays one as long as the operation may last. */
async function intend(world: World, shop: string, mark: string, lines: readonly Line[]): Promise<void> {
  const begunAt = new Date(world.now().getTime() + BULK_MS)
  const labels = lines.map(([, keys]) => JSON.stringify(Object.fromEntries(keys.map((key) => [key, true]))))
  // Of the sightings: an erased customer has none any more, and gets no row again.
  await world.db.$executeRaw`
    insert into kyc_intents (shop_id, customer_id, id, begun_at, intent)
    select ${shop}, s.customer_id, ${mark}, ${begunAt},
      jsonb_build_object('id', ${mark}::text, 'begunAt', ${begunAt.getTime()}::bigint, 'labels', line.labels, 'metafield', null, 'bulk', true)
    from unnest(${lines.map(([customer]) => customer)}::bigint[], ${labels}::jsonb[]) as line (customer, labels)
    join kyc_sightings s on s.shop_id = ${shop} and s.customer_id = line.customer
    on conflict (shop_id, customer_id, id) do update set begun_at = excluded.begun_at, intent = excluded.intent`
}

/** The operation is over, whatever came of it: nothing of it lands any more, so that the next reading may retire its intents. */
function endPart(world: World, row: TakeOver): Promise<Step> {
  const { shopId, mark, partEnd } = row
  const over = { lines: [], partEnd: null, mark: null, stagedPath: null, operation: null, labelled: partEnd ?? EVERYBODY }
  return change(world, row, over, async (tx) => {
    const { installedAt } = await tx.shop.findUniqueOrThrow({ where: { shopId }, select: { installedAt: true } })
    // What is older than the installation would count as an earlier one's.
    const begunAt = new Date(Math.max(world.now().getTime() - INTENT_LIVE_MS, installedAt.getTime()))
    await tx.$executeRaw`
      update kyc_intents set begun_at = ${begunAt}, intent = jsonb_set(intent, '{begunAt}', to_jsonb(${begunAt.getTime()}::bigint))
      where shop_id = ${shopId} and id = ${mark}`
  })
}
