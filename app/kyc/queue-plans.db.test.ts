// Whether PostgreSQL can answer what is asked all day from an index of its own, and not by looking through a shop. On few rows a scan is
// cheaper, so scans are made dear here; an index that does not fit the question is then not taken either.
import { beforeAll, describe, expect, test } from 'vitest'
import { Prisma } from '../../generated/prisma/client.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { EVERY_CASE } from '../../tests/harness/every-case.ts'
import { pageQuery } from './queue.server.ts'
import { VIEWS } from './views.ts'

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
const planOf = (question: Prisma.Sql): Promise<string> =>
  world.db.$transaction(async (tx) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort']) await tx.$executeRaw`select set_config(${`enable_${way}`}, 'off', true)`
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
    expect(plan).toMatch(new RegExp(`Index (Only )?Scan (Backward )?using kyc_cases_${view} `))
    expect(plan).not.toContain('Sort')
    if (from) expect(plan).toMatch(/Index Cond: .*ROW/)
  })
})
