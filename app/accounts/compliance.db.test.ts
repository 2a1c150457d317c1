import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { storageOf } from '../documents/storage.server.ts'
import { keepDocument, markSent } from '../documents/vault.server.ts'
import { drain, keepAll } from '../inbox/inbox.server.ts'
import { lifecycle } from '../inbox/lifecycle.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import { noteShop } from '../staff/shops.server.ts'
import { compliance } from './compliance.server.ts'
import { endHolds, eraseShop, forgetBytes } from './shop-erasure.server.ts'

const EMAIL = 'hanako@example.com'
const DAY_MS = 24 * 60 * 60_000

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})

let sent = 0
async function told(shop: string, topic: string, payload: object = {}): Promise<void> {
  sent += 1
  await keepAll(world, [{ shop, topic, webhookId: `c${sent}`, payload }])
  await drain(world, shop, { ...lifecycle(world), ...compliance(world) })
}
const redact = (shop: string, customer: bigint) =>
  told(shop, 'customers/redact', { shop_domain: shop, customer: { id: Number(customer), email: EMAIL, phone: '+819000000000' } })

/** A customer with everything that a customer can have here. */
async function customerIn(shop: string, customer: bigint, verified: boolean): Promise<void> {
  const who = { shopId: shop, customerId: customer }
  await world.db.kycCase.create({ data: { ...who, party: 'individual', verified } })
  const key = await world.keyring.of(shop)
  await world.db.kycProfile.create({ data: { ...who, sealed: sealJson(key, 'x', { birthDate: '1990-01-02' }) } })
  const bytes = await jpeg()
  const upload = () =>
    keepDocument(world, shop, customer, {
      part: 'identity',
      kind: 'passport',
      upload: randomUUID(),
      mediaType: 'image/jpeg',
      bytes,
    })
  for (let page = 0; page < 2; page++) if (!(await upload()).ok) throw new Error('no document')
  await world.db.$transaction((tx) => markSent(tx, shop, customer, 'identity', world.now()))
  if (!(await upload()).ok) throw new Error('no document')
  await world.db.kycEvent.create({ data: { ...who, actor: 'staff', type: verified ? 'approve' : 'return', sealed: Buffer.from('s') } })
  await world.db.kycConsent.create({ data: { ...who, version: 1, language: 'ja' } })
  await world.db.kycTask.create({ data: { ...who, code: 'papers-missing' } })
  await world.db.kycIntent.create({ data: { ...who, id: 'i', begunAt: world.now(), intent: {} } })
  await world.db.customerTicket.create({ data: { ...who, hash: `t${customer}`, expiresAt: world.now() } })
  await world.db.customerSession.create({ data: { ...who, hash: `s${customer}`, language: 'ja', expiresAt: world.now() } })
  await world.db.mail.create({ data: { ...who, id: `m${customer}`, template: 'customer.verified', audience: 'customer' } })
  await world.db.inboxRow.create({ data: { ...who, webhookId: `f${customer}`, topic: 'x', payload: { email: EMAIL }, state: 'failed' } })
}

