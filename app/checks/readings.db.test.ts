import { beforeAll, expect, test } from 'vitest'
import { customerIn, redact } from '../../tests/harness/customers.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { holdingsOf, unsealRecord } from '../accounts/holds.server.ts'
import { drain, keepAll } from '../inbox/inbox.server.ts'
import { afterMerge } from '../kyc/merges.server.ts'
import { acceptNotice } from '../kyc/notice.server.ts'
import { EMPTY_PROFILE } from '../kyc/profile-form.ts'
import { saveProfile } from '../kyc/submission.server.ts'
import { recordLeg } from '../methods/legs.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { readSettings } from '../staff/settings.ts'
import { findingsOf } from './checks.ts'
import { seenElsewhere } from './fingerprints.server.ts'
import { panelOf } from './panel.server.ts'
import type { Reading } from './reading.ts'
import { saveReading } from './readings.server.ts'
import { readingOf } from './sealed-readings.server.ts'

const by = { id: 7n, name: '検見 花子', role: 'reviewer' } as const
const owner = { id: 9n, name: '関', role: 'owner' } as const

const CUSTOMER = {
  displayName: '花子 関所',
  firstName: '花子',
  lastName: '関所',
  locale: 'ja',
  numberOfOrders: '0',
  defaultEmailAddress: null,
  defaultPhoneNumber: null,
  defaultAddress: {
    id: '1',
    zip: '530-0001',
    city: '大阪市北区',
    address1: '梅田3-1-1',
    address2: '',
    countryCodeV2: 'JP',
    phone: '+819098765432',
  },
}
const shopify = async (shop: string) =>
  ({
    shop,
    request: async () => ({ data: { customer: CUSTOMER, customerAddressUpdate: { address: { id: '1' }, userErrors: [] } }, errors: [] }),
  }) as unknown as ShopClient

const READING: Reading = {
  kind: 'driving-licence',
  number: '309012345620',
  issuedBy: '東京都公安委員会',
  issuedOn: '2024-05-01',
  expiresOn: '2029-05-02',
  mrz: '',
  name: '関所 花子',
  kana: 'セキショ ハナコ',
  birthDate: '1990-04-01',
  addressSeen: 'right',
}

let world: TestWorld
beforeAll(async () => {
  world = await testWorld({ shopify, now: '2026-11-23T03:00:00Z' })
})

const read = (shop: string, customer: bigint, change: Partial<Reading> = {}) =>
  saveReading(world, { shop, customer }, { by, part: 'identity', reading: { ...READING, ...change } })

const outcomes = async (shop: string, customer: bigint) =>
  (await world.db.kycReading.findFirst({ where: { shopId: shop, customerId: customer } }))?.outcomes

test('table C 7: what a reviewer read is sealed; its outcomes are codes, and nothing about the case moves', async () => {
  const shop = await newShop(world)
  await customerIn(world, shop, 1n, false)
  const before = await world.db.kycCase.findFirst({ where: { shopId: shop } })
  expect(await read(shop, 1n, { expiresOn: '2026-01-01' })).toEqual({ ok: true, value: null })
  expect(await world.db.kycCase.findFirst({ where: { shopId: shop } })).toEqual(before)
  expect(await outcomes(shop, 1n)).toMatchObject({ expiry: 'warn', number: 'fine', name: 'fine', 'same-document': 'fine' })
  expect((await readingOf(world, world.db, { shop, customer: 1n }, 'identity'))?.reading).toEqual({ ...READING, expiresOn: '2026-01-01' })
  const rows = await world.db.$queryRaw<{ row: string }[]>`
    select to_jsonb(t)::text as row from kyc_readings t union all select to_jsonb(t)::text from kyc_fingerprints t
    union all select to_jsonb(t)::text from kyc_events t union all select to_jsonb(t)::text from audit_log t`
  expect(rows.length).toBeGreaterThan(3)
  for (const { row } of rows) {
    for (const plain of ['309012345620', '関所', 'セキショ', '1990', '2026-01-01'])
      for (const form of [plain, Buffer.from(plain).toString('hex')]) expect(row).not.toContain(form)
  }
})

test('table C 7: the same number on another customer’s paper is found, in one shop and not across shops', async () => {
  const [shop, other] = [await newShop(world), await newShop(world)]
  for (const customer of [1n, 2n]) await customerIn(world, shop, customer, false)
  await customerIn(world, other, 3n, false)
  await read(shop, 1n)
  await read(other, 3n)
  expect(await outcomes(other, 3n)).toMatchObject({ 'same-document': 'fine' })
  await read(shop, 2n)
  expect(await outcomes(shop, 2n)).toMatchObject({ 'same-document': 'warn' })
  expect(await seenElsewhere(world.db, shop, 1n)).toMatchObject({ identity: ['2'] })
  const hashes = await world.db.kycFingerprint.findMany({ where: { kind: 'identity', shopId: { in: [shop, other] } } })
  expect(new Set(hashes.map(({ hash }) => Buffer.from(hash).toString('hex'))).size).toBe(2)
  // Read again and corrected: the former number is nobody's any more.
  await read(shop, 1n, { number: '309012345601' })
  expect(await seenElsewhere(world.db, shop, 2n)).toMatchObject({ identity: [] })
})

