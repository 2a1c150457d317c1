import { expect, test } from 'vitest'
import { lateBefore, serviceOf } from './service-level.ts'

const since = new Date('2026-11-20T00:00:00Z')
const after = (hours: number) => new Date(since.getTime() + hours * 3_600_000)

test.each([
  [0, 'on-time'],
  [17.9, 'on-time'],
  [18, 'soon'],
  [23.9, 'soon'],
  [24, 'late'],
  [90, 'late'],
] as const)('B-2 what has waited %s of 24 hours is %s', (hours, service) => {
  expect(serviceOf(since, after(hours), 24)).toBe(service)
  // The list of the late holds exactly those that are called late.
  expect(since <= lateBefore(after(hours), 24)).toBe(service === 'late')
})
