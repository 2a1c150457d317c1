import { describe, expect, test } from 'vitest'
import { NOW, reading } from '../../tests/faults/cycles.ts'
import { type Verdict, verdictOf } from './adopt.ts'
import { type Case, type LabelKey, NEW_CASE } from './case.ts'
import { DEFAULT_POLICY, type Intent, type Reading } from './protocol.ts'
import { reconcile } from './reconcile.ts'
import { LABEL_KEYS, PRESETS, project } from './tags.ts'
import {
  adoptionOf,
  countName,
  countsFor,
  foresee,
  isUnchanged,
  lacking,
  minutesLeft,
  sightingOf,
  VERDICTS,
  verdictLetter,
  waitsForOwner,
} from './take-over.ts'

const VALUES = [null, true, false] as const
/** Every set of our labels, with every value of our metafield. */
const EVERY_READING: readonly Reading[] = [...Array(2 ** LABEL_KEYS.length).keys()].flatMap((bits) =>
  VALUES.map((value) => ({
    labels: LABEL_KEYS.filter((_, at) => bits & (1 << at)),
    otherWording: [],
    metafield: { value, updatedAt: value === null ? null : 'long ago', compareDigest: null },
    readAt: NOW,
  })),
)
const OLD: Case = { ...NEW_CASE, party: 'individual', version: 3 }
const OLD_CASES: readonly Case[] = [
  { ...OLD, identity: 'submitted' },
  { ...OLD, identity: 'accepted', verified: true },
  { ...OLD, identity: 'accepted', verified: true, frozen: true },
  { ...OLD, party: 'corporation', identity: 'accepted', corporate: 'accepted', verified: true },
  { ...OLD, identity: 'returned' },
  { ...OLD, identity: 'returned', refused: true },
]

/** The law's own answer, as the engine asks for it after a confirmation. */
const lawOf = (ours: Case, returning: boolean, theirs: Reading, own: boolean | null, trusted = true, intents: readonly Intent[] = []) =>
  reconcile({
    ours,
    base: null,
    intents,
    leave: [],
    theirs,
    now: NOW,
    cycle: 'adoption',
    policy: DEFAULT_POLICY,
    adopt: adoptionOf(ours, returning, trusted),
    own,
  })

describe('the preview and the adoption are one law', () => {
  test.each(VALUES)('X1 A02 judged verified exactly when the adoption opens ordering, with the own metafield %s', (own) => {
    for (const theirs of EVERY_READING) {
      for (const ours of [NEW_CASE, ...OLD_CASES]) {
        const { verdict } = foresee(ours, ours !== NEW_CASE, theirs, own)
        const { next, tasks, writes } = lawOf(ours, ours !== NEW_CASE, theirs, own)
        const said = JSON.stringify({ ours, labels: theirs.labels, value: theirs.metafield.value, own, verdict, next, tasks })
        expect(verdict === 'verified', said).toBe(next.verified && !next.frozen)
        // Ordering is open afterwards for nobody else but whom the case of an earlier installation had open all along.
        if (project(next).metafield) expect(verdict, said).toBe('verified')
        expect(verdict === 'contradictory', said).toBe(tasks.some(({ code }) => code === 'take-over-contradictory'))
        if (verdict === 'pending') expect([next.identity, next.corporate], said).not.toEqual(['none', 'none'])
        if (verdict === 'locked') expect(next.frozen || next.refused, said).toBe(true)
        if (verdict === 'new') expect([next.verified, next.identity, next.corporate], said).toEqual([false, 'none', 'none'])
        // Whoever loses a ③ was counted as contradictory, but for a corporation that is half done, and a ③ of the other party.
        const losesThird = writes?.tagsToRemove.some((label) => label === 'verified' || label === 'corporate-verified')
        if (losesThird && verdict !== 'contradictory') {
          const harmless = tasks.every(({ code }) => code === 'other-part-missing' || code === 'label-does-not-fit')
          expect([tasks.length, harmless], said).toEqual([1, true])
        }
      }
    }
  })

  test('X1 nobody is verified whom neither ③ without ① nor a metafield speaks for', () => {
    for (const theirs of EVERY_READING) {
      for (const own of VALUES) {
        const { next } = lawOf(NEW_CASE, false, theirs, own)
        const third = theirs.labels.includes('verified') || theirs.labels.includes('corporate-verified')
        const tags = third && !theirs.labels.includes('unverified') && own !== false
        if (!tags && own !== true && theirs.metafield.value !== true) expect(next.verified).toBe(false)
      }
    }
  })

  test('X1 who was not seen, or changed since, is verified by no label', () => {
    for (const theirs of EVERY_READING) {
      if (theirs.metafield.value === true) continue
      for (const own of VALUES) expect(lawOf(NEW_CASE, false, theirs, own, false).next.verified).toBe(false)
    }
  })

  test('X1 after a reinstall nothing opens: verified stays only who shows every ③ and the metafield on', () => {
    for (const theirs of EVERY_READING) {
      for (const ours of OLD_CASES) {
        const { next, events } = lawOf(ours, true, theirs, true)
        const thirds = project(ours).labels.filter((label) => label === 'verified' || label === 'corporate-verified')
        const shown = thirds.every((label) => theirs.labels.includes(label))
        expect(next.verified).toBe(ours.verified && shown)
        expect(next.frozen).toBe(ours.frozen || (ours.verified && theirs.metafield.value !== true))
        expect(next.refused).toBe(ours.refused)
        expect(events.every(({ type }) => type === 'freeze' || type === 'revoke')).toBe(true)
      }
    }
  })
})

