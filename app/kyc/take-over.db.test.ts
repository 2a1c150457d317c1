import { expect, test } from 'vitest'
import { newShop, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { readSettings } from '../staff/settings.ts'
import { existingCustomers, takeOver } from './take-over.server.ts'

const owner = { id: 1n, name: '関 一郎', role: 'owner' } as const

/** A store that counts, and remembers what it was asked. */
function store(counts: (query: string) => number) {
  const asked: string[] = []
  const client = {
    request: async (_: unknown, { query }: { query: string }) => {
      asked.push(query)
      return { data: { customersCount: { count: counts(query), precision: 'EXACT' } }, errors: [] }
    },
  } as unknown as ShopClient
  return { asked, shopify: () => Promise.resolve(client) }
}

test('X1 who was there before the app is counted, and how many of them carry ③', async () => {
  const { asked, shopify } = store((query) => (query.includes('tag:') ? 40 : 250))
  const world = await testWorld({ shopify })
  const shop = await newShop(world)
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date('2026-11-20T00:00:00Z') } })
  expect(await existingCustomers(world, shop, readSettings({}))).toEqual({
    total: { count: 250, atLeast: false },
    labelled: { count: 40, atLeast: false },
  })
  expect(asked).toEqual(["customer_date:<'2026-11-20T00:00:00.000Z'", "customer_date:<'2026-11-20T00:00:00.000Z' tag:'③本人確認済'"])
})

test('nothing is asked of an owner who has agreed, or of a store without customers, or when the store is silent', async () => {
  const world = await testWorld({ shopify: store(() => 0).shopify })
  const shop = await newShop(world)
  expect(await existingCustomers(world, shop, readSettings({}))).toBeNull()
  expect(await existingCustomers(world, shop, readSettings({ takeOver: 'agreed' }))).toBeNull()
  const silent = await testWorld({ shopify: () => Promise.reject(new Error('silent')) })
  expect(await existingCustomers(silent, shop, readSettings({}))).toBeNull()
})

test('X1 only an owner takes customers over, and then the whole store is read', async () => {
  const world = await testWorld()
  const shop = await newShop(world, { language: 'en' })
  expect(await takeOver(world, shop, { ...owner, role: 'reviewer' })).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect((await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)).toEqual([])
  expect(await takeOver(world, shop, owner)).toEqual({ ok: true, value: null })
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  expect(readSettings(row.settings)).toMatchObject({ takeOver: 'agreed', language: 'en' })
  expect((await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)).toMatchObject([{ task: 'kyc.survey' }])
})
