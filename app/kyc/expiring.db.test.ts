import { beforeAll, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { aboutReading } from '../checks/sealed-readings.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import { write } from '../platform/world.server.ts'
import { NEW_CASE, type Part } from './case.ts'
import { move, readCase } from './cases.server.ts'
import { expiriesOf, noteExpiries } from './expiries.server.ts'
import { expire, expireAll } from './expiring.server.ts'
import { releaseVerified, tellCustomer } from './mails.server.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld({ now: '2026-11-23T03:00:00Z' })
})

const TOKYO = { facts: { timezone: 'Asia/Tokyo' } }

async function shopWith(expiry: object = {}): Promise<string> {
  const shop = await newShop(world, { expiry })
  await world.db.shop.update({ where: { shopId: shop }, data: TOKYO })
  return shop
}

async function readOn(shop: string, customer: bigint, part: Part, expiresOn: string): Promise<void> {
  const who = { shopId: shop, customerId: customer, part }
  const sealed = sealJson(await world.keyring.of(shop), aboutReading({ shop, customer }, part), { kind: 'passport', expiresOn })
  const row = { sealed, outcomes: {}, readAt: world.now(), readBy: '7' }
  await world.db.kycReading.upsert({ where: { shopId_customerId_part: who }, create: { ...who, ...row }, update: row })
}

const step = (shop: string, customer: bigint, ...events: Parameters<typeof move>[4][]) =>
  write(world, async (tx) => {
    for (const event of events) expect(await move(world, tx, shop, customer, event, { kind: 'staff', id: '7' })).toMatchObject({ ok: true })
  })

/** A verified individual whose paper runs out on a day. */
async function verified(shop: string, customer: bigint, expiresOn: string): Promise<void> {
  await step(shop, customer, { type: 'choose-party', party: 'individual' }, { type: 'submit', part: 'identity' })
  await readOn(shop, customer, 'identity', expiresOn)
  await step(shop, customer, { type: 'accept', part: 'identity' }, { type: 'approve', via: 'app' })
}

const caseOf = async (shop: string, customer: bigint) => (await readCase(world, shop, customer))?.case
const mailsOf = async (shop: string) =>
  (await world.db.mail.findMany({ where: { shopId: shop, state: { not: 'dropped' } }, orderBy: { createdAt: 'asc' } })).map(
    ({ template, state, facts }) => ({ template, state, ...(facts as object) }),
  )
const tasksOf = async (shop: string) =>
  (await world.db.kycTask.findMany({ where: { shopId: shop, closedAt: null } })).map(({ code, count }) => ({ code, count }))
const dayOf = async (shop: string) => (await world.db.kycExpiry.findFirst({ where: { shopId: shop } }))?.expiresOn ?? null
const at = (day: string) => world.at(`${day}T00:00:00+09:00`)

test('table C 10: one reminder for each step, then the lock on the day after the last; asked twice, nothing happens twice', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  await verified(shop, 1n, '2027-03-31')
  const reminder = { template: 'customer.expiring', state: 'waiting', part: 'identity', day: '2027-03-31' }
  const days: [string, number][] = [
    ['2027-01-29', 0],
    ['2027-01-30', 1],
    ['2027-02-10', 1],
    ['2027-03-01', 2],
    ['2027-03-24', 3],
    ['2027-03-31', 3],
  ]
  for (const [day, sent] of days) {
    at(day)
    await expire(world, shop)
    await Promise.all([expire(world, shop), expire(world, shop)])
    expect(await mailsOf(shop), day).toEqual(Array(sent).fill(reminder))
    expect((await caseOf(shop, 1n))?.verified).toBe(true)
  }
  at('2027-04-01')
  await Promise.all([expire(world, shop), expire(world, shop)])
  expect(await caseOf(shop, 1n)).toMatchObject({ verified: false, identity: 'none', denyPending: true })
  expect((await mailsOf(shop)).filter(({ template }) => template === 'customer.expired')).toHaveLength(1)
  expect(await tasksOf(shop)).toEqual([{ code: 'papers-expired', count: 1 }])
  expect(await dayOf(shop)).toBeNull()
})

test('table C 10: the customer hears of the lock when the store shows it, and not if it was approved anew before', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  for (const customer of [1n, 2n]) await verified(shop, customer, '2026-12-01')
  at('2026-12-02')
  await expire(world, shop)
  const state = async (customer: bigint) =>
    (await world.db.mail.findFirst({ where: { shopId: shop, customerId: customer, template: 'customer.expired' } }))?.state
  const seen = async (customer: bigint, shown: boolean) => {
    const now = (await caseOf(shop, customer)) ?? NEW_CASE
    await write(world, (tx) => releaseVerified(tx, shop, customer, now, shown))
    return state(customer)
  }
  expect(await state(1n)).toBe('held')
  expect(await seen(1n, true)).toBe('held')
  expect(await seen(1n, false)).toBe('waiting')
  expect(await state(2n)).toBe('held')
  await step(shop, 2n, { type: 'submit', part: 'identity' }, { type: 'accept', part: 'identity' }, { type: 'approve', via: 'app' })
  await write(world, (tx) => tellCustomer(world, tx, shop, 2n, { type: 'approve' }))
  expect(await state(2n)).toBe('dropped')
})

