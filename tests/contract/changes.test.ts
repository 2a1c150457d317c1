// Who was verified and is somebody else now (table C 10): staff rename a customer on Shopify's own page, and the engine meets it.
import { beforeAll, expect, test } from 'vitest'
import { casePage } from '../../app/kyc/case-page.server.ts'
import { move } from '../../app/kyc/cases.server.ts'
import { personOf } from '../../app/kyc/people.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { verifiedThen } from '../../app/kyc/verified-then.server.ts'
import { compose } from '../../app/messaging/send.server.ts'
import { write } from '../../app/platform/world.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
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
  await install(world, store)
})

const settle = (id: number) => synchronise(world, shop, BigInt(id))
const step = (id: number, ...events: Parameters<typeof move>[4][]) =>
  write(world, async (tx) => {
    for (const event of events)
      expect(await move(world, tx, shop, BigInt(id), event, { kind: 'staff', id: '7' })).toMatchObject({ ok: true })
  })

const accepted = [
  { type: 'submit', part: 'identity' },
  { type: 'accept', part: 'identity' },
  { type: 'approve', via: 'app' },
] as const

async function verified(): Promise<number> {
  people += 1
  const { id } = await store.act<{ id: number }>('register', {
    email: `changes${people}@example.com`,
    lastName: '関所',
    firstName: '花子',
  })
  await settle(id)
  await step(id, { type: 'choose-party', party: 'individual' }, ...accepted)
  await settle(id)
  await settle(id)
  expect((await store.look(id))?.verified).toBe('true')
  return id
}

const rename = async (id: number, input: object) => {
  const query = 'mutation M($input: CustomerInput!) { customerUpdate(input: $input) { userErrors { message } } }'
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query, variables: { input: { id: `gid://shopify/Customer/${id}`, ...input } } }),
  })
  expect(await answer.json()).toMatchObject({ data: { customerUpdate: { userErrors: [] } } })
}

const ofCustomer = (id: number) => ({ shopId: shop, customerId: BigInt(id) })
const caseOf = (id: number) => world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: ofCustomer(id) } })
const tasksOf = async (id: number) =>
  (await world.db.kycTask.findMany({ where: ofCustomer(id), orderBy: { id: 'asc' } })).map(({ code, facts, count }) => ({
    code,
    facts,
    count,
  }))
const mailsOf = async (id: number) =>
  (await world.db.mail.findMany({ where: { ...ofCustomer(id), template: 'customer.locked' } })).map(({ state, facts }) => ({
    state,
    facts,
  }))

test('table C 10: a verified customer who is renamed in Shopify is locked until renewed, once; changing back unlocks nothing', async () => {
  const id = await verified()
  await rename(id, { lastName: '關所' }) // the same name in an older character
  await settle(id)
  expect((await caseOf(id)).verified).toBe(true)
  await rename(id, { lastName: '山田' })
  for (let webhook = 0; webhook < 3; webhook++) await settle(id)
  expect(await caseOf(id)).toMatchObject({ verified: false, identity: 'none', denyPending: false })
  expect((await store.look(id))?.verified).toBe('false')
  expect(await tasksOf(id)).toEqual([{ code: 'identity-locked', facts: { fields: ['name'] }, count: 1 }])
  expect(await mailsOf(id)).toEqual([{ state: 'waiting', facts: { fields: 'name', part: 'identity' } }])
  await rename(id, { lastName: '関所' })
  for (let webhook = 0; webhook < 2; webhook++) await settle(id)
  expect((await caseOf(id)).verified).toBe(false)
  expect((await store.look(id))?.verified).toBe('false')
  await step(id, ...accepted)
  await settle(id)
  await settle(id)
  expect((await store.look(id))?.verified).toBe('true')
  expect(await tasksOf(id)).toHaveLength(1)
})

