import { expect, test } from 'vitest'
import { fromYucho, toYucho } from './yucho.ts'

// From published worked examples, not from the code: bank guides and the bank's own page of the formula.
test.each([
  ['10530', '12345671', '058', '1234567'],
  ['14030', '12345671', '408', '1234567'],
  ['12340', '12345671', '238', '1234567'],
  ['11940', '12345671', '198', '1234567'],
  ['10100', '98765431', '018', '9876543'],
  ['17300', '1234561', '738', '0123456'],
])('E01 ゆうちょ %s-%s is 普通 %s %s', (symbol, number, branch, account) => {
  expect(fromYucho(symbol, number)).toEqual({ account: { branch, deposit: 'ordinary', number: account } })
})

test('E01 通常貯蓄貯金 is 貯蓄, 振替口座 is 当座 whatever was chosen', () => {
  expect(fromYucho('10530', '12345671', 'savings')).toEqual({ account: { branch: '058', deposit: 'savings', number: '1234567' } })
  expect(fromYucho('00530', '123456', 'savings')).toEqual({ account: { branch: '059', deposit: 'current', number: '0123456' } })
  expect(fromYucho('00120', '61', 'ordinary')).toEqual({ account: { branch: '019', deposit: 'current', number: '0000061' } })
  expect(fromYucho('10530', '12345671', 'current')).toMatchObject({ account: { deposit: 'ordinary' } })
})

test.each([
  ['20530', '12345671', { symbol: 'invalid' }],
  ['1053', '12345671', { symbol: 'invalid' }],
  ['10531', '12345671', { symbol: 'invalid' }],
  ['10530', '12345672', { number: 'invalid' }],
  ['10530', '123456781', { number: 'invalid' }],
  ['10530', '1', { number: 'invalid' }],
  ['10530', '00000001', { number: 'invalid' }],
  ['00530', '1234567', { number: 'invalid' }],
  ['00530', '000000', { number: 'invalid' }],
])('E01 ゆうちょ %s-%s is none', (symbol, number, fault) => {
  expect(fromYucho(symbol, number)).toEqual({ fault })
})

test('E01 the way back shows 記号 and 番号 as the passbook does, but for the check digit', () => {
  expect(toYucho({ branch: '058', deposit: 'ordinary', number: '1234567' })).toEqual({ symbol: '105*0', number: '12345671' })
  expect(toYucho({ branch: '059', deposit: 'current', number: '0123456' })).toEqual({ symbol: '005*0', number: '123456' })
  expect(toYucho({ branch: '058', deposit: 'current', number: '1234567' })).toBeNull()
  expect(toYucho({ branch: '059', deposit: 'current', number: '1234567' })).toBeNull()
  expect(toYucho({ branch: '057', deposit: 'ordinary', number: '1234567' })).toBeNull()
})

test('E01 there and back gives the same account, for every branch', () => {
  for (let store = 0; store < 100; store++) {
    for (const [last, deposit, number] of [
      ['8', 'ordinary', '0000120'],
      ['8', 'savings', '7654321'],
      ['9', 'current', '0654321'],
    ] as const) {
      const account = { branch: `${String(store).padStart(2, '0')}${last}`, deposit, number }
      const back = toYucho(account)
      expect(fromYucho((back?.symbol ?? '').replace('*', '3'), back?.number ?? '', deposit)).toEqual({ account })
    }
  }
})
