import { expect, test } from 'vitest'
import { partsOfCompany } from './legal-forms.ts'
import { HOLDER_MAX, zenginName } from './zengin-kana.ts'

test.each([
  ['ヤマダ タロウ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
  ['やまだ　たろう', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
  ['ﾔﾏﾀﾞ  ﾀﾛｳ ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
  ['ヤマタ゛ タロウ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
  ['ヤマタ\u3099 タロウ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
  ['キュウヨ イチロウ', 'ｷﾕｳﾖ ｲﾁﾛｳ'],
  ['ハットリ ショウゴ', 'ﾊﾂﾄﾘ ｼﾖｳｺﾞ'],
  ['オーノ', 'ｵ-ﾉ'],
  ['オ－ノ', 'ｵ-ﾉ'],
  ['ｵｰﾉ', 'ｵ-ﾉ'],
  ['カヲル', 'ｶｵﾙ'],
  ['ヱビス ヰチ', 'ｴﾋﾞｽ ｲﾁ'],
  ['パヴロヴァ', 'ﾊﾟｳﾞﾛｳﾞｱ'],
  ['john smith', 'JOHN SMITH'],
  ['Ｊｏｈｎ・Ｓｍｉｔｈ', 'JOHN SMITH'],
  ['メアリー.J(ミナト)', 'ﾒｱﾘ-.J(ﾐﾅﾄ)'],
])('E01 the holder %s is written %s', (typed, name) => {
  expect(zenginName(typed)).toEqual({ ok: true, name })
})

test.each([
  ['株式会社サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
  ['（株）サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
  ['㈱サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
  ['カブシキガイシャ サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
  ['かぶしきがいしゃさんぷる', 'ｶ)ｻﾝﾌﾟﾙ'],
  ['サンプル株式会社', 'ｻﾝﾌﾟﾙ(ｶ'],
  ['サンプル カブシキガイシヤ', 'ｻﾝﾌﾟﾙ(ｶ'],
  ['サンプル（有）ナゴヤシテン', 'ｻﾝﾌﾟﾙ(ﾕ)ﾅｺﾞﾔｼﾃﾝ'],
  ['合同会社リンカーン', 'ﾄﾞ)ﾘﾝｶ-ﾝ'],
  ['一般社団法人ミナト', 'ｼﾔ)ﾐﾅﾄ'],
  ['カ）サンプル', 'ｶ)ｻﾝﾌﾟﾙ'],
])('E01 the company %s is written %s', (typed, name) => {
  expect(zenginName(typed, 'company')).toEqual({ ok: true, name })
})

test('E01 a person’s name is never taken for a legal form', () => {
  expect(zenginName('カブシキガイシャ', 'person')).toEqual({ ok: true, name: 'ｶﾌﾞｼｷｶﾞｲｼﾔ' })
})

test('E01 each character that banks cannot write is named once, with why', () => {
  expect(zenginName('山田山 タロウ★')).toEqual({
    ok: false,
    fault: 'characters',
    characters: [
      { character: '山', because: 'kanji' },
      { character: '田', because: 'kanji' },
      { character: '★', because: 'symbol' },
    ],
  })
  for (const sign of [',', '/', '\\', '「', '&', "'", '😀', 'é', '김'])
    expect(zenginName(`アイ${sign}`), sign).toMatchObject({ ok: false, fault: 'characters' })
})

test('E01 thirty half-width characters, voice marks counted, and not one more', () => {
  expect(zenginName('ガ'.repeat(HOLDER_MAX / 2))).toMatchObject({ ok: true })
  expect(zenginName(`${'ガ'.repeat(HOLDER_MAX / 2)}ア`)).toMatchObject({ ok: false, fault: 'too-long' })
})

test.each(['', '  ', '---', '123', '()'])('E01 %j is no name', (typed) => {
  expect(zenginName(typed)).toMatchObject({ ok: false, fault: 'required' })
})

test('E01 writing it again changes nothing', () => {
  for (const [typed, kind] of [
    ['キュウヨ・ガ イチロー', 'person'],
    ['サンプル（有）ナゴヤ', 'company'],
    ['株式会社オーノ', 'company'],
  ] as const) {
    const once = zenginName(typed, kind)
    expect(once.ok && zenginName(once.name, kind)).toEqual(once)
  }
})

test('E01 a company’s name and its legal form are told apart', () => {
  expect(partsOfCompany('ｶ)ｻﾝﾌﾟﾙ')).toEqual({ form: 'カ', core: 'サンプル' })
  expect(partsOfCompany('ｻﾝﾌﾟﾙ(ﾕ')).toEqual({ form: 'ユ', core: 'サンプル' })
  expect(partsOfCompany('ｼﾔ)ﾐﾅﾄ')).toEqual({ form: 'シヤ', core: 'ミナト' })
  expect(partsOfCompany('ﾔﾏﾀﾞ ﾀﾛｳ')).toEqual({ form: null, core: 'ヤマダ タロウ' })
})
