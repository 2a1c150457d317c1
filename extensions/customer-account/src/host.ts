import type { StandardApi } from '@shopify/ui-extensions/customer-account'
import type { Caller } from './app.ts'

/** What our screens use of the customer account around them. */
export type Host = Pick<StandardApi, 'extension' | 'i18n' | 'localization' | 'sessionToken'>

/** Who asks the app, in the language that the customer reads. */
export function callerOf(host: Host): Caller {
  return { token: () => host.sessionToken.get(), language: host.localization.language.value.isoCode }
}

/** True in the editor where a merchant places our blocks, and where no customer is signed in. */
export function isInEditor(host: Host): boolean {
  return 'editor' in host.extension && host.extension.editor !== undefined
}

/** The handle of the full page in shopify.extension.toml, as a link that stays inside the customer account. */
export const IDENTITY_PAGE = 'extension:sekisho-identity/'
