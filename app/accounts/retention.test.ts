import { expect, test } from 'vitest'
import { holdOn, type Retention } from './retention.ts'

const SINCE = new Date('2026-11-22T03:00:00Z')

test('F03 古物営業法 holds for 3 years, 犯収法 for 7; where both apply the longer one counts', () => {
  expect(holdOn('papers', SINCE, ['kobutsu'])).toMatchObject({ law: 'kobutsu', years: 3, until: new Date('2029-11-22T03:00:00Z') })
  expect(holdOn('papers', SINCE, ['hanshu'])).toMatchObject({ law: 'hanshu', years: 7, until: new Date('2033-11-22T03:00:00Z') })
  expect(holdOn('papers', SINCE, ['kobutsu', 'hanshu'])?.law).toBe('hanshu')
})

test('F03 without a law nothing is held', () => {
  expect(holdOn('papers', SINCE, [])).toBeNull()
})

test('F03 the line of the day counts: a new line takes nothing back', () => {
  const line: Retention = { law: 'kobutsu', validFrom: '2020-01-01', years: 3, kinds: ['papers'], source: '' }
  const table = [{ ...line, validFrom: '2027-01-01', years: 5 }, line]
  expect(holdOn('papers', SINCE, ['kobutsu'], table)?.years).toBe(3)
  // Midnight in Japan.
  expect(holdOn('papers', new Date('2026-12-31T15:00:00Z'), ['kobutsu'], table)?.years).toBe(5)
  expect(holdOn('profile', SINCE, ['kobutsu'], table)).toBeNull()
  expect(holdOn('papers', new Date('2019-01-01T00:00:00Z'), ['kobutsu'], table)).toBeNull()
})
