import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import type { Case } from '../kyc/case.ts'
import { decide } from '../kyc/decisions.server.ts'
import { CLAIM_MINUTES, claim, claimsOf, release, takeClaim } from './claims.server.ts'

const anna = { id: 1n, name: '安藤', role: 'reviewer' } as const
const ben = { id: 2n, name: '別所', role: 'reviewer' } as const
const owner = { id: 3n, name: '尾上', role: 'owner' } as const
const MINUTE = 60_000

async function start(of: Partial<Case> = {}) {
  const world = await testWorld()
  const shop = await newShop(world)
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 1n, party: 'individual', identity: 'submitted', ...of } })
  for (const { id, name, role } of [anna, ben, owner]) {
    await world.db.staffMember.create({ data: { shopId: shop, staffId: id, name, role } })
  }
  return { world, at: { shop, customer: 1n } }
}

type At = Awaited<ReturnType<typeof start>>['at']
const holder = async (world: TestWorld, { shop }: At) => (await claimsOf(world, shop, [1n])).get(1n)?.name ?? null

test('B-2 of many who open a case at the same moment one has it, and the others learn who', async () => {
  const { world, at } = await start()
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(world, { ...at, by: n % 2 ? anna : ben })))
  const name = await holder(world, at)
  for (const [n, answer] of answers.entries()) {
    if (answer.ok) expect(answer.value.name).toBe(name)
    else expect(answer.refusal).toMatchObject({ code: 'claimed', by: name })
    expect(answer.ok).toBe((n % 2 ? anna : ben).name === name)
  }
  const noted = await world.db.auditEntry.findMany({ where: { shopId: at.shop, action: 'kyc.claim' } })
  expect([...new Set(noted.map(({ actorId }) => actorId))]).toEqual([String([anna, ben].find((one) => one.name === name)?.id)])
})

test('B-2 a claim lasts a quarter of an hour from the last thing that was done, and is nobody’s afterwards', async () => {
  const { world, at } = await start()
  await claim(world, { ...at, by: anna })
  world.pass((CLAIM_MINUTES - 1) * MINUTE)
  await claim(world, { ...at, by: anna })
  world.pass((CLAIM_MINUTES - 1) * MINUTE)
  expect(await claim(world, { ...at, by: ben })).toMatchObject({ ok: false, refusal: { code: 'claimed', by: '安藤' } })
  world.pass(MINUTE)
  expect(await holder(world, at)).toBeNull()
  expect(await claim(world, { ...at, by: ben })).toMatchObject({ ok: true })
  expect(await holder(world, at)).toBe('別所')
})

test('B-2 who gives a case back leaves it to the next; nobody gives back what is somebody else’s', async () => {
  const { world, at } = await start()
  await claim(world, { ...at, by: anna })
  await release(world, { ...at, by: ben })
  expect(await holder(world, at)).toBe('安藤')
  await release(world, { ...at, by: anna })
  expect(await claim(world, { ...at, by: ben })).toMatchObject({ ok: true })
})

test('B-2 an owner takes a case over, on record; a colleague cannot', async () => {
  const { world, at } = await start()
  await claim(world, { ...at, by: anna })
  expect(await takeClaim(world, { ...at, by: ben })).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } })
  expect(await takeClaim(world, { ...at, by: owner })).toMatchObject({ ok: true })
  expect(await holder(world, at)).toBe('尾上')
  expect(await world.db.auditEntry.findFirst({ where: { shopId: at.shop, action: 'kyc.take-claim' } })).toMatchObject({
    actorId: '3',
    codes: { from: '1' },
  })
})

test('B-2 only who decides can claim, and only what there is', async () => {
  const { world, at } = await start()
  expect(await claim(world, { ...at, by: { ...anna, role: 'viewer' } })).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } })
  expect(await claim(world, { ...at, customer: 2n, by: anna })).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  expect(await claim(world, { shop: await newShop(world), customer: 1n, by: anna })).toMatchObject({ refusal: { code: 'not-found' } })
})

const accept = { type: 'accept', part: 'identity' } as const

test('B-2 a decision on a case that somebody else has is refused with who has it, and changes nothing', async () => {
  const { world, at } = await start()
  await claim(world, { ...at, by: anna })
  const refused = await decide(world, { ...at, version: 0, by: ben, decision: accept })
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'claimed', by: '安藤' } })
  expect(await world.db.kycCase.findFirst({ where: { shopId: at.shop } })).toMatchObject({ identity: 'submitted', version: 0 })
  expect(await world.db.kycEvent.count({ where: { shopId: at.shop } })).toBe(0)
  expect(await decide(world, { ...at, version: 0, by: anna, decision: accept })).toMatchObject({ ok: true })
})

test('B-2 of two decisions at the same moment on a case that nobody has, one counts', async () => {
  const { world, at } = await start()
  const answers = await Promise.all([anna, ben, anna, ben].map((by) => decide(world, { ...at, version: 0, by, decision: accept })))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  for (const answer of answers) if (!answer.ok) expect(['claimed', 'somebody-was-faster']).toContain(answer.refusal.code)
  expect(await world.db.kycEvent.count({ where: { shopId: at.shop } })).toBe(1)
})

test('B-2 the decision that ends the work gives the case back; one that leaves work keeps it', async () => {
  const { world, at } = await start({ party: 'corporation', corporate: 'submitted' })
  await decide(world, { ...at, version: 0, by: anna, decision: accept })
  expect(await holder(world, at)).toBe('安藤')
  const back = { type: 'return', part: 'corporate', reason: 'other', publicText: 'x' } as const
  expect(await decide(world, { ...at, version: 1, by: anna, decision: back })).toMatchObject({ ok: true })
  expect(await holder(world, at)).toBeNull()
})

test('B-2 D04 whoever works on a case, a colleague can stop the orders at once', async () => {
  const { world, at } = await start({ verified: true })
  await claim(world, { ...at, by: anna })
  expect(await decide(world, { ...at, version: 0, by: ben, decision: { type: 'freeze' } })).toMatchObject({
    ok: true,
    value: { frozen: true },
  })
  expect(await holder(world, at)).toBe('安藤')
})
