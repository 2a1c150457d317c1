import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { CountryCode as PhoneCountry } from 'libphonenumber-js/core'
import { holdsMyNumber } from '../checks/my-number.ts'
import type { Party } from './case.ts'
import { type Country, isCountry } from './countries.ts'
import { isPrefecture } from './prefectures.ts'
import type { FieldFault, ProfileField, ProfileForm } from './profile-form.ts'

/** What a customer declares, in order: the address as Shopify wants it, and what only we keep, sealed (A06, A08). */
export interface Profile {
  readonly address: {
    readonly company: string | null
    readonly zip: string
    readonly provinceCode?: string
    readonly province?: string
    readonly city: string
    readonly address1: string
    readonly address2: string
    readonly countryCode: Country
    readonly phone: string | null
  }
  readonly sealed: SealedProfile
}

/** Birth date as YYYY-MM-DD, and occupation. Nothing else is kept beside Shopify's own record. */
export interface SealedProfile {
  readonly birthDate: string
  readonly occupation: string
}

export type Faults = Partial<Record<ProfileField, FieldFault>>

// Shopify's limit of an address line.
const TEXT_MAX = 255
const OCCUPATION_MAX = 100
const AGE_MAX_YEARS = 120

/** Reads a form as typed, or says per field what is wrong with it. `today` is the shop's date as YYYY-MM-DD. */
export function readProfile(
  form: ProfileForm,
  party: Party,
  today: string,
): { readonly profile: Profile; readonly faults?: never } | { readonly profile?: never; readonly faults: Faults } {
  const faults: Faults = {}
  const text = (field: ProfileField, required = true, max = TEXT_MAX): string => {
    const value = form[field].trim()
    if (required && value === '') faults[field] = 'required'
    else if (value.length > max) faults[field] = 'too-long'
    // A phone number may have twelve digits, and is looked at as one.
    else if (field !== 'phone' && holdsMyNumber(value)) faults[field] = 'my-number'
    return value
  }
  const country = isCountry(form.country) ? form.country : undefined
  if (!country) faults.country = form.country.trim() === '' ? 'required' : 'invalid'
  const japan = country === 'JP'
  const company = text('company', party === 'corporation')
  const zip = readZip(text('zip', japan), japan)
  if (zip === null) faults.zip = 'invalid'
  const province = text('province', japan)
  if (japan && province !== '' && !isPrefecture(province)) faults.province = 'invalid'
  const city = text('city')
  const address1 = text('address1')
  const address2 = text('address2', false)
  const phone = readPhone(text('phone', false), country)
  if (phone === undefined) faults.phone = 'invalid'
  const occupation = text('occupation', true, OCCUPATION_MAX)
  const birth = readBirthDate(text('birthDate'), today)
  if (birth.fault && !faults.birthDate) faults.birthDate = birth.fault
  if (Object.keys(faults).length > 0 || !country || zip === null || phone === undefined || !birth.date) return { faults }
  const address = {
    company: company || null,
    zip,
    ...(japan ? { provinceCode: province } : province ? { province } : {}),
    city,
    address1,
    address2,
    countryCode: country,
    phone,
  }
  return { profile: { address, sealed: { birthDate: birth.date, occupation } } }
}

/** Japanese codes in any width, with or without the dash or 〒, become 123-4567; null when they are none. Others stay as typed. */
function readZip(value: string, japan: boolean): string | null {
  if (!japan || value === '') return value
  const digits = value.normalize('NFKC').replace(/[〒\s\-‐-―−ー]/g, '')
  return /^\d{7}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3)}` : null
}

/** E.164; null for none; undefined when no telephone number can be read. */
function readPhone(value: string, country: Country | undefined): string | null | undefined {
  if (value === '') return null
  const plain = value.normalize('NFKC').replace(/[‐-―−ー]/g, '-')
  const number = parsePhoneNumberFromString(plain, country ? (country as PhoneCountry) : 'JP')
  return number?.isValid() ? number.number : undefined
}

function readBirthDate(value: string, today: string): { date?: string; fault?: FieldFault } {
  if (value === '') return {}
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value.normalize('NFKC')) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const real = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== date) return { fault: 'invalid' }
  const oldest = `${Number(today.slice(0, 4)) - AGE_MAX_YEARS}${today.slice(4)}`
  return date > today ? { fault: 'in-future' } : date < oldest ? { fault: 'invalid' } : { date }
}
