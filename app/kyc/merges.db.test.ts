import { expect, test } from 'vitest'
import { customerIn, redact, rowsOf } from '../../tests/harness/customers.ts'
import { inOwnShop, type TestWorld, waitingJobs } from '../../tests/harness/database.ts'
import { compliance } from '../accounts/compliance.server.ts'
import { changeWatch, watchOf } from '../desk/watch.server.ts'
import { drain, keepAll } from '../inbox/inbox.server.ts'
import { mayPayOut } from '../payout/gate.ts'
import { accountStanding, rowInForce } from '../payout/in-force.server.ts'
import { readCase } from './cases.server.ts'
import { history } from './history.server.ts'
import { afterMerge } from './merges.server.ts'

let world: TestWorld
let shop: string
inOwnShop((...own) => {
  ;[world, shop] = own
})

const staff = { id: 9001n, name: 'S', role: 'senior-reviewer' } as const
const DAY_MS = 24 * 60 * 60_000

const gid = (id: bigint) => `gid://shopify/Customer/${id}`
async function merge(kept: bigint, lost: bigint): Promise<void> {
  const payload = { status: 'completed', admin_graphql_api_customer_kept_id: gid(kept), admin_graphql_api_customer_deleted_id: gid(lost) }
  await keepAll(world, [{ shop, topic: 'customers/merge', webhookId: `merge-${kept}-${lost}`, payload }])
  await drain(world, shop, { 'customers/merge': afterMerge(world) })
}

const bare = (customer: bigint) =>
  world.db.kycCase.create({ data: { shopId: shop, customerId: customer, party: 'individual', identity: 'accepted', verified: true } })
const watch = (customer: bigint, reason: string, days: number | null = null) =>
  changeWatch(world, { shop, customer, by: staff }, { act: 'watch', reason, days })
const accountsOf = (customer: bigint) =>
  world.db.payoutAccount.findMany({ where: { shopId: shop, customerId: customer }, orderBy: { id: 'asc' } })

test('E02 rule 9: after a merge the survivor’s account stays in force, and the other’s is history of the survivor', async () => {
  await customerIn(world, shop, 1n, true)
  await customerIn(world, shop, 2n, true)
  await world.db.payoutProof.updateMany({
    where: { shopId: shop, customerId: 2n },
    data: { failed: 4, lockedUntil: new Date(world.now().getTime() + DAY_MS) },
  })
  await merge(1n, 2n)
  expect((await accountsOf(1n)).map(({ id, state, endedAt }) => [id, state, endedAt !== null])).toEqual([
    ['a1', 'in-force', false],
    ['a2', 'merged', true],
  ])
  expect(await accountsOf(2n)).toEqual([])
  expect(await world.db.payoutProof.findMany({ where: { shopId: shop } })).toMatchObject([
    { customerId: 1n, failed: 4, lockedUntil: expect.any(Date) },
  ])
})

test('D05 rule 9: a merge gives nobody an account: the survivor without one is not paid on the other’s', async () => {
  await bare(1n)
  await customerIn(world, shop, 2n, true)
  await world.db.kycCase.updateMany({ where: { shopId: shop, customerId: 2n }, data: { payout: true } })
  await merge(1n, 2n)
  const row = await rowInForce(world.db, { shop, customer: 1n })
  const of = (await readCase(world, shop, 1n))?.case
  if (!of) throw new Error('no case')
  expect(mayPayOut(of, row && accountStanding(row), world.now())).toContain('noted-by-hand')
  expect((await accountsOf(1n)).map(({ state }) => state)).toEqual(['merged'])
})

