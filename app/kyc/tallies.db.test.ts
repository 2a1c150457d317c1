// The figures that staff read are kept, not counted: after any history they must be what a look at every case gives, and so must the pages.
import { expect, test } from 'vitest'
import { Chance } from '../../tests/faults/random.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { EVERY_CASE } from '../../tests/harness/every-case.ts'
import { counts, PAGE, queuePage } from './queue.server.ts'
import { toCaseRow } from './rows.server.ts'
import { LABEL_KEYS, project } from './tags.ts'
import { addUpTallies } from './tallies.server.ts'
import { VIEWS, type View, viewsOf } from './views.ts'
import { labelCounts } from './wording-change.server.ts'

const START = Date.parse('2026-11-01T00:00:00Z')

const rowsOf = async (world: TestWorld, shop: string) =>
  (await world.db.kycCase.findMany({ where: { shopId: shop, gone: false } })).map((row) => ({
    customer: row.customerId,
    ...toCaseRow(row),
  }))

async function expectRightFigures(world: TestWorld, shop: string): Promise<void> {
  const rows = await rowsOf(world, shop)
  const views = Object.fromEntries(VIEWS.map((view) => [view, rows.filter((row) => viewsOf(row.case).includes(view)).length]))
  const shown = rows.flatMap((row) => project(row.case).labels)
  const oldest = (view: View, at: (row: (typeof rows)[number]) => Date) => {
    const dates = rows.filter((row) => viewsOf(row.case).includes(view)).map((row) => at(row).getTime())
    return dates.length === 0 ? null : new Date(Math.min(...dates))
  }
  expect(await counts(world, shop)).toEqual({
    views,
    oldest: {
      waiting: oldest('waiting', (row) => row.submittedAt ?? row.openedAt),
      registered: oldest('registered', (row) => row.openedAt),
    },
  })
  expect(await labelCounts(world, shop)).toEqual(
    Object.fromEntries(LABEL_KEYS.map((key) => [key, shown.filter((label) => label === key).length])),
  )
}

/** Something happens to the shop's cases: some come, some change, some go. */
async function happen(world: TestWorld, shop: string, chance: Chance): Promise<void> {
  const roll = (below: number) => chance.under(below)
  const of = () => chance.of(EVERY_CASE)
  const someone = { shopId: shop, customerId: { in: Array.from({ length: 1 + roll(20) }, () => BigInt(roll(300))) } }
  const date = () => new Date(START + roll(50) * 60_000)
  switch (roll(6)) {
    case 0:
    case 1: {
      const data = Array.from({ length: 1 + roll(60) }, () => ({
        ...of(),
        shopId: shop,
        customerId: BigInt(roll(300)),
        gone: roll(10) === 0,
        openedAt: date(),
        submittedAt: roll(2) ? date() : null,
        decidedAt: roll(2) ? date() : null,
        changedAt: date(),
      }))
      return void (await world.db.kycCase.createMany({ data, skipDuplicates: true }))
    }
    case 2:
      return void (await world.db.kycCase.updateMany({ where: someone, data: { ...of(), payout: roll(2) === 0, changedAt: date() } }))
    case 3:
      return void (await world.db.kycCase.updateMany({ where: someone, data: { gone: roll(2) === 0 } }))
    case 4:
      return void (await world.db.kycCase.deleteMany({ where: someone }))
    default:
      return void (await addUpTallies(world, roll(3)))
  }
}

test.each([1, 2, 3])('A04 after any history the figures are those of a look at every case (seed %i)', async (seed) => {
  const world = await testWorld()
  const [shop, other] = [await newShop(world), await newShop(world)]
  const chance = new Chance(seed)
  for (let step = 0; step < 60; step++) {
    await happen(world, chance.once(4) ? other : shop, chance)
    if (step % 6 === 5) await expectRightFigures(world, shop)
  }
  await expectRightFigures(world, other)
})

test.each([11, 12])('the pages of every list are what a look at every case gives, forwards and back (seed %i)', async (seed) => {
  const world = await testWorld()
  const shop = await newShop(world)
  const chance = new Chance(seed)
  for (let step = 0; step < 40; step++) await happen(world, shop, chance)
  const rows = await rowsOf(world, shop)
  for (const view of VIEWS) {
    const listed = rows.filter((row) => viewsOf(row.case).includes(view))
    const pages: bigint[][] = []
    let page = await queuePage(world, shop, view, null)
    const since = new Map<bigint, number>()
    for (;;) {
      pages.push(page.rows.map(({ customer }) => customer))
      for (const row of page.rows) since.set(row.customer, row.since.getTime())
      if (!page.next) break
      page = await queuePage(world, shop, view, { after: page.next })
    }
    const seen = pages.flat()
    expect(new Set(seen)).toEqual(new Set(listed.map(({ customer }) => customer)))
    expect(seen).toHaveLength(listed.length)
    const sign = ['waiting', 'returned', 'registered'].includes(view) ? 1 : -1
    const place = (customer: bigint) => since.get(customer) ?? 0
    expect(seen).toEqual([...seen].sort((a, b) => sign * (place(a) - place(b) || Number(a - b))))
    for (const expected of pages.slice(0, -1).reverse()) {
      page = await queuePage(world, shop, view, { before: page.previous ?? '' })
      expect(page.rows.map(({ customer }) => customer)).toEqual(expected)
    }
    expect(pages.slice(0, -1).every((each) => each.length === PAGE)).toBe(true)
  }
})

test('cases that change at the same moment are all counted, while others add up', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await world.db.kycCase.createMany({ data: Array.from({ length: 40 }, (_, n) => ({ shopId: shop, customerId: BigInt(n) })) })
  await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      await world.db.kycCase.updateMany({ where: { shopId: shop, customerId: BigInt(n) }, data: { frozen: n % 2 === 0 } })
      if (n % 5 === 0) await addUpTallies(world, 0)
    }),
  )
  expect((await counts(world, shop)).views).toMatchObject({ frozen: 20, registered: 20, all: 40 })
  await addUpTallies(world, 0)
  expect((await counts(world, shop)).views).toMatchObject({ frozen: 20, registered: 20, all: 40 })
  expect(await world.db.kycTally.count({ where: { shopId: shop } })).toBe(2)
})
