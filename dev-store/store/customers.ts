import { type AddressDraft, isBlankAddress, readAddress } from './addresses.ts'
import { normaliseEmail } from './contact.ts'
import { type CustomerFields, noteContacts, ownerOfContact, readCustomerFields } from './customer-rules.ts'
import { type MetafieldDraft, setOwnMetafields } from './metafields.ts'
import { done, type FieldError, fieldError, type Outcome, refused } from './outcome.ts'
import { tagChanges, tagErrors, withoutTags, withTags } from './tags.ts'
import type { Actor, Address, Consent, Customer, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

export interface CustomerDraft extends CustomerFields {
  /** Replaces all addresses; undefined or null leaves them. */
  readonly addresses?: readonly AddressDraft[] | null | undefined
  readonly emailConsent?: Consent | undefined
  readonly smsConsent?: Consent | undefined
  readonly metafields?: readonly MetafieldDraft[] | undefined
}

export const NO_CONSENT: Consent = { state: 'NOT_SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: null, collectedFrom: null }

/** What a customer without any name is called: name, else e-mail, else phone. */
export const displayNameOf = (customer: Customer): string =>
  [customer.firstName, customer.lastName].filter(Boolean).join(' ') || (customer.email ?? customer.phone ?? '')

/** The customer with this e-mail address, however it is written. */
export const customerByEmail = (shop: Shop, email: string): Customer | undefined => ownerOfContact(shop, 'email', normaliseEmail(email))

/** The customer's orders, oldest first. */
export const ordersOf = (shop: Shop, customer: Customer) => [...shop.orders.values()].filter((order) => order.customerId === customer.id)

function readAddresses(
  shop: Shop,
  drafts: readonly AddressDraft[],
  owner: { firstName: string | null; lastName: string | null },
  blanks: boolean,
) {
  const read: Omit<Address, 'id'>[] = []
  const errors: FieldError[] = []
  for (const [i, draft] of drafts.entries()) {
    const path = ['addresses', String(i)]
    if (!blanks && isBlankAddress(draft)) {
      errors.push(fieldError(path, 'Customer address cannot be blank.'))
      continue
    }
    const address = readAddress({ firstName: owner.firstName, lastName: owner.lastName, ...draft }, undefined, path, shop.countryCode)
    if (address.ok) read.push(address.value)
    else errors.push(...address.errors)
  }
  return { read, errors }
}

/** Sends what a changed customer makes known: customers/update unless only tags moved, and the tags themselves. */
function tellCustomerChanged(world: World, shop: Shop, customer: Customer, tagsBefore: readonly string[], by: Actor, more: boolean): void {
  const subject = { type: 'Customer', id: customer.id }
  if (more) tell(world, shop, { type: 'customers/update', subject, by })
  const { added, removed } = tagChanges(tagsBefore, customer.tags)
  if (added.length) tell(world, shop, { type: 'customer.tags_added', subject, by, detail: { tags: added } })
  if (removed.length) tell(world, shop, { type: 'customer.tags_removed', subject, by, detail: { tags: removed } })
}

/** A new customer, or every reason against it. Emits customers/create and, for tags, customer.tags_added. */
export function createCustomer(
  world: World,
  shop: Shop,
  draft: CustomerDraft,
  by: Actor,
  rules: { blankAddresses: boolean } = { blankAddresses: false },
): Outcome<Customer> {
  const empty = { firstName: null, lastName: null, email: null, phone: null, note: null, locale: 'en', tags: [], taxExempt: false }
  const { next, errors } = readCustomerFields(shop, draft, { ...empty, taxExemptions: [], multipassIdentifier: null })
  const addresses = readAddresses(shop, draft.addresses ?? [], next, rules.blankAddresses)
  if (errors.length || addresses.errors.length) return refused(...errors, ...addresses.errors)
  const at = stamp(world)
  const customer: Customer = {
    id: nextId(shop),
    ...next,
    emailConsent: draft.emailConsent ?? { ...NO_CONSENT },
    smsConsent: next.phone === null ? null : (draft.smsConsent ?? { ...NO_CONSENT }),
    verifiedEmail: true,
    state: 'DISABLED',
    addresses: addresses.read.map((address) => ({ id: nextId(shop), ...address })),
    defaultAddressId: null,
    metafields: [],
    dataSaleOptOut: false,
    createdAt: at,
    updatedAt: at,
  }
  customer.defaultAddressId = customer.addresses[0]?.id ?? null
  const metafields = setOwnMetafields(world, shop, 'CUSTOMER', customer, draft.metafields ?? [], by)
  if (!metafields.ok) return metafields
  shop.customers.set(customer.id, customer)
  noteContacts(shop, customer)
  tell(world, shop, { type: 'customers/create', subject: { type: 'Customer', id: customer.id }, by })
  tellCustomerChanged(world, shop, customer, [], by, false)
  return done(customer)
}

/** Lays a form over a customer; nothing changes when anything is wrong. Emits customers/update and the tags' own events. */
export function updateCustomer(
  world: World,
  shop: Shop,
  id: number,
  draft: CustomerDraft,
  by: Actor,
  rules: { blankAddresses: boolean } = { blankAddresses: false },
): Outcome<Customer> {
  const customer = shop.customers.get(id)
  if (!customer) return refused(fieldError(['id'], 'Customer does not exist'))
  const { next, errors } = readCustomerFields(shop, draft, customer)
  const addresses = draft.addresses ? readAddresses(shop, draft.addresses, next, rules.blankAddresses) : undefined
  if (errors.length || addresses?.errors.length) return refused(...errors, ...(addresses?.errors ?? []))
  const metafields = setOwnMetafields(world, shop, 'CUSTOMER', customer, draft.metafields ?? [], by)
  if (!metafields.ok) return metafields
  const tagsBefore = customer.tags
  Object.assign(customer, next)
  noteContacts(shop, customer)
  if (customer.phone === null) customer.smsConsent = null
  else customer.smsConsent ??= { ...NO_CONSENT }
  if (addresses) {
    customer.addresses = addresses.read.map((address) => ({ id: nextId(shop), ...address }))
    customer.defaultAddressId = customer.addresses[0]?.id ?? null
  }
  customer.updatedAt = stamp(world)
  const onlyTags = Object.entries(draft).every(([field, value]) => value === undefined || field === 'tags')
  tellCustomerChanged(world, shop, customer, tagsBefore, by, !onlyTags)
  return done(customer)
}

/** Removes a customer for good. One with orders stays, as in Shopify. Emits customers/delete. */
export function deleteCustomer(world: World, shop: Shop, id: number, by: Actor): Outcome<number> {
  const customer = shop.customers.get(id)
  if (!customer) return refused(fieldError(['id'], "Customer can't be found"))
  if (ordersOf(shop, customer).length) {
    return refused(fieldError(['id'], 'Customer can’t be deleted because they have associated orders'))
  }
  shop.customers.delete(id)
  shop.goneCustomers.add(id)
  tell(world, shop, { type: 'customers/delete', subject: { type: 'Customer', id }, by })
  return done(id)
}

/** Adds tags (lists and comma texts alike); those already there change nothing and send nothing. Emits customer.tags_added. */
export function addTags(world: World, shop: Shop, id: number, tags: readonly string[], by: Actor): Outcome<Customer> {
  return changeTags(world, shop, id, (present) => withTags(present, tags), by)
}

/** Removes tags, whatever their case; absent ones change nothing. Emits customer.tags_removed. */
export function removeTags(world: World, shop: Shop, id: number, tags: readonly string[], by: Actor): Outcome<Customer> {
  return changeTags(world, shop, id, (present) => withoutTags(present, tags), by)
}

function changeTags(world: World, shop: Shop, id: number, change: (present: readonly string[]) => string[], by: Actor): Outcome<Customer> {
  const customer = shop.customers.get(id)
  if (!customer) return refused(fieldError(['id'], 'Customer does not exist'))
  const before = customer.tags
  const after = change(before)
  const errors = tagErrors(after)
  if (errors.length) return refused(...errors)
  const { added, removed } = tagChanges(before, after)
  if (added.length + removed.length === 0) return done(customer)
  customer.tags = after
  customer.updatedAt = stamp(world)
  tellCustomerChanged(world, shop, customer, before, by, false)
  return done(customer)
}