test('table C 10: another mail address is a task, met once however often Shopify tells of it', async () => {
  const id = await verified()
  await rename(id, { email: `changed${id}@example.com` })
  for (let webhook = 0; webhook < 3; webhook++) await settle(id)
  expect((await caseOf(id)).verified).toBe(true)
  expect(await tasksOf(id)).toEqual([{ code: 'identity-changed', facts: { fields: ['email'] }, count: 1 }])
})

test('table C 10: who has no values of an approval gets them silently, and they are sealed', async () => {
  const id = await verified()
  await world.db.kycVerifiedValues.deleteMany({ where: ofCustomer(id) })
  await rename(id, { lastName: '山田' })
  await settle(id)
  expect((await caseOf(id)).verified).toBe(true)
  expect(await tasksOf(id)).toEqual([])
  const row = await world.db.kycVerifiedValues.findFirstOrThrow({ where: ofCustomer(id) })
  expect(Buffer.from(row.sealed).includes(Buffer.from('山田'))).toBe(false)
})

test('table C 10: an approval by hand takes the values too', async () => {
  people += 1
  const { id } = await store.act<{ id: number }>('register', { email: `changes${people}@example.com`, lastName: '関所', firstName: '一郎' })
  await settle(id)
  await step(id, { type: 'choose-party', party: 'individual' }, { type: 'submit', part: 'identity' })
  await settle(id)
  await store.act('set-metafield', { customer: id, key: 'verified', type: 'boolean', value: 'true' })
  await settle(id)
  expect((await caseOf(id)).verified).toBe(true)
  expect(await world.db.kycVerifiedValues.count({ where: ofCustomer(id) })).toBe(1)
  await rename(id, { firstName: '次郎' })
  await settle(id)
  expect((await caseOf(id)).verified).toBe(false)
})

test('table C 10: the mail and the history of a lock name what really changed', async () => {
  await world.db.shop.update({ where: { shopId: shop }, data: { settings: { changes: { email: 'lock', name: 'lock' } } } })
  const id = await verified()
  await rename(id, { email: `other${id}@example.com`, firstName: '次郎' })
  for (let webhook = 0; webhook < 2; webhook++) await settle(id)
  const mail = await world.db.mail.findFirstOrThrow({ where: { ...ofCustomer(id), template: 'customer.locked' } })
  expect(mail.facts).toEqual({ fields: 'name,email', part: 'identity' })
  const { text } = await compose(world, mail, '')
  expect(text).toContain('ご登録のお名前、メールアドレスが変更されたため')
  expect(text).toContain('対象の書類：本人確認書類')
  const page = await casePage(world, shop, BigInt(id), { id: 7n, name: '検見 花子', role: 'reviewer' })
  expect(page?.history[0]).toMatchObject({ type: 'expire', because: 'identity-changed', part: 'identity', fields: ['name', 'email'] })
  expect(page?.history[1]).toMatchObject({ type: 'identity-changed', fields: ['name', 'email'] })
})

test('C11 what was approved stands beside what is so today, where they differ, and only for who may see papers', async () => {
  const id = await verified()
  const then = (role: 'reviewer' | 'viewer') => {
    const by = { id: 7n, name: '検見 花子', role } as const
    return verifiedThen(world, { shop, customer: BigInt(id) }, 'individual', by, personOf(world, shop, BigInt(id)))
  }
  expect(await then('reviewer')).toBeNull()
  await rename(id, { lastName: '關所' }) // the same name in an older character
  expect(await then('reviewer')).toBeNull()
  await rename(id, { lastName: '山田' })
  expect((await then('reviewer'))?.values).toEqual({ name: ['関所 花子'] })
  expect(await then('viewer')).toBeNull()
  // Locked by now: what was approved stays until something is approved anew.
  await settle(id)
  expect((await then('reviewer'))?.values).toEqual({ name: ['関所 花子'] })
  await rename(id, { lastName: '関所' })
  expect(await then('reviewer')).toBeNull()
})
