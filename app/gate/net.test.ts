import { describe, expect, test } from 'vitest'
import { readOrderAct } from './acts.server.ts'
import { against, CAUGHT_FOR, fateOf, type Handover, isCaught, openOf, stoodAt, type Turn } from './net.ts'
import { holdNote, ORDER_TAG } from './words.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 4, minute))
const turn = (minute: number, type: string, verdict?: string): Turn => ({ type, at: at(minute), ...(verdict ? { verdict } : {}) })

describe('what stands against an order', () => {
  test.each([
    [null, 'not-verified'],
    [{ verified: false, frozen: false, refused: false }, 'not-verified'],
    [{ verified: true, frozen: false, refused: false }, null],
    [{ verified: true, frozen: true, refused: false }, 'frozen'],
    [{ verified: false, frozen: true, refused: true }, 'refused'],
    [{ verified: true, frozen: false, refused: true }, 'refused'],
  ] as const)('D01 D04 %j: %s', (of, reason) => expect(against(of)).toBe(reason))

  test('D05 an account for payouts is not asked for', () => {
    const of = { verified: true, frozen: false, refused: false, payout: false }
    expect(against(of)).toBeNull()
  })
})

describe('how somebody stood when the order was placed', () => {
  const turns = [turn(1, 'approve'), turn(3, 'freeze'), turn(5, 'thaw'), turn(7, 'revoke'), turn(9, 'approve'), turn(11, 'expire')]
  test.each([
    [0, 'not-verified'],
    [1, null],
    [2, null],
    [4, 'frozen'],
    [6, null],
    [8, 'not-verified'],
    [10, null],
    [12, 'not-verified'],
  ] as const)('D04 in minute %i: %s', (minute, reason) => expect(against(stoodAt(turns, at(minute)))).toBe(reason))

  test('D01 who was believed when a store was taken over stood as verified, and nobody else of it', () => {
    expect(against(stoodAt([turn(1, 'taken-over', 'verified')], at(2)))).toBeNull()
    expect(against(stoodAt([turn(1, 'taken-over', 'new')], at(2)))).toBe('not-verified')
  })

  test('D04 a refusal that was undone leaves nobody verified', () => {
    expect(against(stoodAt([turn(1, 'approve'), turn(2, 'refuse'), turn(3, 'reopen')], at(4)))).toBe('not-verified')
  })
})

describe('which orders are caught', () => {
  const order = { reason: 'not-verified', turns: [] as Turn[], placed: at(5), open: true } as const

  test('D01 table C 13 of somebody who was never verified, handed over or not', () => {
    expect(isCaught(order)).toBe(true)
    expect(isCaught({ ...order, open: false })).toBe(true)
    expect(isCaught({ ...order, reason: 'no-customer', open: false })).toBe(true)
  })

  test('D04 who is stopped after the order gets nothing more, and what was handed over is past', () => {
    const frozen = { ...order, reason: 'frozen', turns: [turn(1, 'approve'), turn(9, 'freeze')] } as const
    expect(isCaught(frozen)).toBe(true)
    expect(isCaught({ ...frozen, open: false })).toBe(false)
    expect(isCaught({ ...frozen, placed: at(10), open: false })).toBe(true)
  })

  test('D03 papers that ran out after the order hold nothing back', () => {
    const expired = { ...order, turns: [turn(1, 'approve'), turn(9, 'expire')] }
    expect(isCaught(expired)).toBe(false)
    expect(isCaught({ ...expired, placed: at(10) })).toBe(true)
  })
})

describe('what has become of a held order', () => {
  const of = (id: bigint, status: string, holds: string[] = []): Handover => ({ id, status, holds })

  test('table C 13 it stays held until it is over, or a person takes the hold away in the store', () => {
    expect(fateOf([of(1n, 'OPEN')], [])).toBe('keep')
    expect(fateOf([of(1n, 'ON_HOLD', ['h'])], [1n])).toBe('keep')
    expect(fateOf([of(1n, 'OPEN')], [1n])).toBe('released-in-store')
    expect(fateOf([of(1n, 'CLOSED')], [1n])).toBe('over')
    expect(fateOf([of(1n, 'ON_HOLD')], [1n])).toBe('released-in-store')
  })

  test('table C 13 an edit brings more to hold, which nobody has released', () => {
    expect(fateOf([of(1n, 'ON_HOLD', ['h']), of(2n, 'OPEN')], [1n])).toBe('keep')
    expect(fateOf([of(1n, 'CLOSED'), of(2n, 'OPEN')], [1n])).toBe('keep')
  })

  test('table C 13 everything that is not done with is open', () => {
    const all = ['OPEN', 'IN_PROGRESS', 'SCHEDULED', 'ON_HOLD', 'CLOSED', 'CANCELLED', 'INCOMPLETE'].map((status, i) =>
      of(BigInt(i), status),
    )
    expect(openOf(all).map(({ status }) => status)).toEqual(['OPEN', 'IN_PROGRESS', 'SCHEDULED', 'ON_HOLD'])
  })
})

test('table C 13 the note of a hold has the reason as a code in every language, and a tag holds no comma', () => {
  for (const language of ['ja', 'zh-Hant', 'zh-Hans', 'en'] as const) {
    for (const reason of CAUGHT_FOR) expect(holdNote(language, reason)).toMatch(new RegExp(`^\\D{10,}\\[sekisho:${reason}\\]$`))
    expect(ORDER_TAG[language]).toMatch(/^[^,]{5,30}$/)
  }
})

describe('what the form of a task says', () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(fields)) data.set(name, value)
    return readOrderAct(data)
  }

  test('table C 13 a customer is named by number or by the address of the customer’s page', () => {
    const to = { ok: true, value: { act: 'reattribute', to: 123n } }
    for (const typed of ['123', ' １２３ ', 'gid://shopify/Customer/123', 'https://admin.shopify.com/store/x/customers/123?y=1'])
      expect(form({ act: 'reattribute', to: typed })).toEqual(to)
    for (const typed of ['', '0', 'x', '12 3', 'gid://shopify/Order/123', '99999999999999999999'])
      expect(form({ act: 'reattribute', to: typed }).ok, typed).toBe(false)
  })

  test('table C 13 nothing is cancelled without being sure, and nothing released without a reason', () => {
    expect(form({ act: 'cancel' })).toMatchObject({ refusal: { fields: { sure: 'empty' } } })
    expect(form({ act: 'cancel', sure: 'yes' })).toEqual({ ok: true, value: { act: 'cancel' } })
    expect(form({ act: 'release' })).toMatchObject({ refusal: { fields: { why: 'unknown' } } })
    expect(form({ act: 'release', why: 'exception' })).toEqual({ ok: true, value: { act: 'release', why: 'exception' } })
    expect(form({ act: 'x' })).toMatchObject({ refusal: { fields: { act: 'unknown' } } })
  })
})
