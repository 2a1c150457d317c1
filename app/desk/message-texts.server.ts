import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'
import { messagesOf } from '../platform/i18n/messages.ts'
import type { MessageKind } from './message-kinds.ts'

/** The templates of messages, in every language: which one is needed depends on the customer. */
export const messageTexts = (): Readonly<Record<Language, Readonly<Record<MessageKind, string>>>> =>
  Object.fromEntries(
    LANGUAGES.map((language) => {
      const { ok, missing, ng } = messagesOf(language).mail.customer.message
      return [language, { ok: ok.text, missing: missing.text, ng: ng.text, free: '' }]
    }),
  ) as Record<Language, Record<MessageKind, string>>
