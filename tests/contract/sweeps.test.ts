// The sweep and the watch on a real database against the dev store: what they reach when there is more than one list, and whom they leave in peace.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { sweep } from '../../app/kyc/sweeps.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { watch } from '../../app/kyc/watch.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await install(world, store)
})
beforeEach(async () => {
  await store.lever('POST', 'reset')
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  world.at(new Date())
  await clearJobs()
  await world.db.kycCase.deleteMany()
  await world.db.shop.update({
    where: { shopId: shop },
    data: { sweptUntil: new Date(Date.now() - 1000), watchedUntil: 0n, settings: {} },
  })
  await world.db.$executeRaw`update shops set sweep = null`
})

const clearJobs = () => world.db.$executeRaw`delete from graphile_worker._private_jobs`
const nominees = async () =>
  (await waitingJobs(world))
    .flatMap(({ task, payload }) => (task === 'kyc.reconcile' ? [Number(payload.customer)] : []))
    .sort((a, b) => a - b)
const shopRow = () => world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })

let made = 0
/** Customers of whom no webhook told, most of them with the same date: the store's dates have no fractions. */
async function create(count: number): Promise<number[]> {
  const ids: number[] = []
  for (let n = 0; n < count; n++) {
    made += 1
    ids.push((await store.act('create-customer', { email: `w${made}@example.com` })).id)
  }
  return ids
}

/** A world in which the store falls silent after so many answers, and the names of what was asked. */
function failing(after: number): { world: World; asked: string[] } {
  const asked: string[] = []
  const shopify: World['shopify'] = async (of) => {
    const client = await world.shopify(of)
    return {
      ...client,
      request: async (document, variables) => {
        asked.push(JSON.stringify(variables))
        if (asked.length > after) throw new Error('killed')
        return client.request(document, variables)
      },
    }
  }
  return { world: { ...world, shopify }, asked }
}

// Two pages of five by date, then one page by id a job.
const SMALL = { page: 5, pages: 2, sliceMs: 0 }

test('a sweep that finds more than one list holds goes on by id until everybody is nominated, however many share one date', async () => {
  const ids = await create(23)
  const found = await sweep(world, shop, SMALL)
  expect(found).toBeLessThan(23)
  expect((await shopRow()).sweep).toMatchObject({ after: expect.stringMatching(/^\d+$/) })
  for (let job = 0; job < 20 && (await shopRow()).sweep !== null; job++) await sweep(world, shop, SMALL)
  expect((await shopRow()).sweep).toBeNull()
  expect(await nominees()).toEqual(ids)
})

test('F3 a sweep that dies in a stretch goes on where it stopped, with nobody left out', async () => {
  const ids = await create(21)
  await sweep(world, shop, SMALL)
  const before = (await shopRow()).sweep as { after: string }
  // Dies after the page by date and one page by id.
  const dying = failing(3)
  await expect(sweep(dying.world, shop, { ...SMALL, sliceMs: 10_000 })).rejects.toThrow('killed')
  const since = (await shopRow()).sweep as { after: string }
  expect(Number(since.after)).toBeGreaterThan(Number(before.after))
  const going = failing(99)
  await sweep(going.world, shop, { ...SMALL, sliceMs: 10_000 })
  expect(going.asked.filter((variables) => variables.includes('id:>'))[0]).toContain(`id:>${since.after}`)
  expect(await nominees()).toEqual(ids)
})

test('a mark is not passed while a second stretch has to wait for the first', async () => {
  const first = await create(12)
  await sweep(world, shop, SMALL)
  const { sweptUntil } = await shopRow()
  const second = await create(12)
  world.pass(2000)
  await sweep(world, shop, SMALL)
  expect((await shopRow()).sweptUntil).toEqual(sweptUntil)
  for (let job = 0; job < 30 && (await shopRow()).sweptUntil?.getTime() === sweptUntil?.getTime(); job++) await sweep(world, shop, SMALL)
  expect((await shopRow()).sweptUntil).toEqual(world.now())
  for (let job = 0; job < 30 && (await shopRow()).sweep !== null; job++) await sweep(world, shop, { ...SMALL, pages: 99 })
  expect(await nominees()).toEqual([...first, ...second])
})

test('X1 the first sweep ends at the moment of installation: who was there before is the owner’s to decide', async () => {
  await create(3)
  await world.db.shop.update({ where: { shopId: shop }, data: { sweptUntil: null, installedAt: new Date(Date.now() + 3_600_000) } })
  expect(await sweep(world, shop)).toBe(0)
  expect(await nominees()).toEqual([])
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() - 5000) } })
})

test('the watch looks at open and lately decided cases in every round, and at the idle ones in turns', async () => {
  const [open, decided, idle, verified] = (await create(4)).map(BigInt)
  if (!open || !decided || !idle || !verified) throw new Error('nobody was created')
  for (const id of [open, decided, idle, verified]) await synchronise(world, shop, id)
  const old = { openedAt: new Date('2026-01-01'), changedAt: new Date('2026-01-01') }
  const change = (customerId: bigint, data: object) =>
    world.db.kycCase.update({ where: { shopId_customerId: { shopId: shop, customerId } }, data: { ...old, ...data } })
  await change(open, { party: 'individual', identity: 'submitted' })
  await change(decided, { party: 'individual', identity: 'accepted', verified: true, decidedAt: world.now(), changedAt: world.now() })
  await change(idle, {})
  await change(verified, { party: 'individual', identity: 'accepted', verified: true, decidedAt: old.changedAt })
  for (const id of [open, decided, idle, verified])
    await store.act('set-metafield', { customer: Number(id), key: 'verified', type: 'boolean', value: 'false' })
  const watched = async (watchedUntil: bigint) => {
    await clearJobs()
    await world.db.shop.update({ where: { shopId: shop }, data: { watchedUntil } })
    const asked = failing(99)
    await watch(asked.world, shop)
    return [open, decided, idle, verified].filter((id) => asked.asked.join().includes(`/${id}"`))
  }
  expect(await watched(0n)).toEqual([open, decided, idle])
  expect(await nominees()).toEqual([open, decided, idle].map(Number))
  // Their turn has passed; the next round begins anew.
  expect(await watched(idle)).toEqual([open, decided])
  expect((await shopRow()).watchedUntil).toBe(0n)
})
