import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { acceptAndApprove } from './accept-and-approve.server.ts'
import type { Case } from './case.ts'
import { history, readCase } from './cases.server.ts'

const by = { id: 7n, name: '検見 花子', role: 'senior-reviewer' } as const

async function put(world: TestWorld, of: Partial<Case>): Promise<string> {
  const shop = await newShop(world)
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 1n, ...of } })
  return shop
}

test('C17 one click accepts every submitted paper of a company and approves, each as a decision of its own', async () => {
  const world = await testWorld()
  const shop = await put(world, { party: 'corporation', identity: 'submitted', corporate: 'submitted', version: 4 })
  const done = await acceptAndApprove(world, { shop, customer: 1n, version: 4, by })
  expect(done).toMatchObject({ ok: true, value: { verified: true, identity: 'accepted', corporate: 'accepted' } })
  expect((await history(world, shop, 1n)).map(({ type }) => type)).toEqual(['approve', 'accept', 'accept'])
})

test('C17 it approves nobody whose papers never came', async () => {
  const world = await testWorld()
  const shop = await put(world, { party: 'corporation', identity: 'submitted', version: 1 })
  const refused = await acceptAndApprove(world, { shop, customer: 1n, version: 1, by })
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'not-now', because: 'papers-missing' } })
  expect((await readCase(world, shop, 1n))?.case.verified).toBe(false)
})

test('it decides nothing on a page that is out of date', async () => {
  const world = await testWorld()
  const shop = await put(world, { party: 'individual', identity: 'submitted', version: 2 })
  const refused = await acceptAndApprove(world, { shop, customer: 1n, version: 1, by })
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'somebody-was-faster' } })
  expect((await readCase(world, shop, 1n))?.case).toMatchObject({ identity: 'submitted', verified: false })
})
