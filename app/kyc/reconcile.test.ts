import { describe, expect, test } from 'vitest'
import { CORPORATION, known, left, MINUTE, NOW, reading, run, type State, VERIFIED, WAITING } from '../../tests/faults/cycles.ts'
import { type Case, NEW_CASE } from './case.ts'
import type { Intent, Reading } from './protocol.ts'
import { confirm } from './reconcile.ts'
import { PRESETS, readLabels } from './tags.ts'

describe('rule 6: labels removed one after the other', () => {
  const AWAITING = ['①本人確認前', '②本人確認書類提出中', '②法人確認書類提出中']
  const ORDERS = AWAITING.flatMap((first) =>
    AWAITING.filter((tag) => tag !== first).map((second) => [first, second, AWAITING.find((tag) => tag !== first && tag !== second) ?? '']),
  )
  const without = (gone: readonly string[]) =>
    WAITING.split(' ')
      .filter((tag) => !gone.includes(tag))
      .join(' ')

  test.each(ORDERS)('C09 the order %s, %s, %s ends in an approval', (...order) => {
    let state = known(CORPORATION, WAITING, false, 'yesterday')
    for (const at of [1, 2]) {
      const outcome = run(state, reading(without(order.slice(0, at)), false, 'yesterday', NOW + at * MINUTE))
      expect([outcome.events, outcome.writes, outcome.leave.length]).toEqual([[], null, at])
      state = left(outcome)
    }
    const last = run(state, reading(without(order), false, 'yesterday', NOW + 3 * MINUTE))
    expect(last.events).toEqual([{ type: 'approve', via: 'hand' }])
    expect(last.leave).toEqual([])
  })

  test.each(ORDERS)('C09 the order %s, %s, then nothing: both are put back ten minutes after the last, with a task', (first, second) => {
    const one = run(known(CORPORATION, WAITING, false, 'yesterday'), reading(without([first ?? '']), false, 'yesterday'))
    expect(one.wakeAt).toBe(NOW + 10 * MINUTE)
    const gone = without([first ?? '', second ?? ''])
    const two = run(left(one), reading(gone, false, 'yesterday', NOW + 9 * MINUTE))
    expect(two.wakeAt).toBe(NOW + 19 * MINUTE)
    const early = run(left(two), reading(gone, false, 'yesterday', NOW + 19 * MINUTE - 1))
    expect([early.writes, early.tasks]).toEqual([null, []])
    const late = run(left(early), reading(gone, false, 'yesterday', NOW + 19 * MINUTE))
    expect(late.tasks.map(({ code }) => code)).toEqual(['removal-unfinished'])
    expect(late.writes?.tagsToAdd).toHaveLength(2)
    expect([late.leave, late.events]).toEqual([[], []])
  })

  test('a removal first seen after the ten minutes is still a sign that staff are editing', () => {
    const one = run(known(CORPORATION, WAITING, false, 'yesterday'), reading(without(['①本人確認前']), false, 'yesterday'))
    const gone = without(['①本人確認前', '②本人確認書類提出中'])
    const outcome = run(left(one), reading(gone, false, 'yesterday', NOW + 11 * MINUTE))
    expect([outcome.tasks, outcome.writes, outcome.wakeAt]).toEqual([[], null, NOW + 21 * MINUTE])
  })

  test('C17 with papers missing nothing is left alone, whatever goes first', () => {
    const ours: Case = { ...CORPORATION, corporate: 'none' }
    for (const tags of ['①アカウント開設済 ①本人確認前', '①アカウント開設済 ②本人確認書類提出中']) {
      const outcome = run(
        known(ours, '①アカウント開設済 ①本人確認前 ②本人確認書類提出中', false, 'yesterday'),
        reading(tags, false, 'yesterday'),
      )
      expect([outcome.leave, outcome.tasks.map(({ code }) => code)]).toEqual([[], ['papers-missing']])
    }
  })

  test('a denial in the app meanwhile ends it: everything is put back', () => {
    const one = run(known(CORPORATION, WAITING, false, 'yesterday'), reading(without(['①本人確認前']), false, 'yesterday'))
    const denied: State = { ...left(one), ours: { ...one.next, denyPending: true, version: 1 } }
    const outcome = run(denied, reading(without(AWAITING), false, 'yesterday', NOW + MINUTE))
    expect([outcome.events, outcome.leave, outcome.writes?.tagsToAdd]).toEqual([
      [],
      [],
      ['unverified', 'identity-submitted', 'corporate-submitted'],
    ])
  })

  test('a label put back by staff is left alone no more', () => {
    const one = run(known(CORPORATION, WAITING, false, 'yesterday'), reading(without(['①本人確認前']), false, 'yesterday'))
    const outcome = run(left(one), reading(WAITING, false, 'yesterday', NOW + MINUTE))
    expect([outcome.leave, outcome.writes, outcome.wakeAt]).toEqual([[], null, null])
  })
})

