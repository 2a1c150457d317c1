import { isEmail, isLocale, normaliseEmail, normalisePhone } from './contact.ts'
import { textErrors, trimmed } from './free-text.ts'
import { type FieldError, fieldError } from './outcome.ts'
import { readTags, tagErrors } from './tags.ts'
import type { Customer, Shop } from './types.ts'

const NOTE_MAX = 5000
const CONTACT_MAX = 255

/** The plain fields of a customer as somebody fills them in; undefined leaves one alone, null or blank empties it. */
export interface CustomerFields {
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly note?: string | null | undefined
  readonly locale?: string | null | undefined
  /** Replaces the whole list. */
  readonly tags?: readonly string[] | null | undefined
  readonly taxExempt?: boolean | null | undefined
  readonly taxExemptions?: readonly string[] | null | undefined
  readonly multipassIdentifier?: string | null | undefined
}

export type PlainCustomer = Pick<
  Customer,
  'firstName' | 'lastName' | 'email' | 'phone' | 'note' | 'locale' | 'tags' | 'taxExempt' | 'taxExemptions' | 'multipassIdentifier'
>

// Where to look first. Entries may be stale (a reset, a new address), so every find is checked against the customer himself.
const contacts = new WeakMap<Shop['customers'], Map<string, number>>()

function indexOf(shop: Shop): Map<string, number> {
  const known = contacts.get(shop.customers)
  if (known) return known
  const index = new Map<string, number>()
  contacts.set(shop.customers, index)
  for (const customer of shop.customers.values()) noteContacts(shop, customer)
  return index
}

/** Remembers whose e-mail address and phone number these are; to be called whenever they may have changed. */
export function noteContacts(shop: Shop, customer: Customer): void {
  const index = indexOf(shop)
  if (customer.email !== null) index.set(`email:${customer.email}`, customer.id)
  if (customer.phone !== null) index.set(`phone:${customer.phone}`, customer.id)
}

/** The customer who owns an e-mail address or phone number already. */
export function ownerOfContact(shop: Shop, kind: 'email' | 'phone', value: string, except?: number): Customer | undefined {
  const customer = shop.customers.get(indexOf(shop).get(`${kind}:${value}`) ?? -1)
  return customer && customer[kind] === value && customer.id !== except ? customer : undefined
}

const isTooLong = (text: string) => [...text].length > CONTACT_MAX
const tooLong = (field: string, label: string, max: number) => fieldError([field], `${label} is too long (maximum is ${max} characters)`)

function readEmail(shop: Shop, text: string, self: number | undefined): { email: string; errors: FieldError[] } {
  const email = normaliseEmail(text)
  const errors: FieldError[] = []
  if (isTooLong(email)) errors.push(tooLong('email', 'Email', CONTACT_MAX), fieldError(['email'], 'Email is invalid'))
  else if (!isEmail(email)) errors.push(fieldError(['email'], 'Email is invalid'))
  else if (ownerOfContact(shop, 'email', email, self)) errors.push(fieldError(['email'], 'Email has already been taken'))
  return { email, errors }
}

function readPhone(shop: Shop, text: string, self: number | undefined): { phone: string; errors: FieldError[] } {
  if (isTooLong(text)) return { phone: text, errors: [tooLong('phone', 'Phone', CONTACT_MAX), fieldError(['phone'], 'Phone is invalid')] }
  const phone = normalisePhone(text, shop.countryCode)
  if (phone === undefined) return { phone: text, errors: [fieldError(['phone'], 'Phone is invalid')] }
  const taken = ownerOfContact(shop, 'phone', phone, self) !== undefined
  return { phone, errors: taken ? [fieldError(['phone'], 'Phone has already been taken')] : [] }
}

/** Lays a form over a customer: the fields it would have, and everything Shopify has to say against them. */
export function readCustomerFields(shop: Shop, draft: CustomerFields, before: PlainCustomer & { id?: number }) {
  const next: PlainCustomer = { ...before }
  const errors: FieldError[] = []
  if (draft.email !== undefined) {
    const read = trimmed(draft.email) === null ? { email: null, errors: [] } : readEmail(shop, draft.email ?? '', before.id)
    next.email = read.email
    errors.push(...read.errors)
  }
  if (draft.phone !== undefined) {
    const text = trimmed(draft.phone)
    const read = text === null ? { phone: null, errors: [] } : readPhone(shop, text, before.id)
    next.phone = read.phone
    errors.push(...read.errors)
  }
  for (const [field, label] of [
    ['firstName', 'First name'],
    ['lastName', 'Last name'],
  ] as const) {
    if (draft[field] === undefined) continue
    next[field] = trimmed(draft[field])
    errors.push(...textErrors([field], label, next[field], 'allowed'))
  }
  if (draft.note !== undefined) {
    next.note = draft.note
    if ([...(draft.note ?? '')].length > NOTE_MAX) errors.push(tooLong('note', 'Note', NOTE_MAX))
  }
  if (typeof draft.locale === 'string') {
    next.locale = draft.locale
    if (!isLocale(draft.locale)) errors.push(fieldError(['locale'], 'Locale is invalid'))
  }
  if (draft.tags !== undefined) {
    next.tags = readTags(draft.tags ?? [])
    errors.push(...tagErrors(next.tags))
  }
  if (typeof draft.taxExempt === 'boolean') next.taxExempt = draft.taxExempt
  if (draft.taxExemptions !== undefined) next.taxExemptions = [...(draft.taxExemptions ?? [])]
  if (draft.multipassIdentifier !== undefined) next.multipassIdentifier = draft.multipassIdentifier
  if (errors.length === 0 && ![next.email, next.phone, next.firstName, next.lastName].some(Boolean)) {
    errors.push(fieldError(null, 'A name, phone number, or email address must be present'))
  }
  return { next, errors }
}
