import type { customer as en } from '../../platform/i18n/messages/en/customer.ts'
import type { TranslationOf } from '../../platform/i18n/translate.ts'

export type CustomerReference = typeof en
export type CustomerMessages = TranslationOf<CustomerReference>
