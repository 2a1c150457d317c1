import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { addJob } from '../platform/jobs.server.ts'
import { countFailures, failuresOf, tryAgain } from './failures.server.ts'
import { statusOf } from './status.server.ts'

const owner = { id: 9n, name: '関', role: 'owner' } as const
const world = await testWorld()
const MINUTE_MS = 60_000

const ago = (minutes: number) => new Date(world.now().getTime() - minutes * MINUTE_MS)
const delivery = (shop: string, id: string, state: string, data: object = {}) =>
  world.db.inboxRow.create({ data: { shopId: shop, webhookId: id, topic: 'customers/merge', payload: {}, state, ...data } })

/** A job that was given up, as the library leaves it. */
async function givenUp(shop: string, customer: bigint, reason: string): Promise<void> {
  const key = `reconcile:${shop}:${customer}`
  await addJob(world.db, 'kyc.reconcile', { shop, customer: String(customer) }, { key })
  await world.db.$executeRaw`update graphile_worker._private_jobs set attempts = max_attempts, last_error = ${reason} where key = ${key}`
}

test('every figure of the status is of this shop and of now', async () => {
  const [shop, other] = [await newShop(world), await newShop(world)]
  await delivery(shop, 'a', 'waiting', { receivedAt: ago(7) })
  await delivery(shop, 'b', 'waiting', { receivedAt: ago(3) })
  await delivery(shop, 'c', 'done', { receivedAt: ago(60) })
  await delivery(other, 'd', 'waiting', { receivedAt: ago(90) })
  const mail = (id: string, state: string) => world.db.mail.create({ data: { shopId: shop, id, template: 'x', audience: 'staff', state } })
  for (const [index, state] of ['waiting', 'claimed', 'sent', 'held', 'failed', 'uncertain', 'left', 'dropped'].entries())
    await mail(`m${index}`, state)
  await addJob(world.db, 'kyc.reconcile', { shop, customer: '1' }, { key: 'due' })
  await addJob(world.db, 'kyc.reconcile', { shop, customer: '2' }, { key: 'later', runAt: new Date(Date.now() + 60 * MINUTE_MS) })
  await givenUp(shop, 3n, 'ShopifySilent')
  const budget = { maximumAvailable: 2000, currentlyAvailable: 1500, restoreRate: 100 }
  const run = { shopId: shop, startedAt: ago(2), endedAt: ago(1) }
  await world.db.shopRun.create({ data: { ...run, kind: 'sweep', found: 4, budget } })
  await world.db.shopRun.create({ data: { ...run, kind: 'watch', found: 9, reason: 'ShopifySilent' } })
  const before = await statusOf(world, shop)
  expect(before).toMatchObject({
    waiting: 2,
    oldest: ago(7),
    jobs: 1,
    mails: { waiting: 2, undelivered: 2 },
    budget: { available: 1500, maximum: 2000, restoreRate: 100, at: ago(1) },
    runs: [
      { kind: 'sweep', at: ago(2), running: false, found: 4, reason: null },
      { kind: 'watch', running: false, found: null, reason: 'ShopifySilent' },
      { kind: 'comparison', at: null, running: false, found: null, reason: null },
    ],
    failures: [{ what: 'kyc.reconcile', source: 'job', reason: 'ShopifySilent', count: 1, customers: [3n] }],
  })
  await world.db.kycSurvey.create({ data: { shopId: shop, id: 's', purpose: 'compare', state: 'reading', startedAt: ago(1) } })
  expect((await statusOf(world, shop)).runs[2]).toMatchObject({ kind: 'comparison', at: ago(1), running: true })
  expect(await statusOf(world, await newShop(world))).toMatchObject({
    waiting: 0,
    oldest: null,
    jobs: 0,
    budget: null,
    failures: [],
    undelivered: [],
  })
})

test('what was given up is told by kind and reason, and goes back into the line, on record', async () => {
  const [shop, other] = [await newShop(world), await newShop(world)]
  for (const id of ['a', 'b']) await delivery(shop, id, 'failed', { reason: 'RangeError', customerId: 7n, attempts: 5 })
  await givenUp(shop, 8n, 'Unsettled')
  await givenUp(other, 8n, 'Unsettled')
  expect(await countFailures(world, shop)).toBe(3)
  expect((await failuresOf(world, shop)).map(({ what, count, customers }) => [what, count, customers])).toEqual(
    expect.arrayContaining([
      ['customers/merge', 2, [7n]],
      ['kyc.reconcile', 1, [8n]],
    ]),
  )
  expect(await tryAgain(world, shop, { ...owner, role: 'viewer' })).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect(await tryAgain(world, shop, owner)).toEqual({ ok: true, value: 3 })
  expect(await countFailures(world, shop)).toBe(0)
  expect(await countFailures(world, other)).toBe(1)
  const jobs = await world.db.$queryRaw<{ attempts: number }[]>`
    select attempts from graphile_worker._private_jobs where key = ${`reconcile:${shop}:8`} and run_at <= now()`
  expect(jobs).toEqual([{ attempts: 0 }])
  expect(await tryAgain(world, shop, owner)).toEqual({ ok: true, value: 0 })
  expect(await world.db.auditEntry.findMany({ where: { shopId: shop } })).toMatchObject([
    { action: 'failures.again', actorId: '9', codes: { deliveries: 2, jobs: 1 } },
  ])
})
