import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { LABEL_KEYS, PRESETS } from '../kyc/tags.ts'
import { settleRewording } from '../kyc/wording-change.server.ts'
import { wordingsOf } from '../kyc/wordings.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { changeSettings } from './change-settings.server.ts'
import { grant, greet, staffOf } from './members.server.ts'
import { ROLES } from './roles.ts'
import { readSettings } from './settings.ts'

const owner = { id: 1n, name: '関 一郎', role: 'owner' } as const

const settingsOf = async (world: TestWorld, shop: string) =>
  readSettings((await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).settings)

/** A store in which so many customers still show each former word. */
const storeWith = (count: number) => (shop: string) =>
  Promise.resolve({
    shop,
    request: async () => ({ data: { customersCount: { count, precision: 'EXACT' } }, errors: [] }),
  } as unknown as ShopClient)

test('a section is changed alone, on record', async () => {
  const world = await testWorld()
  const shop = await newShop(world, { approveByTagRemoval: 'never' })
  const notices = { to: ['a@example.com'], registered: false, submitted: true }
  await changeSettings(world, shop, owner, { section: 'notices', notices })
  expect(await settingsOf(world, shop)).toMatchObject({ notices, approveByTagRemoval: 'never', language: 'ja' })
  expect(await world.db.auditEntry.findMany({ where: { shopId: shop } })).toMatchObject([{ action: 'settings.notices', actorId: '1' }])
})

test('nobody but owners changes anything', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  for (const role of ROLES.filter((each) => each !== 'owner')) {
    const refused = await changeSettings(world, shop, { ...owner, role }, { section: 'language', language: 'en' })
    expect(refused).toMatchObject({ refusal: { code: 'not-allowed' } })
  }
  expect((await settingsOf(world, shop)).language).toBe('ja')
})

test('another language leaves the labels of customers as they are', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await changeSettings(world, shop, owner, { section: 'language', language: 'en' })
  expect(wordingsOf(await settingsOf(world, shop)).wording).toEqual(PRESETS.ja)
  await changeSettings(world, shop, owner, { section: 'language', language: 'ja' })
  expect((await settingsOf(world, shop)).labels).toEqual({})
})

test('another wording keeps the former one as ours, and every customer is read again', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await world.db.kycCase.createMany({ data: [1n, 2n, 3n].map((customerId) => ({ shopId: shop, customerId, gone: customerId === 3n })) })
  const wording = { ...PRESETS.ja, verified: '③確認OK' }
  expect(await changeSettings(world, shop, owner, { section: 'labels', wording })).toMatchObject({ ok: true })
  const settings = await settingsOf(world, shop)
  expect(settings).toMatchObject({ labels: { verified: '③確認OK' }, earlierLabels: PRESETS.ja })
  expect(wordingsOf(settings)).toEqual({ wording, earlier: PRESETS.ja })
  const jobs = (await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)
  expect(jobs.map(({ task, payload, key }) => [task, payload.customer, key])).toEqual([
    ['kyc.reconcile', '1', `reconcile:${shop}:1`],
    ['kyc.reconcile', '2', `reconcile:${shop}:2`],
    ['desk.segments', undefined, `segments:${shop}`],
    ['desk.watch-tags', undefined, `watch-tags:${shop}`],
  ])
})

test.each([
  [{ verified: '' }, { verified: 'empty' }],
  [{ verified: 'a,b' }, { verified: 'comma' }],
  [{ verified: 'x'.repeat(256) }, { verified: 'too-long' }],
  [{ verified: PRESETS.ja.opened }, { verified: 'same-as:opened' }],
])('a wording like %j is refused at its label', async (change, fields) => {
  const world = await testWorld()
  const shop = await newShop(world)
  const refused = await changeSettings(world, shop, owner, { section: 'labels', wording: { ...PRESETS.ja, ...change } })
  expect(refused).toEqual({ ok: false, refusal: { code: 'bad-input', fields } })
  expect((await settingsOf(world, shop)).labels).toEqual({})
})

