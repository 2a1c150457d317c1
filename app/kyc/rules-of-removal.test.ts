import { describe, expect, test } from 'vitest'
import {
  CORPORATION,
  DONE,
  events,
  INDIVIDUAL,
  look,
  OFF,
  ON,
  ON_NOW,
  tasks,
  VERIFIED,
  WAITING,
  WAITING_CORPORATION,
} from '../../tests/faults/pages.ts'
import type { Case } from './case.ts'

// Drawn by hand from the manual: what the customer page showed, what it shows now, and what that means.

describe('rule 5: C09 ①本人確認前 and every ② removed', () => {
  test('C09 C10 approves what was submitted: ③ comes, the metafield goes on', () => {
    const outcome = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: ['①アカウント開設済', OFF] })
    expect(outcome.events).toEqual([{ type: 'approve', via: 'hand' }])
    expect(outcome.writes).toEqual({
      tagsToAdd: ['verified'],
      tagsToRemove: [],
      tagsToReword: [],
      metafield: { value: true, compareDigest: 'digest of yesterday' },
    })
  })

  test('C09 C17 a corporation with both papers in gets both ③', () => {
    const outcome = look({ ours: CORPORATION, was: [WAITING_CORPORATION, OFF], is: ['①アカウント開設済', OFF] })
    expect([events(outcome), outcome.writes?.tagsToAdd]).toEqual([['approve'], ['verified', 'corporate-verified']])
  })

  test('C09 X1 nothing was ever submitted: put back, with a task naming what is missing', () => {
    const outcome = look({ ours: { party: 'individual' }, was: ['①アカウント開設済 ①本人確認前', OFF], is: ['①アカウント開設済', OFF] })
    expect([events(outcome), outcome.tasks]).toEqual([[], [{ code: 'papers-missing', missing: ['identity'], labels: ['unverified'] }]])
    expect(outcome.writes?.tagsToAdd).toEqual(['unverified'])
  })

  test('C17 the company papers of a corporation are missing: put back, named', () => {
    const ours: Partial<Case> = { party: 'corporation', identity: 'submitted' }
    const outcome = look({ ours, was: [WAITING, OFF], is: ['①アカウント開設済', OFF] })
    expect([events(outcome), outcome.tasks]).toEqual([
      [],
      [{ code: 'papers-missing', missing: ['corporate'], labels: ['unverified', 'identity-submitted'] }],
    ])
  })

  test('A07 who has chosen no party: put back, named', () => {
    const outcome = look({ ours: { identity: 'submitted' }, was: [WAITING, OFF], is: ['①アカウント開設済', OFF] })
    expect(outcome.tasks).toMatchObject([{ code: 'papers-missing', missing: ['party'] }])
  })

  test('X1 setting always: approves without papers', () => {
    const policy = { approveByTagRemoval: 'always' } as const
    expect(events(look({ ours: {}, was: ['①アカウント開設済 ①本人確認前', OFF], is: ['①アカウント開設済', OFF], policy }))).toEqual([
      'approve',
    ])
  })

  test.each([
    ['X1 setting never', { approveByTagRemoval: 'never' }, {}, 'approval-by-removal-off'],
    ['hand approvals are requests', { handApprovals: 'request' }, {}, 'approval-requested'],
    ['frozen', {}, { frozen: true }, 'frozen-not-approved'],
  ] as const)('%s: put back, with a task', (_, policy, also, task) => {
    const outcome = look({ ours: { ...INDIVIDUAL, ...also }, was: [WAITING, OFF], is: ['①アカウント開設済', OFF], policy })
    expect([events(outcome), tasks(outcome), outcome.writes?.tagsToAdd]).toEqual([[], [task], ['unverified', 'identity-submitted']])
  })

  test('on a verified case the removal of ② accepts the renewal', () => {
    const ours: Partial<Case> = { ...VERIFIED, identity: 'submitted' }
    const outcome = look({ ours, was: [`${DONE} ②本人確認書類提出中`, ON], is: [DONE, ON] })
    expect([events(outcome), outcome.next.identity, outcome.next.verified, outcome.writes]).toEqual([['approve'], 'accepted', true, null])
  })

  test('a label that was never shown is not gone: ② not yet written, ① removed, is an edit in progress', () => {
    const outcome = look({ ours: INDIVIDUAL, was: ['①アカウント開設済 ①本人確認前', OFF], is: ['①アカウント開設済', OFF] })
    expect([events(outcome), outcome.leave.map(({ label }) => label), outcome.writes?.tagsToAdd]).toEqual([
      [],
      ['unverified'],
      ['identity-submitted'],
    ])
  })
})

