import { lookUp, type Words } from '../../locale-words.ts'
import { ask, navigate, tell } from './channel.ts'

export interface Given {
  readonly bundle: string
  readonly target: string
  readonly handle: string
  readonly name: string
  readonly iso: string
  readonly country: string
  readonly currency: string
  readonly customerId: string
  readonly settings: Record<string, unknown>
  readonly words: Words
}

/** A value that never changes here, in the shape in which Shopify hands out values that may. */
const signal = <T>(value: T) => ({ value, current: value, subscribe: () => () => {}, destroy: () => {} })

const missing = (name: string) => (): never => {
  throw new Error(`the dev store's customer account has no shopify.${name}`)
}

const translate =
  ({ words, iso }: Given) =>
  (key: string, values: Record<string, unknown> = {}): string => {
    const text = lookUp(words, key, values, iso)
    if (text === undefined) console.error(`no translation for ${key} in ${iso}`)
    return text ?? key
  }

/** The `shopify` global of the customer-account targets, as far as our extensions use it; the rest is a loud error. */
export function surfaceOf(given: Given) {
  const { iso, country, currency, customerId, settings, target, bundle, name } = given
  return {
    extensionPoint: target,
    extension: {
      apiVersion: '2026-07',
      target,
      version: undefined,
      scriptUrl: bundle,
      name,
      capabilities: signal(['network_access']),
      rendered: signal(true),
    },
    authenticatedAccount: { customer: signal({ id: customerId }), purchasingCompany: signal(undefined) },
    version: '2026-07',
    localization: {
      language: signal({ isoCode: iso }),
      extensionLanguage: signal({ isoCode: iso }),
      country: signal({ isoCode: country }),
    },
    i18n: {
      translate: translate(given),
      formatNumber: (number: number | bigint, options: Intl.NumberFormatOptions = {}) => new Intl.NumberFormat(iso, options).format(number),
      formatCurrency: (number: number | bigint, options: Intl.NumberFormatOptions = {}) =>
        new Intl.NumberFormat(iso, { style: 'currency', currency, ...options }).format(number),
      formatDate: (date: Date, options: Intl.DateTimeFormatOptions = {}) => new Intl.DateTimeFormat(iso, options).format(date),
    },
    storage: {
      read: (key: string) => ask('storage.read', key),
      write: (key: string, value: unknown) => ask('storage.write', key, value),
      delete: (key: string) => ask('storage.delete', key),
    },
    sessionToken: { get: () => ask<string>('sessionToken') },
    settings: signal(settings),
    navigation: { navigate: (url: string) => navigate(url) },
    toast: {
      show: async (message: string) => {
        tell({ type: 'toast', message })
        return { hide: () => {} }
      },
    },
    analytics: { publish: async () => true, visitor: missing('analytics.visitor') },
    intents: { invoke: missing('intents.invoke') },
    query: missing('query'),
    applyTrackingConsentChange: missing('applyTrackingConsentChange'),
  }
}
