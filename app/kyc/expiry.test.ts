import { expect, test } from 'vitest'
import { dayInForce, daysAfter, hasLapsed, reminderDue, renewableUntil } from './expiry.ts'

const RULES = { remindDays: [60, 30, 7], graceDays: 0, ask: true }

test.each([
  // expires on 31 March 2027
  ['2027-01-29', null, null], // 61 days before
  ['2027-01-30', null, 60],
  ['2027-01-30', 60, null], // said already
  ['2027-02-28', 60, null], // 31 days
  ['2027-03-01', 60, 30],
  ['2027-03-01', null, 30], // the first was missed: one reminder, not two
  ['2027-03-23', 30, null],
  ['2027-03-24', 30, 7],
  ['2027-03-24', 60, 7], // the second was missed
  ['2027-03-31', 7, null],
  ['2027-03-31', null, 7], // accepted on its last day
  ['2027-04-01', 30, null], // too late to remind
])('table C 10: on %s, told %s: reminder %s', (today, told, due) => {
  expect(reminderDue('2027-03-31', told, today, RULES)).toBe(due)
})

test('table C 10: a shop without reminders reminds nobody', () => {
  expect(reminderDue('2027-03-31', null, '2027-03-31', { ...RULES, remindDays: [] })).toBeNull()
})

test.each([
  ['2027-03-31', 0, false],
  ['2027-04-01', 0, true],
  ['2027-04-10', 10, false],
  ['2027-04-11', 10, true],
])('table C 10: valid until 31 March, on %s with %i days of grace: run out %s', (today, graceDays, lapsed) => {
  expect(hasLapsed('2027-03-31', today, { ...RULES, graceDays })).toBe(lapsed)
})

test('table C 10: days are counted over months, leap years and years', () => {
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysAfter('2027-02-28', 1)).toBe('2027-03-01')
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01')
  expect(renewableUntil('2026-11-23', RULES)).toBe('2027-01-22')
  expect(renewableUntil('2026-11-23', { ...RULES, remindDays: [90] })).toBe('2027-02-21')
  expect(renewableUntil('2026-11-23', { ...RULES, remindDays: [] })).toBe('2027-01-22')
})

const read = (day: string, expiresOn: string) => ({ expiresOn, readAt: new Date(`${day}T03:00:00Z`) })
const sent = (day: string) => new Date(`${day}T01:00:00Z`)

test('table C 10: the day that counts was read on papers in force', () => {
  expect(dayInForce(null, [])).toBeNull()
  expect(dayInForce(read('2026-11-23', ''), [sent('2026-11-20')])).toBeNull()
  expect(dayInForce(read('2026-11-23', '2027-03-31'), [sent('2026-11-20')])).toBe('2027-03-31')
  // Renewed since: it was read on the papers before.
  expect(dayInForce(read('2026-11-23', '2027-03-31'), [sent('2027-03-01')])).toBeNull()
  // One page was asked for again, the other still stands.
  expect(dayInForce(read('2026-11-23', '2027-03-31'), [sent('2026-11-25'), sent('2026-11-20')])).toBe('2027-03-31')
  // Papers shown at the counter.
  expect(dayInForce(read('2026-11-23', '2027-03-31'), [])).toBe('2027-03-31')
})
