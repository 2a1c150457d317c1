// The way from a registration to the order, without a browser: the dev store delivers its own signed webhooks to the app's own route, the
// worker's own handlers carry the jobs out, and the mails arrive in the dev store's inbox.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import * as cases from '../../app/kyc/cases.server.ts'
import { decide } from '../../app/kyc/decisions.server.ts'
import { statusFor } from '../../app/kyc/submission.server.ts'
import { confirmTakeOver } from '../../app/kyc/take-over.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { install, openWebhookDoor, runJobs } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { confirmed, previewed, takenOver } from '../harness/take-over.ts'

const OPENED = '①アカウント開設済'
const BEFORE = '①本人確認前'
const IDENTITY = '②本人確認書類提出中'
const VERIFIED = '③本人確認済'
const STAFF = 'staff@shop.example'
const owner = { id: 9001n, name: '関 一郎', role: 'owner' } as const

interface Letter {
  readonly to: string[]
  readonly subject: string
  readonly text: string
}

let store: TestStore
let world: TestWorld
let shop: string
/** Customers of before the installation, by what they carried. */
const old: Record<'bare' | 'verified', number> = { bare: 0, verified: 0 }

beforeAll(async () => {
  world = await testWorld({ now: new Date() })
  const door = await openWebhookDoor(world)
  store = await startStore({ appUrl: door.url })
  shop = store.shop
  await store.lever('POST', 'settings', {
    bucket: { maximum: 100_000, restorePerSecond: 50_000 },
    webhookRetriesMs: [20, 20, 20, 20],
    bulkMs: 0,
  })
  old.bare = (await store.act('create-customer', { email: 'old@example.com', lastName: '古', firstName: '参' })).id
  old.verified = (await store.act('create-customer', { email: 'known@example.com', tags: [OPENED, VERIFIED, 'VIP'] })).id
  // Ten seconds later than the old customers came: Shopify's dates have no fractions.
  await store.lever('POST', 'clock', { advanceMs: 10_000 })
  world.pass(10_000)
  await install(world, store, { installedAt: world.now(), settings: { notices: { to: [STAFF] } } })
  await store.lever('POST', 'clock', { advanceMs: 10_000 })
  world.pass(10_000)
})

/** Waits until the store has delivered what it has to say, then lets the worker work. */
async function work(): Promise<void> {
  await vi.waitFor(async () => {
    const { deliveries } = await store.lever<{ deliveries: { state: string }[] }>('GET', 'webhooks')
    expect(deliveries.filter(({ state }) => state !== 'delivered' && state !== 'gave up')).toEqual([])
  }, 10_000)
  await runJobs(world)
}

const lettersTo = async (to: string) => (await store.lever<{ mails: Letter[] }>('GET', `mails?to=${encodeURIComponent(to)}`)).mails
const caseOf = async (id: number) => (await cases.readCase(world, shop, BigInt(id)))?.case

