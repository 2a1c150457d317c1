import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Words } from './locale-words.ts'

/** The languages of the store's public screens, by Shopify's codes, with the part of the address that stands for each. */
export const LANGUAGES = [
  { iso: 'ja', segment: '', name: '日本語' },
  { iso: 'zh-TW', segment: 'zh-Hant', name: '繁體中文' },
  { iso: 'zh-CN', segment: 'zh-Hans', name: '简体中文' },
  { iso: 'en', segment: 'en', name: 'English' },
] as const

export type Iso = (typeof LANGUAGES)[number]['iso']

/** The language that somebody means by `zh-Hant`, `zh_TW`, `en-US` …; undefined when we do not speak it. */
export function isoOf(text: string | null | undefined): Iso | undefined {
  const wanted = (text ?? '').replace('_', '-').toLowerCase()
  if (/^zh-(hant|tw|hk|mo)/.test(wanted)) return 'zh-TW'
  if (/^zh/.test(wanted)) return 'zh-CN'
  return LANGUAGES.find(({ iso }) => wanted.split('-')[0] === iso)?.iso
}

/** The locale file of an extension that Shopify would take for a language: the exact one, the bare language, the default. Empty without any. */
export function readLocale(folder: string, iso: string, kind: '' | '.schema' = ''): Words {
  const locales = join(folder, 'locales')
  if (!existsSync(locales)) return {}
  const names = readdirSync(locales).filter((name) => name.endsWith('.json') && name.includes('.schema.') === (kind === '.schema'))
  const language = iso.split('-')[0] ?? iso
  const wanted = [`${iso}${kind}.json`, `${iso}.default${kind}.json`, `${language}${kind}.json`, `${language}.default${kind}.json`]
  const name = wanted.find((one) => names.includes(one)) ?? names.find((one) => one.includes('.default'))
  return name ? (JSON.parse(readFileSync(join(locales, name), 'utf8')) as Words) : {}
}
