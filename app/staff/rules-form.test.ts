import { expect, test } from 'vitest'
import { readChanges, readExpiry } from './rules-form.ts'

const typed = (fields: Record<string, string>) => (name: string) => fields[name] ?? ''
const EXPIRY = { remindDays: '７、 30,60,30', graceDays: ' ５ ', ask: 'customer' }

test('table C 10: the days of reminders are read however they are typed, once each and longest first', () => {
  const expiry = { remindDays: [60, 30, 7], graceDays: 5, ask: true }
  expect(readExpiry(typed(EXPIRY))).toEqual({ ok: true, value: { section: 'expiry', expiry } })
  expect(readExpiry(typed({ ...EXPIRY, remindDays: '', ask: 'staff' }))).toMatchObject({
    value: { expiry: { remindDays: [], ask: false } },
  })
})

test.each([
  [{ remindDays: '60, soon' }, { remindDays: 'soon' }],
  [{ remindDays: '60, 0' }, { remindDays: '0' }],
  [{ remindDays: '366' }, { remindDays: '366' }],
  [{ remindDays: '-7' }, { remindDays: '-7' }],
  [{ remindDays: '6,5,4,3,2,1' }, { remindDays: 'too-many' }],
  [{ graceDays: '' }, { graceDays: 'number' }],
  [{ graceDays: '91' }, { graceDays: 'number' }],
  [{ graceDays: '1.5' }, { graceDays: 'number' }],
  [{ ask: 'nobody' }, { ask: 'unknown' }],
])('table C 10: rules like %j are refused at their field', (change, fields) => {
  expect(readExpiry(typed({ ...EXPIRY, ...change }))).toEqual({ ok: false, refusal: { code: 'bad-input', fields } })
})

test('table C 10: each field of an approved customer has one of three rules', () => {
  const changes = { name: 'task', address: 'lock', birthDate: 'ignore', email: 'task' }
  expect(readChanges(typed(changes))).toEqual({ ok: true, value: { section: 'changes', changes } })
  const { email: _, ...without } = changes
  expect(readChanges(typed(without))).toEqual({ ok: false, refusal: { code: 'bad-input', fields: { email: 'unknown' } } })
})
