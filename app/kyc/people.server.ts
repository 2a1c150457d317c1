import type { World } from '../platform/world.server.ts'
import { customerGid, customerIdOf } from '../shopify/gid.ts'
import {
  CustomerDetailsDocument,
  type CustomerDetailsQuery,
  CustomerNamesDocument,
  type CustomerNamesQuery,
  CustomersByDateDocument,
} from '../shopify/operations.generated.ts'
import { nameOf, searchFor } from './names.ts'
import { addressLines, writtenPhone } from './written.ts'

/** Names by customer's id. Whoever is missing has none, is gone, or is withheld from us: screens then show the id. */
export type Names = Readonly<Record<string, string>>

type Named = Extract<CustomerNamesQuery['nodes'][number], { id: string }>

/** A list does not wait longer than this for names, in milliseconds. */
const PATIENCE_MS = 2000

/** The names of a page of customers, read from the store and kept nowhere. Never rejects, and answers soon: a screen without names still works. */
export async function namesOf(world: World, shop: string, customers: readonly bigint[]): Promise<Names> {
  const ids = [...new Set(customers)].map(customerGid)
  if (ids.length === 0) return {}
  try {
    const client = await world.shopify(shop)
    const { data } = await soon(client.request(CustomerNamesDocument, { ids }))
    const known = data.nodes.filter((node): node is Named => node !== null && 'id' in node)
    return Object.fromEntries(
      known.flatMap((node) => {
        const customer = customerIdOf(node.id)
        // Shopify's accounts ask for nothing but an address, so many customers have only that.
        const name = nameOf(node) ?? node.defaultEmailAddress?.emailAddress ?? null
        return customer === null || name === null ? [] : [[customer.toString(), name]]
      }),
    )
  } catch (error) {
    world.log.warn({ shop, reason: (error as Error).name }, 'names could not be read')
    return {}
  }
}

class TooLate extends Error {
  override name = 'TooLate'
}

function soon<Value>(asked: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), PATIENCE_MS)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

/** A customer's entries in the store (A08): never a copy of ours. */
export interface Person {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly company: string | null
  readonly address: readonly string[]
  readonly locale: string | null
  readonly orders: number
  /** Fields came back empty because the store withholds them from us. */
  readonly withheld: boolean
}

/** What staff read about one customer. `unread`: the store did not answer; `gone`: it has no such customer. Never rejects. */
export async function personOf(world: World, shop: string, customer: bigint): Promise<Person | 'unread' | 'gone'> {
  try {
    const client = await world.shopify(shop)
    const { data, errors } = await client.request(CustomerDetailsDocument, { id: customerGid(customer) })
    const withheld = errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED')
    if (data.customer) return toPerson(data.customer, withheld)
    return withheld ? { name: null, email: null, phone: null, company: null, address: [], locale: null, orders: 0, withheld } : 'gone'
  } catch (error) {
    world.log.warn({ shop, reason: (error as Error).name }, 'a customer could not be read')
    return 'unread'
  }
}

function toPerson(found: NonNullable<CustomerDetailsQuery['customer']>, withheld: boolean): Person {
  const { defaultAddress: address } = found
  const phone = found.defaultPhoneNumber?.phoneNumber ?? address?.phone
  return {
    name: nameOf(found),
    email: found.defaultEmailAddress?.emailAddress ?? null,
    phone: phone ? writtenPhone(phone) : null,
    company: address?.company || null,
    address: address ? addressLines(address) : [],
    locale: found.locale ?? null,
    orders: Number(found.numberOfOrders ?? 0),
    withheld,
  }
}

const FOUND_MAX = 50

interface Found {
  readonly customers: readonly bigint[]
  /** The store has more than are answered. */
  readonly more: boolean
}

/** Looks customers up by name or e-mail in the store, newest change first; `unread`: the store does not answer, or does not let us look. */
export async function findPeople(world: World, shop: string, typed: string): Promise<Found | 'unread'> {
  const query = searchFor(typed)
  if (query === null) return { customers: [], more: false }
  try {
    const client = await world.shopify(shop)
    const { data } = await client.request(CustomersByDateDocument, { first: FOUND_MAX, after: null, query })
    const customers = data.customers.nodes.flatMap(({ id }) => customerIdOf(id) ?? [])
    return { customers, more: data.customers.pageInfo.hasNextPage }
  } catch (error) {
    world.log.warn({ shop, reason: (error as Error).name }, 'customers could not be searched')
    return 'unread'
  }
}
