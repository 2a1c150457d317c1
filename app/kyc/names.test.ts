import { expect, test } from 'vitest'
import { addressName, nameOf } from './names.ts'

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

test.each([
  ['咲😀', '佐藤', '咲', '佐藤'],
  ['Ann 👩‍👧 Marie', 'O’Neil', 'Ann Marie', 'O’Neil'],
  ['👋🏽', '関', null, '関'],
  ['🇯🇵太郎', null, '太郎', null],
])('A08 the name %s %s stands on an address without its pictures', (firstName, lastName, first, last) => {
  expect(addressName({ firstName, lastName })).toEqual({ firstName: first, lastName: last })
})

test.each([
  ['𠮷三', '𠮷野'],
  ['花子', null],
  ['R2#', '1*'],
])('A08 the name %s %s is copied as it is, rare Han too', (firstName, lastName) => {
  expect(addressName({ firstName, lastName })).toBeNull()
})