test('a second change of wording waits until no customer shows the former words', async () => {
  const shopify = { count: 1 }
  const world = await testWorld({ shopify: (shop) => storeWith(shopify.count)(shop) })
  const shop = await newShop(world)
  const change = (verified: string) => changeSettings(world, shop, owner, { section: 'labels', wording: { ...PRESETS.ja, verified } })
  await change('③一')
  expect(await change('③二')).toMatchObject({ refusal: { because: 'rewording-runs' } })
  shopify.count = 0
  // Searches lag: an empty answer right after the change proves nothing.
  expect(await settleRewording(world, shop, await settingsOf(world, shop))).toBe(true)
  world.pass(61 * 60_000)
  shopify.count = 1
  expect(await settleRewording(world, shop, await settingsOf(world, shop))).toBe(true)
  shopify.count = 0
  expect(await change('③二')).toMatchObject({ ok: true })
  expect(await settingsOf(world, shop)).toMatchObject({ labels: { verified: '③二' }, earlierLabels: { verified: '③一' } })
})

test('a store that does not answer keeps the change running', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await changeSettings(world, shop, owner, { section: 'labels', wording: { ...PRESETS.ja, verified: '③一' } })
  world.pass(61 * 60_000)
  expect(await settleRewording(world, shop, await settingsOf(world, shop))).toBe(true)
})

test('saving the same wording changes nothing and reads nobody', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 1n } })
  await changeSettings(world, shop, owner, { section: 'labels', wording: PRESETS.ja })
  expect((await settingsOf(world, shop)).earlierLabels).toBeNull()
  expect((await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)).toEqual([])
  expect(LABEL_KEYS).toHaveLength(7)
})

test('the store’s owner is an owner, all others are nobody until one grants more, on record, and the last owner stays', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const user = (id: number, account_owner: boolean) => ({ id, first_name: '花子', last_name: '検見', account_owner })
  const first = await greet(world, shop, user(1, true))
  const second = await greet(world, shop, user(2, false))
  expect([first.role, second.role, second.name]).toEqual(['owner', 'nobody', '検見 花子'])
  expect(await grant(world, shop, first, 1n, 'viewer')).toMatchObject({ refusal: { because: 'last-owner' } })
  expect(await grant(world, shop, second, 2n, 'owner')).toMatchObject({ refusal: { code: 'not-allowed' } })
  await grant(world, shop, first, 2n, 'owner')
  const told = await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'staff.grant' } })
  expect(told).toMatchObject([{ actorId: '1', subject: 'staff:2', codes: { from: 'nobody', to: 'owner' } }])
  expect((await staffOf(world, shop)).map(({ role }) => role)).toEqual(['owner', 'owner'])
  expect(await grant(world, shop, first, 9n, 'owner')).toMatchObject({ refusal: { code: 'not-found' } })
})

test('C24 the tag of watched customers is never one of the law’s labels, whichever of the two is changed', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const desk = { section: 'desk', serviceHours: 8, reminderAfterDays: 3, reminderEveryDays: 14 } as const
  const fault = (watchLabel: string) => changeSettings(world, shop, owner, { ...desk, watchLabel })
  expect(await fault('③本人確認済')).toMatchObject({ refusal: { fields: { watchLabel: 'same-as' } } })
  expect(await fault('要注意,電話')).toMatchObject({ refusal: { fields: { watchLabel: 'comma' } } })
  expect(await fault('要注意・電話')).toMatchObject({ ok: true, value: { serviceHours: 8, watchLabel: '要注意・電話' } })
  const wording = { ...PRESETS.ja, payout: '要注意・電話' }
  expect(await changeSettings(world, shop, owner, { section: 'labels', wording })).toMatchObject({ refusal: { because: 'watch-label' } })
})

test('table C 10: what papers that run out and changed customers lead to is set by owners, on record with what it was before', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const before = await settingsOf(world, shop)
  const expiry = { remindDays: [14], graceDays: 3, ask: false }
  const changes = { name: 'task', address: 'lock', birthDate: 'ignore', email: 'ignore' } as const
  await changeSettings(world, shop, owner, { section: 'expiry', expiry })
  await changeSettings(world, shop, owner, { section: 'changes', changes })
  expect(await settingsOf(world, shop)).toEqual({ ...before, expiry, changes })
  expect(await world.db.auditEntry.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })).toMatchObject([
    { action: 'settings.expiry', codes: { from: before.expiry, to: expiry } },
    { action: 'settings.changes', codes: { from: { name: 'lock', address: 'task' }, to: changes } },
  ])
})
