import { beforeAll, describe, expect, test } from 'vitest'
import type { Prisma } from '../../generated/prisma/client.ts'
import { customerIn, redact } from '../../tests/harness/customers.ts'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { aboutReading } from '../checks/sealed-readings.server.ts'
import { drain, keepAll } from '../inbox/inbox.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import type { Asked, Place } from './asked.ts'
import { endEntries } from './keeping.server.ts'
import { entriesOf, pageQuery } from './list.server.ts'
import { ORDER_TOPICS, sweepOrders } from './nominating.server.ts'
import { recordOrder } from './record.server.ts'
import { type PrintedPart, printLedger } from './taking-out.server.ts'

const PERSON = {
  firstName: '花子',
  lastName: '関所',
  locale: 'ja',
  numberOfOrders: '1',
  defaultEmailAddress: null,
  defaultPhoneNumber: null,
  defaultAddress: {
    zip: '530-0001',
    provinceCode: 'JP-27',
    province: 'Osaka',
    city: '大阪市北区',
    address1: '梅田3-1-1',
    address2: '',
    countryCodeV2: 'JP',
  },
}
const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'JPY' } })
const LINE = {
  id: 'gid://shopify/LineItem/31',
  title: 'ギフトカード 1万円',
  variantTitle: '額面1万円',
  sku: 'G-10000',
  vendor: null,
  quantity: 3,
  currentQuantity: 3,
  customAttributes: [],
  discountedUnitPriceAfterAllDiscountsSet: money('9000.0'),
}
const ORDER = {
  id: 'gid://shopify/Order/9',
  name: '#1001',
  test: false,
  createdAt: '2026-11-22T16:30:00Z',
  processedAt: '2026-11-22T16:30:00Z',
  cancelledAt: null as string | null,
  customer: { id: 'gid://shopify/Customer/1' } as { id: string } | null,
  lineItems: { nodes: [LINE], pageInfo: { hasNextPage: false, endCursor: null } },
}

let world: TestWorld
/** What the store shows now. */
let order: typeof ORDER | null
let person: object | null
let listed: { nodes: { id: string; updatedAt: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }[]
let asked: unknown[]

beforeAll(async () => {
  const request = async (_: unknown, variables: Record<string, unknown>) => {
    asked.push(variables)
    if ('query' in variables) return { data: { orders: listed.shift() }, errors: [] }
    return { data: String(variables.id).includes('/Order/') ? { order } : { customer: person }, errors: [] }
  }
  const shopify = async (shop: string) => ({ shop, request }) as unknown as ShopClient
  world = await testWorld({ shopify, now: '2026-11-22T16:31:00Z' })
})

async function shopWith(settings: object = {}, verified = true): Promise<string> {
  const shop = await newShop(world, settings)
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date('2026-11-01T00:00:00Z') } })
  await customerIn(world, shop, 1n, verified)
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { identity: 'accepted' } })
  order = structuredClone(ORDER)
  person = PERSON
  asked = []
  world.at('2026-11-22T16:31:00Z')
  return shop
}

const ALL: Asked = { from: '2026-01-01', to: '2030-12-31', shown: 'all', customer: null }
const rows = (shop: string, change: Partial<Asked> = {}) => entriesOf(world, shop, { ...ALL, ...change }, null, 100)
const tasks = async (shop: string) =>
  (await world.db.kycTask.findMany({ where: { shopId: shop, code: { startsWith: 'sold' } } })).map(({ code, customerId, facts }) => [
    code,
    customerId,
    facts,
  ])

