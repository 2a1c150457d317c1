// Taking over in a large shop: what goes by bulk mutations, what edits and readings in between become, and what a crash leaves.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { drain, keepAll } from '../../app/inbox/inbox.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { carryTakeOverOn, pauseTakeOver } from '../../app/kyc/take-over.server.ts'
import { afterLabelling, label } from '../../app/kyc/take-over-labels.server.ts'
import { takeOverGlance } from '../../app/kyc/take-over-view.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { install, runJobs } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { confirmed, OWNER, previewed } from '../harness/take-over.ts'

const OPENED = '①アカウント開設済'
const BEFORE = '①本人確認前'
const CORPORATE = '②法人確認書類提出中'
const VERIFIED = '③本人確認済'
const DAY = 24 * 60 * 60_000

let store: TestStore
let world: TestWorld
let shop: string

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
})

const TABLES = [
  'kyc_cases',
  'kyc_intents',
  'kyc_events',
  'kyc_tasks',
  'kyc_sightings',
  'kyc_surveys',
  'take_overs',
  'mails',
  'inbox',
  'audit_log',
  'lookup_keys',
  'sessions',
  'shops',
]

beforeEach(async () => {
  await store.lever('POST', 'reset')
  await store.lever('POST', 'clock', { reset: true })
  await store.lever('DELETE', 'faults')
  await store.lever('POST', 'settings', { bulkMs: 0, bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  await world.db.$executeRawUnsafe(`delete from graphile_worker._private_jobs; ${TABLES.map((name) => `delete from ${name}`).join(';')}`)
  world.at(new Date())
})

let made = 0
/** Customers of ten days ago, a preview of them, and an installation of an hour ago. */
async function previewOf(...customers: (readonly string[])[]): Promise<number[]> {
  await store.lever('POST', 'clock', { advanceMs: -10 * DAY })
  const ids: number[] = []
  for (const tags of customers) {
    made += 1
    ids.push((await store.act('create-customer', { email: `k${made}@example.com`, lastName: '古', firstName: `${made}`, tags })).id)
  }
  await store.lever('POST', 'clock', { reset: true })
  await install(world, store, { installedAt: new Date(world.now().getTime() - 3_600_000) })
  await previewed(world, shop)
  return ids
}

/** The owner confirms, in a shop that counts as large: there are five hundred others, of whom these tests want to know nothing. */
async function confirmedAsLarge(): Promise<void> {
  const { preview } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
  await world.db.$executeRaw`
    insert into kyc_sightings (shop_id, customer_id, preview, labels, metafield, own, verdicts)
    select ${shop}, 9000000000000000 + n, ${preview}, '', '', '', 'n' from generate_series(1, 500) n`
  await confirmed(world, shop)
  await world.db.kycSighting.deleteMany({ where: { customerId: { gt: 9000000000000000n } } })
}

const row = () => world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
type Row = Awaited<ReturnType<typeof row>>

/** Carries the labels on as their jobs would, until `there`, or to the end. */
async function labelled(there: (row: Row) => boolean = () => false): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    if (there(await row()) || (await label(world, shop)) === 'over') return
  }
  throw new Error('the labels do not end')
}

/** Everybody labelled is read by id and taken over. */
async function takenOver(): Promise<void> {
  world.pass(1000)
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    if ((await carryTakeOverOn(world, shop)) === 'over') return
    await runJobs(world)
  }
  throw new Error('the taking over does not end')
}

const caseOf = (id: number) =>
  world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: shop, customerId: BigInt(id) } } })
const verdictOf = async (id: number) =>
  (await world.db.kycEvent.findMany({ where: { shopId: shop, customerId: BigInt(id) } })).map(({ type, data }) => [
    type,
    (data as { verdict?: string }).verdict,
  ])
const tasks = async () =>
  (await world.db.kycTask.findMany({ where: { shopId: shop } })).map(({ customerId, code }) => [Number(customerId), code])
const intents = () => world.db.kycIntent.count({ where: { shopId: shop } })
/** The values that the verified metafield of a customer ever had. */
const valuesOf = async (id: number) =>
  (
    await store.lever<{ events: { type: string; subject: string; detail: { key?: string; after?: unknown } }[] }>('GET', 'events')
  ).events.flatMap(({ type, subject, detail }) =>
    type.startsWith('metafield') && subject === `gid://shopify/Customer/${id}` && detail.key === 'verified' ? [detail.after] : [],
  )
const mutationsOf = async (name: string): Promise<number> => {
  const query = '{ bulkOperations(first: 50, query: "operation_type:mutation") { nodes { query } } }'
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query }),
  })
  const { data } = (await answer.json()) as { data: { bulkOperations: { nodes: { query: string }[] } } }
  return data.bulkOperations.nodes.filter((one) => one.query.includes(name)).length
}

