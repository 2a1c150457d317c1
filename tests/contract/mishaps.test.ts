// What goes wrong between the engine, its rows and Shopify, one mishap at a time. Found by tests/faults/real; each was a bug once.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { CaseEvent } from '../../app/kyc/case.ts'
import * as cases from '../../app/kyc/cases.server.ts'
import * as decisions from '../../app/kyc/decisions.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { watch } from '../../app/kyc/watch.server.ts'
import { sendMail } from '../../app/messaging/send.server.ts'
import { nominate, nominateMany } from '../../app/platform/jobs.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import type { Answer } from '../../app/shopify/client.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let people = 0

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  await install(world, store)
})

beforeEach(async () => {
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
})

type Told = Answer<Record<string, unknown>>
/** The same world, in which `around` sees every question to Shopify and may do something before or after it, or change the answer. */
const disturbed = (around: (name: string, ask: () => Promise<Told>) => Promise<Told>): World => ({
  ...world,
  shopify: async (of) => {
    const client = await world.shopify(of)
    return {
      shop: of,
      request: (document, variables, sendBefore) => {
        const [operation] = document.definitions
        const name = operation && 'name' in operation ? (operation.name?.value ?? '') : ''
        return around(name, () => client.request(document, variables, sendBefore) as Promise<Told>) as Promise<never>
      },
    }
  },
})

const settle = (id: number, by: World = world) => synchronise(by, shop, BigInt(id))
const of = (id: number) => ({ shopId: shop, customerId: BigInt(id) })
const rowOf = (id: number) => world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: of(id) } })
const intentsOf = (id: number) => world.db.kycIntent.count({ where: of(id) })
const mailsOf = async (id: number) =>
  (await world.db.mail.findMany({ where: { ...of(id), template: 'customer.verified' }, orderBy: { createdAt: 'asc' } })).map(
    ({ state }) => state,
  )
const flag = (id: number, value: string) => store.act('set-metafield', { customer: id, key: 'verified', type: 'boolean', value })
const decide = async (id: number, decision: decisions.Decision) =>
  decisions.decide(world, {
    shop,
    customer: BigInt(id),
    version: (await rowOf(id)).version,
    by: { id: 9001n, name: '関 一郎', role: 'owner' },
    decision,
  })
const move = (id: number, event: CaseEvent) =>
  world.db.$transaction((tx) => cases.move(world, tx, shop, BigInt(id), event, { kind: 'customer' }))

async function submitted(): Promise<number> {
  people += 1
  const { id } = await store.act('register', { email: `m${people}@example.com`, lastName: '関', firstName: `${people}` })
  await settle(id)
  await move(id, { type: 'choose-party', party: 'individual' })
  await move(id, { type: 'submit', part: 'identity' })
  await settle(id)
  return id
}
async function approved(): Promise<number> {
  const id = await submitted()
  await decide(id, { type: 'accept', part: 'identity' })
  await decide(id, { type: 'approve' })
  await settle(id)
  return id
}
const hole = (...path: string[]) => ({ message: 'Internal error', path, extensions: { code: 'INTERNAL_SERVER_ERROR' } })

test('an answer in which the metafield could not be read is no reading: nobody is frozen by it', async () => {
  const id = await approved()
  const holed = disturbed(async (name, ask) => {
    const { data } = await ask()
    const customer = { ...(data.customer as object), verified: null }
    return name === 'ReadCustomer' ? { data: { customer }, errors: [hole('customer', 'verified')] } : { data, errors: [] }
  })
  await expect(settle(id, holed)).rejects.toThrow('INTERNAL_SERVER_ERROR')
  expect(await rowOf(id)).toMatchObject({ verified: true, frozen: false })
})

test('a customer whom Shopify could not show is not gone', async () => {
  const id = await approved()
  const holed = disturbed(async () => ({ data: { customer: null }, errors: [hole('customer')] }))
  await expect(settle(id, holed)).rejects.toThrow('INTERNAL_SERVER_ERROR')
  expect(await rowOf(id)).toMatchObject({ gone: false })
})

test('the answer of a write with such a hole is no confirmation: the store is asked again', async () => {
  const id = await submitted()
  await decide(id, { type: 'accept', part: 'identity' })
  await decide(id, { type: 'approve' })
  const holed = disturbed(async (name, ask) => {
    const { data } = await ask()
    if (name !== 'WriteCustomer') return { data, errors: [] }
    const { tagsAdd } = data as { tagsAdd: { node: object } }
    return {
      data: { ...data, tagsAdd: { ...tagsAdd, node: { ...tagsAdd.node, verified: null } } },
      errors: [hole('tagsAdd', 'node', 'verified')],
    }
  })
  expect(await settle(id, holed)).toBe('settled')
  expect(await rowOf(id)).toMatchObject({ verified: true, frozen: false })
  expect(await mailsOf(id)).toEqual(['waiting'])
})

test('who is gone leaves no intent, no wake-up and no mail that waits for the store', async () => {
  const id = await submitted()
  await decide(id, { type: 'accept', part: 'identity' })
  await decide(id, { type: 'approve' })
  const lost = disturbed(async (name, ask) => {
    if (name === 'WriteCustomer') throw new Error('no answer')
    return ask()
  })
  await expect(settle(id, lost)).rejects.toThrow('no answer')
  expect(await intentsOf(id)).toBe(1)
  await store.act('delete-customer', { customer: id })
  expect(await settle(id)).toBe('gone')
  expect(await intentsOf(id)).toBe(0)
  expect(await mailsOf(id)).toEqual(['dropped'])
  expect((await waitingJobs(world)).filter(({ key }) => key?.startsWith('wake:'))).toEqual([])
})

