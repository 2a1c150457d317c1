// Readings of the whole store in bulk, on a real database against the dev store: what they nominate, and what becomes of them when something dies.
import { createServer } from 'node:http'
import { Session } from '@shopify/shopify-api'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { drain, keepAll } from '../../app/inbox/inbox.server.ts'
import { compare } from '../../app/kyc/comparison.server.ts'
import { afterBulk, carrySurveyOn } from '../../app/kyc/surveys.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { linesOf, readBulkOperation } from '../../app/shopify/bulk.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { finishSurvey, READERS as readers } from '../harness/take-over.ts'

let store: TestStore
let world: TestWorld
let shop: string

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  const { accessToken, scope, expiresIn, refreshToken } = await store.install()
  await world.db.shop.create({ data: { shopId: shop, installedAt: new Date(Date.now() - 5000) } })
  const expires = new Date(Date.now() + expiresIn * 1000)
  await world.sessions.storeSession(
    new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken, scope, expires, refreshToken }),
  )
})
beforeEach(async () => {
  // What is read before the installation is another installation's: on a slow machine a clock that stands would fall behind it.
  world.at(new Date())
  await store.lever('POST', 'reset')
  await store.lever('POST', 'settings', { bulkMs: 0, bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  await world.db.kycSurvey.deleteMany()
  await world.db.takeOver.deleteMany()
  await world.db.kycCase.deleteMany()
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() - 5000), settings: {} } })
})

let registered = 0
/** Customers who have registered, as the engine has seen them. */
async function register(count: number): Promise<number[]> {
  const ids: number[] = []
  for (let n = 0; n < count; n++) {
    registered += 1
    const { id } = await store.act('register', { email: `s${registered}@example.com`, lastName: '関', firstName: `${registered}` })
    await synchronise(world, shop, BigInt(id))
    ids.push(id)
  }
  // What was read before the survey is older than its file.
  world.pass(1000)
  return ids
}

const rowOf = (id: string) => world.db.kycSurvey.findUniqueOrThrow({ where: { shopId_id: { shopId: shop, id } } })
const nominees = async () =>
  (await waitingJobs(world))
    .flatMap(({ task, payload }) => (task === 'kyc.reconcile' ? [Number(payload.customer)] : []))
    .sort((a, b) => a - b)
const clearJobs = () => world.db.$executeRaw`delete from graphile_worker._private_jobs`

const finish = (id: string) => finishSurvey(world, shop, id)

test('F1 the nightly comparison nominates exactly those who differ or are unknown, and counts the drift', async () => {
  const [same, tagged, switched] = await register(3)
  if (!same || !tagged || !switched) throw new Error('nobody registered')
  await store.act('remove-tags', { customer: tagged, tags: ['①本人確認前'] })
  await store.act('set-metafield', { customer: switched, key: 'verified', type: 'boolean', value: 'true' })
  const unknown = (await store.act('create-customer', { email: 'unknown@example.com' })).id
  await clearJobs()
  const ended = await finish(await compare(world, shop))
  expect(ended).toMatchObject({ state: 'done', counts: { compared: 3, differing: 2, unknown: 1, leftAlone: 0 } })
  expect(ended.finishedAt).not.toBeNull()
  expect(await world.db.shopRun.findFirst({ where: { shopId: shop, kind: 'comparison' } })).toMatchObject({ found: 3, reason: null })
  expect(await nominees()).toEqual([tagged, switched, unknown].sort((a, b) => a - b))
})

test('X1 customers from before the app are counted and left alone until the owner confirms', async () => {
  const { id } = await store.act('create-customer', { email: 'old@example.com', tags: ['③本人確認済'] })
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() + 60_000) } })
  await clearJobs()
  expect(await finish(await compare(world, shop))).toMatchObject({ counts: { compared: 0, unknown: 0, leftAlone: 1 } })
  expect(await nominees()).toEqual([])
  await world.db.takeOver.create({ data: { shopId: shop, state: 'confirmed' } })
  expect(await finish(await compare(world, shop))).toMatchObject({ counts: { unknown: 1, leftAlone: 0 } })
  expect(await nominees()).toEqual([id])
})

test('a comparison says nothing of customers who were read after it began', async () => {
  const [one] = await register(1)
  const survey = await compare(world, shop)
  await world.db.kycSurvey.updateMany({ data: { startedAt: new Date(world.now().getTime() - 60_000) } })
  await store.act('add-tags', { customer: one, tags: ['③本人確認済'] })
  expect(await finish(survey)).toMatchObject({ counts: { compared: 0, differing: 0 } })
})

