import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { EVERY_CASE } from '../../tests/harness/every-case.ts'
import { type Case, NEW_CASE } from './case.ts'
import { NO_FILTER, type QueueFilter } from './filters.ts'
import { counts, nextInLine, PAGE, queueOf, queuePage } from './queue.server.ts'
import { LABEL_KEYS, project } from './tags.ts'
import { VIEWS, type View, viewsOf } from './views.ts'
import { labelCounts } from './wording-change.server.ts'

const START = Date.parse('2026-11-01T00:00:00Z')
const minutes = (n: number) => new Date(START + n * 60_000)

/** Cases of customers 1, 2, …, a minute apart in every date. */
async function put(world: TestWorld, shop: string, cases: readonly Case[], gone = false): Promise<void> {
  await world.db.kycCase.createMany({
    data: cases.map((of, index) => ({
      shopId: shop,
      customerId: BigInt(index + 1 + (gone ? 10_000 : 0)),
      ...of,
      gone,
      openedAt: minutes(index),
      submittedAt: of.identity === 'none' && of.corporate === 'none' ? null : minutes(index),
      decidedAt: null,
      changedAt: minutes(index),
    })),
  })
}

async function all(world: TestWorld, shop: string, view: View): Promise<bigint[]> {
  const customers: bigint[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof queuePage>> = await queuePage(world, shop, view, after === null ? null : { after })
    customers.push(...page.rows.map(({ customer }) => customer))
    after = page.next
  } while (after !== null)
  return customers
}

test.each(VIEWS)('the list "%s" holds in the database exactly the cases that it holds by its definition', async (view) => {
  const world = await testWorld()
  const shop = await newShop(world)
  await put(world, shop, EVERY_CASE)
  await put(world, shop, EVERY_CASE.slice(0, 5), true)
  const expected = EVERY_CASE.flatMap((of, index) => (viewsOf(of).includes(view) ? [BigInt(index + 1)] : []))
  expect((await all(world, shop, view)).sort((a, b) => Number(a - b))).toEqual(expected)
  expect((await counts(world, shop)).views[view]).toBe(expected.length)
})

test('what a change of wording would rewrite is what the cases show', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const cases = EVERY_CASE.map((of, index) => ({ ...of, payout: index % 3 === 0 }))
  await put(world, shop, cases)
  const shown = cases.flatMap((of) => project(of).labels)
  const expected = Object.fromEntries(LABEL_KEYS.map((key) => [key, shown.filter((label) => label === key).length]))
  expect(await labelCounts(world, shop)).toEqual(expected)
})

const waiting: Case = { ...NEW_CASE, party: 'individual', identity: 'submitted' }

test('work comes oldest first, records newest first, page by page and back', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await put(
    world,
    shop,
    Array.from({ length: PAGE * 2 + 3 }, () => waiting),
  )
  const first = await queuePage(world, shop, 'waiting', null)
  expect(first.rows.map(({ customer }) => customer).slice(0, 3)).toEqual([1n, 2n, 3n])
  expect(first.rows).toHaveLength(PAGE)
  expect(first.previous).toBeNull()
  const second = await queuePage(world, shop, 'waiting', { after: first.next ?? '' })
  expect(second.rows[0]?.customer).toBe(BigInt(PAGE + 1))
  const last = await queuePage(world, shop, 'waiting', { after: second.next ?? '' })
  expect(last.rows).toHaveLength(3)
  expect(last.next).toBeNull()
  const back = await queuePage(world, shop, 'waiting', { before: last.previous ?? '' })
  expect(back.rows).toEqual(second.rows)
  const beginning = await queuePage(world, shop, 'waiting', { before: back.previous ?? '' })
  expect(beginning).toMatchObject({ rows: first.rows, previous: null })
  expect((await queuePage(world, shop, 'all', null)).rows[0]?.customer).toBe(BigInt(PAGE * 2 + 3))
})

test('cases of the same moment are neither lost nor doubled between pages', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await put(
    world,
    shop,
    Array.from({ length: PAGE + 10 }, () => waiting),
  )
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { submittedAt: minutes(0), changedAt: minutes(0) } })
  expect(new Set(await all(world, shop, 'waiting')).size).toBe(PAGE + 10)
  expect(new Set(await all(world, shop, 'all')).size).toBe(PAGE + 10)
})

test.each(['nonsense', '2026-11-01T00:00:00.000Z_', '2026-13-45T00:00:00.000Z_1', '2026-11-01T00:00:00.000Z_9999999999999999999'])(
  'a cursor that is none (%s) means the first page',
  async (after) => {
    const world = await testWorld()
    const shop = await newShop(world)
    await put(world, shop, [waiting])
    expect((await queuePage(world, shop, 'waiting', { after })).rows).toHaveLength(1)
  },
)

