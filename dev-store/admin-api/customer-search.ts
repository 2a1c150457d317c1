import { normaliseEmail, normalisePhone } from '../store/contact.ts'
import { displayNameOf, ordersOf } from '../store/customers.ts'
import type { Customer, Shop } from '../store/types.ts'
import { notSupported } from './api-error.ts'
import { holds, numberMatches, readSearch, type Term, textMatches, timeMatches } from './search.ts'

const words = (customer: Customer): string[] =>
  [
    customer.firstName,
    customer.lastName,
    displayNameOf(customer),
    customer.email,
    customer.phone,
    ...customer.addresses.flatMap((a) => [a.city, a.country]),
  ]
    .filter((one): one is string => Boolean(one))
    .flatMap((one) => [one, ...one.split(/[\s@.]+/)])

const hasTag = (customer: Customer, value: string) =>
  value.split(',').some((wanted) => customer.tags.some((tag) => textMatches(tag, wanted.trim())))

const isPhone = (shop: Shop, customer: Customer, value: string) =>
  textMatches(customer.phone, value) || (customer.phone !== null && customer.phone === normalisePhone(value, shop.countryCode))

const isIn = (customer: Customer, value: string) =>
  customer.addresses.some((address) => textMatches(address.country, value) || textMatches(address.countryCode, value))

function fieldMatches(shop: Shop, customer: Customer, term: Term & { field: string }): boolean {
  const { value } = term
  switch (term.field) {
    case 'id':
      return numberMatches(customer.id, term)
    case 'email':
      return textMatches(customer.email, value.endsWith('*') ? value : normaliseEmail(value))
    case 'phone':
      return isPhone(shop, customer, value)
    case 'first_name':
      return textMatches(customer.firstName, value)
    case 'last_name':
      return textMatches(customer.lastName, value)
    case 'name':
      return textMatches(displayNameOf(customer), value)
    case 'tag':
      return hasTag(customer, value)
    case 'tag_not':
      return !hasTag(customer, value)
    case 'state':
      return textMatches(customer.state, value)
    case 'country':
      return isIn(customer, value)
    case 'accepts_marketing':
      return (customer.emailConsent.state === 'SUBSCRIBED') === (value === 'true')
    case 'customer_date':
    case 'created_at':
      return timeMatches(customer.createdAt, term)
    case 'updated_at':
      return timeMatches(customer.updatedAt, term)
    case 'orders_count':
      return numberMatches(ordersOf(shop, customer).length, term)
    case 'total_spent':
      return numberMatches(
        ordersOf(shop, customer).reduce((sum, order) => sum + Number(order.total), 0),
        term,
      )
    case 'order_date':
      return ordersOf(shop, customer).some((order) => timeMatches(order.createdAt, term))
    default:
      throw notSupported(`customers query ${term.field}:`)
  }
}

/** The customers a search finds; words without a field look through names, contacts and places. */
export function searchCustomers(shop: Shop, query: string | undefined): Customer[] {
  const customers = [...shop.customers.values()]
  if (!query?.trim()) return customers
  const search = readSearch(query)
  return customers.filter((customer) =>
    holds(search, (term) => {
      const { field } = term
      return field === null
        ? words(customer).some((word) => textMatches(word, term.value))
        : fieldMatches(shop, customer, { ...term, field })
    }),
  )
}

const nameKey = (customer: Customer) => `${customer.lastName ?? ''}, ${customer.firstName ?? ''}`.toLowerCase()

/** The value customers are ordered by. */
export function customerSortValue(customer: Customer, sortKey: string): string | number {
  if (sortKey === 'UPDATED_AT') return customer.updatedAt
  if (sortKey === 'CREATED_AT') return customer.createdAt
  if (sortKey === 'NAME') return nameKey(customer)
  if (sortKey === 'LOCATION') return customer.addresses.find((one) => one.id === customer.defaultAddressId)?.country ?? ''
  return customer.id
}

/** In the order of a sort key; equal ones by id. */
export function sortCustomers(customers: readonly Customer[], sortKey: string): Customer[] {
  return [...customers].sort((a, b) => {
    const [x, y] = [customerSortValue(a, sortKey), customerSortValue(b, sortKey)]
    return x < y ? -1 : x > y ? 1 : a.id - b.id
  })
}
