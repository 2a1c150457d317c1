import { expect, test } from 'vitest'
import { fromLatin } from './bank-search.ts'
import { findBanks, findBranches, placeNames } from './banks.server.ts'

test.each([
  ['みずほ', '0001'],
  ['ミズホ', '0001'],
  ['ﾐｽﾞﾎ', '0001'],
  ['みずほ銀行', '0001'],
  ['mizuho', '0001'],
  ['Mizuho Bank', '0001'],
  ['ＭＩＺＵＨＯ', '0001'],
  ['0001', '0001'],
  ['０００１', '0001'],
  ['三菱UFJ', '0005'],
  ['三菱ＵＦＪ銀行', '0005'],
  ['mufg', '0005'],
  ['三井住友銀行', '0009'],
  ['楽天', '0036'],
  ['らくてんぎんこう', '0036'],
  ['rakuten', '0036'],
  ['ゆうちょ', '9900'],
  ['ゆうちょ銀行', '9900'],
  ['ユウチヨ', '9900'],
  ['yucho', '9900'],
  ['JP Bank', '9900'],
  ['PayPay銀行', '0033'],
  ['城南信用金庫', '1344'],
  ['じょうなん', '1344'],
])('E01 %s finds the bank %s first', (typed, code) => {
  expect(findBanks(typed)[0]?.code).toBe(code)
})

test('E01 one word finds every bank that has it, few at a time, and an unknown one none', () => {
  const found = findBanks('北海道').map(({ code }) => code)
  expect(found).toContain('0116')
  expect(found).toContain('1001')
  expect(findBanks('銀').length).toBeLessThanOrEqual(20)
  expect(findBanks('').length).toBe(20)
  expect(findBanks('hokkaido').map(({ code }) => code)).toContain('0116')
  expect(findBanks('ほげほげ銀行')).toEqual([])
  expect(findBanks('xqz')).toEqual([])
  expect(findBanks('9'.repeat(5000))).toEqual([])
})

test.each([
  ['0001', '東京営業部', '001'],
  ['0001', 'とうきょう', '001'],
  ['0001', 'shinjuku', '240'],
  ['0001', '新宿支店', '240'],
  ['0001', '240', '240'],
  ['0001', '２４０', '240'],
  ['9900', '〇五八', '058'],
  ['9900', 'ゼロゴハチ', '058'],
])('E01 of bank %s, %s finds the branch %s first', (bank, typed, code) => {
  expect(findBranches(bank, typed)[0]?.code).toBe(code)
})

test('E01 no bank, no branches; names are known of what is in the list', () => {
  expect(findBranches('9999', '')).toEqual([])
  expect(findBranches('constructor', '')).toEqual([])
  expect(placeNames('9900', '058')).toEqual({ bank: 'ゆうちょ', branch: '〇五八' })
  expect(placeNames('0001', '888')).toEqual({ bank: 'みずほ', branch: null })
  expect(placeNames('toString', '001')).toEqual({ bank: null, branch: null })
})

test.each([
  ['hokkaido', 'ほつかいど'],
  ['jounan', 'じようなん'],
  ['shinjuku', 'しんじゆく'],
  ['kyoto', 'きよと'],
  ['matchi', 'まつち'],
  ['namba', 'なんば'],
  ['tsu', 'つ'],
  ['smbc', null],
])('Latin letters %s read as %s', (typed, kana) => {
  expect(fromLatin(typed)).toBe(kana)
})

test('E01 every branch of the list has a code of three digits and every bank one of four, as accounts keep them', () => {
  for (const { code } of ['0001', '9900', '1344'].flatMap((bank) => findBranches(bank, ''))) expect(code).toMatch(/^\d{3}$/)
  for (const { code } of findBanks('')) expect(code).toMatch(/^\d{4}$/)
})
