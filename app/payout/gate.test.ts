import { expect, test } from 'vitest'
import { type Case, NEW_CASE } from '../kyc/case.ts'
import { project } from '../kyc/tags.ts'
import { type AccountStanding, isOwn, mayPayOut } from './gate.ts'

const NOW = new Date('2026-11-23T03:00:00Z')
const VERIFIED: Case = { ...NEW_CASE, party: 'individual', identity: 'accepted', verified: true, payout: true }
const ACCOUNT: AccountStanding = { kind: 'person', match: 'matches', accepted: false, countsFrom: NOW }

test('X10 D05 who is verified, with an account in the own name, is paid out', () => {
  expect(mayPayOut(VERIFIED, ACCOUNT, NOW)).toEqual([])
})

test.each<[string, Partial<Case>, Partial<AccountStanding> | null, readonly string[]]>([
  ['not verified', { verified: false }, {}, ['not-verified']],
  ['frozen', { frozen: true }, {}, ['frozen']],
  ['refused', { verified: false, refused: true }, {}, ['refused', 'not-verified']],
  ['no account', { payout: false }, null, ['no-account']],
  ['a note made by hand', {}, null, ['noted-by-hand']],
  ['a note taken away by hand', { payout: false }, {}, ['cleared-by-hand']],
  ['in the cool-down', {}, { countsFrom: new Date(NOW.getTime() + 1) }, ['cooling-down']],
  ['another name', {}, { match: 'differs' }, ['name-differs']],
  ['a name that cannot be told', {}, { match: 'cannot-tell' }, ['name-not-told']],
  ['another name that staff took', {}, { match: 'differs', accepted: true }, []],
  [
    'a name that staff took, still in the cool-down',
    {},
    { match: 'cannot-tell', accepted: true, countsFrom: new Date(NOW.getTime() + 1) },
    ['cooling-down'],
  ],
  ['a person’s account for a company', { party: 'corporation' }, {}, ['other-party']],
  ['a company’s account for a person', {}, { kind: 'company' }, ['other-party']],
  [
    'everything at once',
    { verified: false, frozen: true, payout: false },
    { match: 'differs' },
    ['not-verified', 'frozen', 'cleared-by-hand', 'name-differs'],
  ],
])('X10 nothing is paid out: %s', (_, of, account, closed) => {
  expect(mayPayOut({ ...VERIFIED, ...of }, account && { ...ACCOUNT, ...account }, NOW)).toEqual(closed)
})

test('X10 D05 orders do not ask for an account, and an account opens no orders', () => {
  expect(project({ ...VERIFIED, payout: false }).metafield).toBe(true)
  expect(project({ ...VERIFIED, verified: false }).metafield).toBe(false)
  expect(project(VERIFIED).metafield).toBe(true)
})

test('table C 3: an account is one’s own when its name was told or taken, and the cool-down is over', () => {
  expect(isOwn('individual', ACCOUNT, NOW)).toBe(true)
  expect(isOwn('individual', { ...ACCOUNT, match: 'cannot-tell' }, NOW)).toBe(false)
  expect(isOwn('individual', { ...ACCOUNT, match: 'differs', accepted: true }, NOW)).toBe(true)
  expect(isOwn('individual', { ...ACCOUNT, countsFrom: new Date(NOW.getTime() + 1) }, NOW)).toBe(false)
  expect(isOwn('corporation', ACCOUNT, NOW)).toBe(false)
})