describe('in a large shop', () => {
  test('A02 X1 the labels ① go in bulk, and who needs no more is only read; everybody becomes what was counted, and nobody is mailed', async () => {
    const [bare = 0, vip = 0, half = 0, known = 0, torn = 0, paper = 0] = await previewOf(
      [],
      ['VIP'],
      [OPENED],
      [VERIFIED],
      [BEFORE, VERIFIED],
      // Half of a corporation's identification: with ① beside it, it would contradict itself.
      [VERIFIED, CORPORATE],
    )
    await confirmedAsLarge()
    await store.lever('POST', 'bucket')
    await labelled()
    // One upload and one operation, however many customers there are.
    expect(await store.lever('GET', 'bucket')).toMatchObject({ mutations: 2 })
    expect((await store.look(bare))?.tags).toEqual([OPENED, BEFORE])
    expect(await store.look(known)).toMatchObject({ tags: [OPENED, VERIFIED], verified: null })
    expect(await world.db.kycCase.count()).toBe(0)
    await takenOver()
    // Beyond those two: one each for the customer who is opened, and for the two who show a ③ that does not count.
    expect(await store.lever('GET', 'bucket')).toMatchObject({ mutations: 5 })
    expect(await store.look(known)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    expect((await store.look(vip))?.tags).toEqual([OPENED, BEFORE, 'VIP'].sort())
    expect((await store.look(half))?.tags).toEqual([OPENED, BEFORE])
    expect((await store.look(torn))?.tags).toEqual([OPENED, BEFORE])
    const verdicts = await Promise.all([bare, vip, half, known, torn, paper].map(verdictOf))
    expect(verdicts.map(([first]) => first)).toEqual(
      ['new', 'new', 'new', 'verified', 'contradictory', 'pending'].map((verdict) => ['taken-over', verdict]),
    )
    expect(await caseOf(paper)).toMatchObject({ party: 'corporation', identity: 'accepted', corporate: 'submitted', verified: false })
    expect((await tasks()).sort()).toEqual([
      [torn, 'take-over-contradictory'],
      [paper, 'other-part-missing'],
    ])
    expect([await intents(), await world.db.mail.count(), (await takeOverGlance(world, shop)).stage]).toEqual([0, 0, 'done'])
  })

  test('X1 a denial by hand between the preview and the bulk mutation stands: nobody is opened, at any moment', async () => {
    const [third = 0, off = 0, on = 0] = await previewOf([VERIFIED], [VERIFIED], [VERIFIED])
    await confirmedAsLarge()
    await labelled(({ stagedPath }) => stagedPath !== null)
    await store.act('remove-tags', { customer: third, tags: [VERIFIED] })
    await store.act('set-metafield', { customer: off, namespace: '$app', key: 'verified', type: 'boolean', value: 'false' })
    await labelled()
    await takenOver()
    expect([await valuesOf(third), await valuesOf(off), await valuesOf(on)]).toEqual([[], ['false'], ['true']])
    for (const id of [third, off]) expect(await caseOf(id)).toMatchObject({ verified: false })
    expect((await store.look(third))?.tags).toEqual([OPENED, BEFORE])
    expect((await store.look(off))?.tags).toEqual([OPENED, BEFORE])
    expect(await caseOf(on)).toMatchObject({ verified: true, frozen: false })
  })

  test('X1 a ③ that came after the preview raises nobody, though our own labels stand beside it', async () => {
    const [bare = 0] = await previewOf([])
    await confirmedAsLarge()
    await labelled()
    await store.act('add-tags', { customer: bare, tags: [VERIFIED] })
    await takenOver()
    expect([await caseOf(bare), await tasks()]).toMatchObject([{ verified: false }, [[bare, 'added-without-removal']]])
    expect(await store.look(bare)).toMatchObject({ tags: [OPENED, BEFORE], verified: null })
  })

  test('X1 our labels that land after somebody was read and verified are our own late write, and no edit', async () => {
    const [id = 0] = await previewOf([])
    await confirmedAsLarge()
    await store.lever('POST', 'settings', { bulkMs: 3000 })
    await labelled(({ operation }) => operation !== null)
    // News of the customer, before a line of the operation was carried out; then staff switch the metafield on.
    expect(await synchronise(world, shop, BigInt(id))).toBe('settled')
    await store.act('set-metafield', { customer: id, namespace: '$app', key: 'verified', type: 'boolean', value: 'true' })
    expect(await synchronise(world, shop, BigInt(id))).toBe('settled')
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    expect(await intents()).toBe(1)
    await labelled()
    expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE, VERIFIED])
    await synchronise(world, shop, BigInt(id))
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    expect([await tasks(), (await caseOf(id)).verified]).toEqual([[], true])
  })

  test('F2 killed after every step, it goes on where it was: every write is an intent before it is sent, and no operation runs twice', async () => {
    const ids = await previewOf([], [VERIFIED], [])
    await confirmedAsLarge()
    // Nobody is asked for before the labels are there, and nothing is over.
    expect(await carryTakeOverOn(world, shop)).toBe('goes-on')
    expect((await waitingJobs(world)).filter(({ task }) => task === 'kyc.reconcile')).toEqual([])
    await labelled(({ stagedPath }) => stagedPath !== null)
    expect(await intents()).toBe(0)
    // The start is carried out, its answer is lost, and the process dies with its jobs.
    await store.lever('POST', 'faults', { kind: 'api-lost', operation: 'StartBulkMutation', count: 1 })
    await expect(label(world, shop)).rejects.toThrow()
    expect([await intents(), (await row()).operation, await mutationsOf('AddTags')]).toEqual([3, null, 1])
    await world.db.$executeRaw`delete from graphile_worker._private_jobs`
    expect(await label(world, shop)).toBe('waits')
    expect([(await row()).operation === null, await mutationsOf('AddTags')]).toEqual([false, 1])
    // Two workers, of which neither knows of the other; then the rest.
    await Promise.all([label(world, shop), label(world, shop)])
    await labelled()
    await takenOver()
    expect(await mutationsOf('AddTags')).toBe(1)
    expect((await Promise.all(ids.map(verdictOf))).map((told) => told.length)).toEqual([1, 1, 1])
    expect([await intents(), (await takeOverGlance(world, shop)).stage]).toEqual([0, 'done'])
  })

  test('X1 a pause stops the operation, and nothing is taken over in it; a second one goes on with who is left', async () => {
    const ids = await previewOf([], [], [])
    await confirmedAsLarge()
    await store.lever('POST', 'settings', { bulkMs: 4000 })
    await labelled(({ operation }) => operation !== null)
    expect(await pauseTakeOver(world, shop, OWNER, true)).toMatchObject({ ok: true })
    expect((await waitingJobs(world)).map(({ task }) => task)).toContain('kyc.label')
    expect(await label(world, shop)).toBe('over')
    expect(await synchronise(world, shop, BigInt(ids[0] ?? 0))).toBe('left-alone')
    expect(await carryTakeOverOn(world, shop)).toBe('over')
    expect(await world.db.kycCase.count()).toBe(0)
    expect(await pauseTakeOver(world, shop, OWNER, false)).toMatchObject({ ok: true })
    await labelled()
    // Nothing was labelled: all of it is left to the ordinary path.
    for (const id of ids) expect((await store.look(id))?.tags).toEqual([])
    await takenOver()
    for (const id of ids) expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE])
    expect([await intents(), (await takeOverGlance(world, shop)).stage]).toEqual([0, 'done'])
  })

  test('X1 a line that fails leaves its customer to the ordinary path, and who is gone holds nothing up', async () => {
    const [full = 0, gone = 0, other = 0] = await previewOf([], [], [])
    await confirmedAsLarge()
    await labelled(({ stagedPath }) => stagedPath !== null)
    await store.act('add-tags', { customer: full, tags: Array.from({ length: 249 }, (_, at) => `own ${at}`) })
    await store.act('delete-customer', { customer: gone })
    await labelled()
    await takenOver()
    expect(await tasks()).toEqual([[full, 'store-refuses']])
    expect((await store.look(other))?.tags).toEqual([OPENED, BEFORE])
    expect([await intents(), (await takeOverGlance(world, shop)).stage]).toEqual([0, 'done'])
  })

  test('the finish webhook wakes it', async () => {
    await previewOf([])
    await confirmedAsLarge()
    await labelled(({ operation }) => operation !== null)
    await world.db.$executeRaw`delete from graphile_worker._private_jobs`
    const { operation } = await row()
    await keepAll(world, [{ shop, topic: 'bulk_operations/finish', webhookId: 'bulk', payload: { admin_graphql_api_id: operation } }])
    await drain(world, shop, { 'bulk_operations/finish': afterLabelling })
    expect((await waitingJobs(world)).map(({ task }) => task)).toContain('kyc.label')
  })
})

test('X1 a small shop is taken over without bulk mutations', async () => {
  await previewOf([], [VERIFIED])
  await confirmed(world, shop)
  expect([(await row()).labelled, await label(world, shop)]).toEqual([null, 'over'])
  await takenOver()
  expect([await mutationsOf('AddTags'), (await takeOverGlance(world, shop)).stage]).toEqual([0, 'done'])
})
