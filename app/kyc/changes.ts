import { sameName } from '../checks/names.ts'
import { plainAddress } from '../checks/same.ts'
import type { Part, Party } from './case.ts'

/** What a verified customer was approved as. Texts as the store and the form have them; empty: nothing there. */
export interface IdentityValues {
  readonly name: string
  readonly company: string
  readonly email: string
  /** YYYY-MM-DD */
  readonly birthDate: string
  /** Country, province, postal code, city and lines, in this order. */
  readonly address: readonly string[]
}

/** What the store tells of a customer; the birth date is ours. */
export type NativeValues = Omit<IdentityValues, 'birthDate'>

export type IdentityField = keyof IdentityValues
type ChangeRule = 'ignore' | 'task' | 'lock'

/** The shop's rule for each thing that may change. The party has none: the law lets it change only by taking the verification back. */
export type ChangeRules = Readonly<Record<'name' | 'address' | 'birthDate' | 'email', ChangeRule>>

/** All of them, in the order in which they are told. */
export const IDENTITY_FIELDS: readonly IdentityField[] = ['name', 'company', 'address', 'birthDate', 'email']

const plainEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

// Postal codes are written with and without a dash, and a space.
const plainLines = ([country = '', province = '', zip = '', ...lines]: readonly string[]): string =>
  plainAddress([country, province, zip.normalize('NFKC').replace(/[^0-9a-z]/gi, ''), ...lines])

function same(field: IdentityField, before: IdentityValues, now: IdentityValues): boolean {
  switch (field) {
    case 'name':
    case 'company': {
      const [one, other] = [before[field].trim(), now[field].trim()]
      return one === '' || other === '' ? one === other : sameName(one, other).outcome === 'fine'
    }
    case 'address':
      return plainLines(before.address) === plainLines(now.address)
    case 'email':
      return plainEmail(before.email) === plainEmail(now.email)
    case 'birthDate':
      return before.birthDate === now.birthDate
  }
}

/** The fields in a list of codes; what is none is left out. */
export const fieldsIn = (codes: unknown): readonly IdentityField[] =>
  IDENTITY_FIELDS.filter((field) => Array.isArray(codes) && codes.includes(field))

/** What differs beyond the way of writing. The company is a corporation's name; a person's says where they work, and is nobody's identity. */
export const changedFields = (before: IdentityValues, now: IdentityValues, party: Party): readonly IdentityField[] =>
  IDENTITY_FIELDS.filter((field) => (field !== 'company' || party === 'corporation') && !same(field, before, now))

/** What the rules say of fields that changed: which lock, and which a person should look at. */
export interface Judged {
  readonly locks: readonly IdentityField[]
  readonly tasks: readonly IdentityField[]
}

/** Applies the shop's rules. A name where there was none is looked at and does not lock: it contradicts nothing that was approved. */
export function judge(fields: readonly IdentityField[], before: IdentityValues, rules: ChangeRules): Judged {
  const ruleOf = (field: IdentityField): ChangeRule => {
    const rule = rules[field === 'company' ? 'name' : field]
    return rule === 'lock' && (field === 'address' ? before.address.join('') : before[field]).trim() === '' ? 'task' : rule
  }
  return { locks: fields.filter((field) => ruleOf(field) === 'lock'), tasks: fields.filter((field) => ruleOf(field) === 'task') }
}

/** The papers that prove a field: only these are asked for again when its change locks. */
export const partFor = (field: IdentityField): Part => (field === 'company' ? 'corporate' : 'identity')