describe('rule 7: what raises no trust', () => {
  test('C08 ②本人確認書類提出中 added by hand is submitted offline', () => {
    const outcome = look({ ours: { party: 'individual' }, was: ['①アカウント開設済 ①本人確認前', OFF], is: [WAITING, OFF] })
    expect([outcome.events, outcome.writes]).toEqual([[{ type: 'submit', part: 'identity' }], null])
  })

  test('C03 ②法人確認書類提出中 does not fit an individual: put back', () => {
    const outcome = look({ ours: INDIVIDUAL, was: [WAITING, OFF], is: [WAITING_CORPORATION, OFF] })
    expect([events(outcome), tasks(outcome), outcome.writes?.tagsToRemove]).toEqual([[], ['label-does-not-fit'], ['corporate-submitted']])
  })

  test('② on a refused customer is put back', () => {
    const ours: Partial<Case> = { party: 'individual', identity: 'returned', refused: true }
    const outcome = look({ ours, was: ['①アカウント開設済 ①本人確認前', OFF], is: [WAITING, OFF] })
    expect([events(outcome), outcome.writes?.tagsToRemove]).toEqual([[], ['identity-submitted']])
  })

  test('papers that come in the same reading as an approval are what was approved', () => {
    const outcome = look({ ours: { party: 'individual' }, was: ['①アカウント開設済 ①本人確認前', OFF], is: [WAITING, ON_NOW] })
    expect([events(outcome), outcome.next.identity]).toEqual([['approve'], 'accepted'])
  })

  test('C04 ②受取口座登録済 added or removed by hand is only a note', () => {
    const added = look({ ours: VERIFIED, was: [DONE, ON], is: [`${DONE} ②受取口座登録済`, ON] })
    expect([added.events, added.writes]).toEqual([[{ type: 'note-payout' }], null])
    const removed = look({ ours: { ...VERIFIED, payout: true }, was: [`${DONE} ②受取口座登録済`, ON], is: [DONE, ON] })
    expect([removed.events, removed.writes]).toEqual([[{ type: 'clear-payout' }], null])
  })

  test('①本人確認前 added while verified locks nobody: put back, with a task', () => {
    const outcome = look({ ours: VERIFIED, was: [DONE, ON], is: [`${DONE} ①本人確認前`, ON] })
    expect([events(outcome), tasks(outcome), outcome.writes]).toEqual([
      [],
      ['unverified-added'],
      { tagsToAdd: [], tagsToRemove: ['unverified'], tagsToReword: [], metafield: null },
    ])
  })
})

describe('rule 8: what differs for no reason is put back', () => {
  test('C07 ①アカウント開設済 removed', () => {
    const outcome = look({ ours: VERIFIED, was: [DONE, ON], is: ['③本人確認済', ON] })
    expect([events(outcome), tasks(outcome), outcome.writes?.tagsToAdd, outcome.rules]).toEqual([[], [], ['opened'], ['8 put back']])
  })

  test('a crash before the write: what equals base is ours, and is written', () => {
    const outcome = look({ ours: VERIFIED, was: [WAITING, OFF], is: [WAITING, OFF] })
    expect([events(outcome), tasks(outcome), outcome.rules]).toEqual([[], [], []])
    expect(outcome.writes?.metafield).toEqual({ value: true, compareDigest: 'digest of yesterday' })
  })

  test('our own echo is silence', () => {
    const outcome = look({ ours: VERIFIED, was: [DONE, ON], is: [DONE, ON] })
    expect(outcome).toMatchObject({ events: [], tasks: [], rules: [], writes: null, wakeAt: null })
  })
})
