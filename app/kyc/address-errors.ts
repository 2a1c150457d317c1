import type { FieldFault, ProfileField } from './profile-form.ts'

/** An error of Shopify's address mutations. */
export interface AddressError {
  readonly field: readonly string[] | null
  readonly message: string
}

// Shopify's names of our fields; its messages are English only, so they are known by their endings (recorded from real stores).
const FIELDS: Readonly<Record<string, ProfileField>> = {
  company: 'company',
  country: 'country',
  countryCode: 'country',
  zip: 'zip',
  province: 'province',
  provinceCode: 'province',
  city: 'city',
  address1: 'address1',
  address2: 'address2',
  phone: 'phone',
}

const FAULTS: readonly (readonly [RegExp, FieldFault])[] = [
  [/cannot contain URL/i, 'holds-url'],
  [/cannot contain HTML/i, 'holds-html'],
  [/cannot contain emoji/i, 'holds-emoji'],
  [/too long/i, 'too-long'],
  [/(can't|cannot) be blank/i, 'required'],
  [/already (been taken|exists)/i, 'taken'],
  [/invalid/i, 'invalid'],
]

/** Shopify's errors as faults of our fields. What names no field of ours is laid at the street, where a person looks first. */
export function faultsOf(errors: readonly AddressError[]): Partial<Record<ProfileField, FieldFault>> {
  const faults: Partial<Record<ProfileField, FieldFault>> = {}
  for (const { field, message } of errors) {
    const ours = FIELDS[field?.at(-1) ?? ''] ?? 'address1'
    faults[ours] ??= FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'not-taken'
  }
  return faults
}
