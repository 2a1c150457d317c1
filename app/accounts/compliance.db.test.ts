import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { customerIn, EMAIL, redact, rowsOf, tablesOf, told } from '../../tests/harness/customers.ts'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { jpeg, storedOf } from '../../tests/harness/files.ts'
import { keepDocument } from '../documents/vault.server.ts'
import { drain, keepAll } from '../inbox/inbox.server.ts'
import { decide } from '../kyc/decisions.server.ts'
import { afterMerge } from '../kyc/merges.server.ts'
import { acceptNotice } from '../kyc/notice.server.ts'
import { DEFAULT_NOTICE_VERSION } from '../kyc/notice-texts.ts'
import { chooseParty, send } from '../kyc/submission.server.ts'
import { noteShop } from '../staff/shops.server.ts'
import { compliance, eraseAgain } from './compliance.server.ts'
import { endHolds, eraseShop, forgetBytes } from './shop-erasure.server.ts'

const owner = { id: 9n, name: '関', role: 'owner' } as const
const DAY_MS = 24 * 60 * 60_000

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})

async function forgetWaiting(): Promise<string[]> {
  const ids = (await waitingJobs(world)).flatMap(({ task, payload }) => (task === 'documents.forget' ? (payload.ids as string[]) : []))
  await forgetBytes(world, ids)
  return ids
}
const recordsOf = (shop: string) => world.db.complianceRecord.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })
const tasksOf = async (shop: string) => (await world.db.kycTask.findMany({ where: { shopId: shop } })).map(({ code }) => code)

describe('customers/redact', () => {
  test('F03 A10 of a customer who was never verified nothing is left, not even bytes', async () => {
    const shop = await newShop(world)
    await customerIn(world, shop, 1n, false)
    await customerIn(world, shop, 2n, false)
    const documents = await world.db.document.findMany({ where: { shopId: shop, customerId: 1n } })
    await redact(world, shop, 1n)
    expect(await rowsOf(world, shop, 1n)).toEqual({ compliance_records: 1, inbox: 2 })
    expect((await world.db.inboxRow.findMany({ where: { shopId: shop, customerId: 1n } })).map(({ payload }) => payload)).toEqual([{}, {}])
    expect(await recordsOf(shop)).toMatchObject([
      { topic: 'customers/redact', outcome: { erased: { profile: 1, papers: 2, checks: 3, account: 1, decisions: 1 }, held: [] } },
    ])
    await forgetWaiting()
    for (const { id } of documents) expect(storedOf(world.config.dataDir, id)).toEqual([])
    expect(Object.keys(await rowsOf(world, shop, 2n)).length).toBeGreaterThan(9)
  })

  test('F03 A10 of a verified customer the law’s records are sealed with their clock, the owner is told, and the rest goes', async () => {
    const shop = await newShop(world)
    await customerIn(world, shop, 3n, true)
    const documents = await world.db.document.findMany({ where: { shopId: shop, customerId: 3n } })
    await redact(world, shop, 3n)
    expect(await rowsOf(world, shop, 3n)).toEqual({ compliance_records: 1, held_records: 8, inbox: 2, kyc_tasks: 1 })
    const until = '2033-11-22T15:00:00.000Z'
    const held = (kind: string, count: number) => ({ kind, law: 'hanshu', years: 7, until, count })
    expect((await recordsOf(shop))[0]?.outcome).toEqual({
      erased: { profile: 0, papers: 0, checks: 0, account: 0, decisions: 0, ledger: 0 },
      held: [held('profile', 1), held('papers', 2), held('checks', 3), held('account', 1), held('decisions', 1)],
      byDefault: true,
    })
    expect(await tasksOf(shop)).toEqual(['held-by-default'])
    const forgotten = await forgetWaiting()
    const unsent = documents.filter(({ sentAt }) => sentAt === null).map(({ id }) => id)
    expect(unsent).toHaveLength(1)
    expect(forgotten).toContain(unsent[0])
    for (const { id, sentAt } of documents) expect(storedOf(world.config.dataDir, id)).toHaveLength(sentAt ? 2 : 0)

    await redact(world, shop, 3n) // again
    expect((await rowsOf(world, shop, 3n)).held_records).toBe(8)
    expect((await recordsOf(shop))[1]?.outcome).toMatchObject({ held: [] })

    const from = world.now()
    world.at(new Date(new Date(until).getTime() - DAY_MS))
    await endHolds(world)
    expect((await rowsOf(world, shop, 3n)).held_records).toBe(8)
    world.at(until)
    await endHolds(world, 3)
    world.at(from)
    expect((await rowsOf(world, shop, 3n)).held_records).toBeUndefined()
    await forgetWaiting()
    for (const { id } of documents) expect(storedOf(world.config.dataDir, id)).toEqual([])
  })

  test('F03 the owner’s word counts: one law, or none', async () => {
    const [three, none] = [await newShop(world, { holds: ['kobutsu'] }), await newShop(world, { holds: [] })]
    for (const shop of [three, none]) {
      await customerIn(world, shop, 4n, true)
      await redact(world, shop, 4n)
      expect(await tasksOf(shop)).toEqual([])
    }
    const held = await world.db.heldRecord.findMany({ where: { shopId: three } })
    expect(held.map(({ law, years, byDefault }) => [law, years, byDefault])).toEqual(held.map(() => ['kobutsu', 3, false]))
    expect(await world.db.heldRecord.count({ where: { shopId: none } })).toBe(0)
  })
})

