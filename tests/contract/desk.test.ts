// What the review desk does in the store and in customers' mail boxes: segments, the watch tag, messages, reminders.
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { previewMessage, sendMessage } from '../../app/desk/contact.server.ts'
import { previewReminder, remind, startReminder } from '../../app/desk/reminders.server.ts'
import { askForSegments, makeSegments, segmentsOf } from '../../app/desk/segments.server.ts'
import { SEGMENT_KEYS } from '../../app/desk/segments.ts'
import { changeWatch, endWatches, settleWatchTags, watchOf } from '../../app/desk/watch.server.ts'
import { history, move } from '../../app/kyc/cases.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { PRESETS } from '../../app/kyc/tags.ts'
import { sendMail } from '../../app/messaging/send.server.ts'
import { write } from '../../app/platform/world.server.ts'
import { changeSettings } from '../../app/staff/change-settings.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let people = 0
const by = { id: 9001n, name: '関 一郎', role: 'owner' } as const
const DAY = 24 * 60 * 60_000

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await install(world, store)
})
beforeEach(async () => {
  world.at(new Date())
  await world.db.shop.update({ where: { shopId: shop }, data: { settings: { language: 'ja' } } })
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
})

async function registered(locale = 'ja'): Promise<{ customer: bigint; email: string }> {
  people += 1
  const email = `desk${people}@example.com`
  const { id } = await store.act('register', { email, locale, lastName: '関', firstName: '花子' })
  await synchronise(world, shop, BigInt(id))
  return { customer: BigInt(id), email }
}

const admin = async <T>(query: string): Promise<T> => {
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query }),
  })
  return ((await answer.json()) as { data: T }).data
}
const segments = async () =>
  (
    await admin<{ segments: { nodes: { id: string; name: string; query: string }[] } }>(
      '{ segments(first: 50) { nodes { id name query } } }',
    )
  ).segments.nodes
const membersOf = async (id: string) =>
  (
    await admin<{ customerSegmentMembers: { edges: { node: { id: string } }[] } }>(
      `{ customerSegmentMembers(segmentId: "${id}", first: 50) { edges { node { id } } } }`,
    )
  ).customerSegmentMembers.edges.map(({ node }) => BigInt(node.id.split('/').at(-1) ?? '0'))
const tagsOf = async (customer: bigint) => (await store.look(Number(customer)))?.tags ?? []
const mailsTo = async (email: string) =>
  (await store.lever<{ mails: { subject: string; text: string; html: string }[] }>('GET', `mails?to=${encodeURIComponent(email)}`)).mails

async function sendAll(customer?: bigint): Promise<void> {
  const waiting = await world.db.mail.findMany({ where: { shopId: shop, state: 'waiting', ...(customer ? { customerId: customer } : {}) } })
  for (const { id } of waiting) await sendMail(world, shop, id)
}

test('C23 C24 the segments of the shop are made once, hold whom they say, and are made again in new words', async () => {
  await makeSegments(world, shop)
  const made = (await segments()).filter(({ name }) => name.startsWith('Sekisho'))
  expect(made.map(({ name }) => name).sort()).toEqual(
    ['個人', '書類の確認待ち', '本人確認済', '法人', '登録のみ・未提出', '要注意'].map((name) => `Sekisho: ${name}`).sort(),
  )
  await makeSegments(world, shop)
  expect((await segments()).filter(({ name }) => name.startsWith('Sekisho'))).toEqual(made)

  const [person, company, idle] = [await registered(), await registered(), await registered()]
  const act = (customer: bigint, event: Parameters<typeof move>[4]) =>
    write(world, (tx) => move(world, tx, shop, customer, event, { kind: 'customer' }))
  await act(person.customer, { type: 'choose-party', party: 'individual' })
  await act(person.customer, { type: 'submit', part: 'identity' })
  await act(company.customer, { type: 'choose-party', party: 'corporation' })
  await act(company.customer, { type: 'submit', part: 'identity' })
  await act(company.customer, { type: 'submit', part: 'corporate' })
  for (const { customer } of [person, company]) await synchronise(world, shop, customer)
  const of = async (name: string) => membersOf(made.find((one) => one.name === `Sekisho: ${name}`)?.id ?? '')
  expect(await of('個人')).toEqual([person.customer])
  expect(await of('法人')).toEqual([company.customer])
  expect((await of('書類の確認待ち')).sort()).toEqual([person.customer, company.customer].sort())
  expect(await of('登録のみ・未提出')).toContain(idle.customer)
  expect(await of('登録のみ・未提出')).not.toContain(person.customer)

  const wording = { ...PRESETS.ja, verified: "③ it's done" }
  expect(await changeSettings(world, shop, by, { section: 'labels', wording })).toMatchObject({ ok: true })
  expect((await waitingJobs(world)).map(({ task }) => task)).toContain('desk.segments')
  await makeSegments(world, shop)
  const again = (await segments()).filter(({ name }) => name.startsWith('Sekisho'))
  expect(again.map(({ id }) => id)).toEqual(made.map(({ id }) => id))
  expect(again.find(({ name }) => name === 'Sekisho: 本人確認済')?.query).toBe("customer_tags CONTAINS '③ it\\'s done'")
  expect((await segmentsOf(world, shop)).map(({ key, fault }) => [key, fault])).toEqual(SEGMENT_KEYS.map((key) => [key, null]))
})