describe('a bought item', () => {
  test('D06 table C 16 is a row with the fields of the law, the day being the shop’s', async () => {
    const shop = await shopWith()
    expect(await recordOrder(world, shop, 9n)).toBe(1)
    expect(await rows(shop)).toEqual([
      {
        number: 1n,
        kind: 'bought',
        orderName: '#1001',
        corrects: null,
        tradedOn: '2026-11-23',
        quantity: 3,
        price: 9000n,
        currency: 'JPY',
        customer: 1n,
        verified: true,
        method: 'manual-person',
        item: 'ギフトカード 1万円',
        features: '額面1万円 / G-10000',
        name: '関所 花子',
        address: '〒530-0001 大阪府大阪市北区梅田3-1-1',
        occupation: '会社員',
        age: 36,
        document: { kind: 'passport', issuer: '', number: 'TK1000001' },
      },
    ])
    expect(await tasks(shop)).toEqual([])
  })

  test('table C 16 lies sealed: no plain word of it is in the row', async () => {
    const shop = await shopWith()
    await recordOrder(world, shop, 9n)
    const [raw] = await world.db.$queryRaw<{ row: string }[]>`select to_jsonb(t)::text as row from ledger_entries t where shop_id = ${shop}`
    for (const plain of ['関所', '大阪', '会社員', 'TK1000001', 'ギフトカード', '額面'])
      for (const form of [plain, Buffer.from(plain).toString('hex')]) expect(raw?.row).not.toContain(form)
  })

  test('D06 the same news again, at the same moment too, writes one row', async () => {
    const shop = await shopWith()
    await Promise.all(Array.from({ length: 5 }, () => recordOrder(world, shop, 9n)))
    await recordOrder(world, shop, 9n)
    expect((await rows(shop)).map(({ number }) => number)).toEqual([1n])
  })

  test('table C 16 what changes of the customer later changes no row, and a correction says what the row said', async () => {
    const shop = await shopWith()
    await recordOrder(world, shop, 9n)
    person = { ...PERSON, lastName: '別人' }
    await world.db.kycProfile.deleteMany({ where: { shopId: shop } })
    world.at('2026-11-24T03:00:00Z')
    order = { ...ORDER, lineItems: { ...ORDER.lineItems, nodes: [{ ...LINE, currentQuantity: 2 }] } }
    expect(await recordOrder(world, shop, 9n)).toBe(1)
    order = { ...order, cancelledAt: '2026-11-25T03:00:00Z' }
    expect(await recordOrder(world, shop, 9n)).toBe(1)
    expect(await recordOrder(world, shop, 9n)).toBe(0)
    const found = await rows(shop)
    expect(found.map(({ number, kind, quantity, corrects, tradedOn }) => [number, kind, quantity, corrects, tradedOn])).toEqual([
      [1n, 'bought', 3, null, '2026-11-23'],
      [2n, 'fewer', -1, 1n, '2026-11-24'],
      [3n, 'cancelled', -2, 1n, '2026-11-25'],
    ])
    for (const each of found) expect(each).toMatchObject({ name: '関所 花子', occupation: '会社員', age: 36, price: 9000n, verified: true })
  })

  test('D06 table C 16 a paper read anew, with its issuer, stands in later rows; rows in force and their corrections say what they said', async () => {
    const shop = await shopWith()
    const read = async (reading: object) => {
      const sealed = sealJson(await world.keyring.of(shop), aboutReading({ shop, customer: 1n }, 'identity'), reading)
      await world.db.kycReading.updateMany({ where: { shopId: shop }, data: { sealed } })
    }
    await read({ kind: 'driving-licence', number: '309012345621', issuedBy: '大阪府公安委員会' })
    await recordOrder(world, shop, 9n)
    await read({ kind: 'driving-licence', number: '309012345620', issuedBy: '東京都公安委員会' })
    order = { ...ORDER, cancelledAt: '2026-11-25T03:00:00Z' }
    await recordOrder(world, shop, 9n)
    order = { ...ORDER, id: 'gid://shopify/Order/10' }
    await recordOrder(world, shop, 10n)
    const first = { kind: 'driving-licence', issuer: '大阪府公安委員会', number: '309012345621' }
    const second = { kind: 'driving-licence', issuer: '東京都公安委員会', number: '309012345620' }
    expect((await rows(shop)).map(({ kind, document }) => [kind, document])).toEqual(
      expect.arrayContaining([
        ['bought', first],
        ['cancelled', first],
        ['bought', second],
      ]),
    )
  })

  test('table C 16 a row is never changed nor deleted, whatever a program does', async () => {
    const shop = await shopWith()
    await recordOrder(world, shop, 9n)
    const where = { shopId: shop }
    await expect(world.db.ledgerEntry.updateMany({ where, data: { quantity: 1 } })).rejects.toThrow(/never changed/)
    await expect(world.db.ledgerEntry.deleteMany({ where })).rejects.toThrow(/never deleted/)
    const sealed = sealJson(await world.keyring.of(shop), 'x', {})
    await expect(world.db.ledgerEntry.updateMany({ where, data: { sealed } })).resolves.toEqual({ count: 1 })
  })
})

