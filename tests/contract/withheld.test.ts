// A store that has not approved protected customer data, or has taken a permission back: staff go on working with ids, and nobody is lost.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { readCase } from '../../app/kyc/cases.server.ts'
import { NO_FILTER } from '../../app/kyc/filters.ts'
import { namesOf, personOf } from '../../app/kyc/people.server.ts'
import { queueScreen } from '../../app/kyc/queue-screen.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { noteFacts } from '../../app/staff/facts.server.ts'
import { factsOf } from '../../app/staff/facts-read.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

const ASKER = { filter: NO_FILTER, me: 7n, serviceHours: 24 }

let store: TestStore
let world: TestWorld
let shop: string
let id: bigint

const approve = (level: 'none' | 'level-1' | 'level-2') => store.lever('POST', 'settings', { protectedCustomerData: level })

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await install(world, store, { installedAt: new Date(Date.now() - 60_000) })
  id = BigInt((await store.act('register', { email: 'hanako@example.com', lastName: '関所', firstName: '花子' })).id)
  await synchronise(world, shop, id)
})
afterEach(() => approve('level-2'))

test.each(['none', 'level-1'] as const)(
  'C11 with approval %s the app knows that names are withheld, and still knows the shop',
  async (level) => {
    await approve(level)
    await noteFacts(world, shop)
    expect(await factsOf(world, shop)).toMatchObject({ name: '関所デモ店', namesWithheld: true })
    await approve('level-2')
    await noteFacts(world, shop)
    expect(await factsOf(world, shop)).toMatchObject({ namesWithheld: false })
  },
)

test('C11 where names are withheld the rest of a customer is not', async () => {
  await approve('level-1')
  expect(await namesOf(world, shop, [id])).toEqual({})
  expect(await personOf(world, shop, id)).toMatchObject({ name: null, email: null, withheld: true, orders: 0 })
  await approve('level-2')
  expect(await namesOf(world, shop, [id])).toEqual({ [id.toString()]: '関所 花子' })
  expect(await personOf(world, shop, id)).toMatchObject({ name: '関所 花子', email: 'hanako@example.com', withheld: false })
})

test('a customer whom the store does not let us see is not taken for deleted', async () => {
  await approve('none')
  await expect(synchronise(world, shop, id)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  expect(await readCase(world, shop, id)).toMatchObject({ gone: false })
})

test('a search that the store refuses is a list that says so', async () => {
  await approve('none')
  const screen = await queueScreen(world, shop, { view: 'all', query: '関所', from: null, ...ASKER })
  expect(screen).toMatchObject({ rows: [], unanswered: true })
  expect((await queueScreen(world, shop, { view: 'all', query: '', from: null, ...ASKER })).rows).toHaveLength(1)
})

test('I02 the engine lets a customer be found by what it reads; what is withheld later finds nobody, and keeps nothing from being read', async () => {
  const search = () => queueScreen(world, shop, { view: 'all', query: '所花', from: null, ...ASKER })
  expect(await search()).toMatchObject({ rows: [{ customer: id }], names: { [id.toString()]: '関所 花子' } })
  await approve('level-1')
  expect(await synchronise(world, shop, id)).toBe('settled')
  expect(await world.db.kycSearch.findMany({ where: { shopId: shop } })).toMatchObject([{ customerId: id, pieces: [] }])
  await approve('level-2')
  await synchronise(world, shop, id)
  expect((await search()).rows).toHaveLength(1)
  await store.act('delete-customer', { customer: Number(id) })
  await synchronise(world, shop, id)
  expect(await world.db.kycSearch.count({ where: { shopId: shop } })).toBe(0)
})
