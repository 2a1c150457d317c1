import type { Language } from '../platform/i18n/languages.ts'
import { ADMIN_MESSAGES } from './messages.ts'

/** What a visitor reads who opened the app outside the Shopify admin. */
export const outsideWords = (language: Language): string => ADMIN_MESSAGES[language].errors.outside
