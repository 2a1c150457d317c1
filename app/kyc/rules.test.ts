import { describe, expect, test } from 'vitest'
import {
  BLANK,
  CORPORATION,
  DONE,
  DONE_CORPORATION,
  events,
  INDIVIDUAL,
  look,
  MINUTE,
  NOW,
  OFF,
  OFF_NOW,
  ON,
  ON_NOW,
  tasks,
  VERIFIED,
  VERIFIED_CORPORATION,
  WAITING,
  WAITING_CORPORATION,
} from '../../tests/faults/pages.ts'
import { type Case, NEW_CASE } from './case.ts'
import type { Intent } from './protocol.ts'

// Drawn by hand from the manual: what the customer page showed, what it shows now, and what that means.

describe('rule 0: no hand edit opens while a denial is pending or the case is refused', () => {
  test.each([
    ['switched on', WAITING, ON_NOW],
    ['①② removed', '①アカウント開設済', OFF],
    ['① replaced by ③', '①アカウント開設済 ②本人確認書類提出中 ③本人確認済', OFF],
    ['only ② removed: nothing is left alone', '①アカウント開設済 ①本人確認前', OFF],
  ] as const)('%s: put back, with a task', (_, tags, flag) => {
    const outcome = look({ ours: { ...INDIVIDUAL, denyPending: true }, was: [WAITING, OFF], is: [tags, flag] })
    expect([events(outcome), tasks(outcome), outcome.leave]).toEqual([[], ['edit-during-denial'], []])
    expect(outcome.writes).not.toBeNull()
    expect(outcome.next.denyPending).toBe(true)
  })

  test('switched on while refused: put back, with a task, even when no denial is pending', () => {
    const refused: Partial<Case> = { party: 'individual', identity: 'returned', refused: true }
    const outcome = look({ ours: refused, was: ['①アカウント開設済 ①本人確認前', OFF], is: ['①アカウント開設済 ①本人確認前', ON_NOW] })
    expect([events(outcome), tasks(outcome)]).toEqual([[], ['edit-during-denial']])
    expect(outcome.writes?.metafield).toEqual({ value: false, compareDigest: 'digest of today' })
  })

  test('switched on while frozen and pending does not thaw', () => {
    const outcome = look({ ours: { ...VERIFIED, frozen: true, denyPending: true }, was: [DONE, ON], is: [DONE, ON_NOW] })
    expect([events(outcome), tasks(outcome), outcome.writes?.metafield?.value]).toEqual([[], ['edit-during-denial'], false])
  })

  test('a reading that shows what the case wants confirms the denial, and the version stays', () => {
    const outcome = look({ ours: { ...INDIVIDUAL, denyPending: true, version: 5 }, was: [WAITING, OFF], is: [WAITING, OFF] })
    expect(outcome.next).toEqual({ ...NEW_CASE, ...INDIVIDUAL, version: 5 })
  })
})

describe('rule 1: D04 C18 switching the metafield off freezes', () => {
  test.each([
    ['off', OFF_NOW],
    ['blank', BLANK],
  ] as const)('%s', (_, flag) => {
    const outcome = look({ ours: VERIFIED, was: [DONE, ON], is: [DONE, flag] })
    expect([events(outcome), outcome.next.frozen, outcome.next.verified]).toEqual([['freeze'], true, true])
  })

  test('off again under the same value: the date tells, though our own write of true was never answered', () => {
    const outcome = look({ ours: VERIFIED, was: [DONE, OFF], is: [DONE, OFF_NOW] })
    expect([events(outcome), outcome.writes]).toEqual([['freeze'], null])
  })

  test('a lock of ours that lands after a new approval is, in doubt, a denial by staff', () => {
    const late: Intent = { id: 'revoke', begunAt: NOW - MINUTE, labels: {}, metafield: false }
    expect(events(look({ ours: VERIFIED, was: [DONE, ON], is: [DONE, OFF_NOW], intents: [late] }))).toEqual(['freeze'])
  })

  test('X2 with ③ and ② touched in the same edit only the denials count', () => {
    const outcome = look({
      ours: { ...VERIFIED, identity: 'submitted' },
      was: [`${DONE} ②本人確認書類提出中`, ON],
      is: ['①アカウント開設済', OFF_NOW],
    })
    expect([events(outcome), outcome.leave]).toEqual([['freeze', 'revoke'], []])
  })

  test('X2 our late write hides how the metafield ended: no label approves in this reading', () => {
    const late: Intent = { id: 'merge', begunAt: NOW - MINUTE, labels: {}, metafield: true }
    const outcome = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: ['①アカウント開設済', ON_NOW], intents: [late] })
    expect([events(outcome), tasks(outcome), outcome.writes?.metafield?.value]).toEqual([[], ['edits-disagree'], false])
  })

  test('X2 touched and locked although not verified: no label approves in this reading', () => {
    const outcome = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: ['①アカウント開設済', OFF_NOW] })
    expect([events(outcome), tasks(outcome), outcome.writes?.tagsToAdd]).toEqual([
      [],
      ['edits-disagree'],
      ['unverified', 'identity-submitted'],
    ])
  })
})

