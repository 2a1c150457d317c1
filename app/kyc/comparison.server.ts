import type { KycSurvey } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { EveryCustomerLine } from '../shopify/bulk.server.ts'
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
  const shown = reading(wordingsOf(readSettings(row.settings)))
  const told = (line: EveryCustomerLine, customer: bigint): Told => {
    const waits = !given && isFromBefore(line.createdAt, row.installedAt)
    return { customer, ...shown(line), otherwise: waits ? 'leftAlone' : 'unknown' }
  }
  return {
    document: EveryCustomerDocument,
    take: async (tx, lines, place) => {
      const all = lines.flatMap((line) => {
        const customer = customerIdOf(line.id)
        return customer === null ? [] : [told(line, customer)]
      })
      const { nominees, ...drift } = await judge(tx, survey, row.installedAt, all)
      await nominateMany(tx, shop, nominees)
      await remember(tx, survey, place, all)
      return drift
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

/** What a line shows, as the database compares it. */
interface Shown {
  /** Keys of our labels, as JSON. */
  readonly labels: string
  readonly otherWording: boolean
  /** true | false, or empty for neither. */
  readonly value: string
  readonly updatedAt: string
}

interface Told extends Shown {
  readonly customer: bigint
  /** What the customer is counted as of whom no reading of this installation is known. */
  readonly otherwise: 'unknown' | 'leftAlone'
}

const KNOWN_MAX = 10_000

/** Reads lines by the law's own reading of labels; a million customers show the same few sets of tags. */
function reading(wordings: Wordings): (line: EveryCustomerLine) => Shown {
  const known = new Map<string, Pick<Shown, 'labels' | 'otherWording'>>()
  return (line) => {
    const tags = line.tags.join('\n')
    const labels = known.get(tags) ?? labelsOf(line.tags, wordings)
    if (known.size < KNOWN_MAX) known.set(tags, labels)
    const { value, updatedAt } = toMetafield(line.verified)
    return { ...labels, value: value === null ? '' : String(value), updatedAt: updatedAt ?? '' }
  }
}

function labelsOf(tags: readonly string[], { wording, earlier }: Wordings): Pick<Shown, 'labels' | 'otherWording'> {
  const { labels, otherWording } = readLabels(tags, wording, earlier)
  return { labels: JSON.stringify(labels), otherWording: otherWording.length > 0 }
}

type Judged = Pick<Drift, 'compared' | 'differing' | 'unknown' | 'leftAlone'> & { readonly nominees: readonly bigint[] }

/** `differs` of nominees.ts in SQL, over a batch at once (comparison.db.test.ts holds the two together). Who was read since the survey began is told of by nobody: the file is older. */
async function judge(tx: Tx, { shopId, startedAt }: KycSurvey, installedAt: Date, all: readonly Told[]): Promise<Judged> {
  const column = (of: (each: Told) => string | boolean) => all.map(of)
  const rows = await tx.$queryRaw<{ found: string; count: number; customers: bigint[] | null }[]>`
    select found, count(*)::int as count, array_agg(customer_id) filter (where found in ('differing', 'unknown')) as customers from (
      select told.customer_id, case
        when cases.customer_id is null then told.otherwise
        when told.otherwise = 'leftAlone' and (cases.base ->> 'readAt')::numeric < ${installedAt.getTime()}::numeric then 'leftAlone'
        when (cases.base ->> 'readAt')::numeric >= ${startedAt.getTime()}::numeric then 'newer'
        when cases.gone or cases.base is null or told.other_wording
          or cases.base -> 'metafield' ->> 'value' is distinct from nullif(told.value, '')
          or cases.base -> 'metafield' ->> 'updatedAt' is distinct from nullif(told.updated_at, '')
          or not (cases.base -> 'labels' @> told.labels::jsonb and cases.base -> 'labels' <@ told.labels::jsonb) then 'differing'
        else 'same' end as found
      from unnest(
        ${column(({ customer }) => String(customer))}::bigint[], ${column(({ labels }) => labels)}::text[], ${column(({ otherWording }) => otherWording)}::boolean[],
        ${column(({ value }) => value)}::text[], ${column(({ updatedAt }) => updatedAt)}::text[], ${column(({ otherwise }) => otherwise)}::text[]
      ) as told (customer_id, labels, other_wording, value, updated_at, otherwise)
      left join kyc_cases cases on cases.shop_id = ${shopId} and cases.customer_id = told.customer_id
    ) as judged group by found`
  const count = (found: string) => rows.find((row) => row.found === found)?.count ?? 0
  return {
    compared: count('same') + count('differing'),
    differing: count('differing'),
    unknown: count('unknown'),
    leftAlone: count('leftAlone'),
    nominees: rows.flatMap(({ customers }) => customers ?? []),
  }
}

/** Whom a batch has met, in one row. */
async function remember(tx: Tx, { shopId, id }: KycSurvey, place: number, all: readonly Told[]): Promise<void> {
  const customers = all.map(({ customer }) => customer)
  await tx.kycSurveyPage.createMany({ data: [{ shopId, surveyId: id, position: BigInt(place), customers }], skipDuplicates: true })
}

/**
 * Nominates who has a case and was in no line, in slices: the reading by id then finds them gone, or finds that the file was short. Who was
 * read since the survey began is left out.
 */
async function nominateVanished(world: World, { shopId, id, startedAt }: KycSurvey): Promise<Counts> {
  let vanished = 0
  for (let after = 0n; ; ) {
    const found = await world.db.$queryRaw<{ customer_id: bigint }[]>`
      select customer_id from kyc_cases
      where shop_id = ${shopId} and not gone and customer_id > ${after}
        and opened_at < ${startedAt}::timestamp and (read_at is null or read_at < ${startedAt}::timestamp)
        and customer_id not in (select unnest(customers) from kyc_survey_pages where shop_id = ${shopId} and survey_id = ${id})
      order by customer_id limit ${VANISHED_BATCH}`
    const customers = found.map(({ customer_id }) => customer_id)
    if (customers.length > 0) await write(world, (tx) => nominateMany(tx, shopId, customers))
    vanished += customers.length
    after = customers.at(-1) ?? after
    if (customers.length < VANISHED_BATCH) return { vanished }
  }
}
