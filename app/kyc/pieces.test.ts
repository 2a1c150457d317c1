import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { holds, type Named, piecesOf, readAsked } from './pieces.ts'

const person = (lastName: string, firstName = '', email: string | null = null, phone: string | null = null): Named => ({
  lastName,
  firstName,
  email,
  phone,
})

/** Found by what was typed, as the index and then the look at the texts would have it. */
function finds(typed: string, of: Named): boolean {
  const asked = readAsked(typed)
  if (!asked) return false
  const pieces = new Set(piecesOf(of))
  const sure = asked.sure.some((piece) => pieces.has(piece))
  return sure || (asked.pieces.length > 0 && asked.pieces.every((piece) => pieces.has(piece)) && holds(of, asked.words))
}

test.each<[string, string, Named]>([
  ['two characters at the beginning', '綾戸', person('綾戸', '智恵')],
  ['two characters in the middle', '綾戸', person('小綾戸川', '智恵')],
  ['two characters across family and given name', '戸智', person('綾戸', '智恵')],
  ['one character', '綾', person('小綾戸', '智恵')],
  ['a name written as one', '綾戸智恵', person('綾戸', '智恵')],
  ['names in the other order', '智恵　綾戸', person('綾戸', '智恵')],
  ['a name kept in one field', '綾戸智恵', person('綾戸 智恵')],
  ['hiragana for katakana', 'さとう', person('サトウ', 'ミサキ')],
  ['half-width katakana', 'ﾊﾞﾊﾞ', person('ばば', 'はなこ')],
  ['a long vowel', 'コーエン', person('コーエン', 'ジョン')],
  ['full-width letters', 'ＳＡＴＯ', person('Sato', 'Misaki')],
  ['letters in the middle', 'nak', person('Tanaka', 'Jun')],
  ['one letter at the beginning', 't', person('Tanaka', 'Jun')],
  ['two letters at the beginning', 'li', person('Li', 'Wei')],
  ['no accents', 'noel', person('Dupont', 'Noël')],
  ['another form of a character', '高橋', person('髙橋', '一')],
  ['another form of a character, typed', '渡邉', person('渡辺', '一')],
  ['the mail address before the @', 'misaki', person('佐藤', '美咲', 'misaki.sato92@example.jp')],
  ['digits of the mail address', '1992', person('佐藤', '美咲', 'misaki1992@example.jp')],
  ['a whole mail address, whatever its case', 'Misaki.Sato@EXAMPLE.jp', person('', '', 'misaki.sato@example.jp')],
  ['I02 the last four digits of the phone', '5678', person('', '', null, '+819012345678')],
  ['I02 the phone number as at home', '090-1234-5678', person('', '', null, '+819012345678')],
  ['I02 the phone number in full width', '０９０ １２３４ ５６７８', person('', '', null, '+819012345678')],
  ['I02 the phone number with its country', '+81 90 1234 5678', person('', '', null, '+819012345678')],
  ['I02 a number of Taiwan as at home', '0912 345 678', person('', '', null, '+886912345678')],
])('I02 %s finds: %s', (_, typed, of) => {
  expect(finds(typed, of)).toBe(true)
})

test.each<[string, string, Named]>([
  ['pieces that stand apart', '田中田', person('田中', '中田')],
  ['letters that stand apart', 'tanan', person('Tana', 'Anan')],
  ['two letters in the middle', 'an', person('Tanaka', 'Jun')],
  ['one of two words', '綾戸 花子', person('綾戸', '智恵')],
  ['the domain of a mail address', 'example', person('佐藤', '美咲', 'm@example.jp')],
  ['half of a mail address', 'm@example.jp', person('佐藤', '美咲', 'mm@example.jp')],
  ['digits in the middle of a phone number', '1234', person('', '', null, '+819012345678')],
  ['nothing but marks', '"(*)"', person('佐藤', '美咲')],
  ['nothing', '   ', person('佐藤', '美咲')],
])('%s does not find: %s', (_, typed, of) => {
  expect(finds(typed, of)).toBe(false)
})

test('folding twice is folding once', () => {
  for (const text of ['ﾊﾞｰﾊﾞﾗ', '髙﨑', 'Noël Ⅷ ㍿', '𠮷野家', '한국', 'ｶﾞギぐ']) expect(fold(fold(text))).toBe(fold(text))
})

test('a number is a customer’s too, if it can be one', () => {
  expect(readAsked('6000000000032')?.customer).toBe(6000000000032n)
  expect(readAsked('９９９９９９９９９９９９９９９９９９９')?.customer).toBeNull()
  expect(readAsked('綾戸')?.customer).toBeNull()
})
