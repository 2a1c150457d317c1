import { expect, test } from 'vitest'
import type { Reason } from '../../kyc/return-reasons.ts'
import { hintFor, pickedField, wordsFor } from './sending-back.ts'

const texts = (ja: string, en: string) => {
  const of = (text: string) => ({ name: '', text, hint: `${text}?` })
  return { ja: of(ja), en: of(en), 'zh-Hant': of(''), 'zh-Hans': of('') }
}
const reason = (code: string, ja: string, en: string): Reason => ({
  code,
  parts: ['identity'],
  own: false,
  hidden: false,
  reworded: false,
  lacks: [],
  place: { identity: 0, corporate: 0 },
  texts: texts(ja, en),
})
const REASONS = [reason('blurred', 'ぼやけています', 'It is blurred'), reason('cropped', '切れています', 'It is cropped')]
const ROWS = [
  { id: 'f', name: '1. 運転免許証', said: '1. Driving licence' },
  { id: 'b', name: '2. 運転免許証', said: '2. Driving licence' },
]

test('C21 one reason for everything is told in its own words, in the customer’s language', () => {
  expect(wordsFor({ f: 'blurred', b: 'blurred' }, ROWS, REASONS, 'en')).toBe('It is blurred')
  expect(wordsFor({ whole: 'blurred' }, [], REASONS, 'ja')).toBe('ぼやけています')
  expect(wordsFor({}, ROWS, REASONS, 'ja')).toBe('')
})

test('C19 C21 single documents are named, each with its reason', () => {
  expect(wordsFor({ b: 'blurred' }, ROWS, REASONS, 'en')).toBe('2. Driving licence: It is blurred')
  expect(wordsFor({ b: 'cropped', f: 'blurred' }, ROWS, REASONS, 'en')).toBe(
    '1. Driving licence: It is blurred\n2. Driving licence: It is cropped',
  )
  expect(pickedField({ b: 'cropped', f: 'blurred' })).toBe('b:cropped,f:blurred')
})

test('C19 staff are reminded of what to note, by each reason once and in their language', () => {
  expect(hintFor({ f: 'blurred', b: 'blurred' }, REASONS, 'en')).toBe('It is blurred?')
  expect(hintFor({ f: 'blurred', b: 'cropped' }, REASONS, 'ja')).toBe('ぼやけています? 切れています?')
  expect(hintFor({}, REASONS, 'ja')).toBe('')
})
