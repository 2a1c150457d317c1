// A change of wording in a large store: bulk mutations, what edits in between become, and what a crash leaves.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { drain, keepAll } from '../../app/inbox/inbox.server.ts'
import * as cases from '../../app/kyc/cases.server.ts'
import { decide } from '../../app/kyc/decisions.server.ts'
import { afterBulkMutation, relabel } from '../../app/kyc/relabelling.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { PRESETS } from '../../app/kyc/tags.ts'
import { settleRewordings } from '../../app/kyc/wording-change.server.ts'
import { changeSettings } from '../../app/staff/change-settings.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let people = 0
const owner = { id: 9001n, name: '関 一郎', role: 'owner' } as const
const NEW = { ...PRESETS.ja, opened: '① 開設', unverified: '① 未確認', verified: '③ 確認済' }

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await install(world, store)
})
beforeEach(async () => {
  world.at(new Date())
  await store.lever('DELETE', 'faults')
  await store.lever('POST', 'settings', { bulkMs: 0, bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  await world.db.kycCase.deleteMany()
  await world.db.kycRelabelling.deleteMany()
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  await world.db.shop.update({ where: { shopId: shop }, data: { settings: {} } })
  // Enough of them to be a large store; nobody has ever read them.
  await world.db.$executeRaw`insert into kyc_cases (shop_id, customer_id) select ${shop}, -n from generate_series(1, 501) n`
})

async function registered(): Promise<number> {
  people += 1
  const { id } = await store.act('register', { email: `r${people}@example.com`, lastName: '関', firstName: `${people}` })
  await synchronise(world, shop, BigInt(id))
  return id
}
async function verified(): Promise<number> {
  const id = await registered()
  const moved = (event: Parameters<typeof cases.move>[4]) =>
    world.db.$transaction((tx) => cases.move(world, tx, shop, BigInt(id), event, { kind: 'customer' }))
  await moved({ type: 'choose-party', party: 'individual' })
  await moved({ type: 'submit', part: 'identity' })
  await moved({ type: 'accept', part: 'identity' })
  const { version } = await rowOf(id)
  await decide(world, { shop, customer: BigInt(id), version, by: owner, decision: { type: 'approve' } })
  await synchronise(world, shop, BigInt(id))
  return id
}
const rowOf = (id: number) => world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: shop, customerId: BigInt(id) } } })
const tagsOf = async (id: number) => (await store.look(id))?.tags ?? []
const reword = async () => {
  world.pass(1000)
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  expect(await changeSettings(world, shop, owner, { section: 'labels', wording: NEW })).toMatchObject({ ok: true })
}
const state = () => world.db.kycRelabelling.findUniqueOrThrow({ where: { shopId: shop } })
const nominees = async () =>
  (await waitingJobs(world)).flatMap(({ task, payload }) => (task === 'kyc.reconcile' ? [Number(payload.customer)] : []))

/** Carries on as its jobs would, until `there`, or to the end. */
async function carryOn(there: (row: Awaited<ReturnType<typeof state>>) => boolean = () => false): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    if (there(await state()) || (await relabel(world, shop).catch(() => 'failed')) === 'over') return
  }
  throw new Error('the relabelling does not end')
}
const byHand = () =>
  world.db.kycEvent.findMany({ where: { shopId: shop, actor: 'shopify-admin' }, select: { type: true, customerId: true } })
const operations = async (): Promise<string[]> => {
  const query = '{ bulkOperations(first: 50, query: "operation_type:mutation") { nodes { query } } }'
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query }),
  })
  const { data } = (await answer.json()) as { data: { bulkOperations: { nodes: { query: string }[] } } }
  return data.bulkOperations.nodes.map((one) => one.query)
}

