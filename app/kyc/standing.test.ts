import { expect, test } from 'vitest'
import { type Case, NEW_CASE } from './case.ts'
import { closedTo, standingOf } from './standing.ts'

// Drawn by hand from the manual: party, identity, corporate, profile saved, marks → what is missing, the next step.
const DRAWN: [string, Partial<Case>, boolean, string, string][] = [
  ['a fresh account', {}, false, 'party profile identity', 'choose-party'],
  ['papers before anything else', { identity: 'submitted' }, false, 'party profile', 'choose-party'],
  ['an individual', { party: 'individual' }, false, 'profile identity', 'submit'],
  ['papers before the profile', { party: 'individual', identity: 'submitted' }, false, 'profile', 'submit'],
  ['the profile before papers', { party: 'individual' }, true, 'identity', 'submit'],
  ['all in', { party: 'individual', identity: 'submitted' }, true, '', 'wait'],
  ['accepted, not yet approved', { party: 'individual', identity: 'accepted' }, true, '', 'wait'],
  ['returned', { party: 'individual', identity: 'returned' }, true, 'identity', 'submit'],
  ['a corporation', { party: 'corporation' }, true, 'identity corporate', 'submit'],
  ['a corporation with one of two', { party: 'corporation', identity: 'submitted' }, true, 'corporate', 'submit'],
  ['a corporation with the other', { party: 'corporation', corporate: 'submitted' }, true, 'identity', 'submit'],
  ['a corporation, one returned', { party: 'corporation', identity: 'accepted', corporate: 'returned' }, true, 'corporate', 'submit'],
  ['a corporation, all in', { party: 'corporation', identity: 'submitted', corporate: 'submitted' }, true, '', 'wait'],
  ['verified', { party: 'individual', identity: 'accepted', verified: true }, true, '', 'shop'],
  ['verified by hand without a profile', { party: 'individual', identity: 'accepted', verified: true }, false, '', 'shop'],
  ['verified, then frozen', { party: 'individual', identity: 'accepted', verified: true, frozen: true }, true, '', 'contact'],
  ['frozen before papers', { frozen: true }, false, 'party profile identity', 'contact'],
  ['refused', { party: 'individual', identity: 'returned', refused: true }, true, '', 'contact'],
]

test.each(DRAWN)('A07 B05 B07 %s', (_, change, profile, missing, next) => {
  const standing = standingOf({ case: { ...NEW_CASE, ...change }, profile, reasons: [] })
  expect([standing.missing.join(' '), standing.next]).toEqual([missing, next])
})

test('B02 the corporate part of an individual is asked of nobody', () => {
  const standing = standingOf({ case: { ...NEW_CASE, party: 'individual', corporate: 'returned' }, profile: true, reasons: [] })
  expect([standing.missing, standing.returned]).toEqual([['identity'], []])
})

test('D01 who has no case yet stands like a fresh account: not verified', () => {
  expect(standingOf({ case: null, profile: false, reasons: [] })).toMatchObject({ party: 'none', next: 'choose-party', verified: false })
})

test('a reason is told while its part is returned, and no longer', () => {
  const reasons = [{ part: 'identity', reason: 'ぼやけています' } as const]
  const told = (identity: Case['identity'], refused = false) =>
    standingOf({ case: { ...NEW_CASE, party: 'individual', identity, refused }, profile: true, reasons }).returned
  expect(told('returned')).toEqual(reasons)
  expect(told('submitted')).toEqual([])
  expect(told('returned', true)).toEqual([])
})

test.each([
  ['nobody knows yet', null, 'identity', null],
  ['nobody knows yet', null, 'corporate', 'no-such-part'],
  ['an individual', { party: 'individual' }, 'corporate', 'no-such-part'],
  ['a corporation', { party: 'corporation' }, 'corporate', null],
  ['submitted: more pages may follow', { party: 'individual', identity: 'submitted' }, 'identity', null],
  ['returned', { party: 'individual', identity: 'returned' }, 'identity', null],
  ['accepted', { party: 'individual', identity: 'accepted' }, 'identity', 'accepted'],
  ['frozen', { party: 'individual', frozen: true }, 'identity', 'frozen'],
  ['refused', { party: 'individual', refused: true, frozen: true }, 'identity', 'refused'],
] as const)('papers of %s', (_, change, part, why) => {
  expect(closedTo(part, change && { ...NEW_CASE, ...change })).toBe(why)
})
