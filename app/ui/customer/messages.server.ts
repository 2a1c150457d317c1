import type { Language } from '../../platform/i18n/languages.ts'
import { customer as en } from '../../platform/i18n/messages/en/customer.ts'
import { customer as ja } from '../../platform/i18n/messages/ja/customer.ts'
import { customer as zhHans } from '../../platform/i18n/messages/zh-Hans/customer.ts'
import { customer as zhHant } from '../../platform/i18n/messages/zh-Hant/customer.ts'
import type { CustomerMessages } from './messages.ts'

/** The words of the customer's pages. Loaders hand one language to the browser; the browser never carries all four. */
export const CUSTOMER_MESSAGES: Readonly<Record<Language, CustomerMessages>> = { ja, 'zh-Hant': zhHant, 'zh-Hans': zhHans, en }
