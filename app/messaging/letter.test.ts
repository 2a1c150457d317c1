import { expect, test } from 'vitest'
import { htmlOf, type Letter, textOf } from './letter.ts'

const letter: Letter = {
  lang: 'ja',
  subject: '再提出のお願い',
  greeting: '関所 花子 様',
  body: '一部の書類をあらためてご提出ください。',
  document: '対象の書類：本人確認書類',
  said: { by: '関所デモ店からのご連絡', text: '裏面が写っていません。\n<b>裏面</b>もお送りください。' },
  button: { label: 'アカウントページを開く', url: 'https://shop.example/account' },
  footer: '関所デモ店',
}

test('C19 C21 the document and the reviewer’s words stand in both parts of the mail, and are words only', () => {
  expect(textOf(letter)).toContain(
    '対象の書類：本人確認書類\n\n関所デモ店からのご連絡:\n裏面が写っていません。\n<b>裏面</b>もお送りください。\n\n',
  )
  const html = htmlOf(letter)
  expect(html).toContain('対象の書類：本人確認書類')
  expect(html).toContain('裏面が写っていません。<br>&lt;b&gt;裏面&lt;/b&gt;もお送りください。')
})

test('without words there is no empty frame for them', () => {
  const plain = { ...letter, document: null, said: null }
  expect(textOf(plain)).toBe(
    '関所 花子 様\n\n一部の書類をあらためてご提出ください。\n\nアカウントページを開く:\nhttps://shop.example/account\n\n--\n関所デモ店',
  )
  expect(htmlOf(plain)).not.toContain('border-left')
})
