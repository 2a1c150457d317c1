// Whether PostgreSQL can answer what is asked all day from an index of its own, and not by looking through a shop. On few rows a scan is
// cheaper, so scans are made dear here; an index that does not fit the question is then not taken either.
import { beforeAll, describe, expect, test } from 'vitest'
import { Prisma } from '../../generated/prisma/client.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { EVERY_CASE } from '../../tests/harness/every-case.ts'
import { NO_FILTER, type QueueFilter } from './filters.ts'
import { pageQuery } from './queue.server.ts'
import { VIEWS } from './views.ts'
import { pressingQuery, turnQuery } from './watch.server.ts'

let world: TestWorld
let shop: string

beforeAll(async () => {
  world = await testWorld()
  shop = await newShop(world)
  await world.db.kycCase.createMany({
    data: Array.from({ length: 5 }, () => EVERY_CASE)
      .flat()
      .map((of, index) => ({ shopId: shop, customerId: BigInt(index + 1), ...of })),
  })
  await world.db.$executeRaw`analyze kyc_cases`
})

/** The lines of PostgreSQL's plan. */
const planOf = (question: Prisma.Sql, dear = ['seqscan', 'bitmapscan', 'sort']): Promise<string> =>
  world.db.$transaction(async (tx) => {
    for (const way of dear) await tx.$executeRaw`select set_config(${`enable_${way}`}, 'off', true)`
    const lines = await tx.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${question}`)
    return lines.map((line) => line['QUERY PLAN']).join('\n')
  })

const CURSOR = '2026-11-01T00:00:00.000Z_7'

describe.each([
  ['the first page', null],
  ['a page after another', { after: CURSOR }],
  ['a page before another', { before: CURSOR }],
] as const)('%s', (_, from) => {
  test.each(VIEWS)('of the list "%s" is read from the index of that list, in its order', async (view) => {
    const plan = await planOf(pageQuery(shop, view, from))
    expect(plan).toMatch(new RegExp(`Index Scan (Backward )?using kyc_cases_${view} `))
    expect(plan).not.toContain('Sort')
    if (from) expect(plan).toMatch(/Index Cond: .*ROW/)
  })
})

const ASKED = { me: 7n, now: new Date('2026-11-22T03:00:00Z'), serviceHours: 24 }

describe.each(['registered', 'verified', 'all'] as const)('the large list "%s"', (view) => {
  test.each(['none', 'individual', 'corporation'] as const)(
    'of one party (%s) is read from an index that knows the party',
    async (party) => {
      const plan = await planOf(pageQuery(shop, view, null, { ...ASKED, filter: { ...NO_FILTER, party } }))
      expect(plan).toMatch(new RegExp(`Index Scan (Backward )?using kyc_cases_${view}_party `))
      expect(plan).toMatch(/Index Cond: .*party = /)
      expect(plan).not.toContain('Sort')
    },
  )
})

describe.each(['waiting', 'returned'] as const)('the list of work "%s"', (view) => {
  test.each<[string, Partial<QueueFilter>]>([
    ['one party', { party: 'corporation' }],
    ['one part', { part: 'corporate' }],
    ['the late', { late: true }],
    ['mine', { claim: 'mine' }],
    ['nobody’s', { claim: 'free' }],
  ])('narrowed to %s is read in its order', async (_, filter) => {
    const plan = await planOf(pageQuery(shop, view, null, { ...ASKED, filter: { ...NO_FILTER, ...filter } }))
    expect(plan).toMatch(new RegExp(`using kyc_cases_${view} `))
    if (filter.claim) expect(plan).toMatch(/kyc_claims_(pkey|shop_id_staff_id_idx)/)
    if (filter.late) expect(plan).toMatch(/Index Cond: .*submitted_at|Index Cond: .*decided_at/)
    if (filter.claim !== 'mine') expect(plan).not.toContain('Sort')
  })
})

describe('the watch', () => {
  test('finds whoever presses by three small indexes', async () => {
    const plan = await planOf(pressingQuery(shop, 7n, world.now()), ['seqscan', 'bitmapscan'])
    for (const index of ['open', 'touched', 'wake']) expect(plan).toMatch(new RegExp(`using kyc_cases_${index} `))
    expect(plan).not.toContain('Seq Scan')
  })

  test('finds whose turn it is from where it stopped', async () => {
    expect(await planOf(turnQuery(shop, 7n))).toMatch(/using kyc_cases_unverified [\s\S]*customer_id > /)
  })
})

test('the oldest case of a list of work is the first of its index', async () => {
  const oldest = Prisma.sql`select opened_at from kyc_cases where shop_id = ${shop} and not gone
    and not refused and not verified and not frozen
    and not (identity = 'submitted' or (party = 'corporation' and corporate = 'submitted')
      or (not verified and not frozen and identity = 'accepted' and (party = 'individual' or (party = 'corporation' and corporate = 'accepted'))))
    and not (identity = 'returned' or (party = 'corporation' and corporate = 'returned')) order by opened_at limit 1`
  expect(await planOf(oldest)).toMatch(/using kyc_cases_registered /)
})

const INBOX = {
  'a batch to be taken': `select webhook_id from inbox where shop_id = 'a' and state = 'waiting' and (retry_at is null or retry_at <= now())
    order by received_at limit 500 for update skip locked`,
  'how many wait, and since when': `select count(*), min(received_at) from inbox where shop_id = 'a' and state = 'waiting'`,
  'what failed': `select topic, reason, count(*) from inbox where shop_id = 'a' and state = 'failed' group by topic, reason`,
  'the figures of all shops': `select state, count(*) from inbox where state in ('waiting', 'failed') group by state`,
} as const

describe('the inbox, of which nearly everything is settled', () => {
  test.each(Object.entries(INBOX))('%s is found among what is not', async (_, question) => {
    expect(await planOf(Prisma.raw(question))).toContain('inbox_open')
  })

  test('what will be forgotten is found by its date', async () => {
    const old = `select ctid from inbox where shop_id = 'a' and state = 'done' and settled_at < now() limit 5000`
    expect(await planOf(Prisma.raw(old))).toContain('inbox_settled')
  })
})