describe('rule 2: a ③ label removed revokes', () => {
  test.each([
    ['an individual', VERIFIED, DONE, '①アカウント開設済'],
    ['a corporation, ③法人確認済', VERIFIED_CORPORATION, DONE_CORPORATION, '①アカウント開設済 ③本人確認済'],
    ['a corporation, ③本人確認済', VERIFIED_CORPORATION, DONE_CORPORATION, '①アカウント開設済 ③法人確認済'],
  ] as const)('%s', (_, ours, was, is) => {
    const outcome = look({ ours, was: [was, ON], is: [is, ON] })
    expect([events(outcome), outcome.next.verified, outcome.next.denyPending]).toEqual([['revoke'], false, true])
    expect(outcome.writes?.metafield).toEqual({ value: false, compareDigest: 'digest of yesterday' })
  })

  test('a removal of ours that lands after a new approval is, in doubt, a denial by staff', () => {
    const late: Intent = { id: 'revoke', begunAt: NOW - MINUTE, labels: { verified: false }, metafield: null }
    expect(events(look({ ours: VERIFIED, was: [DONE, ON], is: ['①アカウント開設済', ON], intents: [late] }))).toEqual(['revoke'])
  })

  test('after a denial nothing of rules 3 to 6 is even a question in this reading', () => {
    const replaced = look({ ours: VERIFIED, was: [DONE, ON], is: ['①アカウント開設済 ③法人確認済', ON] })
    expect([events(replaced), tasks(replaced)]).toEqual([['revoke'], []])
    const renewal: Partial<Case> = { ...VERIFIED, identity: 'submitted' }
    const off = look({ ours: renewal, was: [`${DONE} ②本人確認書類提出中`, ON], is: [DONE, OFF_NOW] })
    expect([events(off), tasks(off), off.writes?.tagsToAdd]).toEqual([['freeze'], [], ['identity-submitted']])
  })

  test('replacing ③ by ① by hand revokes as well', () => {
    const outcome = look({ ours: VERIFIED, was: [DONE, ON], is: ['①アカウント開設済 ①本人確認前', ON] })
    expect([events(outcome), tasks(outcome)]).toEqual([['revoke'], []])
  })
})

describe('rule 3: switching the metafield on', () => {
  test('C14 approves whoever is neither verified nor frozen, papers or not', () => {
    const outcome = look({ ours: {}, was: ['①アカウント開設済 ①本人確認前', OFF], is: ['①アカウント開設済 ①本人確認前', ON_NOW] })
    expect(outcome.events).toEqual([{ type: 'approve', via: 'hand' }])
    expect(outcome.writes).toEqual({ tagsToAdd: ['verified'], tagsToRemove: ['unverified'], tagsToReword: [], metafield: null })
  })

  test('C15 approves and takes ①本人確認前 and ② away', () => {
    const outcome = look({ ours: CORPORATION, was: [WAITING_CORPORATION, OFF], is: [WAITING_CORPORATION, ON_NOW] })
    expect(outcome.writes?.tagsToRemove).toEqual(['unverified', 'identity-submitted', 'corporate-submitted'])
    expect(outcome.writes?.tagsToAdd).toEqual(['verified', 'corporate-verified'])
  })

  test('thaws the verified', () => {
    const outcome = look({ ours: { ...VERIFIED, frozen: true }, was: [DONE, OFF], is: [DONE, ON_NOW] })
    expect([events(outcome), outcome.next.frozen, outcome.writes]).toEqual([['thaw'], false, null])
  })

  test('frozen and not verified: put back, with a task', () => {
    const outcome = look({ ours: { ...INDIVIDUAL, frozen: true }, was: [WAITING, OFF], is: [WAITING, ON_NOW] })
    expect([events(outcome), tasks(outcome), outcome.writes?.metafield?.value]).toEqual([[], ['frozen-not-approved'], false])
  })

  test('an approval of ours that lands after a revoke is ours: put back, in silence', () => {
    const late: Intent = { id: 'approve', begunAt: NOW - MINUTE, labels: { unverified: false, verified: true }, metafield: true }
    const outcome = look({
      ours: { party: 'individual', identity: 'returned' },
      was: ['①アカウント開設済 ①本人確認前', OFF],
      is: [DONE, ON_NOW],
      intents: [late],
    })
    expect([events(outcome), tasks(outcome), outcome.writes?.metafield?.value]).toEqual([[], [], false])
    expect(outcome.writes).toMatchObject({ tagsToAdd: ['unverified'], tagsToRemove: ['verified'] })
  })

  test('where hand approvals are requests: put back, with a task', () => {
    const outcome = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: [WAITING, ON_NOW], policy: { handApprovals: 'request' } })
    expect([events(outcome), tasks(outcome), outcome.writes?.metafield?.value]).toEqual([[], ['approval-requested'], false])
  })
})

