import type { Language } from './languages.ts'
import { desk as en } from './messages/en/desk.ts'
import { desk as ja } from './messages/ja/desk.ts'
import { desk as zhHans } from './messages/zh-Hans/desk.ts'
import { desk as zhHant } from './messages/zh-Hant/desk.ts'

/** What our segments are called in the store, in the language of the shop. */
export const ADMIN_SEGMENTS: Readonly<Record<Language, (typeof ja)['segment']>> = {
  ja: ja.segment,
  'zh-Hant': zhHant.segment,
  'zh-Hans': zhHans.segment,
  en: en.segment,
}
