// Customers whom staff delete or merge in Shopify: a record, and an end. Told through the inbox, as the worker does it.
import { Session } from '@shopify/shopify-api'
import { beforeAll, expect, test } from 'vitest'
import { handlersOf } from '../../app/handlers.server.ts'
import { keepAll } from '../../app/inbox/inbox.server.ts'
import * as cases from '../../app/kyc/cases.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { justBefore } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let deliveries = 0

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  const { accessToken, scope, expiresIn, refreshToken } = await store.install()
  await world.db.shop.create({ data: { shopId: shop, installedAt: justBefore(world) } })
  const expires = new Date(Date.now() + expiresIn * 1000)
  await world.sessions.storeSession(
    new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken, scope, expires, refreshToken }),
  )
})

/** One delivery, kept and drained as by the worker. */
async function deliver(topic: string, payload: object): Promise<void> {
  deliveries += 1
  await keepAll(world, [{ shop, topic, webhookId: `gone-${deliveries}`, payload }])
  await handlersOf(world)['inbox.drain']({ shop })
}

/** Carries out every job that waits, as the worker would; a job that rejects fails the test, as it would be tried again. */
async function carryOut(): Promise<string[]> {
  const done: string[] = []
  for (;;) {
    const jobs = await world.db.$queryRaw<{ id: bigint; task: string; payload: never }[]>`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and j.run_at <= now() returning j.id, t.identifier as task, j.payload`
    if (jobs.length === 0) return done
    for (const { task, payload } of jobs) {
      await (handlersOf(world) as Record<string, (data: never) => Promise<unknown>>)[task]?.(payload)
      done.push(task)
    }
  }
}

async function register(name: string): Promise<number> {
  const { id } = await store.act('register', { email: `${name}@example.com`, lastName: '関', firstName: name })
  await deliver('customers/create', { admin_graphql_api_id: `gid://shopify/Customer/${id}` })
  await carryOut()
  return id
}
const rowOf = (id: number) => world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: shop, customerId: BigInt(id) } } })
const historyOf = async (id: number) =>
  (await world.db.kycEvent.findMany({ where: { shopId: shop, customerId: BigInt(id) }, orderBy: { id: 'asc' } })).map(({ type }) => type)
const inbox = () => world.db.inboxRow.count({ where: { shopId: shop, state: { not: 'done' } } })

test('a customer who is deleted in Shopify: the case ends with one record, nothing is tried again, however often it is told', async () => {
  const id = await register('deleted')
  await store.act('delete-customer', { customer: id })
  for (let n = 0; n < 2; n++) {
    await deliver('customers/delete', { id, admin_graphql_api_id: `gid://shopify/Customer/${id}` })
    await carryOut()
  }
  expect((await rowOf(id)).gone).toBe(true)
  expect((await historyOf(id)).filter((type) => type === 'gone')).toHaveLength(1)
  expect(await inbox()).toBe(0)
  expect(await carryOut()).toEqual([])
})

test('the deletion of somebody who never had a case leaves none', async () => {
  await deliver('customers/delete', { id: 4711, admin_graphql_api_id: 'gid://shopify/Customer/4711' })
  await carryOut()
  expect(await world.db.kycCase.count({ where: { shopId: shop, customerId: 4711n } })).toBe(0)
  expect(await inbox()).toBe(0)
})

test('a merge in Shopify: the survivor is as strict as both were, the other ends with a record, nothing is tried again', async () => {
  const [kept, lost] = [await register('kept'), await register('lost')]
  await world.db.$transaction((tx) => cases.move(world, tx, shop, BigInt(lost), { type: 'freeze' }, { kind: 'staff', id: '9001' }))
  await carryOut()
  // What Shopify leaves behind: the other one is gone.
  await store.act('delete-customer', { customer: lost })
  await deliver('customers/merge', {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${lost}`,
    status: 'completed',
  })
  await carryOut()
  expect(await rowOf(kept)).toMatchObject({ frozen: true, gone: false })
  expect(await rowOf(lost)).toMatchObject({ gone: true })
  expect(await historyOf(kept)).toContain('merged')
  expect((await historyOf(lost)).filter((type) => type === 'gone')).toHaveLength(1)
  expect(await inbox()).toBe(0)
  expect(await carryOut()).toEqual([])
})

test('a merge that failed changes nobody', async () => {
  const [kept, lost] = [await register('stays'), await register('stays-too')]
  const before = await rowOf(kept)
  await deliver('customers/merge', {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${lost}`,
    status: 'failed',
  })
  await carryOut()
  expect(await rowOf(kept)).toEqual(before)
  expect((await rowOf(lost)).gone).toBe(false)
})

test('X1 a merge of two customers from before the app, whom the owner has not agreed to take over, touches neither', async () => {
  const kept = (await store.act('create-customer', { email: 'old1@example.com', tags: ['③本人確認済'] })).id
  const lost = (await store.act('create-customer', { email: 'old2@example.com' })).id
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() + 60_000) } })
  await store.act('delete-customer', { customer: lost })
  await deliver('customers/merge', {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${lost}`,
    status: 'completed',
  })
  await carryOut()
  expect((await store.look(kept))?.tags).toEqual(['③本人確認済'])
  expect(await world.db.kycCase.count({ where: { shopId: shop, customerId: { in: [BigInt(kept), BigInt(lost)] } } })).toBe(0)
})