test('a document of which every part was refused leaves no intent: what staff open next is theirs', async () => {
  const id = await approved()
  await decide(id, { type: 'freeze' })
  let once = true
  const racing = disturbed(async (name, ask) => {
    if (name === 'WriteCustomer' && once) {
      once = false
      await flag(id, 'false')
    }
    return ask()
  })
  expect(await settle(id, racing)).toBe('settled')
  expect(await intentsOf(id)).toBe(0)
  await flag(id, 'true')
  await settle(id)
  expect(await rowOf(id)).toMatchObject({ frozen: false })
})

test('C16 an answer that is older than the last decision tells nobody of an approval', async () => {
  const id = await submitted()
  await decide(id, { type: 'accept', part: 'identity' })
  await decide(id, { type: 'approve' })
  let meanwhile = true
  const slow = disturbed(async (name, ask) => {
    const answer = await ask()
    if (name === 'WriteCustomer' && meanwhile) {
      meanwhile = false
      await decide(id, { type: 'revoke' })
      await settle(id)
      await move(id, { type: 'submit', part: 'identity' })
      await decide(id, { type: 'accept', part: 'identity' })
      world.pass(1000)
      await decide(id, { type: 'approve' })
    }
    return answer
  })
  await settle(id, slow)
  expect(await mailsOf(id)).toEqual(['dropped', 'held'])
  await settle(id)
  expect(await mailsOf(id)).toEqual(['dropped', 'waiting'])
})

test('a write that is confirmed needs no wake-up: nobody is read ten minutes later for nothing', async () => {
  await approved()
  expect((await waitingJobs(world)).filter(({ key }) => key?.startsWith('wake:'))).toEqual([])
})

test('mass work keeps the place of who waits already, and the back-off of who failed', async () => {
  await world.db.$transaction(async (tx) => {
    await nominate(tx, shop, 1n)
    await nominateMany(tx, shop, [1n, 2n])
  })
  const priorities = await world.db.$queryRaw<
    { key: string; priority: number }[]
  >`select key, priority from graphile_worker.jobs order by key`
  expect(priorities).toEqual([
    { key: `reconcile:${shop}:1`, priority: 0 },
    { key: `reconcile:${shop}:2`, priority: 10 },
  ])
  await world.db.$executeRaw`update graphile_worker._private_jobs set attempts = 3`
  await nominateMany(world.db, shop, [2n])
  expect(await world.db.$queryRaw`select attempts from graphile_worker.jobs where priority = 10`).toEqual([{ attempts: 3 }])
})

test('the jobs of many customers need no queue of the library for each', async () => {
  await nominateMany(world.db, shop, [1n, 2n, 3n])
  await nominate(world.db, shop, 4n)
  expect(
    await world.db.$queryRaw`select count(*)::int as queues from graphile_worker._private_job_queues where queue_name like 'customer:%'`,
  ).toEqual([{ queues: 0 }])
})

test.each<CaseEvent>([{ type: 'freeze' }, { type: 'note-payout' }])('the watch finds a case whose job is lost: $type', async (event) => {
  const id = await approved()
  await move(id, event)
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  await watch(world, shop)
  expect((await waitingJobs(world)).map(({ payload }) => payload.customer)).toContain(String(id))
  await settle(id)
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  await watch(world, shop)
  expect((await waitingJobs(world)).map(({ payload }) => payload.customer)).not.toContain(String(id))
})

test('a mail whose sender died is uncertain: it is not sent twice, and not forgotten', async () => {
  await world.db.mail.create({ data: { shopId: shop, id: 'died', template: 'customer.verified', audience: 'customer', state: 'claimed' } })
  await sendMail(world, shop, 'died')
  const where = { shopId_id: { shopId: shop, id: 'died' } }
  expect(await world.db.mail.findUnique({ where })).toMatchObject({ state: 'uncertain', reason: 'worker-died' })
})

test('a process that dies while it looks for the address leaves the mail to be sent', async () => {
  const id = await approved()
  const [mail] = await world.db.mail.findMany({ where: { ...of(id), template: 'customer.verified' } })
  const dying = disturbed(async () => {
    expect(await mailsOf(id)).toEqual(['waiting'])
    throw new Error('died')
  })
  await expect(sendMail(dying, shop, mail?.id ?? '')).rejects.toThrow('died')
  await sendMail(world, shop, mail?.id ?? '')
  expect(await mailsOf(id)).toEqual(['sent'])
})

test('C16 an approval that is taken back before its mail has left is never told', async () => {
  const id = await approved()
  expect(await mailsOf(id)).toEqual(['waiting'])
  await decide(id, { type: 'revoke' })
  expect(await mailsOf(id)).toEqual(['dropped'])
})

test('an echo of our own writes nothing into the database either', async () => {
  const id = await approved()
  const before = await rowOf(id)
  world.pass(1000)
  expect(await settle(id)).toBe('settled')
  expect(await rowOf(id)).toEqual(before)
})

test('C16 an approval that finds the store still open is told although there is nothing to write', async () => {
  const id = await approved()
  await decide(id, { type: 'revoke' })
  await move(id, { type: 'submit', part: 'identity' })
  await decide(id, { type: 'accept', part: 'identity' })
  world.pass(1000)
  await decide(id, { type: 'approve' })
  expect(await settle(id)).toBe('settled')
  expect(await mailsOf(id)).toEqual(['dropped', 'waiting'])
})