test('everybody gets the new texts and loses the former ones by two bulk mutations; the law sees no edit and has nothing to do', async () => {
  const [one, two] = [await registered(), await verified()]
  await reword()
  expect(await nominees()).toEqual([])
  await store.lever('POST', 'bucket')
  await carryOn()
  expect(await tagsOf(one)).toEqual(['① 未確認', '① 開設'])
  expect(await tagsOf(two)).toEqual(['① 開設', '③ 確認済'])
  expect(await state()).toMatchObject({ state: 'done', counts: { relabelled: 2, nominated: 0, undone: 0 } })
  // Two uploads and two operations, whoever many customers there are.
  expect(await store.lever('GET', 'bucket')).toMatchObject({ mutations: 4 })
  for (const id of [one, two]) expect(await synchronise(world, shop, BigInt(id))).toBe('settled')
  expect(await store.lever('GET', 'bucket')).toMatchObject({ mutations: 4 })
  expect(await byHand()).toEqual([])
})

test('a ③ that staff remove before the new text lands is a denial: our text is taken back, and the case is revoked', async () => {
  const id = await verified()
  await reword()
  await carryOn((row) => row.stagedPath !== null)
  await store.act('remove-tags', { customer: id, tags: ['③本人確認済'] })
  await carryOn()
  expect(await tagsOf(id)).not.toContain('③ 確認済')
  expect(await state()).toMatchObject({ counts: { undone: 1 } })
  expect(await nominees()).toEqual([id])
  await synchronise(world, shop, BigInt(id))
  expect(await rowOf(id)).toMatchObject({ verified: false })
  expect(await store.look(id)).toMatchObject({ verified: 'false' })
})

test('whom the ordinary path has relabelled meanwhile is not taken for edited', async () => {
  const id = await verified()
  await reword()
  await carryOn((row) => row.stagedPath !== null)
  world.pass(1000)
  await synchronise(world, shop, BigInt(id))
  await carryOn()
  expect(await tagsOf(id)).toEqual(['① 開設', '③ 確認済'])
  await synchronise(world, shop, BigInt(id))
  expect(await rowOf(id)).toMatchObject({ verified: true })
})

test('a tag of staff’s own is never touched, and a line that fails is nominated', async () => {
  const [full, other] = [await registered(), await registered()]
  await store.act('add-tags', { customer: other, tags: ['要注意'] })
  await reword()
  await store.act('add-tags', { customer: full, tags: Array.from({ length: 248 }, (_, at) => `own ${at}`) })
  await carryOn()
  expect(await nominees()).toEqual([full])
  expect(await tagsOf(other)).toEqual(['① 未確認', '① 開設', '要注意'])
  expect(await tagsOf(full)).toContain('①本人確認前')
})

test('a start whose answer was lost is found again: no operation runs twice', async () => {
  const id = await registered()
  const before = (await operations()).length
  await reword()
  await carryOn((row) => row.stagedPath !== null)
  await store.lever('POST', 'faults', { kind: 'api-lost', operation: 'StartBulkMutation', count: 1 })
  await expect(relabel(world, shop)).rejects.toThrow()
  await carryOn()
  expect((await operations()).length - before).toBe(2)
  expect(await tagsOf(id)).toEqual(['① 未確認', '① 開設'])
})

test('the finish webhook wakes it; the change ends by itself when the store shows nothing of the former words', async () => {
  await registered()
  await reword()
  await carryOn((row) => row.operation !== null)
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  const { operation } = await state()
  await keepAll(world, [{ shop, topic: 'bulk_operations/finish', webhookId: 'bulk', payload: { admin_graphql_api_id: operation } }])
  await drain(world, shop, { 'bulk_operations/finish': afterBulkMutation })
  expect((await waitingJobs(world)).map(({ task }) => task)).toContain('kyc.relabel')
  await carryOn()
  await settleRewordings(world)
  const settings = async () => (await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).settings
  expect(await settings()).toMatchObject({ earlierLabels: PRESETS.ja })
  await store.lever('POST', 'reset')
  await world.db.kycCase.deleteMany()
  world.pass(61 * 60_000)
  await settleRewordings(world)
  expect(await settings()).toMatchObject({ earlierLabels: null })
})
