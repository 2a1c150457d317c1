import { expect, test } from 'vitest'
import { readTags, tagChanges, tagErrors, withoutTags, withTags } from './tags.ts'

test('a tag can never hold a comma: texts are split and trimmed, blanks vanish', () => {
  expect(readTags(['a, b , c', ' ', ',,', '①本人確認前'])).toEqual(['a', 'b', 'c', '①本人確認前'])
})

test('tags are unique ignoring case, and the first spelling stays', () => {
  expect(readTags(['VIP', 'vip'])).toEqual(['VIP'])
  expect(withTags(['Red'], ['red'])).toEqual(['Red'])
})

test('tags stand in alphabetical order ignoring case', () => {
  expect(withTags(['Red'], ['blue,green'])).toEqual(['blue', 'green', 'Red'])
})

test('removal ignores case and absent tags', () => {
  expect(withoutTags(['blue', 'Red'], ['red', 'pink'])).toEqual(['blue'])
})

test('a change of spelling is no change', () => {
  expect(tagChanges(['VIP', 'a'], ['vip', 'b'])).toEqual({ added: ['b'], removed: ['a'] })
})

test('250 tags are enough, 255 letters too', () => {
  const many = Array.from({ length: 251 }, (_, i) => `t${i}`)
  expect(tagErrors(many.slice(1))).toEqual([])
  expect(tagErrors(many)).toEqual([{ field: ['tags'], message: 'Tags cannot be more than 250' }])
  expect(tagErrors(['①'.repeat(255)])).toEqual([])
  expect(tagErrors(['①'.repeat(256)])).toEqual([{ field: ['tags'], message: 'Tags is too long (maximum is 255 characters)' }])
})