describe('the verdicts, drawn by hand', () => {
  const V = '③本人確認済'
  const C = '③法人確認済'
  test.each<[string, string, boolean | null, boolean | null, Verdict, readonly string[]]>([
    ['nothing', '', null, null, 'new', []],
    ['the labels of a registration', '①アカウント開設済 ①本人確認前', null, null, 'new', []],
    ['③ alone', V, null, null, 'verified', []],
    ['③ of a corporation', `${V} ${C}`, null, null, 'verified', []],
    ['③ and papers handed in again', `${V} ②本人確認書類提出中`, null, null, 'verified', []],
    ['② only', '①本人確認前 ②本人確認書類提出中', null, null, 'pending', []],
    ['half a corporation', `${V} ②法人確認書類提出中`, null, null, 'pending', []],
    ['③ beside ①', `①本人確認前 ${V}`, null, null, 'contradictory', ['third-beside-first']],
    ['③ and our metafield off', V, false, null, 'contradictory', ['switched-off']],
    ['our metafield on', '①本人確認前', true, null, 'verified', []],
    ['the own metafield on', '', null, true, 'verified', []],
    ['③ and the own metafield on', V, null, true, 'verified', []],
    ['③ and the own metafield off', V, null, false, 'contradictory', ['own-off']],
    ['① and the own metafield on', '①本人確認前', null, true, 'contradictory', ['own-unfinished']],
    ['② and the own metafield on', '②本人確認書類提出中', null, true, 'contradictory', ['own-unfinished']],
    ['the own metafield off', '', null, false, 'new', []],
  ])('A02 %s', (_, tags, value, own, verdict, because) => {
    const seen = foresee(NEW_CASE, false, reading(tags, value, value === null ? null : 'long ago'), own)
    expect(seen.verdict).toBe(verdict)
    expect(seen.tasks.flatMap((task) => ('because' in task ? task.because : []))).toEqual(because)
  })

  test.each<[string, Partial<Case>, string, boolean | null, Verdict, readonly string[]]>([
    ['verified as it was', { verified: true, identity: 'accepted' }, `①アカウント開設済 ${V}`, true, 'verified', []],
    ['verified, and ③ is gone', { verified: true, identity: 'accepted' }, '①アカウント開設済', true, 'contradictory', ['third-gone']],
    ['verified, and the metafield is missing', { verified: true, identity: 'accepted' }, V, null, 'contradictory', ['switched-off']],
    ['verified, and the metafield is off', { verified: true, identity: 'accepted' }, V, false, 'contradictory', ['switched-off']],
    ['frozen as it was', { verified: true, frozen: true, identity: 'accepted' }, V, false, 'locked', []],
    [
      'frozen, and the metafield is on',
      { verified: true, frozen: true, identity: 'accepted' },
      V,
      true,
      'contradictory',
      ['opened-meanwhile'],
    ],
    ['refused, and ③ came', { refused: true }, V, null, 'contradictory', ['opened-meanwhile']],
    ['returned, and ③ came without ①', { identity: 'returned' }, V, null, 'contradictory', ['opened-meanwhile']],
    ['handed in as it was', { identity: 'submitted' }, '①本人確認前 ②本人確認書類提出中', null, 'pending', []],
  ])('X1 a reinstall finds a case %s', (_, ours, tags, value, verdict, because) => {
    const seen = foresee({ ...OLD, ...ours }, true, reading(tags, value, value === null ? null : 'long ago'), null)
    expect([seen.verdict, seen.tasks.flatMap((task) => ('because' in task ? task.because : []))]).toEqual([verdict, because])
  })

  test('who registered under the earlier installation and was never judged is believed as at a first one', () => {
    expect(foresee(NEW_CASE, true, reading(V, null, null), null).verdict).toBe('verified')
    expect(verdictOf({ next: NEW_CASE, tasks: [] })).toBe('new')
  })
})