const asked = (me: bigint, filter: Partial<QueueFilter>) => ({
  me,
  now: minutes(60 * 48),
  serviceHours: 24,
  filter: { ...NO_FILTER, ...filter },
})
const company: Case = { ...waiting, party: 'corporation', corporate: 'submitted' }

test('B-2 a list of work can be narrowed to a party, a part, the late, mine and nobody’s', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await put(world, shop, [waiting, company, { ...company, identity: 'accepted' }, waiting])
  // The last one came in an hour ago, and the first one is worked on.
  await world.db.kycCase.updateMany({ where: { shopId: shop, customerId: 4n }, data: { submittedAt: minutes(60 * 47) } })
  const claim = (customerId: bigint, staffId: bigint, until: number) =>
    world.db.kycClaim.create({ data: { shopId: shop, customerId, staffId, since: minutes(0), until: minutes(until) } })
  await claim(1n, 7n, 60 * 49)
  await claim(2n, 8n, 60 * 49)
  await claim(3n, 8n, 60 * 47)
  const list = async (filter: Partial<QueueFilter>, view: View = 'waiting') =>
    (await queuePage(world, shop, view, null, asked(7n, filter))).rows.map(({ customer }) => customer)
  expect(await list({})).toEqual([1n, 2n, 3n, 4n])
  expect(await list({ party: 'corporation' })).toEqual([2n, 3n])
  expect(await list({ part: 'identity' })).toEqual([1n, 2n, 4n])
  expect(await list({ part: 'corporate' })).toEqual([2n, 3n])
  expect(await list({ late: true })).toEqual([1n, 2n, 3n])
  expect(await list({ claim: 'mine' })).toEqual([1n])
  expect(await list({ claim: 'free' })).toEqual([3n, 4n])
  expect(await list({ claim: 'free', late: true, party: 'corporation' })).toEqual([3n])
  expect(await list({ party: 'none' }, 'all')).toEqual([])
})

test('B-2 the next case is the next of the list that nobody else works on, and from its end the first', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await put(world, shop, [waiting, waiting, waiting, waiting])
  const next = (after: bigint, filter: Partial<QueueFilter> = {}) => nextInLine(world, shop, 'waiting', asked(7n, filter), after)
  await world.db.kycClaim.create({ data: { shopId: shop, customerId: 2n, staffId: 8n, since: minutes(0), until: minutes(60 * 49) } })
  await world.db.kycClaim.create({ data: { shopId: shop, customerId: 3n, staffId: 7n, since: minutes(0), until: minutes(60 * 49) } })
  expect([await next(1n), await next(3n), await next(4n)]).toEqual([3n, 4n, 1n])
  // Decided meanwhile: it keeps its place, and is not offered again.
  await world.db.kycCase.updateMany({ where: { shopId: shop, customerId: 1n }, data: { identity: 'accepted', verified: true } })
  expect([await next(1n), await next(4n), await next(99n)]).toEqual([3n, 3n, 3n])
  expect(await next(3n, { claim: 'mine' })).toBeNull()
})

test('B-2 a list shows who works on a case, and who was taken over from before the app', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await put(world, shop, [waiting, waiting])
  await world.db.staffMember.create({ data: { shopId: shop, staffId: 8n, name: '別所', role: 'reviewer' } })
  await world.db.kycClaim.create({ data: { shopId: shop, customerId: 1n, staffId: 8n, since: minutes(0), until: minutes(60 * 49) } })
  await world.db.kycEvent.create({ data: { shopId: shop, customerId: 2n, actor: 'system', type: 'taken-over' } })
  const { rows } = await queuePage(world, shop, 'waiting', null, asked(7n, {}))
  expect(rows.map(({ claim, takenOver }) => [claim, takenOver])).toEqual([
    [{ staff: '8', name: '別所' }, false],
    [null, true],
  ])
})

test('A04 the home tells how long the oldest registration and the oldest papers have waited', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  expect((await counts(world, shop)).oldest).toEqual({ waiting: null, registered: null })
  await put(world, shop, [{ ...waiting, refused: true }, NEW_CASE, waiting, NEW_CASE, waiting])
  expect((await counts(world, shop)).oldest).toEqual({ waiting: minutes(2), registered: minutes(1) })
})

test('one shop sees nothing of another, and a search keeps the order it was found in', async () => {
  const world = await testWorld()
  const [mine, theirs] = [await newShop(world), await newShop(world)]
  await put(world, mine, [waiting, waiting])
  await put(world, theirs, [waiting, waiting, waiting])
  expect((await counts(world, mine)).views.waiting).toBe(2)
  expect((await queuePage(world, mine, 'all', null)).rows).toHaveLength(2)
  expect((await queueOf(world, mine, [2n, 3n, 1n])).map(({ customer }) => customer)).toEqual([2n, 1n])
})