/** How many rows of every table that knows customers name this one. */
async function rowsOf(shop: string, customer: bigint): Promise<Record<string, number>> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'customer_id' order by 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const sql = `select count(*)::int as n from ${name} where shop_id = $1 and customer_id = $2`
    const [row] = await world.db.$queryRawUnsafe<{ n: number }[]>(sql, shop, customer)
    if (row && row.n > 0) counts[name] = row.n
  }
  return counts
}

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
    await customerIn(shop, 1n, false)
    await customerIn(shop, 2n, false)
    const documents = await world.db.document.findMany({ where: { shopId: shop, customerId: 1n } })
    await redact(shop, 1n)
    expect(await rowsOf(shop, 1n)).toEqual({ compliance_records: 1, inbox: 2 })
    expect((await world.db.inboxRow.findMany({ where: { shopId: shop, customerId: 1n } })).map(({ payload }) => payload)).toEqual([{}, {}])
    expect(await recordsOf(shop)).toMatchObject([
      { topic: 'customers/redact', outcome: { erased: { profile: 1, papers: 2, decisions: 1 }, held: [] } },
    ])
    await forgetWaiting()
    for (const { id } of documents) expect(await storageOf(world).get(id)).toBeNull()
    expect(Object.keys(await rowsOf(shop, 2n)).length).toBeGreaterThan(9)
  })

  test('F03 A10 of a verified customer the law’s records are sealed with their clock, the owner is told, and the rest goes', async () => {
    const shop = await newShop(world)
    await customerIn(shop, 3n, true)
    const documents = await world.db.document.findMany({ where: { shopId: shop, customerId: 3n } })
    await redact(shop, 3n)
    expect(await rowsOf(shop, 3n)).toEqual({ compliance_records: 1, held_records: 4, inbox: 2, kyc_tasks: 1 })
    const until = '2033-11-22T03:00:00.000Z'
    const held = (kind: string, count: number) => ({ kind, law: 'hanshu', years: 7, until, count })
    expect((await recordsOf(shop))[0]?.outcome).toEqual({
      erased: { profile: 0, papers: 0, decisions: 0 },
      held: [held('profile', 1), held('papers', 2), held('decisions', 1)],
      byDefault: true,
    })
    expect(await tasksOf(shop)).toEqual(['held-by-default'])
    const forgotten = await forgetWaiting()
    const unsent = documents.filter(({ sentAt }) => sentAt === null).map(({ id }) => id)
    expect(unsent).toHaveLength(1)
    expect(forgotten).toContain(unsent[0])
    for (const { id, sentAt } of documents) expect((await storageOf(world).get(id)) === null).toBe(sentAt === null)

    await redact(shop, 3n) // again
    expect((await rowsOf(shop, 3n)).held_records).toBe(4)
    expect((await recordsOf(shop))[1]?.outcome).toMatchObject({ held: [] })

    const from = world.now()
    world.at(new Date(new Date(until).getTime() - DAY_MS))
    await endHolds(world)
    expect((await rowsOf(shop, 3n)).held_records).toBe(4)
    world.at(until)
    await endHolds(world, 3)
    world.at(from)
    expect((await rowsOf(shop, 3n)).held_records).toBeUndefined()
    await forgetWaiting()
    for (const { id } of documents) expect(await storageOf(world).get(id)).toBeNull()
  })

  test('F03 the owner’s word counts: one law, or none', async () => {
    const [three, none] = [await newShop(world, { holds: ['kobutsu'] }), await newShop(world, { holds: [] })]
    for (const shop of [three, none]) {
      await customerIn(shop, 4n, true)
      await redact(shop, 4n)
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
  await told(shop, 'customers/data_request', payload)
  expect(await tasksOf(shop)).toEqual(['data-requested'])
  expect(await recordsOf(shop)).toMatchObject([{ customerId: 5n }, { customerId: 5n }])
})

describe('shop/redact', () => {
  const uninstall = (shop: string) => told(shop, 'app/uninstalled')

  test('uninstalled twice is uninstalled once; a late shop/redact after a reinstallation changes nothing', async () => {
    const shop = await newShop(world)
    await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(world.now().getTime() - DAY_MS) } })
    await customerIn(shop, 6n, false)
    await uninstall(shop)
    const first = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
    expect(first.uninstalledAt).toEqual(world.now())
    world.pass(1000)
    await uninstall(shop)
    expect(await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).toEqual(first)

    world.pass(1000)
    await noteShop(world, shop)
    await told(shop, 'shop/redact')
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
      await customerIn(shop, 7n, verified)
      await world.db.staffMember.create({ data: { shopId: shop, staffId: 1n, role: 'owner', name: '関' } })
      await told(shop, 'shop/redact')
      expect(
        (await waitingJobs(world)).filter(({ task, payload }) => task === 'accounts.erase-shop' && payload.shop === shop),
      ).toHaveLength(1)
      await eraseShop(world, shop)
      await eraseShop(world, shop)
    }
    expect(await tablesOf(bare)).toEqual({ compliance_records: 1 })
    expect(await tablesOf(holding)).toEqual({ compliance_records: 1, held_records: 4, shops: 1 })
    const from = world.now()
    world.at('2040-01-01T00:00:00Z')
    await endHolds(world)
    world.at(from)
    expect(await tablesOf(holding)).toEqual({ compliance_records: 1 })
  })
})

async function tablesOf(shop: string): Promise<Record<string, number>> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'shop_id' order by 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await world.db.$queryRawUnsafe<{ n: number }[]>(`select count(*)::int as n from ${name} where shop_id = $1`, shop)
    if (row && row.n > 0) counts[name] = row.n
  }
  return counts
}