test('C24 rule 9: whoever was watched before a merge, the survivor is watched', async () => {
  for (const customer of [1n, 2n, 3n, 4n]) await bare(customer)
  await watch(2n, 'same address as three others', 30)
  await watch(3n, 'called twice')
  await merge(1n, 2n)
  expect(await watchOf(world, shop, 1n)).toMatchObject({ reason: 'same address as three others', by: 9001n })
  expect(await world.db.kycWatch.count({ where: { shopId: shop, customerId: 2n } })).toBe(0)
  expect((await history(world, shop, 1n)).find(({ type }) => type === 'watch')).toMatchObject({
    actor: 'system',
    privateNote: 'same address as three others',
  })
  expect((await waitingJobs(world)).some(({ task, payload }) => task === 'desk.watch-tags' && payload.shop === shop)).toBe(true)
  await merge(3n, 4n)
  expect(await watchOf(world, shop, 3n)).toMatchObject({ reason: 'called twice', until: null })
})

test('C24 rule 9: two watches become one: both reasons, since the earlier, until the later, and an old tag is not forgotten', async () => {
  await bare(1n)
  await bare(2n)
  await watch(2n, 'first', 30)
  const since = world.now()
  world.pass(DAY_MS)
  await watch(1n, 'second', 3)
  await world.db.kycWatch.updateMany({ where: { shopId: shop, customerId: 2n }, data: { tag: 'a former text' } })
  await merge(1n, 2n)
  expect(await watchOf(world, shop, 1n)).toEqual({
    customer: 1n,
    reason: 'second\nfirst',
    since,
    until: new Date(since.getTime() + 30 * DAY_MS),
    by: 9001n,
  })
  expect(await world.db.kycWatch.findMany({ where: { shopId: shop } })).toMatchObject([{ customerId: 1n, tag: 'a former text' }])
})

test('C24 a watch that was over is not begun again by a merge, but its tag is still taken away', async () => {
  await bare(1n)
  await bare(2n)
  await watch(2n, 'over', 1)
  await world.db.kycWatch.updateMany({ where: { shopId: shop }, data: { tag: '要注意' } })
  world.pass(2 * DAY_MS)
  await merge(1n, 2n)
  expect(await watchOf(world, shop, 1n)).toBeNull()
  expect(await world.db.kycWatch.findMany({ where: { shopId: shop } })).toMatchObject([{ customerId: 1n, tag: '要注意' }])
})

test('A10 the erasure of a survivor reaches everybody who came by merges, whenever we heard of them', async () => {
  const holds = { settings: { holds: [] } }
  await world.db.shop.update({ where: { shopId: shop }, data: holds })
  for (const customer of [1n, 2n, 3n, 4n, 5n]) await customerIn(world, shop, customer, true)
  await merge(2n, 3n)
  await merge(1n, 2n)
  await redact(world, shop, 1n)
  const left = { compliance_records: 1, inbox: expect.any(Number) }
  for (const customer of [1n, 2n, 3n])
    expect(await rowsOf(world, shop, customer)).toEqual(expect.objectContaining({ compliance_records: 1 }))
  for (const customer of [2n, 3n]) expect(Object.keys(await rowsOf(world, shop, customer)).sort()).toEqual(Object.keys(left))
  // The notice of this merge was late.
  await merge(1n, 4n)
  expect(Object.keys(await rowsOf(world, shop, 4n)).sort()).toEqual(Object.keys(left))
  expect(Object.keys(await rowsOf(world, shop, 5n)).length).toBeGreaterThan(9)
  const again = (await waitingJobs(world)).filter(({ task, payload }) => task === 'accounts.erase-again' && payload.shop === shop)
  expect(again.map(({ payload }) => payload.customer).sort()).toEqual(['1', '2', '3', '4'])
})

test('F03 a request for data counts what came by a merge', async () => {
  for (const customer of [1n, 2n]) await customerIn(world, shop, customer, true)
  await merge(1n, 2n)
  await keepAll(world, [{ shop, topic: 'customers/data_request', webhookId: 'd', payload: { customer: { id: 1 } } }])
  await drain(world, shop, compliance(world))
  const [record] = await world.db.complianceRecord.findMany({ where: { shopId: shop } })
  expect(record?.outcome).toMatchObject({ kept: { profile: 2, papers: 6, account: 2 } })
})