describe('an order that should not have been', () => {
  test('D06 of somebody who is not verified has its row with what is known; the task is the net’s', async () => {
    const shop = await shopWith({}, false)
    await recordOrder(world, shop, 9n)
    expect(await rows(shop, { shown: 'unidentified' })).toMatchObject([{ name: '関所 花子', verified: false, method: null }])
  })

  test('D06 of nobody has its row too', async () => {
    const shop = await shopWith()
    order = { ...ORDER, customer: null }
    await recordOrder(world, shop, 9n)
    expect(await rows(shop)).toMatchObject([{ name: null, customer: null, verified: false }])
  })

  test.each([
    ['a test order', {}, { test: true }],
    ['an order from before the installation', {}, { createdAt: '2026-10-01T00:00:00Z' }],
    ['an order of a shop that no law asks for a ledger', { holds: [] }, {}],
  ])('D06 %s is no row', async (_, settings, change) => {
    const shop = await shopWith(settings)
    order = { ...ORDER, ...change }
    expect(await recordOrder(world, shop, 9n)).toBe(0)
    expect(await rows(shop)).toEqual([])
  })

  test('D06 while the store is silent about the customer nothing is written, and the job is tried again', async () => {
    const shop = await shopWith()
    const silent = { ...world, shopify: async () => Promise.reject(new Error('silent')) }
    await expect(recordOrder(silent, shop, 9n)).rejects.toThrow()
    expect(await rows(shop)).toEqual([])
  })
})

describe('orders are nominated', () => {
  test('D06 by what Shopify tells of them, each once', async () => {
    const shop = await shopWith()
    const told = [
      ['orders/create', { id: 9 }],
      ['orders/cancelled', { id: 9 }],
      ['refunds/create', { id: 77, order_id: 10 }],
      ['refunds/create', { id: 78 }],
    ] as const
    await keepAll(
      world,
      told.map(([topic, payload], index) => ({ shop, topic, webhookId: `w${index}`, payload })),
    )
    await drain(world, shop, ORDER_TOPICS)
    const jobs = (await waitingJobs(world)).filter(({ task, payload }) => task === 'ledger.record' && payload.shop === shop)
    expect(jobs.map(({ payload }) => payload.order)).toEqual(['9', '10'])
  })

  test('D06 by the sweep, page by page from the last mark, where the webhook never came', async () => {
    const shop = await shopWith()
    const node = (id: number, updatedAt: string) => ({ id: `gid://shopify/Order/${id}`, updatedAt })
    const first = { nodes: [node(21, '2026-11-02T00:00:00Z')], pageInfo: { hasNextPage: true, endCursor: 'c' } }
    const second = { nodes: [node(22, '2026-11-03T00:00:00Z')], pageInfo: { hasNextPage: false, endCursor: null } }
    listed = [structuredClone(first)]
    // Cut off after a page: the mark stands where it got.
    expect(await sweepOrders(world, shop, { page: 1, pages: 1 })).toBe(1)
    expect((await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).ordersSeenUntil).toEqual(new Date('2026-11-02T00:00:00Z'))
    listed = [first, second]
    expect(await sweepOrders(world, shop, { page: 1, pages: 9 })).toBe(2)
    expect((await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).ordersSeenUntil).toEqual(world.now())
    expect(asked.map((each) => (each as { query: string; after: string | null }).query)).toEqual([
      "updated_at:>='2026-10-31T23:59:00.000Z'",
      "updated_at:>='2026-11-01T23:59:00.000Z'",
      "updated_at:>='2026-11-01T23:59:00.000Z'",
    ])
    const jobs = (await waitingJobs(world)).filter(({ task, payload }) => task === 'ledger.record' && payload.shop === shop)
    expect(jobs.map(({ payload }) => payload.order)).toEqual(['21', '22'])
  })
})

