import { expect, test } from 'vitest'
import { holderMatch, type KnownAs } from './holder-match.ts'
import { zenginName } from './zengin-kana.ts'

const NOBODY: KnownAs = { kana: null, name: null, company: null }
const person = (holder: string, known: Partial<KnownAs>) => {
  const name = zenginName(holder)
  return holderMatch({ country: 'JP', holder: name.ok ? name.name : '', kind: 'person' }, { ...NOBODY, ...known })
}
const company = (holder: string, name: string | null) => {
  const written = zenginName(holder, 'company')
  return holderMatch({ country: 'JP', holder: written.ok ? written.name : '', kind: 'company' }, { ...NOBODY, company: name })
}

test.each([
  ['ヤマダ タロウ', 'ヤマダ タロウ', 'matches'],
  ['ヤマダタロウ', 'やまだ　たろう', 'matches'],
  ['オオノ ショウゴ', 'おおの しょうご', 'matches'],
  ['オーノ ショウゴ', 'オオノ ショウゴ', 'matches'],
  ['カオル', 'カヲル', 'matches'],
  ['ヤマタ タロウ', 'ヤマダ タロウ', 'differs'],
  ['ヤマダ ハナコ', 'ヤマダ タロウ', 'differs'],
  ['タロウ ヤマダ', 'ヤマダ タロウ', 'differs'],
] as const)('E01 the holder %s for who is read %s on paper: %s', (holder, kana, match) => {
  expect(person(holder, { kana, name: '山田 太郎' })).toBe(match)
})

test('E01 without a reading a name in kana tells, and a name in kanji cannot', () => {
  expect(person('ヤマダ タロウ', { name: 'やまだ たろう' })).toBe('matches')
  expect(person('ヤマダ タロウ', { name: 'すずき たろう' })).toBe('differs')
  expect(person('ヤマダ タロウ', { name: '山田 太郎' })).toBe('cannot-tell')
  expect(person('ヤマダ タロウ', {})).toBe('cannot-tell')
  expect(person('チン ウテイ', { name: 'CHEN YU TING' })).toBe('cannot-tell')
})

test('E01 letters are compared with letters, in any order', () => {
  expect(person('SMITH JOHN', { name: 'John Smith' })).toBe('matches')
  expect(person('SMITH JANE', { name: 'John Smith' })).toBe('differs')
  expect(person('SMITH JOHN', { name: 'John Smith', kana: 'スミス ジョン' })).toBe('matches')
})

test.each([
  ['カ）サンプル', '株式会社サンプル', 'matches'],
  ['サンプル(カ', 'サンプル株式会社', 'matches'],
  ['サンプル(カ', '株式会社サンプル', 'matches'],
  ['カ）サンプル', '有限会社サンプル', 'differs'],
  ['カ）サンプル', '株式会社サンブル', 'differs'],
  ['カ）セキショ', '株式会社関所', 'cannot-tell'],
  ['ユ）セキショ', '株式会社関所', 'differs'],
  ['ヤマダ タロウ', '株式会社関所', 'differs'],
  ['カ）セキショ', null, 'cannot-tell'],
  ['カ）ABC', '株式会社ＡＢＣ', 'matches'],
] as const)('E01 the company’s account %s for %s: %s', (holder, name, match) => {
  expect(company(holder, name)).toBe(match)
})

test('E01 a company is not held to the name of the person who registered it', () => {
  expect(
    holderMatch(
      { country: 'JP', holder: 'ﾔﾏﾀﾞ ﾀﾛｳ', kind: 'company' },
      { kana: 'ヤマダ タロウ', name: 'ヤマダ タロウ', company: '株式会社関所' },
    ),
  ).toBe('differs')
})

test('E01 elsewhere a name is compared in its own script', () => {
  const abroad = (holder: string, name: string | null) => holderMatch({ country: 'TW', holder, kind: 'person' }, { ...NOBODY, name })
  expect(abroad('陳宇婷', '陳 宇婷')).toBe('matches')
  expect(abroad('陳宇庭', '陳 宇婷')).toBe('differs')
  expect(abroad('CHEN YU-TING', '陳 宇婷')).toBe('cannot-tell')
  expect(abroad('Chen, Yu Ting', 'YU TING CHEN')).toBe('matches')
  expect(abroad('陳宇婷', null)).toBe('cannot-tell')
})
