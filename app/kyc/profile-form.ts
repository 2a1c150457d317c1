import { fieldsOf } from '../platform/fields.ts'

/** The fields of the profile, in the order in which a Japanese address is written. All are texts, as typed. */
export const PROFILE_FIELDS = [
  'company',
  'country',
  'zip',
  'province',
  'city',
  'address1',
  'address2',
  'phone',
  'occupation',
  'birthDate',
] as const
export type ProfileField = (typeof PROFILE_FIELDS)[number]
export type ProfileForm = Readonly<Record<ProfileField, string>>

/** What can be wrong with a field; screens have the words. */
export type FieldFault =
  | 'required'
  | 'invalid'
  | 'too-long'
  | 'in-future'
  | 'holds-url'
  | 'holds-html'
  | 'holds-emoji'
  | 'my-number'
  | 'taken'
  /** Shopify does not take it, for a reason that has no words here. */
  | 'not-taken'

export const EMPTY_PROFILE: ProfileForm = {
  company: '',
  country: 'JP',
  zip: '',
  province: '',
  city: '',
  address1: '',
  address2: '',
  phone: '',
  occupation: '',
  birthDate: '',
}

/** A form out of whatever a request holds: fields that are missing are empty, fields that we do not know are dropped. */
export const profileFormOf = (read: (field: ProfileField) => unknown): ProfileForm => fieldsOf(PROFILE_FIELDS, read)