describe('a registration', () => {
  let id: number

  test('A01 A02 Shopify tells of it, and the customer has a case, ①アカウント開設済 and ①本人確認前', async () => {
    id = (await store.act('register', { email: 'hanako@example.jp', lastName: '関所', firstName: '花子', locale: 'zh-TW' })).id
    await work()
    expect(await caseOf(id)).toMatchObject({ verified: false, identity: 'none' })
    expect(await store.look(id)).toEqual({ tags: [OPENED, BEFORE], verified: null, updatedAt: null })
    const kept = await world.db.inboxRow.findMany({ where: { shopId: shop, topic: 'customers/create' } })
    expect(kept.map(({ customerId, state, payload }) => [customerId, state, payload])).toEqual([[BigInt(id), 'done', {}]])
  })

  test('A03 staff read a mail that leads to the case and holds nothing of the person', async () => {
    const [letter, ...more] = await lettersTo(STAFF)
    expect(more).toEqual([])
    expect(letter?.subject).toContain('会員登録がありました')
    expect(letter?.text).toContain(`/store/sekisho-demo/apps/test-key/app/cases/${id}`)
    expect(letter?.text).not.toMatch(/花子|hanako/)
  })

  test('A02 the same news again, from the store or the sweep, changes and tells nothing', async () => {
    const before = await store.lever<{ events: unknown[] }>('GET', 'events')
    await store.lever('POST', 'act/update-customer', { customer: id, note: 'x' })
    await work()
    expect((await store.lever<{ events: unknown[] }>('GET', 'events')).events).toHaveLength(before.events.length + 1)
    expect(await lettersTo(STAFF)).toHaveLength(1)
    expect((await cases.history(world, shop, BigInt(id))).map(({ type }) => type)).toEqual(['registered'])
  })

  test('B03 papers: ②本人確認書類提出中 comes', async () => {
    for (const event of [
      { type: 'choose-party', party: 'individual' },
      { type: 'submit', part: 'identity' },
    ] as const) {
      await world.db.$transaction((tx) => cases.move(world, tx, shop, BigInt(id), event, { kind: 'customer' }))
    }
    await work()
    expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE, IDENTITY])
  })

  test('C22 C16 D07 one approval: ordering is on first, then a mail in his language leads to the shop, and the account page says so', async () => {
    await world.db.$transaction((tx) =>
      cases.move(world, tx, shop, BigInt(id), { type: 'accept', part: 'identity' }, { kind: 'staff', id: '9001' }),
    )
    const version = (await caseOf(id))?.version ?? -1
    expect((await decide(world, { shop, customer: BigInt(id), version, by: owner, decision: { type: 'approve' } })).ok).toBe(true)
    expect(await lettersTo('hanako@example.jp')).toEqual([])
    await work()
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    const [letter, ...more] = await lettersTo('hanako@example.jp')
    expect(more).toEqual([])
    expect(letter?.subject).toContain('身分驗證')
    expect(letter?.text).toContain(`${store.url}/storefront/sekisho-demo/`)
    const status = await statusFor(world, shop, BigInt(id), 'ja')
    expect(status).toMatchObject({ verified: true, missing: [], next: 'shop', shopUrl: `${store.url}/storefront/sekisho-demo/` })
  })
})

describe('who was there before the app', () => {
  test('A02 is left as he is while the owner has not confirmed', async () => {
    await store.act('update-customer', { customer: old.bare, note: 'x' })
    await work()
    expect([(await store.look(old.bare))?.tags, await caseOf(old.bare)]).toEqual([[], undefined])
  })

  test('A02 gets ① when the owner confirms the preview, is believed where staff kept ③ by hand, and nobody is told of it', async () => {
    const told = (await lettersTo(STAFF)).length
    expect(await previewed(world, shop)).toMatchObject({ state: 'done', counts: { total: 2, 'tags:verified': 1, 'tags:new': 1 } })
    expect([(await store.look(old.bare))?.tags, await caseOf(old.bare)]).toEqual([[], undefined])
    await confirmed(world, shop)
    await takenOver(world, shop)
    await work()
    expect(await store.look(old.bare)).toMatchObject({ tags: [OPENED, BEFORE], verified: null })
    expect(await store.look(old.verified)).toMatchObject({ tags: [OPENED, 'VIP', VERIFIED].sort(), verified: 'true' })
    expect(await caseOf(old.verified)).toMatchObject({ party: 'individual', verified: true })
    expect((await cases.history(world, shop, BigInt(old.bare))).map(({ type }) => type)).toEqual(['taken-over'])
    expect(await lettersTo(STAFF)).toHaveLength(told)
    expect(await lettersTo('known@example.com')).toEqual([])
  })

  test('A02 confirming twice is refused, and changes nothing more', async () => {
    const ofCustomers = async () =>
      (await store.lever<{ events: { subject: { type: string } }[] }>('GET', 'events')).events.filter(
        ({ subject }) => subject.type === 'Customer',
      )
    const before = await ofCustomers()
    const { preview, source } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
    expect(await confirmTakeOver(world, shop, owner, { preview: preview ?? '', source })).toMatchObject({ refusal: { code: 'not-now' } })
    await takenOver(world, shop)
    await work()
    expect(await ofCustomers()).toEqual(before)
  })
})
