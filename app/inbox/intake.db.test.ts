import { beforeAll, describe, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import type { Delivery } from './delivery.ts'
import { drain, keepAll, putBack } from './inbox.server.ts'
import { openIntake } from './intake.server.ts'
import { prune } from './prune.server.ts'

const DAY_MS = 24 * 60 * 60_000

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})

let sent = 0
function delivery(shop: string, wish: Partial<Delivery> = {}): Delivery {
  sent += 1
  return {
    shop,
    topic: 'customers/update',
    webhookId: `w${sent}`,
    payload: { admin_graphql_api_id: 'gid://shopify/Customer/7' },

    ...wish,
  }
}
const rowsOf = (shop: string) => world.db.inboxRow.findMany({ where: { shopId: shop }, orderBy: { webhookId: 'asc' } })
const jobsOf = async (shop: string) => (await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)

describe('keeping', () => {
  test('a batch is one row a delivery, and one job a shop', async () => {
    const [a, b] = [await newShop(world), await newShop(world)]
    const [twice, ...others] = [delivery(a), delivery(a), delivery(b)]
    if (!twice) throw new Error('no delivery')
    expect(await keepAll(world, [twice, ...others, twice])).toBe(3)
    expect(await keepAll(world, [twice])).toBe(0)
    expect(await rowsOf(a)).toHaveLength(2)
    expect(await rowsOf(b)).toMatchObject([{ customerId: 7n, state: 'waiting', receivedAt: world.now() }])
    expect(await jobsOf(a)).toMatchObject([{ task: 'inbox.drain', key: `inbox:${a}` }])
    expect(await jobsOf(b)).toHaveLength(1)
  })

  test('a payload without a customer, with a NUL, or with lone surrogates is kept too', async () => {
    const shop = await newShop(world)
    const intake = openIntake(world)
    await intake.keep(delivery(shop, { payload: { id: 3, note: 'a\0b\ud800' } }))
    expect(await rowsOf(shop)).toMatchObject([{ customerId: null, payload: { id: 3, note: 'a\ufffdb\ufffd' } }])
  })

  test('one delivery that cannot be kept costs the others nothing', async () => {
    const shop = await newShop(world)
    const intake = openIntake(world)
    const bad = delivery(shop, { topic: 'a\0b' })
    const good = Array.from({ length: 20 }, () => delivery(shop))
    const ended = await Promise.allSettled([...good.slice(0, 10), bad, ...good.slice(10)].map((each) => intake.keep(each)))
    expect(ended.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1)
    expect(ended[10]?.status).toBe('rejected')
    expect(await rowsOf(shop)).toHaveLength(20)
  })

  test('a storm is kept whole, duplicates once', async () => {
    const shop = await newShop(world)
    const intakes = [openIntake(world), openIntake(world)]
    const storm = Array.from({ length: 300 }, () => delivery(shop))
    await Promise.all([...storm, ...storm].map((each, i) => intakes[i % 2]?.keep(each)))
    expect(await rowsOf(shop)).toHaveLength(300)
  })
})

describe('draining', () => {
  test('many rows about one customer are one reconcile', async () => {
    const shop = await newShop(world)
    await keepAll(
      world,
      Array.from({ length: 5 }, () => delivery(shop)),
    )
    expect(await drain(world, shop, {})).toEqual({ customers: 1, rows: 5 })
    expect((await jobsOf(shop)).filter(({ task }) => task === 'kyc.reconcile')).toHaveLength(1)
  })

  test('a row that cannot be handled is tried again, later every time, then waits for a person, and his button puts it back', async () => {
    const shop = await newShop(world)
    await keepAll(world, [delivery(shop, { topic: 'app/odd', payload: {} })])
    let broken = true
    const handlers = {
      'app/odd': async () => {
        if (broken) throw new TypeError('odd')
      },
    }
    const waits: number[] = []
    for (let attempt = 1; attempt <= 5; attempt++) {
      await drain(world, shop, handlers)
      const [row] = await rowsOf(shop)
      expect(row).toMatchObject({ attempts: attempt, reason: 'TypeError', state: attempt < 5 ? 'waiting' : 'failed' })
      if (attempt === 5) continue
      waits.push(await retryIn(shop))
      await drain(world, shop, handlers) // another delivery's drain comes too early for it
      expect((await rowsOf(shop))[0]?.attempts).toBe(attempt)
      world.pass(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000])
    await drain(world, shop, handlers)
    expect((await rowsOf(shop))[0]?.attempts).toBe(5)

    broken = false
    expect(await world.db.$transaction((tx) => putBack(tx, shop))).toBe(1)
    await drain(world, shop, handlers)
    expect(await rowsOf(shop)).toMatchObject([{ state: 'done', payload: {}, reason: null }])
  })
})

async function retryIn(shop: string): Promise<number> {
  const [job] = await world.db.$queryRaw<
    { run_at: Date }[]
  >`select run_at from graphile_worker.jobs where key like ${`inbox-retry:${shop}:%`} and run_at > ${world.now()}`
  return (job?.run_at.getTime() ?? 0) - world.now().getTime()
}

test('settled rows are forgotten after 30 days, in batches; a late duplicate before that is still known, and what failed stays', async () => {
  const shop = await newShop(world)
  const old = Array.from({ length: 5 }, () => delivery(shop))
  await keepAll(world, old)
  await drain(world, shop, {})
  await keepAll(world, [delivery(shop)])
  await world.db.inboxRow.updateMany({ where: { shopId: shop, state: 'waiting' }, data: { state: 'failed', settledAt: null } })
  const from = world.now()

  world.pass(29 * DAY_MS)
  await prune(world, 2)
  expect(await keepAll(world, old)).toBe(0)

  world.pass(2 * DAY_MS)
  await prune(world, 2)
  expect(await rowsOf(shop)).toMatchObject([{ state: 'failed' }])
  world.at(from)
})
