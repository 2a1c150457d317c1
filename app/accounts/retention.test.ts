import { expect, test } from 'vitest'
import { holdOn, LAWS, RECORD_KINDS, RETENTIONS, type Retention, retentionOf } from './retention.ts'

const SINCE = new Date('2026-11-22T03:00:00Z')

test('F03 古物営業法 holds for 3 years, 犯収法 for 7; where both apply the longer one counts', () => {
  expect(holdOn('papers', SINCE, ['kobutsu'])).toMatchObject({ law: 'kobutsu', years: 3, until: new Date('2029-11-22T15:00:00Z') })
  expect(holdOn('papers', SINCE, ['hanshu'])).toMatchObject({ law: 'hanshu', years: 7, until: new Date('2033-11-22T15:00:00Z') })
  expect(holdOn('papers', SINCE, ['kobutsu', 'hanshu'])?.law).toBe('hanshu')
})

test('F03 without a law nothing is held', () => {
  expect(holdOn('papers', SINCE, [])).toBeNull()
})

// 初日不算入: the day itself does not count, and the last day counts whole, in Japan.
test.each([
  ['2026-11-21T15:00:00Z', '2029-11-22T15:00:00Z'],
  ['2026-11-22T14:59:59Z', '2029-11-22T15:00:00Z'],
  ['2026-12-31T03:00:00Z', '2029-12-31T15:00:00Z'],
  ['2028-02-28T03:00:00Z', '2031-02-28T15:00:00Z'],
  ['2028-02-29T03:00:00Z', '2031-02-28T15:00:00Z'],
])('F03 three years from %s end with %s', (since, until) => {
  expect(holdOn('papers', new Date(since), ['kobutsu'])?.until).toEqual(new Date(until))
})

test('F03 the line of the day counts: a new line takes nothing back', () => {
  const line: Retention = { law: 'kobutsu', validFrom: '2020-01-01', years: 3, clock: 'last-record', kinds: ['papers'], source: '' }
  const table = [{ ...line, validFrom: '2027-01-01', years: 5 }, line]
  expect(holdOn('papers', SINCE, ['kobutsu'], table)?.years).toBe(3)
  // Midnight in Japan.
  expect(holdOn('papers', new Date('2026-12-31T15:00:00Z'), ['kobutsu'], table)?.years).toBe(5)
  expect(holdOn('profile', SINCE, ['kobutsu'], table)).toBeNull()
  expect(holdOn('papers', new Date('2019-01-01T00:00:00Z'), ['kobutsu'], table)).toBeNull()
})

test('F03 every law of the table has a line today, with its article, and holds kinds that we keep', () => {
  for (const law of LAWS) {
    const line = retentionOf(law, SINCE)
    expect(line?.source).toMatch(/第\d+条/)
    expect(RECORD_KINDS).toEqual(expect.arrayContaining([...(line?.kinds ?? [])]))
  }
  expect(RETENTIONS.every(({ validFrom }) => /^\d{4}-\d\d-\d\d$/.test(validFrom))).toBe(true)
})
