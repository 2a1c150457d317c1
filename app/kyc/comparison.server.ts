import { type KycSurvey, Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { EveryCustomerLine } from '../shopify/customer-lines.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { EveryCustomerDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import { countFound } from '../status/runs.server.ts'
import { isFromBefore } from './nominees.ts'
import { permissionOf } from './sightings.server.ts'
import { toMetafield, type Wordings } from './store.server.ts'
import { beginSurvey, type Counts, type Reader } from './surveys.server.ts'
import { readLabels } from './tags.ts'
import { wordingsOf } from './wordings.ts'

/** What a nightly comparison found (design.md section 4: drift is counted). */
export interface Drift extends Counts {
  /** Customers whose case and store were held side by side. */
  readonly compared: number
  /** Of them, those whose store is not as it was last confirmed. */
  readonly differing: number
  /** Customers of whom no webhook and no sweep has told. */
  readonly unknown: number
  /** Customers from before the app, while the owner has not confirmed their preview. */
  readonly leftAlone: number
  /** Customers who have a case, and were not in the store's file. */
  readonly vanished: number
}

/** Begins the comparison of the whole store with our cases; one that is under way goes on instead. */
export const compare = (world: World, shop: string): Promise<string> => write(world, (tx) => beginSurvey(world, tx, shop, 'compare'))

/** Customers of whom a case tells and the store does not, nominated at once. */
const VANISHED_BATCH = 5000

/**
 * Reads for the comparison. Holds each line beside the case; nominates whoever differs, is unknown, or has a case and no line, and nothing
 * else: they are read afresh by id. Who waits for the owner is only counted.
 */
export async function comparison(world: World, survey: KycSurvey): Promise<Reader> {
  const shop = survey.shopId
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const { given } = await permissionOf(world.db, shop)
  const wordings = wordingsOf(readSettings(row.settings))
  const waits = (line: EveryCustomerLine) => !given && isFromBefore(line.createdAt, row.installedAt)
  return {
    document: EveryCustomerDocument,
    take: (lines, place) => {
      const page = pageOf(lines, wordings, waits)
      return async (tx) => {
        const { nominees, ...drift } = await judge(tx, survey, row.installedAt, page, place)
        await nominateMany(tx, shop, nominees)
        return drift
      }
    },
    last: () => nominateVanished(world, survey),
    over: async ({ differing = 0, unknown = 0, vanished = 0 }, reason) => {
      await world.db.kycSurveyPage.deleteMany({ where: { shopId: shop, surveyId: survey.id } })
      const found = differing + unknown + vanished
      countFound({ by: 'comparison' }, found)
      const run = { startedAt: survey.startedAt, endedAt: world.now(), found, reason }
      const kind = 'comparison'
      await world.db.shopRun.upsert({ where: { shopId_kind: { shopId: shop, kind } }, create: { shopId: shop, kind, ...run }, update: run })
    },
  }
}

/** What a batch shows, a column a text, as PostgreSQL writes arrays: the driver's own way with arrays costs more than all the rest. */
interface Page {
  readonly customers: string
  readonly least: bigint
  readonly most: bigint
  /** Places in the list of looks: a million customers look the same few ways. */
  readonly looks: string
  readonly dates: string
  /** Who waits for the owner, should there be no case; empty when nobody does. */
  readonly waits: string
  readonly different: readonly Look[]
}

/** How a customer looks in the store, but for the date. */
interface Look {
  /** As JSON. */
  readonly labels: string
  readonly otherWording: boolean
  /** true | false, or empty for neither. */
  readonly value: string
}

const ID_MAX = 9223372036854775807n

function pageOf(lines: readonly EveryCustomerLine[], wordings: Wordings, isWaiting: (line: EveryCustomerLine) => boolean): Page {
  const { different, place } = looks(wordings)
  const [customers, places, dates, waits]: [string[], number[], string[], string[]] = [[], [], [], []]
  let [least, most] = [ID_MAX, 0n]
  for (const line of lines) {
    const customer = customerIdOf(line.id)
    if (customer === null) continue
    if (customer < least) least = customer
    if (customer > most) most = customer
    const { value, updatedAt } = toMetafield(line.verified)
    customers.push(String(customer))
    places.push(place(line.tags, value))
    dates.push(JSON.stringify(updatedAt ?? ''))
    waits.push(isWaiting(line) ? 't' : 'f')
  }
  const array = (column: readonly unknown[]) => `{${column.join()}}`
  const columns = { customers: array(customers), looks: array(places), dates: array(dates) }
  return { ...columns, waits: array(waits.includes('t') ? waits : []), least, most, different }
}

/** Numbers the ways to look, from 1. */
function looks(wordings: Wordings) {
  const different: Look[] = []
  // Customers with the same tags mostly share one list; where they do not, the words decide.
  const [byList, byWords] = [new Map<readonly string[], Map<unknown, number>>(), new Map<string, Map<unknown, number>>()]
  const ofWords = (tags: readonly string[]): Map<unknown, number> => {
    const words = tags.join('\n')
    const known = byWords.get(words) ?? new Map<unknown, number>()
    byWords.set(words, known)
    byList.set(tags, known)
    return known
  }
  const place = (tags: readonly string[], value: boolean | null): number => {
    const byValue = byList.get(tags) ?? ofWords(tags)
    const known = byValue.get(value)
    if (known !== undefined) return known
    const read = readLabels(tags, wordings.wording, wordings.earlier)
    const look = { labels: JSON.stringify(read.labels), otherWording: read.otherWording.length > 0, value: String(value ?? '') }
    byValue.set(value, different.push(look))
    return different.length
  }
  return { different, place }
}

type Judged = Pick<Drift, 'compared' | 'differing' | 'unknown' | 'leftAlone'> & { readonly nominees: readonly bigint[] }

/**
 * `differs` of nominees.ts in SQL, over a batch at once (comparison.db.test.ts holds the two together), and whom the batch has met, written
 * down. Who was read since the survey began is told of by nobody: the file is older.
 */
async function judge(tx: Tx, { shopId, id, startedAt }: KycSurvey, installedAt: Date, page: Page, place: number): Promise<Judged> {
  const { different } = page
  const [labels, values, reworded] = [different.map((look) => look.labels), different.map((look) => look.value), different.map(isReworded)]
  // The store lists customers in the order of their numbers: between the ends of a batch there are few others, and one read finds them all.
  // "offset 0" keeps PostgreSQL from judging anew for each figure.
  const [judged] = await tx.$queryRaw<[Omit<Judged, 'nominees'> & { nominees: bigint[] | null }]>`
    with page as (
      select ${page.customers}::bigint[] as customers, ${labels}::jsonb[] as labels, ${values}::text[] as values, ${reworded}::boolean[] as reworded),
    met as (
      insert into kyc_survey_pages (shop_id, survey_id, position, customers) select ${shopId}, ${id}, ${place}, customers from page
      on conflict do nothing)
    select count(*) filter (where found in (${SAME}, ${DIFFERING}))::int as compared, count(*) filter (where found = ${DIFFERING})::int as differing,
      count(*) filter (where found = ${UNKNOWN})::int as unknown, count(*) filter (where found = ${LEFT_ALONE})::int as "leftAlone",
      array_agg(customer_id) filter (where found in (${DIFFERING}, ${UNKNOWN})) as nominees
    from (
      select told.customer_id, case
        when cases.customer_id is null then case when told.waits then ${LEFT_ALONE} else ${UNKNOWN} end
        when told.waits and cases.read_at < ${installedAt}::timestamp then ${LEFT_ALONE}
        when cases.read_at >= ${startedAt}::timestamp then ${NEWER}
        when cases.gone or cases.base is null or reworded[told.look]
          or cases.base -> 'metafield' ->> 'value' is distinct from nullif(values[told.look], '')
          or cases.base -> 'metafield' ->> 'updatedAt' is distinct from nullif(told.updated_at, '')
          or (cases.base -> 'labels' <> page.labels[told.look]
            and not (cases.base -> 'labels' @> page.labels[told.look] and cases.base -> 'labels' <@ page.labels[told.look])) then ${DIFFERING}
        else ${SAME} end as found
      from page cross join unnest(page.customers, ${page.looks}::int[], ${page.dates}::text[], ${page.waits}::boolean[])
        as told (customer_id, look, updated_at, waits)
      left join kyc_cases cases on cases.shop_id = ${shopId} and cases.customer_id = told.customer_id
        and cases.customer_id between ${page.least} and ${page.most}
      offset 0
    ) as judged`
  return { ...judged, nominees: judged.nominees ?? [] }
}

const isReworded = (look: Look): boolean => look.otherWording

// What the judge finds of a line.
const [SAME, DIFFERING, UNKNOWN, LEFT_ALONE, NEWER] = [1, 2, 3, 4, 5].map((code) => Prisma.raw(String(code)))

/**
 * Nominates who has a case and was in no line, in slices: the reading by id then finds them gone, or finds that the file was short. Who was
 * read since the survey began is left out.
 */
async function nominateVanished(world: World, { shopId, id, startedAt }: KycSurvey): Promise<Counts> {
  let vanished = 0
  for (let after = 0n; ; ) {
    const found = await write(world, async (tx) => {
      // Everybody is held against everybody met: one by one that would never end, whatever PostgreSQL believes of how many there are.
      await tx.$executeRaw`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)`
      return tx.$queryRaw<{ customer_id: bigint }[]>`
        select customer_id from kyc_cases
        where shop_id = ${shopId} and not gone and customer_id > ${after}
          and opened_at < ${startedAt}::timestamp and (read_at is null or read_at < ${startedAt}::timestamp)
          and not exists (
            select 1 from (select unnest(customers) as met from kyc_survey_pages where shop_id = ${shopId} and survey_id = ${id}) as pages
            where met = customer_id)
        order by customer_id limit ${VANISHED_BATCH}`
    })
    const customers = found.map(({ customer_id }) => customer_id)
    if (customers.length > 0) await write(world, (tx) => nominateMany(tx, shopId, customers))
    vanished += customers.length
    after = customers.at(-1) ?? after
    if (customers.length < VANISHED_BATCH) return { vanished }
  }
}
