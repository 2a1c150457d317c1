import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { PREFECTURES } from './prefectures.ts'

/** An address as the store keeps it. */
export interface StoredAddress {
  readonly countryCodeV2: string | null
  readonly zip: string | null
  readonly province: string | null
  readonly provinceCode: string | null
  readonly city: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly country: string | null
}

const LARGEST_FIRST = ['JP', 'CN', 'TW', 'HK', 'MO']

/** The lines of an address as it is written in its country: East Asia from the largest to the smallest, in its own script. */
export function addressLines(address: StoredAddress): readonly string[] {
  const { countryCodeV2, zip, city, address1, address2, country } = address
  const present = (parts: readonly (string | null)[]) => parts.filter((part): part is string => Boolean(part?.trim()))
  if (countryCodeV2 === null || !LARGEST_FIRST.includes(countryCodeV2)) {
    return present([address1, address2, present([zip, city]).join(' '), address.province, country])
  }
  const abroad = countryCodeV2 === 'JP' ? null : country
  const postcode = countryCodeV2 === 'JP' && zip ? `〒${zip}` : zip
  return present([present([postcode, abroad]).join(' '), present([provinceOf(address), city, address1]).join(''), address2])
}

/** Shopify romanises prefectures (Tōkyō); an ID does not. */
const provinceOf = ({ countryCodeV2, province, provinceCode }: StoredAddress): string | null =>
  (countryCodeV2 === 'JP' && PREFECTURES.find(([code]) => code === provinceCode)?.[1]) || province

/** A telephone number as people of its country write it: Japanese ones nationally, all others with their country. Unreadable ones stay. */
export function writtenPhone(phone: string): string {
  const number = parsePhoneNumberFromString(phone)
  if (!number) return phone
  return number.country === 'JP' ? number.formatNational() : number.formatInternational()
}
