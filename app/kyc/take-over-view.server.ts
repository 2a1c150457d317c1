import type { KycSurvey, TakeOver } from '../../generated/prisma/client.ts'
import { reasonOf } from '../platform/reason.ts'
import type { World } from '../platform/world.server.ts'
import { ExistingCustomersDocument } from '../shopify/operations.generated.ts'
import { type LabelKey, NEW_CASE } from './case.ts'
import { type Names, namesOf } from './people.server.ts'
import { metafieldsOf } from './preview.server.ts'
import type { Base } from './protocol.ts'
import { isOfEarlierInstallation, toCase } from './rows.server.ts'
import { seenAs, sourcesOf } from './sightings.server.ts'
import { countsFor, foresee, minutesLeft, ownOf, readingOf, type Source, type VerdictCounts } from './take-over.ts'

/**
 * How far the taking over is. `none`: the store was not asked yet; `nobody`: it has no customers from before; `ready`: the owner is asked;
 * `failed`: Shopify could not be read.
 */
export type Stage = 'none' | 'reading' | 'failed' | 'nobody' | 'ready' | 'running' | 'paused' | 'done'

/** What the home page says about it. */
export interface TakeOverGlance {
  readonly stage: Stage
  /** Customers from before whom the app does not manage yet, as the preview counted them. */
  readonly total: number
}

type Counts = Readonly<Record<string, number>>

const countsOf = (survey: KycSurvey | null): Counts => (survey?.counts ?? {}) as Counts

function stageOf(row: TakeOver | null, survey: KycSurvey | null): Stage {
  if (row?.state === 'done') return 'done'
  if (row?.state === 'confirmed') return row.pausedAt ? 'paused' : 'running'
  if (!survey) return 'none'
  if (survey.state === 'failed') return 'failed'
  if (survey.state !== 'done') return 'reading'
  return (countsOf(survey).total ?? 0) === 0 ? 'nobody' : 'ready'
}

async function rowsOf(world: World, shop: string): Promise<{ row: TakeOver | null; survey: KycSurvey | null }> {
  const row = await world.db.takeOver.findUnique({ where: { shopId: shop } })
  const survey = row?.preview ? await world.db.kycSurvey.findUnique({ where: { shopId_id: { shopId: shop, id: row.preview } } }) : null
  return { row, survey }
}

/** How far it is, from our own rows alone. */
export async function takeOverGlance(world: World, shop: string): Promise<TakeOverGlance> {
  const { row, survey } = await rowsOf(world, shop)
  return { stage: stageOf(row, survey), total: countsOf(survey).total ?? 0 }
}

/** A customer whose tags or metafield contradict each other, and how. */
export interface Example {
  readonly customer: bigint
  readonly because: readonly string[]
  readonly labels: readonly LabelKey[]
}

/** How the taking over goes on. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly perMinute: number
  /** Null while nothing can be said. */
  readonly minutesLeft: number | null
  readonly lastAt: Date | null
  /** Customers who were asked for a while ago and are not taken over: they are tried again. */
  readonly late: number
}

/** Everything the screen shows. */
export interface TakeOverView extends TakeOverGlance {
  readonly preview: {
    readonly id: string
    readonly startedAt: Date
    readonly finishedAt: Date | null
    /** Shopify is done preparing, and the customers are being read. */
    readonly arriving: boolean
    readonly read: number
    /** Which attempt this is, of three; why the last one failed. */
    readonly attempt: number
    readonly reason: string | null
  } | null
  /** What may be believed beside the tags, as the preview read it, and which is. */
  readonly sources: readonly Source[]
  readonly source: number | null
  readonly counts: VerdictCounts
  readonly examples: readonly Example[]
  readonly progress: Progress | null
  readonly confirmed: { readonly at: Date; readonly by: string | null } | null
  readonly finishedAt: Date | null
}

const EXAMPLES_MAX = 5

