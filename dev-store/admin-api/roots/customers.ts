import { createCustomer, deleteCustomer, updateCustomer } from '../../store/customers.ts'
import { gid, idOf } from '../../store/gids.ts'
import { fieldError, type Outcome, refused } from '../../store/outcome.ts'
import type { Customer } from '../../store/types.ts'
import { apiError } from '../api-error.ts'
import { type Args, type Caller, flag, number, type Root, record, text } from '../context.ts'
import { customerSortValue, searchCustomers, sortCustomers } from '../customer-search.ts'
import { page } from '../pages.ts'
import { customerView } from '../views/customer-view.ts'
import { shopView } from '../views/shop-view.ts'
import { userErrors } from './answers.ts'
import { findByIdentifier } from './customer-identifier.ts'
import { readCustomerInput, readInlineConsents } from './customer-input.ts'

/** The customer a gid names; ids of other kinds name none. */
export const customerOf = (caller: Caller, id: string | undefined): Customer | undefined =>
  caller.shop.customers.get(idOf(id ?? '', 'Customer') ?? -1)

const payload = (caller: Caller, typename: string, outcome: Outcome<Customer>) => ({
  __typename: typename,
  customer: outcome.ok ? customerView(caller, outcome.value) : null,
  userErrors: userErrors(outcome.ok ? [] : outcome.errors),
})

const customers: Root = (args, caller) => {
  const found = searchCustomers(caller.shop, text(args, 'query'))
  const sortKey = text(args, 'sortKey') ?? 'ID'
  const value = (customer: Customer) => customerSortValue(customer, sortKey)
  return page('Customer', sortCustomers(found, sortKey), args, (one) => customerView(caller, one), value)
}

const customersCount: Root = (args, caller) => {
  const found = searchCustomers(caller.shop, text(args, 'query')).length
  const limit = number(args, 'limit') ?? Number.POSITIVE_INFINITY
  return { __typename: 'Count', count: Math.min(found, limit), precision: found > limit ? 'AT_LEAST' : 'EXACT' }
}

const create: Root = (args, caller) => {
  const input = record(args, 'input')
  const { errors, ...consents } = readInlineConsents(caller.world, input)
  const outcome = errors.length
    ? refused(...errors)
    : createCustomer(caller.world, caller.shop, { ...readCustomerInput(input), ...consents }, caller.by)
  return payload(caller, 'CustomerCreatePayload', outcome)
}

const CONSENTS = [
  ['emailMarketingConsent', 'customerEmailMarketingConsentUpdate'],
  ['smsMarketingConsent', 'customerSmsMarketingConsentUpdate'],
  ['whatsAppMarketingConsent', 'customerWhatsAppMarketingConsentUpdate'],
] as const

function update(args: Args, caller: Caller) {
  const input = record(args, 'input')
  const inline = CONSENTS.filter(([field]) => input[field]).map(([field, mutation]) =>
    fieldError([field], `To update ${field}, please use the ${mutation} Mutation instead`),
  )
  const id = idOf(text(input, 'id') ?? '', 'Customer') ?? -1
  if (!caller.shop.customers.has(id))
    return payload(caller, 'CustomerUpdatePayload', refused(fieldError(['id'], 'Customer does not exist')))
  const outcome = inline.length ? refused(...inline) : updateCustomer(caller.world, caller.shop, id, readCustomerInput(input), caller.by)
  return payload(caller, 'CustomerUpdatePayload', outcome)
}

const remove: Root = (args, caller) => {
  const id = text(record(args, 'input'), 'id') ?? ''
  const outcome = deleteCustomer(caller.world, caller.shop, idOf(id, 'Customer') ?? -1, caller.by)
  return {
    __typename: 'CustomerDeletePayload',
    deletedCustomerId: outcome.ok ? gid('Customer', outcome.value) : null,
    shop: () => shopView(caller),
    userErrors: userErrors(outcome.ok ? [] : outcome.errors),
  }
}

const byIdentifier: Root = (args, caller) => {
  const identifier = record(args, 'identifier')
  if (Object.values(identifier).filter((one) => one !== null && one !== undefined).length !== 1) {
    throw apiError('Exactly one identifier is required', 'BAD_REQUEST')
  }
  const found = findByIdentifier(caller, { ...identifier, email: identifier.emailAddress, phone: identifier.phoneNumber })
  return found ? customerView(caller, found) : null
}

export const customerQueries: Record<string, Root> = {
  customer: (args, caller) => {
    const found = customerOf(caller, text(args, 'id'))
    return found ? customerView(caller, found) : null
  },
  customers,
  customersCount,
  customerByIdentifier: byIdentifier,
}

export const customerMutations: Record<string, Root> = {
  customerCreate: create,
  customerUpdate: update,
  customerDelete: remove,
}

/** True when a mutation was asked to make the address the default one. */
export const asDefault = (args: Args): boolean => flag(args, 'setAsDefault')
