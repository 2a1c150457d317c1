import { expect, test } from 'vitest'
import { readReasonForm } from './reason-form.ts'
import { inOrder } from './return-reasons.ts'

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

const NEW = { act: 'add', parts: 'both', 'ja.name': ' 印影なし ', 'ja.text': '印影が\r\nありません。', 'en.name': '', 'en.text': '' }

test('C19 a reason is read language by language; one in which nothing is written is left out', () => {
  const texts = { ja: { name: '印影なし', text: '印影が\nありません。', hint: '' } }
  expect(readReasonForm(form(NEW))).toEqual({ ok: true, value: { act: 'add', parts: 'both', texts } })
})

test.each([
  [{ 'en.name': 'No seal' }, { 'en.text': 'required' }],
  [{ 'en.hint': 'call' }, { 'en.name': 'required', 'en.text': 'required' }],
  [{ 'ja.name': '長'.repeat(61) }, { 'ja.name': 'too-long' }],
  [{ 'ja.text': '長'.repeat(1001) }, { 'ja.text': 'too-long' }],
  [{ 'ja.hint': '長'.repeat(201) }, { 'ja.hint': 'too-long' }],
  [{ 'ja.text': '番号は1234-5678-9018でした' }, { 'ja.text': 'my-number' }],
  [{ 'ja.name': '', 'ja.text': ' ' }, { texts: 'required' }],
  [{ parts: 'all' }, { parts: 'unknown' }],
  [{ act: 'edit', reason: 'Any Thing' }, { reason: 'unknown' }],
  [{ act: 'move', reason: 'blurred', part: 'identity', to: 'top' }, { to: 'unknown' }],
  [{ act: 'delete', reason: 'blurred' }, { act: 'unknown' }],
])('C19 a reason like %j is refused at its field', (change, fields) => {
  expect(readReasonForm(form({ ...NEW, ...change }))).toEqual({ ok: false, refusal: { code: 'bad-input', fields } })
})

test('C19 what the shop has not placed comes behind what it has, and "other" is the last', () => {
  expect(inOrder(['a', 'b', 'own', 'other'], ['own', 'gone', 'other', 'a'])).toEqual(['own', 'a', 'b', 'other'])
})
