import { expect, test } from 'vitest'
import { languageOf, preferredLanguage } from './languages.ts'

test.each([
  ['ja-JP', 'ja'],
  ['en', 'en'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-Hant-CN', 'zh-Hant'],
  ['zh-CN', 'zh-Hans'],
  ['zh_Hans', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['fr', null],
  ['', null],
])('%s is served by %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language)
})

test.each([
  ['fr, zh-TW;q=0.8, en;q=0.9', 'en'],
  ['zh-TW', 'zh-Hant'],
  ['fr', 'ja'],
  [null, 'ja'],
  ['en;q=0, ja;q=0.1', 'ja'],
  ['*', 'ja'],
])('Accept-Language %s gives %s', (header, language) => {
  expect(preferredLanguage(header, 'ja')).toBe(language)
})
