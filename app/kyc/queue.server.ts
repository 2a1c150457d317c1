import { Prisma } from '../../generated/prisma/client.ts'
import type { SavedView } from '../desk/saved-views.server.ts'
import type { World } from '../platform/world.server.ts'
import type { Case, Part } from './case.ts'
import { NO_FILTER, type QueueFilter } from './filters.ts'
import { CASE_COLUMNS, type CaseColumns, type CaseRow, toCaseRow } from './rows.server.ts'
import { lateBefore } from './service-level.ts'
import type { View } from './views.ts'

// The lists of views.ts in SQL; queue.db.test.ts holds the two together over every case that can exist. The words are those of the indexes
// (migration "million"): constants and no parameters, or PostgreSQL would not know the list that an index is of.
const SUBMITTED = Prisma.sql`(identity = 'submitted' or (party = 'corporation' and corporate = 'submitted')
  or (not verified and not frozen and identity = 'accepted' and (party = 'individual' or (party = 'corporation' and corporate = 'accepted'))))`
const RETURNED = Prisma.sql`(identity = 'returned' or (party = 'corporation' and corporate = 'returned'))`

const OF_VIEW: Readonly<Record<View, Prisma.Sql>> = {
  waiting: Prisma.sql`(not refused and ${SUBMITTED})`,
  returned: Prisma.sql`(not refused and ${RETURNED})`,
  registered: Prisma.sql`(not refused and not verified and not frozen and not ${SUBMITTED} and not ${RETURNED})`,
  verified: Prisma.sql`(verified and not frozen)`,
  frozen: Prisma.sql`frozen`,
  refused: Prisma.sql`refused`,
  all: Prisma.sql`true`,
}

/** Who registered and never submitted anything: the words of the list's index. */
export const OF_REGISTERED = OF_VIEW.registered

/** Who is verified and may order. */
export const OF_VERIFIED = OF_VIEW.verified

/** By what a list is sorted, and from which end: work oldest first, records newest first. */
const SORT: Readonly<Record<View, { by: Prisma.Sql; of: (row: CaseRow) => Date; oldestFirst: boolean }>> = {
  waiting: { by: Prisma.sql`coalesce(submitted_at, opened_at)`, of: (row) => row.submittedAt ?? row.openedAt, oldestFirst: true },
  returned: { by: Prisma.sql`coalesce(decided_at, changed_at)`, of: (row) => row.decidedAt ?? row.changedAt, oldestFirst: true },
  registered: { by: Prisma.sql`opened_at`, of: (row) => row.openedAt, oldestFirst: true },
  verified: { by: Prisma.sql`changed_at`, of: (row) => row.changedAt, oldestFirst: false },
  frozen: { by: Prisma.sql`changed_at`, of: (row) => row.changedAt, oldestFirst: false },
  refused: { by: Prisma.sql`changed_at`, of: (row) => row.changedAt, oldestFirst: false },
  all: { by: Prisma.sql`changed_at`, of: (row) => row.changedAt, oldestFirst: false },
}

/** The home's figures. Customers whom the store no longer has are not counted. */
export interface Counts {
  readonly views: Readonly<Record<View, number>>
  /** The date of the oldest case of the lists that are work; null when there is none. */
  readonly oldest: Readonly<Record<'waiting' | 'registered', Date | null>>
}

const COUNTS = Prisma.join(
  (Object.keys(OF_VIEW) as View[]).map(
    (view) => Prisma.sql`coalesce(sum(cases) filter (where ${OF_VIEW[view]}), 0)::int as ${Prisma.raw(view === 'all' ? '"all"' : view)}`,
  ),
)

/** What stands beside every page of a list: how many cases each holds, and the lists that staff have saved, in one question. */
export async function figuresAndLists(world: World, shop: string): Promise<{ views: Counts['views']; saved: readonly SavedView[] }> {
  const [row] = await world.db.$queryRaw<(Record<View, number> & { saved: readonly SavedView[] })[]>`
    select figures.*, (
      select coalesce(json_agg(json_build_object('id', id, 'name', name, 'address', address) order by created_at, id), '[]')
      from kyc_saved_views where shop_id = ${shop}
    ) as saved from (select ${COUNTS} from kyc_tallies where shop_id = ${shop}) as figures`
  if (!row) throw new Error('an aggregate answered no row')
  const { saved, ...views } = row
  return { views, saved }
}

/** How many cases every list holds, at a cost that does not grow with the shop: nothing is scanned. */
export async function viewCounts(world: World, shop: string): Promise<Counts['views']> {
  const [row] = await world.db.$queryRaw<Record<View, number>[]>`select ${COUNTS} from kyc_tallies where shop_id = ${shop}`
  if (!row) throw new Error('an aggregate answered no row')
  return row
}