describe('unchanged since it was seen', () => {
  const seen = sightingOf(reading('③本人確認済 VIP', null, null), [true, null])
  test.each<[string, string, boolean | null, boolean | null, number | null, boolean]>([
    ['the same', '③本人確認済', null, null, null, true],
    ['another tag of nobody’s', '③本人確認済 newsletter', null, null, null, true],
    ['a label more', '③本人確認済 ③法人確認済', null, null, null, false],
    ['a label less', '', null, null, null, false],
    ['our metafield', '③本人確認済', false, null, null, false],
    ['the chosen metafield as it was', '③本人確認済', null, true, 0, true],
    ['the chosen metafield switched', '③本人確認済', null, false, 0, false],
    ['the chosen metafield gone', '③本人確認済', null, null, 0, false],
  ])('X1 %s', (_, tags, value, own, source, unchanged) => {
    expect(isUnchanged(seen, reading(tags, value, value === null ? null : 'now'), own, source)).toBe(unchanged)
  })

  test('a label in the wording before counts as the label', () => {
    const renamed: Reading = { ...reading('', null, null), labels: [], otherWording: ['verified'] }
    expect(isUnchanged(seen, renamed, null, null)).toBe(true)
    expect(PRESETS.ja.verified).toBe('③本人確認済')
  })
})

describe('who waits for the owner', () => {
  const plain = {
    fromBefore: true,
    permission: { given: false },
    ours: null,
    returning: false,
    decided: false,
    theirs: reading('', null, null),
  }
  const third = reading('③本人確認済', null, null)
  test.each<[string, object, boolean]>([
    ['a customer from before', {}, true],
    ['a customer who came later', { fromBefore: false }, false],
    ['once the owner has confirmed', { permission: { given: true } }, false],
    ['who came to us, without ③', { ours: OLD }, false],
    ['who came to us with ③', { ours: OLD, theirs: third }, true],
    ['who came to us with a metafield', { ours: OLD, theirs: reading('', true, 'long ago') }, true],
    ['who came to us with ③ and was decided about in the app', { ours: OLD, theirs: third, decided: true }, false],
    ['a case of an earlier installation', { ours: OLD, returning: true }, true],
    ['a case of an earlier installation, decided then', { ours: OLD, returning: true, decided: true }, true],
  ])('X1 %s: %s', (_, of, waits) => {
    expect(waitsForOwner({ ...plain, ...of })).toBe(waits)
  })
})

test('counts are kept by choice, and every verdict has a letter of its own', () => {
  const counts = { [countName(null, 'verified')]: 3, [countName(0, 'verified')]: 5, [countName(0, 'new')]: 1, total: 6 }
  expect(countsFor(counts, null)).toEqual({ verified: 3, pending: 0, contradictory: 0, locked: 0, new: 0 })
  expect(countsFor(counts, 0)).toMatchObject({ verified: 5, new: 1 })
  expect(new Set(VERDICTS.map(verdictLetter)).size).toBe(VERDICTS.length)
})

test.each([
  [0, 0, 0],
  [0, 10, 0],
  [100, 0, null],
  [100, 30, 4],
])('%s left at %s a minute', (left, perMinute, minutes) => {
  expect(minutesLeft(left, perMinute)).toBe(minutes)
})

const LABELS: readonly LabelKey[] = LABEL_KEYS
test('every label is in the generated readings', () => {
  expect(LABELS.every((label) => EVERY_READING.some(({ labels }) => labels.includes(label)))).toBe(true)
})

describe('what goes in bulk', () => {
  test.each(VALUES)('X1 only labels ①, and whoever is read with them is adopted as without, with the own metafield %s', (own) => {
    const source = own === null ? null : 0
    for (const theirs of EVERY_READING) {
      const keys = lacking(sightingOf(theirs, own === null ? [] : [own]), source)
      expect(keys.every((key) => key === 'opened' || key === 'unverified')).toBe(true)
      const alone = lawOf(NEW_CASE, false, theirs, own)
      // Whoever becomes verified never shows ①本人確認前 by it.
      if (alone.next.verified) expect(keys).not.toContain('unverified')
      const written = { ...theirs, labels: [...theirs.labels, ...keys] }
      const intent = {
        id: 'b',
        begunAt: NOW,
        labels: Object.fromEntries(keys.map((key) => [key, true])),
        metafield: null,
        bulk: true,
      } as const
      for (const [landed, reading] of [
        [true, written],
        [false, theirs],
      ] as const) {
        const after = lawOf(NEW_CASE, false, reading, own, true, [intent])
        const said = JSON.stringify({ labels: theirs.labels, value: theirs.metafield.value, own, keys, landed })
        expect([after.next, after.tasks, after.writes?.metafield ?? null], said).toEqual([
          alone.next,
          alone.tasks,
          alone.writes?.metafield ?? null,
        ])
        if (landed)
          expect(
            keys.filter((key) => after.writes?.tagsToAdd.includes(key) || after.writes?.tagsToRemove.includes(key)),
            said,
          ).toEqual([])
      }
    }
  })

  test('X1 labels of another intent are judged as shown: a merge that brought ①本人確認前 beside ③ opens nobody', () => {
    const theirs = reading('③本人確認済 ①本人確認前', null, null)
    const merge = { id: 'm', begunAt: NOW, labels: { unverified: true }, metafield: null } as const
    expect(lawOf(NEW_CASE, false, theirs, null, true, [merge]).next.verified).toBe(false)
    expect(lawOf(NEW_CASE, false, theirs, null, true, [{ ...merge, bulk: true }]).next.verified).toBe(true)
  })
})
