import { reasonOf } from '../platform/reason.ts'
import type { World } from '../platform/world.server.ts'
import { ShopifyRefused } from '../shopify/client.server.ts'
import { customerGid, customerIdOf } from '../shopify/gid.ts'
import {
  CustomerDetailsDocument,
  type CustomerDetailsQuery,
  CustomerNamesDocument,
  type CustomerNamesQuery,
} from '../shopify/operations.generated.ts'
import type { NativeValues } from './changes.ts'
import { nameOf } from './names.ts'
import { holds, type Named, readAsked } from './pieces.ts'
import { type Candidate, candidates } from './search.server.ts'
import { toNative } from './store.server.ts'
import { addressLines, writtenPhone } from './written.ts'

/** Names by customer's id. Whoever is missing has none, is gone, or is withheld from us: screens then show the id. */
export type Names = Readonly<Record<string, string>>

type NamedNode = Extract<CustomerNamesQuery['nodes'][number], { id: string }>

/** A list does not wait longer than this for names, in milliseconds. */
const PATIENCE_MS = 2000

/** The names of a page of customers, read from the store and kept nowhere. Never rejects, and answers soon: a screen without names still works. */
export async function namesOf(world: World, shop: string, customers: readonly bigint[]): Promise<Names> {
  try {
    return spoken((await nodesOf(world, shop, customers)).known)
  } catch (error) {
    world.log.warn({ shop, reason: reasonOf(error) }, 'names could not be read')
    return {}
  }
}

/** `withheld`: the store keeps something back that was asked. */
async function nodesOf(
  world: World,
  shop: string,
  customers: readonly bigint[],
): Promise<{ known: Map<bigint, NamedNode>; withheld: boolean }> {
  const ids = [...new Set(customers)].map(customerGid)
  if (ids.length === 0) return { known: new Map(), withheld: false }
  const client = await world.shopify(shop)
  const { data, errors } = await soon(client.request(CustomerNamesDocument, { ids }))
  const known = data.nodes.filter((node): node is NamedNode => node !== null && 'id' in node)
  const withheld = errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED')
  return { known: new Map(known.flatMap((node) => [[customerIdOf(node.id) ?? 0n, node]])), withheld }
}

// Shopify's accounts ask for nothing but an address, so many customers have only that.
const spoken = (known: ReadonlyMap<bigint, NamedNode>): Names =>
  Object.fromEntries(
    [...known].flatMap(([customer, node]) => {
      const name = nameOf(node) ?? node.defaultEmailAddress?.emailAddress ?? null
      return name === null ? [] : [[customer.toString(), name]]
    }),
  )

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
  /** The same as it is compared with what was approved; null when something of it is withheld. */
  readonly native: NativeValues | null
}

/** What staff read about one customer. `unread`: the store did not answer; `gone`: it has no such customer. Never rejects. */
export async function personOf(world: World, shop: string, customer: bigint): Promise<Person | 'unread' | 'gone'> {
  try {
    const client = await world.shopify(shop)
    const { data, errors } = await client.request(CustomerDetailsDocument, { id: customerGid(customer) })
    const withheld = errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED')
    if (data.customer) return toPerson(data.customer, withheld)
    return withheld ? WITHHELD : 'gone'
  } catch (error) {
    world.log.warn({ shop, reason: reasonOf(error) }, 'a customer could not be read')
    return 'unread'
  }
}

const NOBODY = { name: null, email: null, phone: null, company: null, address: [], locale: null, orders: 0, native: null }
const WITHHELD: Person = { ...NOBODY, withheld: true }

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
    native: withheld ? null : toNative(found),
  }
}

const FOUND_MAX = 50
/** Common pieces name people who do not hold the words: so often the index is asked for more. */
const ROUNDS_MAX = 4

interface Found {
  readonly customers: readonly bigint[]
  readonly names: Names
  /** There are more than are answered. */
  readonly more: boolean
}

/**
 * Looks customers up by name, mail address, phone number or customer's number, the newest first: our index of hashes names candidates, and
 * their names are read from the store to see who really is meant. While the store is silent the candidates are answered without names;
 * `unread`: the store does not let us look.
 */
export async function findPeople(world: World, shop: string, typed: string): Promise<Found | 'unread'> {
  const asked = readAsked(typed)
  if (asked === null) return { customers: [], names: {}, more: false }
  const customers = asked.customer === null ? [] : [asked.customer]
  let names: Names = {}
  let under: bigint | null = null
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const named: Candidate[] = await candidates(world, shop, asked, FOUND_MAX + 1, under)
    const looked = named.slice(0, FOUND_MAX)
    const known = await lookAt(
      world,
      shop,
      looked.map(({ customer }) => customer),
    )
    if (known === 'refused') return 'unread'
    for (const { customer, sure } of looked) {
      const found = known?.get(customer)
      if (sure || known === null || (found && holds(toNamed(found), asked.words))) customers.push(customer)
    }
    names = { ...names, ...spoken(known ?? new Map()) }
    under = looked.at(-1)?.customer ?? null
    if (named.length <= FOUND_MAX) return { customers: [...new Set(customers)], names, more: false }
    if (customers.length >= FOUND_MAX) break
  }
  return { customers: [...new Set(customers)].slice(0, FOUND_MAX), names, more: true }
}

const toNamed = ({ firstName = null, lastName = null, defaultEmailAddress }: NamedNode): Named => ({
  firstName,
  lastName,
  email: defaultEmailAddress?.emailAddress ?? null,
  phone: null,
})

/** What the store tells of these customers; null: it is silent. */
async function lookAt(world: World, shop: string, customers: readonly bigint[]): Promise<Map<bigint, NamedNode> | 'refused' | null> {
  try {
    const { known, withheld } = await nodesOf(world, shop, customers)
    return withheld ? 'refused' : known
  } catch (error) {
    world.log.warn({ shop, reason: reasonOf(error) }, 'names could not be read')
    return error instanceof ShopifyRefused ? 'refused' : null
  }
}
