import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { translator } from './customer.ts'

const LOCALES = join(import.meta.dirname, '../locales')
const FILES = ['en.default.json', 'ja.json', 'zh-TW.json', 'zh-CN.json']

/** The dotted keys of a locale file, in order. */
function keysOf(file: string): string[] {
  const walk = (words: object, prefix: string): string[] =>
    Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [`${prefix}${key}`] : walk(value, `${prefix}${key}.`)))
  return walk(JSON.parse(readFileSync(join(LOCALES, file), 'utf8')), '')
}

describe('the words of the customer account', () => {
  test('are in four languages, with one default', () => {
    expect(readdirSync(LOCALES).sort()).toEqual([...FILES].sort())
  })

  test.each(FILES.slice(1))('%s has every key, in words of its own', (file) => {
    expect(keysOf(file)).toEqual(keysOf('en.default.json'))
    for (const key of keysOf(file)) expect(translator(file)(key), key).not.toBe(translator('en.default.json')(key))
  })

  test('no word is left unused', () => {
    const source = readdirSync(join(import.meta.dirname, '../src'))
      .map((file) => readFileSync(join(import.meta.dirname, '../src', file), 'utf8'))
      .join('\n')
    const isUsed = (key: string) => {
      if (source.includes(`'${key}'`)) return true
      const [first] = key.split('.')
      // Keys whose middle or end is a value are written as templates: t(`stage.${stage}.heading`).
      return source.includes(`\`${first}.\${`)
    }
    expect(keysOf('en.default.json').filter((key) => !isUsed(key))).toEqual([])
  })
})
