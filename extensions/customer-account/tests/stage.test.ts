import { describe, expect, test } from 'vitest'
import { actionsOf, renewalOf, stageOf, stepsOf } from '../src/stage.ts'
import { readStatus } from '../src/status.ts'
import { CUSTOMERS, statusOf } from './customer.ts'

describe('the stage of a customer', () => {
  test.each(Object.entries(CUSTOMERS))('B07 %s is told as such', (stage, status) => {
    expect(stageOf(status)).toBe(stage)
  })

  test('B07 a refusal hides a freeze, and a freeze hides the verification', () => {
    expect(stageOf(statusOf({ verified: true, frozen: true, refused: true }))).toBe('refused')
    expect(stageOf(statusOf({ verified: true, frozen: true }))).toBe('frozen')
  })

  test('B07 a returned part without a written reason is still returned', () => {
    expect(stageOf(statusOf({ party: 'corporation', identity: 'accepted', corporate: 'returned', missing: ['corporate'] }))).toBe(
      'returned',
    )
  })

  test('B05 documents that arrived before the rest do not hide what is missing', () => {
    const status = statusOf({ party: 'individual', identity: 'submitted', missing: ['profile'], next: 'submit' })
    expect(stageOf(status)).toBe('continue')
    expect(stepsOf(status)).toEqual([
      { key: 'party', state: 'done' },
      { key: 'profile', state: 'empty' },
      { key: 'identity', state: 'checking' },
    ])
  })

  test('B02 only a corporation is asked for a corporate document', () => {
    expect(stepsOf(CUSTOMERS.continue).at(-1)).toEqual({ key: 'corporate', state: 'missing' })
    expect(stepsOf(CUSTOMERS.waiting).map((step) => step.key)).toEqual(['party', 'profile', 'identity'])
  })

  test.each(['verified', 'frozen', 'refused'] as const)('B07 nothing is asked of a customer who is %s', (stage) => {
    expect(stepsOf(CUSTOMERS[stage])).toEqual([])
  })

  test.each([
    ['start', ['upload']],
    ['continue', ['upload']],
    ['waiting', []],
    ['returned', ['upload']],
    ['verified', ['shop']],
    ['frozen', ['contact']],
    ['refused', ['contact']],
  ] as const)('D07 %s can press %j', (stage, actions) => {
    expect(actionsOf(CUSTOMERS[stage])).toEqual(actions)
  })

  test('B08 a renewal that is checked or returned leaves a customer verified', () => {
    const checking = { ...CUSTOMERS.verified, identity: 'submitted' as const }
    const returned = {
      ...CUSTOMERS.verified,
      identity: 'returned' as const,
      returned: [{ part: 'identity' as const, reason: '期限切れです' }],
    }
    expect([stageOf(checking), renewalOf(checking), actionsOf(checking)]).toEqual(['verified', 'checking', ['shop']])
    expect([stageOf(returned), renewalOf(returned), actionsOf(returned)]).toEqual(['verified', 'returned', ['shop', 'upload']])
    expect(renewalOf(CUSTOMERS.waiting)).toBeUndefined()
  })
})

describe('the answer of the app', () => {
  test('is taken as it is agreed, and fields of tomorrow are no trouble', () => {
    const { returned } = CUSTOMERS
    expect(readStatus({ ...returned, payout: true, locale: 'ja', tomorrow: 1 })).toEqual(returned)
  })

  test.each([
    ['no object', 'ok'],
    ['null', null],
    ['an unknown party', { ...CUSTOMERS.start, party: 'robot' }],
    ['no verified', { ...CUSTOMERS.start, verified: undefined }],
    ['a verified that is a text', { ...CUSTOMERS.start, verified: 'true' }],
    ['an unknown next', { ...CUSTOMERS.start, next: 'dance' }],
  ])('D01 %s is no status, rather than a guess', (_, answer) => {
    expect(readStatus(answer)).toBeUndefined()
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 7])('D07 never leads to %s', (shopUrl) => {
    expect(readStatus({ ...CUSTOMERS.verified, shopUrl })?.shopUrl).toBe('')
  })
})
