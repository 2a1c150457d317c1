import { expect, test } from 'vitest'
import { nameOf, searchFor } from './names.ts'

test.each([
  ['咲', '佐藤', '咲 佐藤', '佐藤 咲'],
  ['みさき', 'さとう', 'みさき さとう', 'さとう みさき'],
  ['John', 'Smith', 'John Smith', 'John Smith'],
  ['', '佐藤', '佐藤', '佐藤'],
  [null, null, 'a@example.jp', 'a@example.jp'],
  [null, null, '', null],
])('%s of the family %s is called %s by the store and read as %s', (firstName, lastName, displayName, name) => {
  expect(nameOf({ firstName, lastName, displayName })).toBe(name)
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