test('F03 customers/data_request is a task for staff, once, and no e-mail address is kept of it', async () => {
  const shop = await newShop(world)
  const payload = { customer: { id: 5, email: EMAIL }, data_request: { id: 9 } }
  await keepAll(world, [{ shop, topic: 'customers/data_request', webhookId: 'd', payload }])
  expect((await world.db.inboxRow.findFirst({ where: { shopId: shop } }))?.payload).toEqual({
    customer: { id: 5 },
    data_request: { id: 9 },
  })
  await drain(world, shop, compliance(world))
  await told(world, shop, 'customers/data_request', payload)
  expect(await tasksOf(shop)).toEqual(['data-requested'])
  expect(await recordsOf(shop)).toMatchObject([{ customerId: 5n, outcome: { sealed: 0 } }, { customerId: 5n }])
})

test('F03 a request for data says how much there is, in the open and sealed; it outlives an erasure', async () => {
  const shop = await newShop(world)
  await customerIn(world, shop, 8n, true)
  const asked = () => told(world, shop, 'customers/data_request', { customer: { id: 8 } })
  await asked()
  await redact(world, shop, 8n)
  await asked()
  expect((await recordsOf(shop)).map(({ outcome }) => outcome)).toMatchObject([
    { kept: { profile: 1, papers: 3, checks: 3, account: 1, decisions: 1, ledger: 0 }, sealed: 0 },
    {},
    { kept: { profile: 0, papers: 0, checks: 0, account: 0, decisions: 0, ledger: 0 }, sealed: 8 },
  ])
  await eraseAgain(world, shop, 8n)
  expect((await tasksOf(shop)).sort()).toEqual(['data-requested', 'held-by-default'])
})