describe('rule 4: C08 ③ set by hand', () => {
  test('X1 together with the removal of ①本人確認前 approves an individual, papers or not', () => {
    const outcome = look({ ours: { party: 'individual' }, was: ['①アカウント開設済 ①本人確認前', OFF], is: [DONE, OFF] })
    expect([events(outcome), outcome.writes?.metafield?.value]).toEqual([['approve'], true])
  })

  test('X1 the same for a customer who has chosen no party yet', () => {
    expect(events(look({ ours: {}, was: ['①アカウント開設済 ①本人確認前', OFF], is: [DONE, OFF] }))).toEqual(['approve'])
  })

  test('C06 ③法人確認済 approves a corporation', () => {
    const is = '①アカウント開設済 ②本人確認書類提出中 ②法人確認書類提出中 ③法人確認済'
    const outcome = look({ ours: CORPORATION, was: [WAITING_CORPORATION, OFF], is: [is, OFF] })
    expect([events(outcome), outcome.writes?.tagsToAdd]).toEqual([['approve'], ['verified']])
  })

  test('C17 ③本人確認済 alone accepts the identity part of a corporation and is put back, naming the other part', () => {
    const is = '①アカウント開設済 ②本人確認書類提出中 ②法人確認書類提出中 ③本人確認済'
    const outcome = look({ ours: CORPORATION, was: [WAITING_CORPORATION, OFF], is: [is, OFF] })
    expect(outcome.events).toEqual([{ type: 'accept', part: 'identity' }])
    expect(outcome.tasks).toEqual([{ code: 'other-part-missing', missing: ['corporate'] }])
    expect(outcome.writes?.tagsToRemove).toContain('verified')
    expect(outcome.next.verified).toBe(false)
  })

  test('X1 ③ without the removal of ①: put back, with a one-click task: a visitor can do that', () => {
    const outcome = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: [`${WAITING} ③本人確認済`, OFF] })
    expect([events(outcome), outcome.tasks]).toEqual([[], [{ code: 'added-without-removal', labels: ['verified'] }]])
    expect(outcome.writes).toMatchObject({ tagsToRemove: ['verified'], metafield: null })
  })

  test('③法人確認済 on an individual does not fit, verified or not', () => {
    const waiting = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: ['①アカウント開設済 ②本人確認書類提出中 ③法人確認済', OFF] })
    const done = look({ ours: VERIFIED, was: [DONE, ON], is: [DONE_CORPORATION, ON] })
    for (const outcome of [waiting, done]) expect([events(outcome), tasks(outcome)[0]]).toEqual([[], 'label-does-not-fit'])
    expect(done.writes?.tagsToRemove).toEqual(['corporate-verified'])
  })

  test.each([
    ['approveByTagAddition never', { approveByTagAddition: 'never' }, 'approval-by-addition-off'],
    ['hand approvals are requests', { handApprovals: 'request' }, 'approval-requested'],
  ] as const)('%s: put back, with a task', (_, policy, task) => {
    const outcome = look({ ours: { party: 'individual' }, was: ['①アカウント開設済 ①本人確認前', OFF], is: [DONE, OFF], policy })
    expect([events(outcome), tasks(outcome)[0], outcome.writes?.tagsToAdd]).toEqual([[], task, ['unverified']])
  })

  test('frozen: put back, with a task', () => {
    const outcome = look({ ours: { party: 'individual', frozen: true }, was: ['①アカウント開設済 ①本人確認前', OFF], is: [DONE, OFF] })
    expect([events(outcome), tasks(outcome)[0]]).toEqual([[], 'frozen-not-approved'])
  })
})