/** The same with the oldest cases (A04: the registered with the oldest of them), each the first of its index. */
export async function counts(world: World, shop: string): Promise<Counts> {
  const oldest = (view: 'waiting' | 'registered') => Prisma.sql`(
    select ${SORT[view].by} from kyc_cases where shop_id = ${shop} and not gone and ${OF_VIEW[view]} order by ${SORT[view].by} limit 1
  ) as ${Prisma.raw(view)}`
  const [views, [dates]] = await Promise.all([
    viewCounts(world, shop),
    world.db.$queryRaw<Counts['oldest'][]>`select ${oldest('waiting')}, ${oldest('registered')}`,
  ])
  if (!dates) throw new Error('a question for two dates answered no row')
  return { views, oldest: dates }
}

export interface QueueRow {
  readonly customer: bigint
  readonly case: Case
  /** The date that the list is sorted by. */
  readonly since: Date
  readonly gone: boolean
  /** Who works on it now. */
  readonly claim: { readonly staff: string; readonly name: string } | null
  /** Was there before the app, and was taken over. */
  readonly takenOver: boolean
  /** In the list of who runs out soon: which papers, on which day (YYYY-MM-DD), and in how many days; below zero while the grace runs. */
  readonly expires: { readonly part: Part; readonly on: string; readonly left: number } | null
}

/** What a list shows beside a case, in the same question: only the rows of the page pay for it. */
export interface Beside {
  readonly claim: QueueRow['claim']
  readonly takenOver: boolean
}

const besideOf = (now: Date) => Prisma.sql`
  (select json_build_object('staff', c.staff_id::text, 'name', coalesce(m.name, ''))
    from kyc_claims c left join staff_members m on m.shop_id = c.shop_id and m.staff_id = c.staff_id
    where c.shop_id = kyc_cases.shop_id and c.customer_id = kyc_cases.customer_id and c.until > ${now}::timestamp) as "claim",
  exists (select 1 from kyc_events e where e.shop_id = kyc_cases.shop_id and e.customer_id = kyc_cases.customer_id
    and e.type = 'taken-over') as "takenOver"`

export interface QueuePage {
  readonly rows: readonly QueueRow[]
  /** Cursors of the neighbouring pages; null where there is none. */
  readonly next: string | null
  readonly previous: string | null
}

/** Where a page begins: after or before a row, which is named by its date and customer. */
export type From = { readonly after: string } | { readonly before: string } | null

export const PAGE = 25

const CASE = Prisma.raw(
  Object.keys(CASE_COLUMNS)
    .map((name) => `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${name}"`)
    .join(),
)

/** Who asks for a list, when, and what narrows it. */
export interface Narrowed {
  readonly filter: QueueFilter
  readonly me: bigint
  readonly now: Date
  /** The hours after which a case is late. */
  readonly serviceHours: number
}

const EVERYBODY: Narrowed = { filter: NO_FILTER, me: 0n, now: new Date(0), serviceHours: 0 }

/** What a list reads of a case. */
export const columnsAt = (now: Date): Prisma.Sql => Prisma.sql`${CASE}, ${besideOf(now)}`

/** What a filter leaves of a list. */
// Of the large lists an index knows the party; the lists of work are short, and read until a page is full.
export function narrowing(view: View, { filter, me, now, serviceHours }: Narrowed): Prisma.Sql {
  const { by } = SORT[view]
  const claims = Prisma.sql`select 1 from kyc_claims c where c.shop_id = kyc_cases.shop_id and c.customer_id = kyc_cases.customer_id
    and c.until > ${now}::timestamp`
  const wanted = view === 'returned' ? 'returned' : 'submitted'
  return Prisma.join(
    [
      filter.party ? Prisma.sql`party = ${filter.party}` : null,
      filter.part === 'identity' ? Prisma.sql`identity = ${wanted}` : null,
      filter.part === 'corporate' ? Prisma.sql`party = 'corporation' and corporate = ${wanted}` : null,
      filter.late ? Prisma.sql`${by} <= ${lateBefore(now, serviceHours)}::timestamp` : null,
      filter.claim === 'mine' ? Prisma.sql`exists (${claims} and c.staff_id = ${me})` : null,
      filter.claim === 'free' ? Prisma.sql`not exists (${claims})` : null,
      Prisma.sql`true`,
    ].filter((each) => each !== null),
    ' and ',
  )
}

