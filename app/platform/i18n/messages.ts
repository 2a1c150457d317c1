import type { Language } from './languages.ts'
import { mail as en } from './messages/en/mail.ts'
import { mail as ja } from './messages/ja/mail.ts'
import { mail as zhHans } from './messages/zh-Hans/mail.ts'
import { mail as zhHant } from './messages/zh-Hant/mail.ts'
import type { TranslationOf } from './translate.ts'

/** The words of mails in one language. (Screens load theirs by surface: ui/.) */
export const messagesOf = (language: Language): { readonly mail: TranslationOf<typeof en> } => ({
  mail: { en, ja, 'zh-Hans': zhHans, 'zh-Hant': zhHant }[language],
})
