import { expect, test } from 'vitest'
import { LANGUAGES } from '../platform/i18n/languages.ts'
import type { MessageTree } from '../platform/i18n/translate.ts'
import { ADMIN_MESSAGES } from './messages.ts'

const flat = (tree: MessageTree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : flat(value, `${at}${key}.`),
  )

const holes = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()

const english = new Map(flat(ADMIN_MESSAGES.en))

/** Words that are the same in every language because they are marks, not words. */
const MARKS = ['history.event.other', 'viewer.document']

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  '%s has every message, with the same values, and none left in English',
  (language) => {
    const words = new Map(flat(ADMIN_MESSAGES[language]))
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of words) {
      expect(text.trim(), key).not.toBe('')
      expect(holes(text), key).toEqual(holes(english.get(key) ?? ''))
      if (!MARKS.includes(key)) expect(text, key).not.toBe(english.get(key))
    }
  },
)
