import { expect, test } from 'vitest'
import { translator } from './translate.ts'

const en = { hello: 'Hello {{name}}', days_one: '{{count}} day', days_other: '{{count}} days', deep: { er: 'x' } } as const

test('values, plurals and depth', () => {
  const t = translator<typeof en>('en', en)
  expect(t('hello', { name: '<b>関</b>' })).toBe('Hello <b>関</b>')
  expect(t('days', { count: 1 })).toBe('1 day')
  expect(t('days', { count: 2 })).toBe('2 days')
  expect(t('deep.er')).toBe('x')
})

test('a missing message is loud', () => {
  const t = translator<typeof en>('ja', { ...en, deep: {} } as never)
  expect(() => t('deep.er')).toThrow('deep.er')
})
