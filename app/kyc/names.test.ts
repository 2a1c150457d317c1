import { expect, test } from 'vitest'
import { nameOf } from './names.ts'

test.each([
  ['咲', '佐藤', '佐藤 咲'],
  ['みさき', 'さとう', 'さとう みさき'],
  ['John', 'Smith', 'John Smith'],
  ['', '佐藤', '佐藤'],
  ['John', null, 'John'],
  [null, null, null],
  ['', ' ', null],
])('%s of the family %s is read as %s', (firstName, lastName, name) => {
  expect(nameOf({ firstName, lastName })).toBe(name)
})
