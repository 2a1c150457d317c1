import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { themeCheckRun } from '@shopify/theme-check-node'
import { describe, expect, test } from 'vitest'
import { blockSchema, THEME_GATE, themeWords, wordAt } from './shopify-liquid.ts'

const BLOCKS = ['order-gate', 'identity-notice']
const LANGUAGES = ['en.default', 'ja', 'zh-TW', 'zh-CN']

/** Every `t:` key inside a block's schema. */
function schemaKeys(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('t:') ? [value.slice(2)] : []
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(schemaKeys)
  return []
}

/** The dotted keys of a locale file, in order. */
function keysOf(words: object, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value as object, `${prefix}${key}.`),
  )
}

describe('the files of the theme extension', () => {
  test('Theme Check has no complaint', async () => {
    const { offenses } = await themeCheckRun(THEME_GATE, join(THEME_GATE, '.theme-check.yml'), () => {})
    expect(offenses.map((o) => `${o.uri.split('/').pop()}: ${o.check} ${o.message}`)).toEqual([])
  })

  test('the folders and file types are those that Shopify CLI lets through', () => {
    const allowed: Record<string, RegExp> = {
      assets: /\.(css|js|json|svg|png|jpe?g)$/,
      blocks: /\.liquid$/,
      locales: /\.json$/,
      snippets: /\.liquid$/,
    }
    for (const folder of readdirSync(THEME_GATE, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      for (const file of readdirSync(join(THEME_GATE, folder.name))) expect(file).toMatch(allowed[folder.name] ?? /never/)
    }
  })

  test('the stylesheet stays under 10 KB', () => {
    for (const file of readdirSync(join(THEME_GATE, 'assets'))) expect(statSync(join(THEME_GATE, 'assets', file)).size).toBeLessThan(10_240)
  })

  // Theme Check knows theme blocks, not app blocks: targets, setting types and label keys are checked here.
  test.each(BLOCKS)('the schema of %s is one that Shopify accepts', (block) => {
    const schema = blockSchema(block)
    expect(Object.keys(schema).filter((key) => !['name', 'target', 'enabled_on', 'settings'].includes(key))).toEqual([])
    expect(['section', 'head', 'body']).toContain(schema.target)
    const settings = schema.settings as { type: string; id?: string; label?: string; content?: string }[]
    expect(settings.length).toBeLessThanOrEqual(25)
    const ids = settings.flatMap((setting) => setting.id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const setting of settings) {
      if (['header', 'paragraph'].includes(setting.type)) expect(setting.content).toMatch(/^t:/)
      else {
        expect(['text', 'textarea', 'url']).toContain(setting.type)
        expect(setting.id).toMatch(/^[a-z_]+$/)
        expect(setting.label).toMatch(/^t:/)
      }
    }
  })

  test('the order gate stands in the head, so that no button is parsed before its rules', () => {
    expect(blockSchema('order-gate').target).toBe('head')
  })

  test.each(BLOCKS)('every setting that %s reads exists', (block) => {
    const source = readFileSync(join(THEME_GATE, 'blocks', `${block}.liquid`), 'utf8')
    const ids = (blockSchema(block).settings as { id?: string }[]).map((setting) => setting.id)
    for (const [, id] of source.matchAll(/block\.settings\.([a-z_]+)/g)) expect(ids).toContain(id)
  })

  test.each(LANGUAGES)('%s has every label of the theme editor, and a name that fits', (language) => {
    const words = themeWords(`${language}.schema.json`)
    for (const key of BLOCKS.flatMap((block) => schemaKeys(blockSchema(block)))) expect(wordAt(words, key), key).toBeTruthy()
    for (const key of ['gate.name', 'notice.name']) expect((wordAt(words, key) ?? '').length).toBeLessThanOrEqual(25)
  })

  test.each(['.json', '.schema.json'])('the four languages have the same keys (%s), each with words of its own', (ending) => {
    const english = themeWords(`en.default${ending}`)
    for (const language of LANGUAGES.slice(1)) {
      const words = themeWords(`${language}${ending}`)
      expect(keysOf(words).sort()).toEqual(keysOf(english).sort())
      for (const key of keysOf(english)) expect(wordAt(words, key), `${language} ${key}`).not.toBe(wordAt(english, key))
    }
  })
})