test('C23 a segment that somebody deleted is made anew, and what Shopify says against one is shown', async () => {
  await makeSegments(world, shop)
  const [first] = await segmentsOf(world, shop)
  await admin(`mutation { segmentDelete(id: "${first?.segment}") { deletedSegmentId } }`)
  await makeSegments(world, shop)
  const [anew] = await segmentsOf(world, shop)
  expect(anew).toMatchObject({ key: 'individuals', fault: null })
  expect(anew?.segment).not.toBe(first?.segment)
  await world.db.shop.update({ where: { shopId: shop }, data: { settings: { language: 'ja', watchLabel: 'あ'.repeat(255) } } })
  await world.db.kycSegment.update({ where: { shopId_key: { shopId: shop, key: 'watched' } }, data: { segment: null } })
  const long = {
    ...world,
    shopify: async () =>
      ({
        request: async () => ({
          data: { segmentCreate: { segment: null, userErrors: [{ field: null, message: 'Segment limit reached.' }] } },
        }),
      }) as never,
  }
  await makeSegments(long, shop)
  expect((await segmentsOf(world, shop)).find(({ key }) => key === 'watched')).toMatchObject({
    segment: null,
    fault: 'Segment limit reached.',
  })
  expect(await askForSegments(world, shop, { ...by, role: 'reviewer' })).toMatchObject({ ok: false })
})

test('C24 who is watched bears the tag with a reason, by whom and until when, and loses it when the time is over', async () => {
  const { customer } = await registered()
  const at = { shop, customer, by }
  expect(await changeWatch(world, at, { act: 'watch', reason: '同じ住所の申請が3件', days: 7 })).toMatchObject({ ok: true })
  await settleWatchTags(world, shop)
  expect(await tagsOf(customer)).toEqual(['①アカウント開設済', '①本人確認前', '要注意'])
  expect(await watchOf(world, shop, customer)).toMatchObject({ reason: '同じ住所の申請が3件', by: 9001n })
  const row = await world.db.kycWatch.findFirstOrThrow({ where: { customerId: customer } })
  expect(Buffer.from(row.sealed).includes('住所')).toBe(false)
  // The engine leaves the tag alone, and takes it for nothing.
  await synchronise(world, shop, customer)
  expect(await tagsOf(customer)).toContain('要注意')
  world.pass(7 * DAY)
  expect(await watchOf(world, shop, customer)).toBeNull()
  await endWatches(world)
  expect((await waitingJobs(world)).map(({ task }) => task)).toContain('desk.watch-tags')
  await settleWatchTags(world, shop)
  expect(await tagsOf(customer)).toEqual(['①アカウント開設済', '①本人確認前'])
  expect((await history(world, shop, customer)).map(({ type, actor }) => [type, actor]).slice(0, 2)).toEqual([
    ['unwatch', 'system'],
    ['watch', 'staff'],
  ])
})

test('C24 a tag that staff set or took away by hand on Shopify’s page stays as they left it', async () => {
  const [byHand, listed] = [await registered(), await registered()]
  await store.act('add-tags', { customer: Number(byHand.customer), tags: ['要注意'] })
  await changeWatch(world, { shop, customer: listed.customer, by }, { act: 'watch', reason: 'x', days: null })
  await settleWatchTags(world, shop)
  await store.act('remove-tags', { customer: Number(listed.customer), tags: ['要注意'] })
  await settleWatchTags(world, shop)
  await synchronise(world, shop, byHand.customer)
  expect(await tagsOf(byHand.customer)).toContain('要注意')
  expect(await tagsOf(listed.customer)).not.toContain('要注意')
  await changeWatch(world, { shop, customer: byHand.customer, by }, { act: 'unwatch' })
  await settleWatchTags(world, shop)
  expect(await tagsOf(byHand.customer)).toContain('要注意')
})

test('C24 a new text for the tag replaces the old one on whoever is watched', async () => {
  const { customer } = await registered()
  await changeWatch(world, { shop, customer, by }, { act: 'watch', reason: 'x', days: null })
  await settleWatchTags(world, shop)
  await world.db.shop.update({ where: { shopId: shop }, data: { settings: { language: 'ja', watchLabel: '注意：電話確認' } } })
  await settleWatchTags(world, shop)
  expect(await tagsOf(customer)).toEqual(['①アカウント開設済', '①本人確認前', '注意：電話確認'])
})

