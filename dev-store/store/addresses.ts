import { looseAddressPhone } from './contact.ts'
import { textErrors, trimmed } from './free-text.ts'
import { done, type FieldError, fieldError, type Outcome, refused } from './outcome.ts'
import { countryName, findCountry, findZone, zonesOf } from './provinces.ts'
import type { Address } from './types.ts'

/** What somebody writes into an address form; undefined leaves a field alone, null or blank empties it. */
export interface AddressDraft {
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly company?: string | null | undefined
  readonly address1?: string | null | undefined
  readonly address2?: string | null | undefined
  readonly city?: string | null | undefined
  readonly province?: string | null | undefined
  readonly provinceCode?: string | null | undefined
  readonly country?: string | null | undefined
  readonly countryCode?: string | null | undefined
  readonly zip?: string | null | undefined
  readonly phone?: string | null | undefined
}

type Fields = Omit<Address, 'id'>

const EMPTY: Fields = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  provinceCode: null,
  country: null,
  countryCode: null,
  zip: null,
  phone: null,
}

const LABELS: readonly (readonly [Exclude<keyof Fields, 'province' | 'provinceCode' | 'country' | 'countryCode'>, string])[] = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['company', 'Company'],
  ['address1', 'Address1'],
  ['address2', 'Address2'],
  ['city', 'City'],
  ['zip', 'Zip'],
  ['phone', 'Phone'],
]

/** True when a form holds nothing at all. */
export const isBlankAddress = (draft: AddressDraft): boolean => Object.values(draft).every((value) => trimmed(value) === null)

function readCountry(draft: AddressDraft, before: Fields, path: readonly string[]): Outcome<string | null> {
  // The code wins over a name that says something else (recorded: US with "Canada" is the United States).
  const written = trimmed(draft.countryCode) ?? trimmed(draft.country)
  if (written !== null) {
    const code = findCountry(written)
    return code ? done(code) : refused(fieldError([...path, 'country'], 'Country is invalid'))
  }
  const touched = draft.countryCode !== undefined || draft.country !== undefined
  return done(touched ? null : before.countryCode)
}

function readZone(draft: AddressDraft, before: Fields, country: string | null, path: readonly string[]) {
  const written = trimmed(draft.provinceCode) ?? trimmed(draft.province)
  const touched = draft.provinceCode !== undefined || draft.province !== undefined
  const text = written ?? (touched ? null : before.provinceCode)
  if (text === null || country === null || zonesOf(country).length === 0) return done(undefined)
  const zone = findZone(country, text)
  if (zone) return done(zone)
  return written === null ? done(undefined) : refused(fieldError([...path, 'province'], 'Province is invalid'))
}

/** An address after a form was laid over it, or what Shopify says against it; errors are found under `path`. */
export function readAddress(
  draft: AddressDraft,
  before: Address | undefined,
  path: readonly string[],
  shopCountry: string,
): Outcome<Fields> {
  const { id: _, ...old } = before ?? { id: 0, ...EMPTY }
  const next: Fields = { ...old }
  const errors: FieldError[] = []
  for (const [field, label] of LABELS) {
    const written = draft[field]
    if (written === undefined) continue
    next[field] = trimmed(written)
    errors.push(...textErrors([...path, field], label, next[field], 'refused'))
  }
  const country = readCountry(draft, old, path)
  if (!country.ok) return refused(...errors, ...country.errors)
  const zone = readZone(draft, old, country.value, path)
  if (!zone.ok) return refused(...errors, ...zone.errors)
  if (errors.length) return refused(...errors)
  next.countryCode = country.value
  next.country = country.value === null ? null : (countryName(country.value) ?? null)
  next.provinceCode = zone.value?.code ?? null
  next.province = zone.value?.name ?? null
  if (next.phone !== null) next.phone = looseAddressPhone(next.phone, next.countryCode ?? shopCountry)
  return done(next)
}

/** "Ottawa ON, Canada": where an address is, on one line; null when it says nothing. */
export function areaOf(address: Address): string | null {
  const zone = address.countryCode === 'JP' ? address.province : address.provinceCode
  const place = [address.city, zone].filter(Boolean).join(' ')
  const parts = [place, address.country].filter((part, i, all) => part && all.indexOf(part) === i)
  return parts.length ? parts.join(', ') : null
}

/** The lines of an address as they would be printed, without name and company unless asked. */
export function linesOf(address: Address, with_: { name: boolean; company: boolean }): string[] {
  const name = [address.firstName, address.lastName].filter(Boolean).join(' ')
  const place = [[address.city, address.provinceCode].filter(Boolean).join(' '), address.zip].filter(Boolean).join(' ')
  return [with_.name ? name : '', with_.company ? address.company : '', address.address1, address.address2, place, address.country].filter(
    (line): line is string => Boolean(line),
  )
}
