import { expect, test } from 'vitest'
import { LANGUAGES } from '../../platform/i18n/languages.ts'
import type { MessageTree } from '../../platform/i18n/translate.ts'
import { CUSTOMER_MESSAGES } from './messages.server.ts'

const flat = (tree: MessageTree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : flat(value, `${at}${key}.`),
  )

const holes = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()

const english = new Map(flat(CUSTOMER_MESSAGES.en))

test.each(LANGUAGES)('%s has every message, with the same values, and none left in English', (language) => {
  const words = new Map(flat(CUSTOMER_MESSAGES[language]))
  expect([...words.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [key, text] of words) {
    expect(text.trim(), key).not.toBe('')
    expect(holes(text), key).toEqual(holes(english.get(key) ?? ''))
    if (language !== 'en') expect(text, key).not.toBe(english.get(key))
  }
})
