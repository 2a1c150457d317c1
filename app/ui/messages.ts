import type { Language } from '../platform/i18n/languages.ts'
import { admin as en } from '../platform/i18n/messages/en/admin.ts'
import { admin as ja } from '../platform/i18n/messages/ja/admin.ts'
import { admin as zhHans } from '../platform/i18n/messages/zh-Hans/admin.ts'
import { admin as zhHant } from '../platform/i18n/messages/zh-Hant/admin.ts'
import type { KeysOf, TranslationOf } from '../platform/i18n/translate.ts'

export type AdminMessages = TranslationOf<typeof en>
export type AdminKey = KeysOf<typeof en>
export type AdminReference = typeof en

/** The words of the admin screens. Loaders hand one language to the browser; the browser never carries all four. */
export const ADMIN_MESSAGES: Readonly<Record<Language, AdminMessages>> = { ja, 'zh-Hant': zhHant, 'zh-Hans': zhHans, en }