test('table C 10: grace, and a day as the shop’s calendar has it', async () => {
  at('2026-11-23')
  const shop = await shopWith({ graceDays: 10 })
  await verified(shop, 1n, '2026-11-30')
  world.at('2026-12-10T14:59:00Z') // 23:59 in Tokyo: the tenth day of grace
  await expire(world, shop)
  expect((await caseOf(shop, 1n))?.verified).toBe(true)
  world.pass(60_000)
  await expire(world, shop)
  expect((await caseOf(shop, 1n))?.verified).toBe(false)
})

test('table C 10: a shop that does not ask its customers has a task instead of a mail', async () => {
  at('2026-11-23')
  const shop = await shopWith({ ask: false })
  await verified(shop, 1n, '2026-12-20')
  await expire(world, shop)
  expect(await mailsOf(shop)).toEqual([])
  expect(await tasksOf(shop)).toEqual([{ code: 'expires-soon', count: 1 }])
})

test('table C 10: papers without a last day do not run out, and neither does who is not verified', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  await verified(shop, 1n, '')
  await step(shop, 2n, { type: 'choose-party', party: 'individual' }, { type: 'submit', part: 'identity' })
  await readOn(shop, 2n, 'identity', '2026-01-01')
  await step(shop, 2n, { type: 'accept', part: 'identity' })
  at('2036-11-23')
  await expire(world, shop)
  expect(await mailsOf(shop)).toEqual([])
  expect(await caseOf(shop, 1n)).toMatchObject({ verified: true })
  expect(await caseOf(shop, 2n)).toMatchObject({ identity: 'accepted' })
})

test('table C 10: a renewal keeps the verification and the former day until it is accepted; then its own day counts and reminders begin anew', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  await verified(shop, 1n, '2026-12-20')
  await expire(world, shop)
  expect(await mailsOf(shop)).toHaveLength(1)
  expect(await expiriesOf(world, { shop, customer: 1n })).toEqual([{ part: 'identity', expiresOn: '2026-12-20', left: 27, soon: true }])
  at('2026-12-14')
  await step(shop, 1n, { type: 'submit', part: 'identity' })
  await expire(world, shop)
  expect(await mailsOf(shop)).toHaveLength(1) // a renewal waits for us: nobody is reminded of it
  await readOn(shop, 1n, 'identity', '2036-12-20')
  expect(await dayOf(shop)).toBe('2026-12-20')
  await step(shop, 1n, { type: 'accept', part: 'identity' })
  expect(await dayOf(shop)).toBe('2036-12-20')
  expect((await caseOf(shop, 1n))?.verified).toBe(true)
  at('2036-11-01')
  await expire(world, shop)
  expect((await mailsOf(shop)).at(-1)).toMatchObject({ day: '2036-12-20' })
})

test('table C 10: a renewal that waits for a reviewer when the former paper runs out goes on waiting, with its date', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  await verified(shop, 1n, '2026-12-20')
  at('2026-12-19')
  await step(shop, 1n, { type: 'submit', part: 'identity' })
  const handedIn = (await readCase(world, shop, 1n))?.submittedAt
  at('2026-12-21')
  await expire(world, shop)
  expect(await caseOf(shop, 1n)).toMatchObject({ verified: false, identity: 'submitted', denyPending: true })
  expect((await readCase(world, shop, 1n))?.submittedAt).toEqual(handedIn)
})

test('table C 10: of a corporation only the part that ran out is asked for again', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  const both: readonly Part[] = ['identity', 'corporate']
  await step(shop, 1n, { type: 'choose-party', party: 'corporation' })
  for (const part of both) await step(shop, 1n, { type: 'submit', part })
  await readOn(shop, 1n, 'identity', '2026-12-20')
  for (const part of both) await step(shop, 1n, { type: 'accept', part })
  await step(shop, 1n, { type: 'approve', via: 'app' })
  at('2026-12-21')
  await expire(world, shop)
  expect(await caseOf(shop, 1n)).toMatchObject({ verified: false, identity: 'none', corporate: 'accepted' })
})

test('table C 10: a day that is read after the approval counts at once, and one taken out no more', async () => {
  at('2026-11-23')
  const shop = await shopWith()
  await verified(shop, 1n, '')
  const of = (await caseOf(shop, 1n)) ?? NEW_CASE
  for (const day of ['2027-01-31', '']) {
    await readOn(shop, 1n, 'identity', day)
    await write(world, (tx) => noteExpiries(world, tx, { shop, customer: 1n }, of))
    expect(await dayOf(shop)).toBe(day === '' ? null : day)
  }
})

test('table C 10: what comes by the clock asks every shop once', async () => {
  const shop = await shopWith()
  await expireAll(world)
  await expireAll(world)
  expect((await waitingJobs(world)).filter(({ task, payload }) => task === 'kyc.expire' && payload.shop === shop)).toHaveLength(1)
})
