import { expect, test } from 'vitest'
import { LANGUAGES } from '../platform/i18n/languages.ts'
import { DEFAULT_NOTICE, noticeParts, textFor } from './notice-texts.ts'

test.each(LANGUAGES)('the default notice in %s has five headed parts and names the shop', (language) => {
  const parts = noticeParts(DEFAULT_NOTICE[language])
  expect(parts.filter(({ heading }) => heading !== null)).toHaveLength(5)
  expect(DEFAULT_NOTICE[language]).toContain('{{shop}}')
})

test('an owner’s plain text is paragraphs without headings', () => {
  expect(noticeParts('一行目\n二行目\n\n\n# 見出し\n本文')).toEqual([
    { heading: null, text: '一行目\n二行目' },
    { heading: '見出し', text: '本文' },
  ])
})

test('a reader gets the version in a language that can be read best', () => {
  const rows = [{ language: 'en' }, { language: 'zh-Hant' }]
  expect(textFor(rows, 'zh-Hant', 'en')?.language).toBe('zh-Hant')
  expect(textFor(rows, 'zh-Hans', 'en')?.language).toBe('en')
  expect(textFor([...rows, { language: 'ja' }], 'zh-Hans', 'zh-Hans')?.language).toBe('ja')
  expect(textFor(rows, 'ja', 'ja')?.language).toBe('en')
  expect(textFor([], 'ja', 'ja')).toBeUndefined()
})
