import { describe, expect, test } from 'vitest'
import { type Case, NEW_CASE } from './case.ts'
import { type MergeInput, mergeCases } from './merge.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const VERIFIED: Case = { ...NEW_CASE, party: 'individual', identity: 'accepted', verified: true, version: 3 }
const INDIVIDUAL: Case = { ...NEW_CASE, party: 'individual', identity: 'submitted' }

const merge = (survivor: Case, other: Case, more: Partial<MergeInput> = {}) =>
  mergeCases({
    survivor,
    other,
    otherBase: null,
    mergedAt: NOW,
    handApprovedAt: null,
    handThawedAt: null,
    now: NOW + MINUTE,
    id: 'm',
    ...more,
  })

describe('rule 9: the strictest of both cases wins', () => {
  test.each([
    ['a refused one', { ...INDIVIDUAL, refused: true }, ['other-refused', 'other-not-verified'], { refused: true, verified: false }],
    ['a frozen one', { ...VERIFIED, frozen: true }, ['other-frozen'], { frozen: true, verified: true }],
    ['one not verified', INDIVIDUAL, ['other-not-verified'], { verified: false, identity: 'returned' }],
    ['a verified corporation', { ...VERIFIED, party: 'corporation' }, ['parties-differ'], { verified: false }],
  ] as const)('a verified customer merged with %s', (_, other, because, expected) => {
    const merged = merge(VERIFIED, other)
    expect(merged.next).toMatchObject({ ...expected, denyPending: true })
    expect(merged.tasks).toEqual([{ code: 'merge-stricter', because }])
  })

  test('two of the same standing: nothing is denied, but the version grows, so that no cycle commits over the intent', () => {
    const merged = merge(VERIFIED, VERIFIED)
    expect([merged.next, merged.tasks]).toEqual([{ ...VERIFIED, version: 4 }, []])
  })

  test('a verified customer merged into one who is not verifies nobody; papers come over to be looked at', () => {
    const merged = merge(NEW_CASE, { ...VERIFIED, payout: true })
    expect(merged.next).toMatchObject({ verified: false, party: 'individual', identity: 'submitted', payout: true })
    expect(merged.tasks).toEqual([])
  })

  test.each([
    ['nine minutes before', NOW - 9 * MINUTE, true],
    ['after', NOW + MINUTE, true],
    ['eleven minutes before', NOW - 11 * MINUTE, false],
  ])('an approval by hand read %s the merge is withdrawn: %s', (_, handApprovedAt, withdrawn) => {
    const merged = merge(VERIFIED, VERIFIED, { handApprovedAt })
    expect([merged.next.verified, merged.tasks.length > 0]).toEqual([!withdrawn, withdrawn])
  })

  test('so is a thaw', () => {
    expect(merge(VERIFIED, VERIFIED, { handThawedAt: NOW }).next).toMatchObject({ frozen: true, verified: true })
  })

  test('what came with the merge is no hand edit: it is recorded as ours', () => {
    expect(merge(INDIVIDUAL, VERIFIED).intent).toMatchObject({
      id: 'm',
      begunAt: NOW + MINUTE,
      metafield: true,
      labels: { verified: true },
    })
    const known = merge(INDIVIDUAL, INDIVIDUAL, {
      otherBase: { labels: ['opened', 'unverified'], metafield: { value: false, updatedAt: 'x' }, cycle: 'c', readAt: NOW },
    })
    expect(known.intent).toEqual({
      id: 'm',
      begunAt: NOW + MINUTE,
      labels: { opened: true, unverified: true, 'identity-submitted': true },
      metafield: null,
    })
  })
})