describe('base', () => {
  test('what was judged once is not judged again: a crash before the put-back makes no second task', () => {
    const posted = `${WAITING} ③法人確認済`
    const once = run(known(CORPORATION, WAITING, false, 'yesterday'), reading(posted, false, 'yesterday'))
    expect(once.tasks).toHaveLength(1)
    const again = run(left(once), reading(posted, false, 'yesterday', NOW + MINUTE))
    expect([again.tasks, again.writes?.tagsToRemove]).toEqual([[], ['corporate-verified']])
  })
})

describe('intents', () => {
  const approval: Intent = {
    id: 'approval',
    begunAt: NOW,
    labels: { unverified: false, 'identity-submitted': false, 'corporate-submitted': false, verified: true, 'corporate-verified': true },
    metafield: true,
  }
  const denied: State = { ...known(CORPORATION, WAITING, false, 'yesterday'), intents: [approval] }
  const landed = '①アカウント開設済 ③本人確認済 ③法人確認済'

  test.each([
    ['nine', 9],
    ['fifteen: nobody has looked since', 15],
  ])('an approval that lands late is ours, %s minutes later', (_, minutes) => {
    const outcome = run(denied, reading(landed, true, 'today', NOW + minutes * MINUTE))
    expect([outcome.events, outcome.tasks, outcome.writes?.metafield?.value]).toEqual([[], [], false])
  })

  test('a reading ten minutes after retires it; an earlier one does not', () => {
    const early = run(denied, reading(WAITING, false, 'yesterday', NOW + 10 * MINUTE - 1))
    expect(early.intents).toEqual([approval])
    const late = run(left(early), reading(WAITING, false, 'yesterday', NOW + 10 * MINUTE))
    expect([late.intents, late.wakeAt]).toEqual([[], null])
    expect(run(left(late), reading(WAITING, true, 'today', NOW + 11 * MINUTE)).events).toEqual([{ type: 'approve', via: 'hand' }])
  })

  test('while it may still open what is locked, the customer is looked at every minute', () => {
    expect(run(denied, reading(WAITING, false, 'yesterday', NOW + 2 * MINUTE)).wakeAt).toBe(NOW + 3 * MINUTE)
  })

  test('a write is recorded with the values it would leave, before it is sent', () => {
    const outcome = run({ ...known(VERIFIED, '①本人確認前', false, 'yesterday') }, reading('①本人確認前', false, 'yesterday'))
    expect(outcome.intents).toEqual([
      { id: 'this one', begunAt: NOW, labels: { opened: true, verified: true, unverified: false }, metafield: true },
    ])
    expect(outcome.wakeAt).toBe(NOW + 10 * MINUTE)
  })
})

