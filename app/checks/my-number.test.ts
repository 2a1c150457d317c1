import { expect, test } from 'vitest'
import { holdsMyNumber } from './my-number.ts'
import { fieldsOf, kindsOf, type ReadingField, readReading } from './reading.ts'

test.each([
  '123456789018',
  '1234 5678 9018',
  '1234-5678-9018',
  '１２３４－５６７８－９０１８',
  ' 1 2 3 4 5 6 7 8 9 0 1 8 ',
  '123456 789018',
  '1234\u30005678\u30009018',
  '1234\u200b56789018',
  'マイナンバーは123456789018です',
  '番号1234-5678-9018、電話090-1234-5678',
  '電話090-1234-5678 123456789018',
  '1234ー5678ー9018',
])('B-1: %j holds a My Number', (typed) => {
  expect(holdsMyNumber(typed)).toBe(true)
})

test.each([
  '',
  '123456789012',
  '12345678901',
  '1234567890181',
  '0123456789018',
  '+123456789018',
  '090-1234-5678',
  '4242 4242 4242 4242',
  '1234 5678 9018 1234',
  '2026-11-23 10:15',
  '東京都千代田区千代田1-1 関所ビル1234',
])('B-1: %j holds none', (typed) => {
  expect(holdsMyNumber(typed)).toBe(false)
})

const read = (kind: string, form: Partial<Record<ReadingField, string>>) => readReading('identity', kind, (field) => form[field])

test('B-1: a My Number is refused in every field of every kind of paper, and its digits are in no answer', () => {
  for (const part of ['identity', 'corporate'] as const) {
    for (const kind of kindsOf(part)) {
      for (const field of ['number', 'issuedOn', 'expiresOn', 'mrz', 'name', 'kana', 'birthDate'] as const) {
        const result = readReading(part, kind, (each) => (each === field ? '1234-5678-9018' : ''))
        if (kind === 'driving-licence' && field === 'number') continue
        expect(result, `${kind} ${field}`).toEqual({ ok: false, refusal: { code: 'bad-input', fields: { [field]: 'my-number' } } })
        expect(JSON.stringify(result)).not.toMatch(/1234|9018/)
      }
    }
  }
})

test('B-1: twelve digits are the number of a licence where a licence is read: the kind of paper decides', () => {
  expect(read('driving-licence', { number: '1234-5678-9018' })).toMatchObject({ ok: true, value: { number: '123456789018' } })
  expect(read('other', { number: '123456789018' })).toMatchObject({ ok: false })
  expect(read('driving-licence', { number: '番号 123456789018' })).toMatchObject({ ok: false })
  expect(read('driving-licence', { number: '309012345620', name: '123456789018' })).toMatchObject({ ok: false })
})

test('B-1: the form of a My Number card has no field for a number', () => {
  expect(fieldsOf('identity', 'my-number-card')).not.toContain('number')
  expect(fieldsOf('identity', 'my-number-card')).not.toContain('mrz')
  expect(read('my-number-card', { number: 'AB123' })).toMatchObject({ ok: true, value: { number: '' } })
})
