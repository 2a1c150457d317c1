// One bucket of points, several processes: what they send together never meets THROTTLED, and whoever waits for an answer hardly waits.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { config } from '../../app/platform/config.server.ts'
import { forMassWork, makeWorld } from '../../app/platform/world.server.ts'
import type { Bucket } from '../../app/shopify/bucket.ts'
import { NotInstalled, ShopifySilent } from '../../app/shopify/client.server.ts'
import { CustomerNamesDocument, ReadCustomerDocument, WriteCustomerDocument } from '../../app/shopify/operations.generated.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let customer: string

const RATE = 2000
const bucketOf = (maximum: number, restorePerSecond: number) => store.lever('POST', 'settings', { bucket: { maximum, restorePerSecond } })

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await install(world, store)
  const { id } = await store.act('register', { email: 'b@example.com', lastName: '関' })
  customer = `gid://shopify/Customer/${id}`
})
beforeEach(async () => {
  await store.lever('DELETE', 'faults')
  await bucketOf(100_000, 50_000)
  await world.db.shopBudget.deleteMany()
})

const writing = (tag: string) => ({
  id: customer,
  metafields: [],
  setting: false,
  remove: [],
  removing: false,
  add: [tag],
  adding: true,
})
const stateNow = async () => (await world.db.shopBudget.findUniqueOrThrow({ where: { shopId: shop } })).state as unknown as Bucket
const spent = async () => (await stateNow()).spent
const underWay = async () => Object.values((await stateNow()).underWay).reduce((sum, { points }) => sum + points, 0)
const tagsNow = async () => (await store.look(Number(customer.split('/').at(-1))))?.tags ?? []
const anotherProcess = () => makeWorld(config(), world.db)

test('three processes with mass work keep one bucket in use and meet no THROTTLED, with clicks in between', async () => {
  await bucketOf(RATE * 2, RATE)
  await store.lever('POST', 'bucket')
  const processes = [anotherProcess(), anotherProcess(), anotherProcess()]
  const until = performance.now() + 4000
  let written = 0
  const mass = processes.flatMap((each) =>
    Array.from({ length: 6 }, async () => {
      while (performance.now() < until) {
        const client = await forMassWork(each).shopify(shop)
        await client.request(WriteCustomerDocument, writing('mass'))
        written += 1
      }
    }),
  )
  let clicked = 0
  const clicks = (async () => {
    while (performance.now() < until) {
      await (await world.shopify(shop)).request(ReadCustomerDocument, { id: customer })
      clicked += 1
    }
  })()
  await Promise.all([...mass, clicks])
  expect(await store.lever('GET', 'bucket')).toMatchObject({ throttled: 0 })
  // How much of the budget is used is counted in bucket.test.ts on a clock of its own, and measured by the bench.
  expect(written).toBeGreaterThan(3)
  expect(clicked).toBeGreaterThan(3)
})

test('an empty bucket: a click goes before mass work that has waited longer, from another process too', async () => {
  await bucketOf(60, 40)
  const mass = await forMassWork(anotherProcess()).shopify(shop)
  const order: string[] = []
  await mass.request(ReadCustomerDocument, { id: customer })
  const many = Array.from({ length: 20 }, () => mass.request(WriteCustomerDocument, writing('many')).then(() => order.push('mass')))
  await Promise.any(many)
  const click = world.shopify(shop).then((client) => client.request(WriteCustomerDocument, writing('click')))
  await click
  const before = order.length
  expect(before).toBeLessThan(20)
  await Promise.all(many)
  expect(order).toHaveLength(20)
})

test('when a crash of the database has forgotten the bucket, nobody believes what he remembers of it', async () => {
  const [remembering, another] = [anotherProcess(), anotherProcess()]
  const client = await remembering.shopify(shop)
  await client.request(ReadCustomerDocument, { id: customer })
  await expect.poll(underWay).toBe(0)
  await world.db.shopBudget.deleteMany()
  await bucketOf(60, 40)
  await store.lever('POST', 'bucket')
  await (await another.shopify(shop)).request(ReadCustomerDocument, { id: customer })
  await expect.poll(underWay).toBe(0)
  await Promise.all(Array.from({ length: 12 }, () => client.request(WriteCustomerDocument, writing('remembered'))))
  expect(await store.lever('GET', 'bucket')).toMatchObject({ throttled: 0 })
})

test('a pool of processes is told of another plan by one answer', async () => {
  await bucketOf(40_000, 2000)
  await (await world.shopify(shop)).request(ReadCustomerDocument, { id: customer })
  await expect
    .poll(() => anotherProcess().budgets.told(shop), { timeout: 10_000 })
    .toMatchObject({ maximumAvailable: 40_000, restoreRate: 2000 })
})

describe('answers that fail', () => {
  test('THROTTLED and 429 say that nothing was done: a write is sent again, and lands once', async () => {
    await store.lever('POST', 'faults', { kind: 'api-throttled', count: 2 })
    await store.lever('POST', 'faults', { kind: 'api-error', status: 429, count: 1 })
    const client = await world.shopify(shop)
    const { data } = await client.request(WriteCustomerDocument, writing('again'))
    expect(data.tagsAdd?.userErrors).toEqual([])
    expect(await tagsNow()).toContain('again')
  })

  test('a query is asked again after a 5xx or a lost answer', async () => {
    await store.lever('POST', 'faults', { kind: 'api-error', status: 503, count: 1 })
    await store.lever('POST', 'faults', { kind: 'api-lost', count: 1 })
    const { data } = await (await world.shopify(shop)).request(ReadCustomerDocument, { id: customer })
    expect(data.customer?.id).toBe(customer)
  })

  test.each([
    ['api-error', 'not-landed', false],
    ['api-lost', 'landed', true],
  ])('a write without an answer (%s) is never sent twice: it may have landed', async (kind, tag, landed) => {
    await store.lever('POST', 'faults', { kind, status: 502, count: 1, operation: 'WriteCustomer' })
    const client = await world.shopify(shop)
    await expect(client.request(WriteCustomerDocument, writing(tag))).rejects.toThrow(ShopifySilent)
    expect((await tagsNow()).includes(tag)).toBe(landed)
  })

  test('nothing is sent later than its time, and its points are given back', async () => {
    const client = await world.shopify(shop)
    await client.request(ReadCustomerDocument, { id: customer })
    await expect.poll(spent, { timeout: 10_000 }).toBeGreaterThan(0)
    const before = await spent()
    await expect(client.request(WriteCustomerDocument, writing('late'), Date.now() - 1)).rejects.toThrow('too late')
    expect(await tagsNow()).not.toContain('late')
    await expect.poll(underWay, { timeout: 10_000 }).toBe(0)
    expect(await spent()).toBe(before)
  })

  test('a storm that does not end is given up, and said to be silence', async () => {
    await store.lever('POST', 'faults', { kind: 'api-error', status: 500 })
    const client = await world.shopify(shop)
    await expect(client.request(CustomerNamesDocument, { ids: [customer] })).rejects.toThrow('HTTP 500')
  })

  test('a shop that is closed or frozen is not asked again', async () => {
    await store.lever('POST', 'faults', { kind: 'api-error', status: 402, count: 1 })
    const client = await world.shopify(shop)
    await expect(client.request(ReadCustomerDocument, { id: customer })).rejects.toThrow(NotInstalled)
  })
})