/** Reads the screen's data from our own rows. */
export async function takeOverView(world: World, shop: string): Promise<TakeOverView> {
  const { row, survey } = await rowsOf(world, shop)
  const stage = stageOf(row, survey)
  const counts = countsOf(survey)
  const source = row?.source ?? null
  const byVerdict = countsFor(counts, source)
  const moves = stage === 'running' || stage === 'paused'
  return {
    stage,
    total: counts.total ?? 0,
    preview: survey && {
      id: survey.id,
      startedAt: survey.startedAt,
      finishedAt: survey.finishedAt,
      arriving: survey.state === 'reading',
      read: counts.read ?? 0,
      attempt: survey.attempts + 1,
      reason: survey.reason,
    },
    sources: sourcesOf(row),
    source,
    counts: byVerdict,
    examples: stage === 'ready' && survey && byVerdict.contradictory > 0 ? await examplesOf(world, shop, survey.id, source) : [],
    progress: moves ? await progressOf(world, shop, counts.total ?? 0) : null,
    confirmed: row?.confirmedAt ? { at: row.confirmedAt, by: await nameOf(world, shop, row.confirmedBy) } : null,
    finishedAt: row?.finishedAt ?? null,
  }
}

async function nameOf(world: World, shop: string, staff: bigint | null): Promise<string | null> {
  if (staff === null) return null
  const member = await world.db.staffMember.findUnique({ where: { shopId_staffId: { shopId: shop, staffId: staff } } })
  return member?.name ?? null
}

async function examplesOf(world: World, shop: string, preview: string, source: number | null): Promise<readonly Example[]> {
  const { installedAt } = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { installedAt: true } })
  const seen = await seenAs(world.db, shop, preview, source, 'contradictory', EXAMPLES_MAX)
  const cases = await world.db.kycCase.findMany({ where: { shopId: shop, customerId: { in: seen.map(({ customer }) => customer) } } })
  return seen.map(({ customer, labels, metafield, own }) => {
    const known = cases.find(({ customerId }) => customerId === customer)
    const theirs = readingOf({ labels, metafield })
    const { tasks } = foresee(
      known ? toCase(known) : NEW_CASE,
      known ? isOfEarlierInstallation(known.base as unknown as Base | null, installedAt) : false,
      theirs,
      ownOf({ own }, source),
    )
    const because = tasks.flatMap((task) => ('because' in task ? task.because : []))
    return { customer, because, labels: theirs.labels }
  })
}

const MINUTE_MS = 60_000

async function progressOf(world: World, shop: string, total: number): Promise<Progress> {
  const now = world.now().getTime()
  const [row] = await world.db.$queryRaw<{ left: number; late: number; recent: number; last: Date | null }[]>`
    select
      (select count(*)::int from kyc_sightings where shop_id = ${shop} and settled_at is null) as left,
      (select count(*)::int from kyc_sightings
        where shop_id = ${shop} and settled_at is null and nominated_at < ${new Date(now - MINUTE_MS)}) as late,
      (select count(*)::int from kyc_sightings where shop_id = ${shop} and settled_at > ${new Date(now - MINUTE_MS)}) as recent,
      (select max(settled_at) from kyc_sightings where shop_id = ${shop}) as last`
  const { left = 0, late = 0, recent = 0, last = null } = row ?? {}
  return { done: Math.max(0, total - left), total, perMinute: recent, minutesLeft: minutesLeft(left, recent), lastAt: last, late }
}

/** What the store has to add; null where it does not answer. */
export interface FromStore {
  readonly names: Names
  /** The boolean metafields that the store defines for its customers. */
  readonly metafields: readonly Source[] | null
  /** How many customers the store has; Shopify stops counting at a limit. */
  readonly customers: { readonly count: number; readonly atLeast: boolean } | null
}

/** Asks the store for names, metafields and the number of customers. Never rejects. */
export async function fromStore(world: World, shop: string, customers: readonly bigint[]): Promise<FromStore> {
  const unless = <T>(asked: Promise<T>): Promise<T | null> =>
    asked.catch((error: Error) => {
      world.log.warn({ shop, reason: reasonOf(error) }, 'the store could not be asked about its customers')
      return null
    })
  const [names, metafields, count] = await Promise.all([
    namesOf(world, shop, customers),
    unless(metafieldsOf(world, shop)),
    unless(countCustomers(world, shop)),
  ])
  return { names, metafields, customers: count }
}

async function countCustomers(world: World, shop: string): Promise<FromStore['customers']> {
  const client = await world.shopify(shop)
  const { data } = await client.request(ExistingCustomersDocument, { query: '' })
  return data.customersCount && { count: data.customersCount.count, atLeast: data.customersCount.precision === 'AT_LEAST' }
}
