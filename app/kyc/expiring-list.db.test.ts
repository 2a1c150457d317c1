import { beforeAll, expect, test } from 'vitest'
import type { Prisma } from '../../generated/prisma/client.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { expiringPage, expiringQuery, nextOfList } from './expiring-list.server.ts'
import { listAddress, NO_FILTER, type QueueFilter, readFilter } from './filters.ts'
import { PAGE } from './queue.server.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld({ now: '2026-11-23T03:00:00Z' })
})

const VERIFIED = { party: 'individual', identity: 'accepted', verified: true }

async function shopWith(days: readonly (readonly [bigint, string, string?])[], change: Record<string, object> = {}): Promise<string> {
  const shop = await newShop(world, { expiry: { remindDays: [30], graceDays: 5 } })
  const customers = [...new Set(days.map(([customer]) => customer))]
  await world.db.kycCase.createMany({
    data: customers.map((customerId) => ({ shopId: shop, customerId, ...VERIFIED, ...change[String(customerId)] })),
  })
  await world.db.kycExpiry.createMany({
    data: days.map(([customerId, expiresOn, part = 'identity']) => ({ shopId: shop, customerId, part, expiresOn })),
  })
  return shop
}

const asked = (filter: Partial<QueueFilter> = {}) => ({
  filter: { ...NO_FILTER, expiring: true, ...filter },
  me: 7n,
  now: world.now(),
  serviceHours: 24,
})

test('table C 10: who runs out soon is listed in the order of the days, each once, with the day; nobody else is', async () => {
  const shop = await shopWith(
    [
      [1n, '2027-01-22'], // the sixtieth day from today
      [2n, '2027-01-23'],
      [3n, '2026-11-20'],
      [4n, '2026-12-20', 'corporate'],
      [4n, '2026-12-24', 'identity'],
      [5n, '2026-12-01'],
      [6n, '2026-12-01'],
      [7n, '2026-12-01'],
    ],
    { 4: { party: 'corporation', corporate: 'accepted' }, 5: { frozen: true }, 6: { verified: false }, 7: { gone: true } },
  )
  const { rows } = await expiringPage(world, shop, null, asked())
  expect(rows.map(({ customer, expires }) => [customer, expires])).toEqual([
    [3n, { part: 'identity', on: '2026-11-20', left: -3 }],
    [4n, { part: 'corporate', on: '2026-12-20', left: 27 }],
    [1n, { part: 'identity', on: '2027-01-22', left: 60 }],
  ])
  const persons = await expiringPage(world, shop, null, asked({ party: 'individual' }))
  expect(persons.rows.map(({ customer }) => customer)).toEqual([3n, 1n])
  expect(await nextOfList(world, shop, 'verified', asked(), 3n)).toBe(4n)
  expect(await nextOfList(world, shop, 'verified', asked(), 1n)).toBeNull()
})

test('table C 10: the list is walked there and back page by page, and leaves nobody out', async () => {
  const all = Array.from({ length: PAGE + 5 }, (_, n) => BigInt(n + 1))
  const shop = await shopWith(all.map((customer) => [customer, customer % 2n === 0n ? '2026-12-01' : '2026-12-02']))
  const first = await expiringPage(world, shop, null, asked())
  const second = await expiringPage(world, shop, { after: first.next ?? '' }, asked())
  const back = await expiringPage(world, shop, { before: second.previous ?? '' }, asked())
  const order = [...all.filter((customer) => customer % 2n === 0n), ...all.filter((customer) => customer % 2n === 1n)]
  expect([...first.rows, ...second.rows].map(({ customer }) => customer)).toEqual(order)
  expect(back.rows).toEqual(first.rows)
  expect([first.previous, second.next, back.previous]).toEqual([null, null, null])
})

test('table C 10: the list is read from the index of the days', async () => {
  const shop = await shopWith([[1n, '2026-12-01']])
  const plan = await world.db.$transaction(async (tx) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin'])
      await tx.$executeRaw`select set_config(${`enable_${way}`}, 'off', true)`
    const question: Prisma.Sql = expiringQuery(shop, '2026-12-31', { after: '2026-11-01T00:00:00.000Z_7' }, asked())
    const explained = await tx.$queryRaw<{ 'QUERY PLAN': string }[]>`explain ${question}`
    return explained.map((line) => line['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(/using kyc_expiries_shop_id_expires_on_customer_id_idx/)
  expect(plan).toMatch(/Index Cond: .*expires_on <= .*ROW/)
  expect(plan).not.toContain('Sort')
})

test('table C 10: only the list of the verified can be narrowed to who runs out soon, and its address says so', () => {
  const params = new URLSearchParams('expiring=1&party=individual')
  const filter = { ...NO_FILTER, party: 'individual', expiring: true } as const
  expect(readFilter('verified', params)).toEqual(filter)
  expect(readFilter('waiting', params).expiring).toBe(false)
  expect(readFilter('all', params).expiring).toBe(false)
  expect(listAddress('verified', filter)).toBe('view=verified&party=individual&expiring=1')
})