describe('the first reading', () => {
  const first: State = { ours: NEW_CASE, base: null, intents: [], leave: [] }

  test('A02 D01 a new customer gets ①アカウント開設済 and ①本人確認前, and the metafield stays blank: that is locked', () => {
    const outcome = run(first, reading('', null, null))
    expect([outcome.next, outcome.events, outcome.adopted]).toEqual([NEW_CASE, [], true])
    expect(outcome.writes).toEqual({
      tagsToAdd: ['opened', 'unverified'],
      tagsToRemove: [],
      tagsToReword: [],
      metafield: null,
    })
  })

  test('D01 a newsletter form that registers with all our labels verifies nobody', () => {
    const outcome = run(first, reading(Object.values(PRESETS.ja).join(' '), null, null))
    expect([outcome.next.verified, outcome.next.identity, outcome.next.payout]).toEqual([false, 'submitted', true])
    expect(outcome.writes?.tagsToRemove).toEqual(['corporate-submitted', 'verified', 'corporate-verified'])
    expect(outcome.tasks.map(({ code }) => code)).toEqual(['added-without-removal'])
    expect(run(first, reading('③本人確認済', null, null)).next.verified).toBe(false)
  })

  test('C14 a metafield switched on before the first reading counts, unless something was denied before', () => {
    expect(run(first, reading('', true, 'today')).next.verified).toBe(true)
    for (const ours of [
      { ...NEW_CASE, denyPending: true },
      { ...NEW_CASE, refused: true },
    ]) {
      const outcome = run({ ...first, ours }, reading('', true, 'today'))
      expect([outcome.next.verified, outcome.tasks.map(({ code }) => code)]).toEqual([false, ['edit-during-denial']])
    }
  })

  test('a metafield that we may have switched on is not the staff’s', () => {
    const late: Intent = { id: 'late', begunAt: NOW, labels: {}, metafield: true }
    expect(run({ ...first, intents: [late] }, reading('', true, 'today')).next.verified).toBe(false)
  })

  test.each([
    ['③本人確認済 without ①', '③本人確認済', null, { party: 'individual', identity: 'accepted', verified: true, frozen: false }],
    ['③法人確認済 without ①', '③本人確認済 ③法人確認済', null, { party: 'corporation', corporate: 'accepted', verified: true }],
    ['③ beside ①本人確認前', '①本人確認前 ③本人確認済', null, { verified: false }],
    ['③ and the metafield off', '③本人確認済', false, { verified: true, frozen: true }],
    ['the metafield on', '①本人確認前', true, { verified: true, frozen: false }],
    [
      '② both',
      '①本人確認前 ②本人確認書類提出中 ②法人確認書類提出中',
      null,
      { party: 'corporation', identity: 'submitted', verified: false },
    ],
  ] as const)('a confirmed first install adopts %s', (_, tags, value, expected) => {
    expect(run(first, reading(tags, value, value === null ? null : 'long ago'), 'trusting').next).toMatchObject(expected)
  })

  test('D03 the same store adopted without that confirmation verifies nobody by its labels', () => {
    expect(run(first, reading('③本人確認済', null, null), 'strict').next.verified).toBe(false)
  })
})

describe('a change of wording', () => {
  const state = known(VERIFIED, '①アカウント開設済 ③本人確認済', true, 'yesterday')
  const showing = (...tags: string[]): Reading => ({
    ...reading('', true, 'yesterday'),
    ...readLabels(tags, PRESETS['zh-Hant'], PRESETS.ja),
  })
  const nothing = { tagsToAdd: [], tagsToRemove: [], tagsToReword: [], metafield: null }

  test('the new texts are added first, and nothing is an event', () => {
    const outcome = run(state, showing('①アカウント開設済', '③本人確認済'))
    expect([outcome.events, outcome.tasks]).toEqual([[], []])
    expect(outcome.writes).toEqual({ ...nothing, tagsToAdd: ['opened', 'verified'] })
  })

  test('an earlier text goes when the new one is beside it', () => {
    const outcome = run(state, showing('①アカウント開設済', '①帳號已開通', '③本人確認済'))
    expect(outcome.writes).toEqual({ ...nothing, tagsToAdd: ['verified'], tagsToReword: ['opened'] })
    expect(outcome.intents[0]?.labels).toEqual({ verified: true, opened: false })
  })

  test('the answer that shows both asks for another cycle at once', () => {
    const outcome = run(state, showing('①アカウント開設済', '③本人確認済'))
    const taken = confirm({
      ...left(outcome),
      sent: { cycle: 'this one', version: 0, writes: outcome.writes ?? { ...nothing } },
      answer: showing('①アカウント開設済', '①帳號已開通', '③本人確認済', '③身分已驗證'),
      outcome: { metafield: 'landed', tagsToRemove: 'landed', tagsToAdd: 'landed' },
    })
    expect(taken).toMatchObject({ settled: false, again: true })
  })

  test('removing the earlier text is no edit by staff, though the new one was taken away before it landed', () => {
    const waiting = known(CORPORATION, WAITING, false, 'yesterday')
    const late: Intent = { id: 'reword', begunAt: NOW, labels: { 'identity-submitted': false }, metafield: null }
    const outcome = run({ ...waiting, intents: [late] }, reading('①アカウント開設済 ①本人確認前 ②法人確認書類提出中', false, 'yesterday'))
    expect([outcome.leave, outcome.tasks, outcome.writes?.tagsToAdd]).toEqual([[], [], ['identity-submitted']])
  })
})
