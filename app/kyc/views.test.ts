import { expect, test } from 'vitest'
import { EVERY_CASE } from '../../tests/harness/every-case.ts'
import { type Case, NEW_CASE } from './case.ts'
import { isReady, viewsOf } from './views.ts'

const of = (change: Partial<Case>): Case => ({ ...NEW_CASE, ...change })
const person = (change: Partial<Case>) => of({ party: 'individual', ...change })
const company = (change: Partial<Case>) => of({ party: 'corporation', ...change })

test.each<[string, Case, string]>([
  ['A04 a registration', NEW_CASE, 'registered all'],
  ['A04 a chosen party without papers', person({}), 'registered all'],
  ['A04 a company whose second paper never came', company({ identity: 'accepted' }), 'registered all'],
  ['papers', person({ identity: 'submitted' }), 'waiting all'],
  ['B05 half of the papers', company({ identity: 'submitted' }), 'waiting all'],
  ['accepted papers that nobody approved', person({ identity: 'accepted' }), 'waiting all'],
  ['returned papers', person({ identity: 'returned' }), 'returned all'],
  ['one returned, one waiting', company({ identity: 'returned', corporate: 'submitted' }), 'waiting returned all'],
  ['an approval', person({ identity: 'accepted', verified: true }), 'verified all'],
  ['a renewal', person({ identity: 'submitted', verified: true }), 'waiting verified all'],
  ['a frozen approval', person({ identity: 'accepted', verified: true, frozen: true }), 'frozen all'],
  ['a frozen registration is not chased', of({ frozen: true }), 'frozen all'],
  ['a refusal', person({ identity: 'returned', refused: true }), 'refused all'],
  ['a company paper left over from another choice of party', person({ corporate: 'submitted' }), 'registered all'],
])('%s is listed where it belongs', (_, kase, views) => {
  expect(viewsOf(kase).join(' ')).toBe(views)
})

test('nobody falls between the lists', () => {
  for (const kase of EVERY_CASE) expect(viewsOf(kase).length, JSON.stringify(kase)).toBeGreaterThan(1)
})

test('who chose no party is never ready to be approved', () => {
  for (const kase of EVERY_CASE) if (kase.party === 'none') expect(isReady(kase)).toBe(false)
})
