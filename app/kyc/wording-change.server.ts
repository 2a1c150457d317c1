import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { ExistingCustomersDocument } from '../shopify/operations.generated.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import type { LabelKey } from './case.ts'
import { beginRelabelling } from './relabelling.server.ts'
import { LABEL_KEYS, PRESETS, type Wording } from './tags.ts'
import { wordingsOf } from './wordings.ts'

/** How many customers show each label now: what a change of wording rewrites. */
export async function labelCounts(world: World, shop: string): Promise<Readonly<Record<LabelKey, number>>> {
  // The projection of tags.ts in SQL; wording-change.db.test.ts holds the two together.
  const [row] = await world.db.$queryRaw<Record<LabelKey, number>[]>`
    select
      coalesce(sum(cases), 0)::int as "opened",
      coalesce(sum(cases) filter (where not verified), 0)::int as "unverified",
      coalesce(sum(cases) filter (where identity = 'submitted'), 0)::int as "identity-submitted",
      coalesce(sum(cases) filter (where party = 'corporation' and corporate = 'submitted'), 0)::int as "corporate-submitted",
      coalesce(sum(cases) filter (where payout), 0)::int as "payout",
      coalesce(sum(cases) filter (where verified), 0)::int as "verified",
      coalesce(sum(cases) filter (where verified and party = 'corporation'), 0)::int as "corporate-verified"
    from kyc_tallies where shop_id = ${shop}`
  if (!row) throw new Error('an aggregate answered no row')
  return row
}

/** Only what differs from the preset is kept as the shop's own words. */
export function ownWords(wording: Wording, language: Settings['language']): Settings['labels'] {
  return Object.fromEntries(LABEL_KEYS.filter((key) => wording[key] !== PRESETS[language][key]).map((key) => [key, wording[key]]))
}

/**
 * Puts a new wording into a shop's settings, in the caller's transaction: the one before stays ours while every case is read again.
 * The caller has made sure that no other change runs.
 */
export async function beginRewording(tx: Tx, shop: string, from: Settings, to: Wording, at: Date): Promise<Settings> {
  if (await isLarge(tx, shop)) await beginRelabelling(tx, shop, at.toISOString())
  else await nominateAll(tx, shop)
  return {
    ...from,
    labels: ownWords(to, from.language),
    earlierLabels: wordingsOf(from).wording,
    labelsChangedAt: at.toISOString(),
  }
}

/**
 * One customer costs two readings and two writes, about 25 points. Up to so many are done within two minutes of a standard plan's points, which
 * is what a bulk mutation takes to come and go; and each of them stays within the law the whole time.
 */
export const ORDINARY_MAX = 500

async function isLarge(tx: Tx, shop: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ cases: number }[]>`
    select count(*)::int as cases from (select 1 from kyc_cases where shop_id = ${shop} and not gone limit ${ORDINARY_MAX + 1}) as sample`
  return (row?.cases ?? 0) > ORDINARY_MAX
}

/** Mass work, set-based: the same jobs as `nominate` leaves, behind everything interactive. */
async function nominateAll(tx: Tx, shop: string): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job(
      'kyc.reconcile', json_build_object('shop', shop_id, 'customer', customer_id::text),
      job_key := 'reconcile:' || shop_id || ':' || customer_id,
      priority := 10, job_key_mode := 'replace')
    from kyc_cases where shop_id = ${shop} and not gone`
}

/** Searches lag behind writes; and a write may still land ten minutes after it was sent (protocol.ts). */
const SETTLED_AFTER_MS = 60 * 60_000

/**
 * Ends a change of wording once no customer of the store shows the former words any more. Ending it too early would make a former ③ look
 * removed, which is a denial: so the store is asked, and any doubt keeps the change running. Says whether one still runs. Never rejects.
 */
export async function settleRewording(world: World, shop: string, settings: Settings): Promise<boolean> {
  const { earlier, wording } = wordingsOf(settings)
  if (earlier === null || settings.labelsChangedAt === null) return earlier !== null
  if (world.now().getTime() < Date.parse(settings.labelsChangedAt) + SETTLED_AFTER_MS) return true
  try {
    const client = await world.shopify(shop)
    for (const key of LABEL_KEYS.filter((each) => earlier[each] !== wording[each])) {
      const { data } = await client.request(ExistingCustomersDocument, { query: `tag:'${earlier[key].replace(/['\\]/g, '\\$&')}'` })
      if (data.customersCount?.count !== 0) return true
    }
  } catch {
    return true
  }
  return write(world, async (tx) => {
    const [row] = await tx.$queryRaw<{ settings: unknown }[]>`select settings from shops where shop_id = ${shop} for update`
    const now = readSettings(row?.settings)
    if (now.labelsChangedAt !== settings.labelsChangedAt) return now.earlierLabels !== null
    await tx.shop.update({ where: { shopId: shop }, data: { settings: { ...now, earlierLabels: null, labelsChangedAt: null } } })
    return false
  })
}

/** Ends the changes of wording of all shops that can be ended. */
export async function settleRewordings(world: World): Promise<void> {
  const shops = await world.db.$queryRaw<{ shop_id: string; settings: unknown }[]>`
    select shop_id, settings from shops where uninstalled_at is null and jsonb_typeof(settings -> 'earlierLabels') = 'object'`
  for (const { shop_id, settings } of shops) await settleRewording(world, shop_id, readSettings(settings))
}
