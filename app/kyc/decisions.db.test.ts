import { beforeAll, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { ROLES } from '../staff/roles.ts'
import { type Decision, decide } from './decisions.server.ts'

let world: TestWorld
let shop: string
beforeAll(async () => {
  world = await testWorld()
  shop = await newShop(world)
})

/** Who may do what to an individual's case: drawn by hand from docs/roles.md. */
const MAY: readonly (readonly [Decision, object, string])[] = [
  [{ type: 'accept', part: 'identity' }, { identity: 'submitted' }, 'owner senior-reviewer reviewer'],
  [{ type: 'return', part: 'identity', reason: 'blurred', publicText: 'x' }, { identity: 'submitted' }, 'owner senior-reviewer reviewer'],
  [{ type: 'approve' }, { identity: 'accepted' }, 'owner senior-reviewer reviewer'],
  [{ type: 'revoke' }, { identity: 'accepted', verified: true }, 'owner senior-reviewer reviewer'],
  [{ type: 'thaw' }, { frozen: true }, 'owner senior-reviewer reviewer'],
  [{ type: 'freeze' }, {}, 'owner senior-reviewer reviewer customer-service'],
  [{ type: 'refuse' }, {}, 'owner senior-reviewer'],
  [{ type: 'reopen' }, { refused: true }, 'owner senior-reviewer'],
]

let customer = 0n
test.each(MAY)('C17 C18 %j is for whom the table says', async (decision, from, roles) => {
  const allowed: string[] = []
  for (const role of ROLES) {
    customer += 1n
    await world.db.kycCase.create({ data: { shopId: shop, customerId: customer, party: 'individual', version: 3, ...from } })
    const decided = await decide(world, { shop, customer, version: 3, by: { id: 7n, name: '', role }, decision })
    if (decided.ok) allowed.push(role)
    else {
      expect(decided.refusal.code).toBe('not-allowed')
      const { version } = await world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
      expect(version).toBe(3)
    }
  }
  expect(allowed.join(' ')).toBe(roles)
})