/** The question for one page of a list and the row after it: one read of the list's own index, from the cursor on. */
export function pageQuery(shop: string, view: View, from: From, narrowed: Narrowed = EVERYBODY): Prisma.Sql {
  const { by } = SORT[view]
  const cursor = readCursor(from)
  const ascending = SORT[view].oldestFirst !== isBackwards(from)
  const past = !cursor
    ? Prisma.sql`true`
    : ascending
      ? Prisma.sql`(${by}, customer_id) > (${cursor.at}::timestamp, ${cursor.customer})`
      : Prisma.sql`(${by}, customer_id) < (${cursor.at}::timestamp, ${cursor.customer})`
  const order = ascending ? Prisma.sql`${by} asc, customer_id asc` : Prisma.sql`${by} desc, customer_id desc`
  return Prisma.sql`
    select ${columnsAt(narrowed.now)} from kyc_cases where shop_id = ${shop} and not gone and ${OF_VIEW[view]} and ${past}
      and ${narrowing(view, narrowed)} order by ${order} limit ${PAGE + 1}`
}

/** Whether a page is asked for from its end. */
export const isBackwards = (from: From): boolean => from !== null && 'before' in from && readCursor(from) !== null

/** One page of a list by keyset, so that the hundredth page costs what the first does. A cursor that is none means the first page. */
export async function queuePage(world: World, shop: string, view: View, from: From, narrowed?: Narrowed): Promise<QueuePage> {
  const found = await world.db.$queryRaw<(CaseColumns & Beside)[]>(pageQuery(shop, view, from, narrowed))
  return toPage(found, from, (columns) => toQueueRow(columns, SORT[view].of))
}

/** The page that was asked for, of its rows and the one after them. */
export function toPage<Columns>(found: readonly Columns[], from: From, toRow: (columns: Columns) => QueueRow): QueuePage {
  const backwards = isBackwards(from)
  const more = found.length > PAGE
  const shown = found.slice(0, PAGE)
  const rows = (backwards ? shown.reverse() : shown).map(toRow)
  const first = rows[0]
  const last = rows.at(-1)
  return {
    rows,
    next: last && (backwards || more) ? writeCursor(last) : null,
    previous: first && (backwards ? more : readCursor(from) !== null) ? writeCursor(first) : null,
  }
}

/** Whether nobody else works on a case. */
export const isFree = ({ claim }: Pick<QueueRow, 'claim'>, me: bigint): boolean => claim === null || claim.staff === String(me)

/**
 * The case after this one in a list that nobody else works on, as far as it goes, and from the beginning of the list again; null when there is
 * no other.
 */
export async function nextInLine(world: World, shop: string, view: View, narrowed: Narrowed, after: bigint): Promise<bigint | null> {
  const row = await world.db.kycCase.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: after } }, select: CASE_COLUMNS })
  const here = row ? { after: writeCursor({ customer: after, since: SORT[view].of(toCaseRow(row)) }) } : null
  for (const from of here ? [here, null] : [null]) {
    const found = await world.db.$queryRaw<(CaseColumns & Beside)[]>(pageQuery(shop, view, from, narrowed))
    const next = found.find((one) => one.customerId !== after && isFree(one, narrowed.me))
    if (next) return next.customerId
  }
  return null
}

/** The cases of these customers, in their order; whoever has none is left out. */
export async function queueOf(world: World, shop: string, customers: readonly bigint[]): Promise<QueueRow[]> {
  if (customers.length === 0) return []
  const rows = await world.db.$queryRaw<(CaseColumns & Beside)[]>`
    select ${columnsAt(world.now())} from kyc_cases where shop_id = ${shop} and customer_id = any (${[...customers]}::bigint[])`
  const byId = new Map(rows.map((row) => [row.customerId, row]))
  return customers.flatMap((customer) => {
    const row = byId.get(customer)
    return row ? [toQueueRow(row, (each) => each.changedAt)] : []
  })
}

function toQueueRow(columns: CaseColumns & Beside, since: (row: CaseRow) => Date): QueueRow {
  const row = toCaseRow(columns)
  const { customerId: customer, claim, takenOver } = columns
  return { customer, case: row.case, since: since(row), gone: row.gone, claim, takenOver, expires: null }
}

const writeCursor = ({ since, customer }: Pick<QueueRow, 'since' | 'customer'>): string => `${since.toISOString()}_${customer}`

/** Where a page begins; null when the cursor is none. */
export function readCursor(from: From): { at: Date; customer: bigint } | null {
  const text = from === null ? '' : 'after' in from ? from.after : from.before
  const [, at = '', customer = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(\d{1,19})$/.exec(text) ?? []
  const date = new Date(at)
  return customer === '' || Number.isNaN(date.getTime()) || BigInt(customer) > 9223372036854775807n
    ? null
    : { at: date, customer: BigInt(customer) }
}
