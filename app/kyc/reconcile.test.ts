import { describe, expect, test } from 'vitest'
import { type Case, type LabelKey, NEW_CASE } from './case.ts'
import {
  type Adopt,
  type Base,
  type ConfirmInput,
  DEFAULT_POLICY,
  type Intent,
  type Outcome,
  type Reading,
  type WriteOutcome,
  type Writes,
} from './protocol.ts'
import { confirm, reconcile } from './reconcile.ts'
import { PRESETS, readLabels } from './tags.ts'

const MINUTE = 60_000
const NOW = 1_800_000_000_000
const WAITING = '①アカウント開設済 ①本人確認前 ②本人確認書類提出中 ②法人確認書類提出中'
const CORPORATION: Case = { ...NEW_CASE, party: 'corporation', identity: 'submitted', corporate: 'submitted' }
const VERIFIED: Case = { ...NEW_CASE, party: 'individual', identity: 'accepted', verified: true }

const reading = (tags: string, value: boolean | null, updatedAt: string | null, readAt = NOW): Reading => ({
  ...readLabels(tags.split(' '), PRESETS.ja, null),
  metafield: { value, updatedAt, compareDigest: updatedAt && `digest of ${updatedAt}` },
  readAt,
})

interface State {
  readonly ours: Case
  readonly base: Base | null
  readonly intents: readonly Intent[]
  readonly leave: Outcome['leave']
}

const known = (ours: Case, tags: string, value: boolean | null, updatedAt: string | null): State => ({
  ours,
  base: {
    labels: readLabels(tags.split(' '), PRESETS.ja, null).labels,
    metafield: { value, updatedAt },
    cycle: 'before',
    readAt: NOW - MINUTE,
  },
  intents: [],
  leave: [],
})

const run = (state: State, theirs: Reading, adopt: Adopt = 'strict', cycle = 'this one'): Outcome =>
  reconcile({ ...state, theirs, now: theirs.readAt, cycle, policy: DEFAULT_POLICY, adopt })

const left = ({ next, base, intents, leave }: Outcome): State => ({ ours: next, base, intents, leave })

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

describe('the answer of a write', () => {
  const writes: Writes = {
    tagsToAdd: ['verified'],
    tagsToRemove: ['unverified'],
    tagsToReword: [],
    metafield: { value: true, compareDigest: 'd' },
  }
  const landed: WriteOutcome = { metafield: 'landed', tagsToRemove: 'landed', tagsToAdd: 'landed' }
  const intent: Intent = { id: 'this one', begunAt: NOW, labels: { verified: true, unverified: false }, metafield: true }
  const sent: Pick<ConfirmInput, 'ours' | 'base' | 'intents' | 'leave' | 'sent'> = {
    ours: VERIFIED,
    base: { labels: ['opened', 'unverified'], metafield: { value: false, updatedAt: 'yesterday' }, cycle: 'this one', readAt: NOW },
    intents: [intent],
    leave: [],
    sent: { cycle: 'this one', version: 0, writes },
  }
  const done = '①アカウント開設済 ③本人確認済'
  const sorted = (labels: readonly LabelKey[] | undefined) => [...(labels ?? [])].sort()

  test('C16 everything landed: settled, base is what the store shows, the intent is spent', () => {
    const taken = confirm({ ...sent, answer: reading(done, true, 'today'), outcome: landed })
    expect(taken).toMatchObject({ settled: true, again: false, intents: [], wakeAt: null })
    expect([sorted(taken.base?.labels), taken.base?.metafield]).toEqual([['opened', 'verified'], { value: true, updatedAt: 'today' }])
  })

  test('a metafield that was edited meanwhile: its part is refused, the labels landed, the edit is read next', () => {
    const taken = confirm({ ...sent, answer: reading(done, false, 'today'), outcome: { ...landed, metafield: 'refused' } })
    expect(taken).toMatchObject({ settled: false, again: true, intents: [] })
    expect(taken.base?.metafield).toEqual({ value: false, updatedAt: 'yesterday' })
    const next = run({ ours: taken.ours, base: taken.base, intents: taken.intents, leave: [] }, reading(done, false, 'today'))
    expect(next.events).toEqual([{ type: 'freeze' }])
  })

  test('D04 switched off between our write and its answer: not swallowed', () => {
    const taken = confirm({ ...sent, answer: reading(done, false, 'today'), outcome: landed })
    expect(taken).toMatchObject({ settled: false, again: true })
    const next = run({ ours: taken.ours, base: taken.base, intents: taken.intents, leave: [] }, reading(done, false, 'today'))
    expect(next.events).toEqual([{ type: 'freeze' }])
  })

  test('③ removed between our write and its answer: not swallowed', () => {
    const taken = confirm({ ...sent, answer: reading('①アカウント開設済', true, 'today'), outcome: landed })
    const next = run({ ours: taken.ours, base: taken.base, intents: taken.intents, leave: [] }, reading('①アカウント開設済', true, 'today'))
    expect(next.events).toEqual([{ type: 'revoke' }])
  })

  test('250 tags do not stop the lock, and are not tried again at once', () => {
    const taken = confirm({ ...sent, answer: reading('①アカウント開設済', true, 'today'), outcome: { ...landed, tagsToAdd: 'refused' } })
    expect(taken).toMatchObject({ settled: false, again: false, intents: [] })
    expect(taken.base?.metafield).toEqual({ value: true, updatedAt: 'today' })
  })

  test('a part of which nobody knows stays live', () => {
    const taken = confirm({ ...sent, answer: reading(done, true, 'today'), outcome: { ...landed, metafield: 'unknown' } })
    expect(taken.intents).toEqual([{ id: 'this one', begunAt: NOW, labels: {}, metafield: true }])
    expect(taken.again).toBe(true)
  })

  test('an overtaken answer changes nothing', () => {
    const base = sent.base && { ...sent.base, cycle: 'another' }
    const taken = confirm({ ...sent, base, answer: reading(done, true, 'today'), outcome: landed })
    expect(taken).toMatchObject({ ours: VERIFIED, base, intents: [intent], settled: false, again: false })
  })

  const locked: Case = { ...NEW_CASE, denyPending: true }
  const lock = { ...sent, ours: locked, sent: { ...sent.sent, writes: { ...writes, metafield: { value: false, compareDigest: 'd' } } } }
  const plain = {
    ...lock,
    sent: { ...lock.sent, writes: { ...lock.sent.writes, tagsToAdd: ['unverified'], tagsToRemove: ['verified'] } },
  } as const

  test('C18 a denial is confirmed when the store shows it', () => {
    const taken = confirm({ ...plain, answer: reading('①アカウント開設済 ①本人確認前', false, 'today'), outcome: landed })
    expect(taken.ours).toEqual({ ...locked, denyPending: false })
  })

  test.each([
    ['the store shows something else', plain, '①アカウント開設済'],
    ['the denial came after the write was decided', { ...plain, ours: { ...locked, version: 1 } }, '①アカウント開設済 ①本人確認前'],
  ])('C18 a denial stays pending when %s', (_, input, tags) => {
    expect(confirm({ ...input, answer: reading(tags, false, 'today'), outcome: landed }).ours.denyPending).toBe(true)
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