describe('how long', () => {
  const outcomes = async (shop: string) =>
    (await world.db.complianceRecord.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })).map(
      ({ outcome }) => outcome as Prisma.JsonObject,
    )

  test('table C 18 an erased customer’s rows stay as long as the law holds them, and the record says so, once', async () => {
    const shop = await shopWith({ holds: ['kobutsu'] })
    await recordOrder(world, shop, 9n)
    await redact(world, shop, 1n)
    expect((await rows(shop))[0]).toMatchObject({ name: '関所 花子' })
    const held = { kind: 'ledger', law: 'kobutsu', years: 3, until: '2029-11-23T15:00:00.000Z', count: 1 }
    expect((await outcomes(shop))[0]?.held).toContainEqual(held)
    world.pass(60_000)
    await redact(world, shop, 1n)
    expect((await outcomes(shop))[1]?.held).toEqual([])
  })

  test('table C 18 where no law holds them they go with the customer', async () => {
    const shop = await shopWith()
    await recordOrder(world, shop, 9n)
    await world.db.shop.update({ where: { shopId: shop }, data: { settings: { holds: [] } } })
    await redact(world, shop, 1n)
    expect(await rows(shop)).toEqual([])
    expect((await outcomes(shop))[0]).toMatchObject({ held: [], erased: { ledger: 1 } })
  })

  test('table C 18 rows go three years after the last entry of their order, not a day earlier', async () => {
    const shop = await shopWith({ holds: ['kobutsu'] })
    await recordOrder(world, shop, 9n)
    world.at('2027-05-01T03:00:00Z')
    order = { ...ORDER, cancelledAt: '2027-05-01T03:00:00Z' }
    await recordOrder(world, shop, 9n)
    for (const [at, left] of [
      ['2029-11-23T15:00:00Z', 2],
      ['2030-05-01T14:59:59Z', 2],
      ['2030-05-01T15:00:00Z', 0],
    ] as const) {
      world.at(at)
      await endEntries(world, 1)
      expect(await rows(shop), at).toHaveLength(left)
    }
  })

  test('table C 18 seven years where 犯収法 applies, or nobody has said', async () => {
    const shop = await shopWith()
    await recordOrder(world, shop, 9n)
    world.at('2033-11-23T14:59:59Z')
    await endEntries(world)
    expect(await rows(shop)).toHaveLength(1)
    world.at('2033-11-23T15:00:00Z')
    await endEntries(world)
    expect(await rows(shop)).toHaveLength(0)
  })
})

test.each([
  ['a range of days', {}, /ledger_entries_shop_id_traded_on_number_idx/],
  ['one customer', { customer: 1n }, /ledger_entries_shop_id_customer_id_traded_on_number_idx/],
  ['what corrects', { shown: 'corrections' as const }, /ledger_entries_shop_id_traded_on_number_idx/],
])('table C 16 %s is read in its order from an index', async (_, change, index) => {
  const plan = await world.db.$transaction(async (tx) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort']) await tx.$executeRaw`select set_config(${`enable_${way}`}, 'off', true)`
    const query = pageQuery('shop-1.myshopify.com', { ...ALL, ...change }, { tradedOn: '2026-11-01', number: 7n }, 100)
    const lines = await tx.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`explain ${query.text}`, ...query.values)
    return lines.map((line) => line['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(index)
  expect(plan).not.toContain('Sort')
})

test('D06 more rows than one print holds are printed in parts: each says which it is, none is missing and none twice', async () => {
  const shop = await shopWith()
  for (let id = 1n; id <= 7n; id++) {
    order = { ...ORDER, id: `gid://shopify/Order/${id}` }
    await recordOrder(world, shop, id)
  }
  const by = { id: 7n, name: 'S', role: 'owner' } as const
  const parts: [first: number, numbers: bigint[], count: number][] = []
  for (let after: Place | null = null; parts.length < 9; ) {
    const part = await printLedger(world, shop, by, { asked: ALL, after, max: 3 })
    if (!part.ok) throw new Error('refused')
    const { entries, first, count, next }: PrintedPart = part.value
    parts.push([first, entries.map(({ number }) => number), count])
    after = next
    if (next === null) break
  }
  expect(parts).toEqual([
    [1, [1n, 2n, 3n], 7],
    [4, [4n, 5n, 6n], 7],
    [7, [7n], 7],
  ])
  const noted = await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'ledger.print' }, orderBy: { id: 'asc' } })
  expect(noted.map(({ codes }) => (codes as { rows: number }).rows)).toEqual([3, 3, 1])
})
