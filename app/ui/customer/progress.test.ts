import { expect, test } from 'vitest'
import { NEW_CASE } from '../../kyc/case.ts'
import type { FileView } from '../../kyc/page-view.ts'
import { standingOf } from '../../kyc/standing.ts'
import { progressOf } from './progress.ts'

const waiting: FileView = { id: 'a', part: 'identity', kind: 'passport', mediaType: 'image/jpeg', bytes: 1, sent: false, returned: null }

const drawn = (change: object, profileSaved = false, files: FileView[] = []) =>
  progressOf({ standing: standingOf({ case: { ...NEW_CASE, ...change }, profile: profileSaved, reasons: [] }), profileSaved, files })
    .map(({ name, state, done }) => `${name} ${state}${done ? ' ✓' : ''}`)
    .join(', ')

test.each([
  ['nothing yet', {}, false, [], 'party open, profile open, identity open'],
  ['a choice', { party: 'corporation' }, false, [], 'party chosen ✓, profile open, identity open, corporate open'],
  ['a file that waits', { party: 'individual' }, true, [waiting], 'party chosen ✓, profile saved ✓, identity ready'],
  [
    'sent',
    { party: 'individual', identity: 'submitted' },
    true,
    [{ ...waiting, sent: true }],
    'party chosen ✓, profile saved ✓, identity submitted ✓',
  ],
  [
    'sent, and one more page that waits',
    { party: 'individual', identity: 'submitted' },
    true,
    [waiting],
    'party chosen ✓, profile saved ✓, identity ready',
  ],
  ['returned', { party: 'individual', identity: 'returned' }, true, [], 'party chosen ✓, profile saved ✓, identity returned'],
  ['accepted', { party: 'individual', identity: 'accepted' }, true, [], 'party chosen ✓, profile saved ✓, identity accepted ✓'],
] as const)('B05 the list of %s', (_, change, profile, files, list) => {
  expect(drawn(change, profile, [...files])).toBe(list)
})

test('C19 the list names each paper that is asked for again, with its reason', () => {
  const sent = { ...waiting, sent: true }
  const files = [{ ...sent, id: 'front' }, { ...sent, id: 'back', returned: 'ぼやけています' }, waiting]
  const standing = standingOf({ case: { ...NEW_CASE, party: 'individual', identity: 'returned' }, profile: true, reasons: [] })
  const [, , papers] = progressOf({ standing, profileSaved: true, files })
  expect(papers?.again.map(({ id, returned }) => [id, returned])).toEqual([['back', 'ぼやけています']])
})