test('table C 7: the same phone and address, as two people declare them', async () => {
  const shop = await newShop(world)
  for (const customer of [1n, 2n]) {
    await customerIn(world, shop, customer, false)
    expect((await acceptNotice(world, shop, customer, { version: 0, language: 'ja' })).ok).toBe(true)
    const address1 = customer === 1n ? '梅田三丁目１番地１' : '梅田3-1-1'
    const form = {
      ...EMPTY_PROFILE,
      zip: '530-0001',
      province: 'JP-27',
      city: '大阪市北区',
      address1,
      phone: '090-9876-5432',
      occupation: '会社員',
      birthDate: '1990-04-01',
    }
    expect((await saveProfile(world, { shop, customer }, form)).ok).toBe(true)
  }
  expect(await seenElsewhere(world.db, shop, 1n)).toEqual({ phone: ['2'], address: ['2'] })
})

test('table C 21: after a merge the survivor has the traits of both, and is not warned of the one that went', async () => {
  const shop = await newShop(world)
  for (const customer of [1n, 2n, 3n]) await customerIn(world, shop, customer, false)
  await read(shop, 1n)
  await read(shop, 2n)
  const gid = (id: number) => `gid://shopify/Customer/${id}`
  const payload = { status: 'completed', admin_graphql_api_customer_kept_id: gid(1), admin_graphql_api_customer_deleted_id: gid(2) }
  await keepAll(world, [{ shop, topic: 'customers/merge', webhookId: 'merge', payload }])
  await drain(world, shop, { 'customers/merge': afterMerge(world) })
  expect(await world.db.kycFingerprint.count({ where: { shopId: shop, customerId: 2n } })).toBe(0)
  expect(await seenElsewhere(world.db, shop, 1n)).toMatchObject({ identity: [] })
  await read(shop, 3n)
  expect(await seenElsewhere(world.db, shop, 3n)).toMatchObject({ identity: ['1'] })
})

test('F03 readings, hashes and legs go with the customer; what a law holds of them is opened on record', async () => {
  for (const holds of [[], ['kobutsu']]) {
    const shop = await newShop(world, { holds })
    await customerIn(world, shop, 1n, true)
    await read(shop, 1n)
    await recordLeg(world, {
      shop,
      customer: 1n,
      by,
      entry: { leg: 'restricted-mail', record: 'sent', happenedOn: '2026-11-20', tracking: 'RR123456785JP' },
    })
    await redact(world, shop, 1n)
    const where = { shopId: shop }
    expect([
      await world.db.kycReading.count({ where }),
      await world.db.kycFingerprint.count({ where }),
      await world.db.kycLeg.count({ where }),
    ]).toEqual([0, 0, 0])
    const held = (await holdingsOf(world, shop)).records.filter(({ kind }) => kind === 'checks')
    // What stood when he was approved, the reading, and two legs.
    expect(held.length).toBe(holds.length * 4)
    const opened = await Promise.all(held.map(({ id }) => unsealRecord(world, shop, owner, { id, reason: 'inspection' })))
    const lines = opened.flatMap((each) => (each.ok && each.value.kind === 'checks' ? [each.value.lines] : []))
    if (holds.length > 0) {
      expect(lines.flat()).toEqual(
        expect.arrayContaining([
          ['number', '309012345620'],
          ['expiresOn', '2029-05-02'],
          ['leg', 'restricted-mail'],
          ['record', 'sent'],
        ]),
      )
      expect(JSON.stringify(lines)).not.toContain('RR123456785JP')
    }
  }
})

test('C13 the checklist of a case: each part with its checks, each method with its legs; nothing of it for who may not see papers', async () => {
  const settings = {
    methods: { individual: ['kobutsu-copy-mail-account', 'hanshu-face-image'], corporation: ['kobutsu-seal'] },
    ageMin: 20,
  }
  const shop = await newShop(world, settings)
  await customerIn(world, shop, 1n, false)
  const who = { shop, customer: 1n }
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { party: 'corporation' } })
  await read(shop, 1n)
  const nothing = { email: null, phone: null, address: [], locale: null, orders: 0, withheld: false, native: null }
  const person = { ...nothing, name: '関所 花子', company: '関所商事' }
  const panel = (by: Parameters<typeof panelOf>[2]) => panelOf(world, who, by, readSettings(settings), Promise.resolve(person))
  const found = await panel({ id: 7n, name: '', role: 'reviewer' })
  expect(found?.parts.map(({ part, looked }) => [part, findingsOf(looked).map(({ check }) => check)])).toEqual([
    ['identity', ['expiry', 'number', 'name', 'kana', 'birth-date', 'age', 'address', 'same-document', 'same-phone']],
    ['corporate', ['six-months', 'number', 'name', 'address']],
  ])
  expect(found?.parts.flatMap(({ looked }) => findingsOf(looked)).find(({ check }) => check === 'age')?.facts).toMatchObject({
    ageMin: 20,
    age: 36,
  })
  expect(found?.methods.map(({ method, legs }) => [method.id, legs.map(({ state }) => state)])).toEqual([
    ['kobutsu-seal', ['open', 'open']],
  ])
  expect(found?.open).toEqual(['seal-certificate', 'sealed-paper'])
  expect(await panel({ id: 8n, name: '', role: 'viewer' })).toBeNull()
})

test('table C 7: a part that the case has not is not read, and who may not decide reads nothing', async () => {
  const shop = await newShop(world)
  await customerIn(world, shop, 1n, false)
  const corporate = { by, part: 'corporate', reading: { ...READING, kind: 'seal-certificate' } } as const
  expect(await saveReading(world, { shop, customer: 1n }, corporate)).toMatchObject({ ok: false, refusal: { because: 'no-such-part' } })
  const viewer = { id: 8n, name: '', role: 'viewer' } as const
  expect(await saveReading(world, { shop, customer: 1n }, { by: viewer, part: 'identity', reading: READING })).toMatchObject({ ok: false })
})