test('customers who vanished from the store untold are nominated, and the reading by id finds them gone', async () => {
  const [stays, vanishes] = await register(2)
  if (!stays || !vanishes) throw new Error('nobody registered')
  await store.act('delete-customer', { customer: vanishes })
  await clearJobs()
  const survey = await compare(world, shop)
  // Who was opened or read since then may be missing in the file for that alone.
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 77n, openedAt: new Date(world.now().getTime() + 1000) } })
  const late = new Date(world.now().getTime() - 60_000)
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 78n, openedAt: late, readAt: world.now() } })
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 79n, openedAt: late, gone: true } })
  expect(await finish(survey)).toMatchObject({ state: 'done', counts: { compared: 1, differing: 0, vanished: 1 } })
  expect(await nominees()).toEqual([vanishes])
  expect(await synchronise(world, shop, BigInt(vanishes))).toBe('gone')
  expect(await world.db.shopRun.findFirst({ where: { shopId: shop, kind: 'comparison' } })).toMatchObject({ found: 1 })
  expect(await world.db.kycSurveyPage.count()).toBe(0)
  await clearJobs()
  expect(await finish(await compare(world, shop))).toMatchObject({ counts: { vanished: 0 } })
})

test('one comparison of a shop at a time: asking again carries on the one under way', async () => {
  const first = await compare(world, shop)
  expect(await compare(world, shop)).toBe(first)
  await finish(first)
  expect(await compare(world, shop)).not.toBe(first)
})

test('the finish webhook wakes the survey; without it the survey looks again by itself', async () => {
  const survey = await compare(world, shop)
  await clearJobs()
  expect(await carrySurveyOn(world, shop, survey, readers)).toBe('waits')
  const runAt = async () => {
    const [job] = await world.db.$queryRaw<
      { run_at: Date }[]
    >`select run_at from graphile_worker.jobs where key = ${`survey:${shop}:${survey}`}`
    return job?.run_at.getTime() ?? 0
  }
  expect(await runAt()).toBeGreaterThan(Date.now() + 10_000)
  const { operation } = await rowOf(survey)
  const payload = { admin_graphql_api_id: operation, status: 'completed' }
  await keepAll(world, [{ shop, topic: 'bulk_operations/finish', webhookId: 'b1', payload }])
  await drain(world, shop, { 'bulk_operations/finish': afterBulk })
  expect(await runAt()).toBeLessThanOrEqual(Date.now() + 1000)
  expect((await finish(survey)).state).toBe('done')
})

test('F2 a survey that is cut off between two batches goes on where it stopped: nobody is counted twice', async () => {
  for (let n = 0; n < 25; n++) await store.act('create-customer', { email: `many${n}@example.com` })
  const survey = await compare(world, shop)
  const seen: number[] = []
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const step = await carrySurveyOn(world, shop, survey, readers, { batch: 10, sliceMs: 0 })
    if (step === 'goes-on') seen.push(Number((await rowOf(survey)).position))
    if (step === 'over') break
  }
  expect(seen.length).toBe(3)
  expect(seen[1]).toBeGreaterThan(seen[0] ?? 0)
  expect((await rowOf(survey)).counts).toMatchObject({ unknown: 25, vanished: 0 })
  expect((await nominees()).length).toBe(25)
})

test('an operation that Shopify ends without a file is asked for again, three times; then the survey has failed, with the reason', async () => {
  const survey = await compare(world, shop)
  await store.lever('POST', 'settings', { protectedCustomerData: 'none' })
  expect(await finish(survey)).toMatchObject({ state: 'failed', reason: 'ACCESS_DENIED', attempts: 2 })
  await store.lever('POST', 'settings', { protectedCustomerData: 'level-2' })
  expect((await finish(await compare(world, shop))).state).toBe('done')
})

test('lines come one by one from any byte on, also from a server that knows no ranges', async () => {
  await store.act('create-customer', { email: 'a@example.com' })
  await store.act('create-customer', { email: 'b@example.com' })
  const survey = await compare(world, shop)
  const client = await world.shopify(shop)
  await finish(survey)
  const { operation } = await rowOf(survey)
  const done = await readBulkOperation(client, operation ?? '')
  if (done.at !== 'done' || !done.url) throw new Error('no file')
  const all = []
  for await (const line of linesOf(done.url, 0, 1)) all.push(line)
  expect(all).toHaveLength(2)
  const second = []
  for await (const line of linesOf(done.url, all[0]?.next ?? 0, 1)) second.push(line)
  expect(second).toEqual(all.slice(1))
  const whole = await (await fetch(done.url)).text()
  const plain = createServer((_, answer) => answer.end(whole)).listen(0, '127.0.0.1')
  await new Promise((listening) => plain.once('listening', listening))
  const { port } = plain.address() as { port: number }
  const again = []
  for await (const lines of linesOf(`http://127.0.0.1:${port}/`, all[0]?.next ?? 0, 10)) again.push(lines)
  plain.close()
  expect(again).toEqual(all.slice(1))
})
