import { describe, expect, test } from 'vitest'
import { CORPORATION, known, NOW, reading, run, VERIFIED, WAITING } from '../../tests/faults/cycles.ts'
import { type Case, type LabelKey, NEW_CASE } from './case.ts'
import type { ConfirmInput, Intent, WriteOutcome, Writes } from './protocol.ts'
import { confirm } from './reconcile.ts'

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

  test('switched on and off again between our write of false and its answer: the date tells, and no label opens then', () => {
    const off: Writes = { ...writes, tagsToAdd: [], tagsToRemove: ['verified'], metafield: { value: false, compareDigest: 'd' } }
    const ours = { ...CORPORATION }
    const input = { ...sent, ours, base: sent.base && { ...sent.base, labels: known(ours, WAITING, true, 'x').base?.labels ?? [] } }
    const answer = reading('①アカウント開設済', false, 'later')
    const taken = confirm({ ...input, sent: { ...sent.sent, writes: off }, answer, outcome: landed, written: 'ours' })
    expect([taken.again, taken.base?.metafield]).toEqual([true, { value: false, updatedAt: 'ours' }])
    const next = run({ ours: taken.ours, base: taken.base, intents: taken.intents, leave: [] }, answer)
    expect([next.events, next.tasks.map(({ code }) => code)]).toEqual([[], ['edits-disagree']])
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
