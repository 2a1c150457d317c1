import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/** An address as Shopify keeps it: no spaces anywhere, lower case. */
export const normaliseEmail = (text: string): string => text.replace(/\s+/gu, '').toLowerCase()

/** One @, a name before it, a domain with a dot after it; letters of all scripts. */
export function isEmail(text: string): boolean {
  return /^[^@\s<>()[\]\\,;:"]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}\p{N}]$/u.test(text)
}

const callingCountry = (country: string | null): CountryCode | undefined =>
  country !== null && isSupportedCountry(country) ? (country as CountryCode) : undefined

/** E.164 of a customer's phone number, or undefined when no telephone could have it. National numbers belong to the given country. */
export function normalisePhone(text: string, country: string | null): string | undefined {
  const parsed = parsePhoneNumberFromString(text.trim(), callingCountry(country))
  return parsed?.isPossible() ? parsed.number : undefined
}

/** A phone number in an address: E.164 if it can be read at all, else what was written. Shopify refuses none. */
export function looseAddressPhone(text: string, country: string | null): string {
  return parsePhoneNumberFromString(text, callingCountry(country))?.number ?? text
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** True for languages a shop can speak: ja, en, zh-TW, pt-BR … */
export function isLocale(text: string): boolean {
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(text)) return false
  try {
    return languageNames.of(text) !== undefined
  } catch {
    return false
  }
}
