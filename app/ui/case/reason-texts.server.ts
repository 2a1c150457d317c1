import { LANGUAGES, type Language } from '../../platform/i18n/languages.ts'
import { ADMIN_MESSAGES, type AdminMessages } from '../messages.ts'

/** What a customer reads about returned papers, in every language. */
export const reasonTexts = (): Readonly<Record<Language, AdminMessages['reason']>> =>
  Object.fromEntries(LANGUAGES.map((language) => [language, ADMIN_MESSAGES[language].reason])) as Record<Language, AdminMessages['reason']>