test('C20 C21 a message goes out in the customer’s language as it was previewed, once, and stands sealed in the history', async () => {
  const { customer, email } = await registered('en')
  const to = { shop, customer, by }
  const message = { id: randomUUID(), kind: 'missing', text: 'Please send the back of your licence.\n<b>Thanks</b>' } as const
  const preview = await previewMessage(world, to, message)
  expect(preview).toMatchObject({ to: email, language: 'en' })
  const twice = await Promise.all([sendMessage(world, to, message), sendMessage(world, to, message)])
  expect(twice).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ])
  await sendAll(customer)
  const arrived = (await mailsTo(email)).filter(({ text }) => text.includes('licence'))
  expect(arrived).toHaveLength(1)
  expect(arrived[0]).toMatchObject({ subject: preview.subject })
  expect(arrived[0]?.text.trim()).toBe(preview.text.trim())
  expect(arrived[0]?.html).toContain('&lt;b&gt;Thanks&lt;/b&gt;')
  const lines = (await history(world, shop, customer)).filter(({ type }) => type === 'message')
  expect(lines).toMatchObject([{ actor: 'staff', actorId: '9001', publicText: message.text, data: { kind: 'missing' } }])
  const rows = [
    await world.db.mail.findMany({ where: { customerId: customer } }),
    await world.db.kycEvent.findMany({ where: { customerId: customer } }),
  ]
  expect(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('licence')
  expect(await sendMessage(world, { ...to, by: { ...by, role: 'viewer' } }, { ...message, id: randomUUID() })).toMatchObject({ ok: false })
})

/** A day when nobody of the tests before is to be reminded: their registrations are younger. */
async function afterDays(days: number): Promise<void> {
  world.at(new Date(Date.now() + days * DAY))
}

test('A04 who registered and never submitted is reminded once, however often somebody presses, and again only after the days that were set', async () => {
  await world.db.kycCase.deleteMany()
  const [idle, waiting] = [await registered(), await registered()]
  await write(world, (tx) => move(world, tx, shop, waiting.customer, { type: 'choose-party', party: 'individual' }, { kind: 'customer' }))
  await write(world, (tx) => move(world, tx, shop, waiting.customer, { type: 'submit', part: 'identity' }, { kind: 'customer' }))
  expect(await previewReminder(world, shop)).toMatchObject({ count: 0 })
  await afterDays(4)
  const preview = await previewReminder(world, shop)
  expect(preview).toMatchObject({ count: 1, more: false, running: false })
  const pressed = await Promise.all([1, 2, 3].map(() => startReminder(world, shop, by, preview.id)))
  expect(pressed.every(({ ok }) => ok)).toBe(true)
  expect(await startReminder(world, shop, by, randomUUID())).toMatchObject({ refusal: { because: 'reminder-runs' } })
  await remind(world, shop, preview.id)
  await remind(world, shop, preview.id)
  await sendAll()
  const arrived = async () => (await mailsTo(idle.email)).filter(({ subject }) => subject.includes('まだ済んでいません')).length
  expect(await arrived()).toBe(1)
  expect((await mailsTo(waiting.email)).filter(({ subject }) => subject.includes('まだ済んでいません'))).toEqual([])
  expect((await history(world, shop, idle.customer)).map(({ type }) => type)).toContain('reminded')
  expect(await previewReminder(world, shop)).toMatchObject({ count: 0 })
  await afterDays(4 + 13)
  expect(await previewReminder(world, shop)).toMatchObject({ count: 0 })
  const early = randomUUID()
  await startReminder(world, shop, by, early)
  await remind(world, shop, early)
  await sendAll()
  expect(await arrived()).toBe(1)
  await afterDays(4 + 14)
  expect(await previewReminder(world, shop)).toMatchObject({ count: 1 })
  const again = await previewReminder(world, shop)
  await startReminder(world, shop, by, again.id)
  await remind(world, shop, again.id)
  await sendAll()
  expect(await arrived()).toBe(2)
})

test('A04 who submits between the click and the mail is not reminded', async () => {
  await world.db.kycCase.deleteMany()
  const { customer, email } = await registered()
  await afterDays(4)
  const { id } = await previewReminder(world, shop)
  await startReminder(world, shop, by, id)
  await remind(world, shop, id)
  await write(world, (tx) => move(world, tx, shop, customer, { type: 'submit', part: 'identity' }, { kind: 'customer' }))
  await sendAll()
  expect((await mailsTo(email)).filter(({ subject }) => subject.includes('まだ済んでいません'))).toEqual([])
  expect(await world.db.mail.findFirst({ where: { customerId: customer, template: 'customer.reminder' } })).toMatchObject({
    state: 'dropped',
  })
})
