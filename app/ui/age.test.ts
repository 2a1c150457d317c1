import { expect, test } from 'vitest'
import { ageOf, yearsOld } from './age.ts'

const now = new Date('2026-11-22T03:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

test.each([
  [0, 0, 'minute'],
  [59_999, 0, 'minute'],
  [59 * 60_000, 59, 'minute'],
  [60 * 60_000, 1, 'hour'],
  [24 * 60 * 60_000 - 1, 23, 'hour'],
  [24 * 60 * 60_000, 1, 'day'],
  [40 * 24 * 60 * 60_000, 40, 'day'],
])('%i ms ago is %i %s', (ms, value, unit) => {
  expect(ageOf(ago(ms), now)).toEqual({ value, unit })
})

test('a date of the future is no negative age', () => {
  expect(ageOf(new Date(now.getTime() + 5000), now)).toEqual({ value: 0, unit: 'minute' })
})

test.each([
  ['1990-11-22', 'Asia/Tokyo', 36],
  ['1990-11-23', 'Asia/Tokyo', 35],
  ['1990-11-22', 'America/Los_Angeles', 35],
  ['2000-02-29', 'Asia/Tokyo', 26],
])('who was born on %s is, in %s, %i years old', (born, timezone, years) => {
  expect(yearsOld(born, now, timezone)).toBe(years)
})