describe('after the erasure', () => {
  test('A10 nothing about the customer is written down again: no upload, no consent, no choice, no decision, no merge', async () => {
    const shop = await newShop(world, { holds: [] })
    const who = { shop, customer: 1n }
    await customerIn(world, shop, 1n, true)
    await redact(world, shop, 1n)
    const left = await rowsOf(world, shop, 1n)
    const bytes = await jpeg()
    const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), mediaType: 'image/jpeg', bytes } as const
    const refused = [
      await keepDocument(world, shop, 1n, upload),
      await acceptNotice(world, shop, 1n, { version: DEFAULT_NOTICE_VERSION, language: 'ja' }),
      await chooseParty(world, who, 'individual'),
      await send(world, who),
      await decide(world, { ...who, version: 0, by: owner, decision: { type: 'freeze' } }),
    ]
    for (const each of refused) expect(each.ok).toBe(false)
    await world.db.kycCase.create({ data: { shopId: shop, customerId: 2n, verified: true } })
    for (const [kept, lost] of [
      [1, 2],
      [2, 1],
    ]) {
      await keepAll(world, [{ shop, topic: 'customers/merge', webhookId: `m${kept}`, payload: mergePayload(kept, lost) }])
      await drain(world, shop, { 'customers/merge': afterMerge(world) })
    }
    expect(await rowsOf(world, shop, 1n)).toEqual({ ...left, inbox: (left.inbox ?? 0) + 1 })
    expect(await tasksOf(shop)).toEqual([])
  })

  test('A10 what slipped in while the erasure ran goes a minute later, on record', async () => {
    const shop = await newShop(world, { holds: ['kobutsu'] })
    await customerIn(world, shop, 1n, true)
    await redact(world, shop, 1n)
    const again = (await waitingJobs(world)).filter(({ task, payload }) => task === 'accounts.erase-again' && payload.shop === shop)
    expect(again).toMatchObject([{ payload: { customer: '1' } }])
    await world.db.kycProfile.create({ data: { shopId: shop, customerId: 1n, sealed: Buffer.from('late') } })
    await eraseAgain(world, shop, 1n)
    expect(await world.db.kycProfile.count({ where: { shopId: shop } })).toBe(0)
    expect((await recordsOf(shop)).map(({ outcome }) => outcome)).toMatchObject([{}, { erased: { profile: 1 }, held: [] }])
    await eraseAgain(world, shop, 1n)
    expect(await recordsOf(shop)).toHaveLength(2)
    expect(await world.db.heldRecord.count({ where: { shopId: shop } })).toBe(8)
  })
})

const mergePayload = (kept = 0, lost = 0) => ({
  admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
  admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${lost}`,
  status: 'completed',
})

describe('shop/redact', () => {
  const uninstall = (shop: string) => told(world, shop, 'app/uninstalled')

  test('uninstalled twice is uninstalled once; a late shop/redact after a reinstallation changes nothing', async () => {
    const shop = await newShop(world)
    await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(world.now().getTime() - DAY_MS) } })
    await customerIn(world, shop, 6n, false)
    await uninstall(shop)
    const first = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
    expect(first.uninstalledAt).toEqual(world.now())
    world.pass(1000)
    await uninstall(shop)
    expect(await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).toEqual(first)

    world.pass(1000)
    await noteShop(world, shop)
    await told(world, shop, 'shop/redact')
    await eraseShop(world, shop) // as if the job had been left before
    expect((await recordsOf(shop))[0]?.outcome).toEqual({ ignored: true })
    expect(await world.db.kycCase.count({ where: { shopId: shop } })).toBe(1)
  })

  test('A10 erases the shop; what a law holds keeps the key until its clock has run out', async () => {
    const [bare, holding] = [await newShop(world), await newShop(world)]
    for (const [shop, verified] of [
      [bare, false],
      [holding, true],
    ] as const) {
      await world.db.shop.update({ where: { shopId: shop }, data: { uninstalledAt: world.now() } })
      await customerIn(world, shop, 7n, verified)
      await world.db.staffMember.create({ data: { shopId: shop, staffId: 1n, role: 'owner', name: '関' } })
      await told(world, shop, 'shop/redact')
      expect(
        (await waitingJobs(world)).filter(({ task, payload }) => task === 'accounts.erase-shop' && payload.shop === shop),
      ).toHaveLength(1)
      await eraseShop(world, shop)
      await eraseShop(world, shop)
    }
    expect(await tablesOf(world, bare)).toEqual({ compliance_records: 1, tombstones: 2 })
    expect(await tablesOf(world, holding)).toEqual({ compliance_records: 1, held_records: 8, shops: 1, tombstones: 2 })
    expect((await recordsOf(holding))[0]?.outcome).toMatchObject({
      erased: { profile: 0 },
      held: [
        { kind: 'profile', law: 'hanshu', count: 1 },
        { kind: 'papers', count: 2 },
        { kind: 'checks', count: 3 },
        { kind: 'account', count: 1 },
        { kind: 'decisions' },
      ],
      byDefault: true,
    })
    expect((await recordsOf(bare))[0]?.outcome).toMatchObject({
      erased: { profile: 1, papers: 2, checks: 3, account: 1, decisions: 1 },
      held: [],
    })
    const from = world.now()
    world.at('2040-01-01T00:00:00Z')
    await endHolds(world)
    world.at(from)
    expect(await tablesOf(world, holding)).toEqual({ compliance_records: 1, tombstones: 10 })
  })
})
