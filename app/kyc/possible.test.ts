import { expect, test } from 'vitest'
import { actsOf, type Role } from '../staff/roles.ts'
import { type Case, NEW_CASE } from './case.ts'
import { type Because, type Press, possible } from './possible.ts'

const PRESSES: readonly Press[] = [
  'accept-identity',
  'return-identity',
  'approve',
  'accept-and-approve',
  'refuse',
  'reopen',
  'revoke',
  'freeze',
  'thaw',
]

const person: Case = { ...NEW_CASE, party: 'individual' }
const company: Case = { ...NEW_CASE, party: 'corporation' }

/** The buttons that are on. */
const on = (of: Case) => PRESSES.filter((press) => possible(of, actsOf('owner'))[press] === null).join(' ')

test.each<[string, Case, string]>([
  ['registered', NEW_CASE, 'refuse freeze'],
  ['submitted', { ...person, identity: 'submitted' }, 'accept-identity return-identity accept-and-approve refuse freeze'],
  ['accepted', { ...person, identity: 'accepted' }, 'return-identity approve accept-and-approve refuse freeze'],
  ['C17 half accepted', { ...company, identity: 'accepted' }, 'return-identity refuse freeze'],
  [
    'C17 all accepted',
    { ...company, identity: 'accepted', corporate: 'accepted' },
    'return-identity approve accept-and-approve refuse freeze',
  ],
  ['returned', { ...person, identity: 'returned' }, 'refuse freeze'],
  ['verified', { ...person, identity: 'accepted', verified: true }, 'return-identity refuse revoke freeze'],
  ['D04 frozen', { ...person, identity: 'accepted', verified: true, frozen: true }, 'return-identity refuse revoke thaw'],
  ['C18 refused', { ...person, identity: 'returned', refused: true }, 'reopen freeze'],
])('of a case that is %s, exactly these buttons are on', (_, of, buttons) => {
  expect(on(of)).toBe(buttons)
})

test.each<[string, Case, Press, Because]>([
  ['C17 papers that nobody accepted', { ...person, identity: 'submitted' }, 'approve', 'parts-not-accepted'],
  ['C17 papers that never came', { ...company, identity: 'submitted' }, 'approve', 'papers-missing'],
  ['C17 half of the papers', { ...company, identity: 'submitted' }, 'accept-and-approve', 'papers-missing'],
  ['a freeze', { ...person, identity: 'accepted', frozen: true }, 'approve', 'frozen'],
  ['a freeze', { ...person, identity: 'submitted', frozen: true }, 'accept-and-approve', 'frozen'],
  ['a refusal', { ...person, identity: 'returned', refused: true }, 'approve', 'refused'],
  ['an approval', { ...person, identity: 'accepted', verified: true }, 'approve', 'verified'],
  ['no approval', person, 'revoke', 'not-verified'],
  ['a freeze', { ...person, frozen: true }, 'freeze', 'already-frozen'],
  ['being a person', { ...person, identity: 'submitted' }, 'accept-corporate', 'no-such-part'],
])('%s is told as the reason why a button is off', (_, of, press, because) => {
  expect(possible(of, actsOf('owner'))[press]).toBe(because)
})

test('a button that the role does not cover is off, whatever the law says', () => {
  const of: Case = { ...company, identity: 'accepted', corporate: 'accepted', verified: true }
  const onFor = (role: Role) => PRESSES.filter((press) => possible(of, actsOf(role))[press] === null).join(' ')
  expect(onFor('senior-reviewer')).toBe('return-identity refuse revoke freeze')
  expect(onFor('reviewer')).toBe('return-identity revoke freeze')
  expect(onFor('customer-service')).toBe('freeze')
  for (const role of ['viewer', 'analyst', 'nobody'] as const) expect(onFor(role)).toBe('')
  expect(possible(of, actsOf('reviewer')).refuse).toBe('not-your-role')
})

test('table C 3: while a leg of the legal method is open no approval is on, and nothing else is off; what the law refuses keeps its own word', () => {
  const submitted: Case = { ...person, identity: 'submitted' }
  const can = possible(submitted, actsOf('owner'), true)
  expect([can['accept-and-approve'], can.approve]).toEqual(['legs-open', 'parts-not-accepted'])
  expect([can['accept-identity'], can['return-identity'], can.freeze]).toEqual([null, null, null])
  expect(possible({ ...person, identity: 'accepted' }, actsOf('owner'), true).approve).toBe('legs-open')
  expect(possible({ ...person, identity: 'accepted', verified: true }, actsOf('owner'), true).approve).toBe('verified')
  expect(possible(submitted, actsOf('viewer'), true)['accept-and-approve']).toBe('not-your-role')
})
