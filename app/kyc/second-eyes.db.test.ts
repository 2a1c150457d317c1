import { expect, test } from 'vitest'
import { inOwnShop, newShop, type TestWorld } from '../../tests/harness/database.ts'
import type { Role } from '../staff/roles.ts'
import { acceptAndApprove } from './accept-and-approve.server.ts'
import type { Case } from './case.ts'
import { casePage } from './case-page.server.ts'
import { history, readCase } from './cases.server.ts'
import { type Decision, decide } from './decisions.server.ts'
import { countOpenTasks, openTasks } from './task-list.server.ts'

let world: TestWorld
let shop: string
inOwnShop(
  (...own) => {
    ;[world, shop] = own
  },
  { secondApproval: 'corporations' },
)

const member = (id: bigint, role: Role) => ({ id, name: `member ${id}`, role })
const HANAKO = member(7n, 'reviewer')
const TARO = member(8n, 'reviewer')
const SENIOR = member(9n, 'senior-reviewer')
const OWNER = member(1n, 'owner')

const put = (of: Partial<Case>) => world.db.kycCase.create({ data: { shopId: shop, customerId: 1n, version: 4, ...of } })
const company = { party: 'corporation', identity: 'accepted', corporate: 'accepted' } as const
const now = async () => (await readCase(world, shop, 1n))?.case
const by = async (who: ReturnType<typeof member>, decision: Decision = { type: 'approve' }) =>
  decide(world, { shop, customer: 1n, version: (await now())?.version ?? 0, by: who, decision })
const types = async () => (await history(world, shop, 1n)).map(({ type }) => type).reverse()

test('C17 a company’s approval is proposed by one member and confirmed by another with the right, and only then it is verified', async () => {
  await put(company)
  expect(await by(HANAKO)).toMatchObject({ ok: true, value: { verified: false, version: 4 } })
  expect(await by(HANAKO)).toMatchObject({ refusal: { code: 'not-now', because: 'second-person-needed' } })
  expect(await by(TARO)).toMatchObject({ refusal: { because: 'second-person-needed' } })
  expect(await world.db.mail.count({ where: { shopId: shop } })).toBe(0)
  expect(await by(SENIOR)).toMatchObject({ ok: true, value: { verified: true } })
  expect(await types()).toEqual(['propose', 'approve'])
  const [approved] = await history(world, shop, 1n)
  expect(approved).toMatchObject({ actorId: '9', data: { proposedBy: '7' } })
  const told = await world.db.auditEntry.findMany({
    where: { shopId: shop, action: { in: ['kyc.propose', 'kyc.approve'] } },
    orderBy: { id: 'asc' },
  })
  expect(told.map(({ action, actorId, codes }) => [action, actorId, codes])).toEqual([
    ['kyc.propose', '7', {}],
    ['kyc.approve', '9', { proposedBy: '7' }],
  ])
})

test('nobody confirms himself, an owner neither', async () => {
  await put(company)
  await by(OWNER)
  expect(await by(OWNER)).toMatchObject({ refusal: { because: 'second-person-needed' } })
  expect((await now())?.verified).toBe(false)
})

test.each<[string, Decision]>([
  ['a return', { type: 'return', part: 'corporate', reason: 'blurred', publicText: 'x' }],
  ['a freeze', { type: 'freeze' }],
  ['a refusal', { type: 'refuse' }],
])('%s withdraws what was proposed: the second member would confirm something that the first has not seen', async (_, decision) => {
  await put(company)
  await by(HANAKO)
  await by(OWNER, decision)
  expect(await types()).toEqual(['propose', 'proposal-withdrawn', decision.type])
  expect(await countOpenTasks(world, shop, 'owner')).toBe(0)
  expect(await world.db.kycProposal.count({ where: { shopId: shop } })).toBe(0)
})

test('a proposal that nobody took back with the change does not count all the same', async () => {
  await put(company)
  await by(HANAKO)
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { version: 5 } })
  expect(await by(SENIOR)).toMatchObject({ ok: true, value: { verified: false } })
  expect(await world.db.kycProposal.findFirst({ where: { shopId: shop } })).toMatchObject({ version: 5, proposedBy: '9' })
})

test('the task is for who may confirm, and goes with the approval', async () => {
  await put(company)
  await by(HANAKO)
  expect((await openTasks(world, shop, 'senior-reviewer')).map(({ code }) => code)).toEqual(['second-approval'])
  expect(await countOpenTasks(world, shop, 'reviewer')).toBe(0)
  await by(SENIOR)
  expect(await countOpenTasks(world, shop, 'owner')).toBe(0)
})

test('the page says who proposed and what an approval by the reader would be', async () => {
  await put(company)
  const read = async (who: ReturnType<typeof member>) => {
    const page = await casePage(world, shop, 1n, who)
    return [page?.approval, page?.proposal?.by ?? null]
  }
  expect(await read(SENIOR)).toEqual(['proposes', null])
  await by(HANAKO)
  expect(await read(HANAKO)).toEqual(['second-person-needed', '7'])
  expect(await read(SENIOR)).toEqual(['confirms', '7'])
})

test('a reviewer alone approves individuals, and proposes a company’s approval whatever the rule; a senior reviewer approves it', async () => {
  shop = await newShop(world)
  await put({ party: 'individual', identity: 'accepted' })
  expect(await by(HANAKO)).toMatchObject({ ok: true, value: { verified: true } })
  shop = await newShop(world)
  await put(company)
  expect(await by(HANAKO)).toMatchObject({ ok: true, value: { verified: false } })
  expect(await by(SENIOR)).toMatchObject({ ok: true, value: { verified: true } })
  shop = await newShop(world)
  await put(company)
  expect(await by(SENIOR)).toMatchObject({ ok: true, value: { verified: true } })
})

test('what the law does not approve is not proposed either', async () => {
  await put({ ...company, corporate: 'returned' })
  expect(await by(HANAKO)).toMatchObject({ refusal: { because: 'papers-missing' } })
  expect(await world.db.kycProposal.count({ where: { shopId: shop } })).toBe(0)
})

test('the one click that accepts all proposes upon what it accepted', async () => {
  await put({ party: 'corporation', identity: 'submitted', corporate: 'submitted' })
  const done = await acceptAndApprove(world, { shop, customer: 1n, version: 4, by: HANAKO })
  expect(done).toMatchObject({ ok: true, value: { verified: false, corporate: 'accepted', version: 6 } })
  expect(await by(SENIOR)).toMatchObject({ ok: true, value: { verified: true } })
})
