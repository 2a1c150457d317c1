import { expect, test } from 'vitest'
import { nameOf, searchFor } from './names.ts'

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
  ['佐藤', '佐藤*'],
  [' 佐藤　美咲 ', '佐藤* 美咲*'],
  ['misaki.sato@example.jp', 'email:"misaki.sato@example.jp"'],
  ['tag:③本人確認済 OR -佐藤', 'tag* 3本人確認済* 佐藤*'],
  ['"(*)"', null],
  ['   ', null],
])('a search for %s asks the store for %s', (typed, query) => {
  expect(searchFor(typed)).toBe(query)
})
