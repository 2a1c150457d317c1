import { ordersOf } from '../store/customers.ts'
import { definitionOf, resolveNamespace } from '../store/metafields.ts'
import type { Customer, MetafieldDefinition, Shop } from '../store/types.ts'
import type { World } from '../store/world.ts'
import { dayOf } from './days.ts'
import { type Filter, type FilterKind, filterNamed } from './filters.ts'

/** Whose customers, and whose days. */
export interface Scene {
  readonly world: World
  readonly shop: Shop
  readonly timeZone: string
}
/** What a customer has for a filter; null where there is nothing. */
export type Fact = string | number | boolean | readonly string[] | null

const spentBy = (shop: Shop, customer: Customer): number => ordersOf(shop, customer).reduce((sum, order) => sum + Number(order.total), 0)

function orderDay({ shop, timeZone }: Scene, customer: Customer, which: 0 | -1): string | null {
  const order = ordersOf(shop, customer).at(which)
  return order ? dayOf(Date.parse(order.createdAt), timeZone) : null
}

const FACTS: Record<string, (scene: Scene, customer: Customer) => Fact> = {
  customer_tags: (_scene, { tags }) => tags,
  customer_countries: (_scene, { addresses }) => addresses.flatMap((one) => one.countryCode ?? []),
  customer_regions: (_scene, { addresses }) =>
    addresses.flatMap((one) => (one.countryCode && one.provinceCode ? `${one.countryCode}-${one.provinceCode}` : [])),
  companies: () => [],
  customer_account_status: (_scene, { state }) => state,
  customer_email_domain: (_scene, { email }) => email?.split('@').at(-1) ?? null,
  customer_language: (_scene, { locale }) => locale,
  email_subscription_status: (_scene, { emailConsent }) => emailConsent.state,
  sms_subscription_status: (_scene, { smsConsent }) => smsConsent?.state ?? 'NOT_SUBSCRIBED',
  product_subscription_status: () => 'NEVER_SUBSCRIBED',
  predicted_spend_tier: () => null,
  rfm_group: () => null,
  number_of_orders: ({ shop }, customer) => ordersOf(shop, customer).length,
  amount_spent: ({ shop }, customer) => spentBy(shop, customer),
  customer_added_date: ({ timeZone }, { createdAt }) => dayOf(Date.parse(createdAt), timeZone),
  first_order_date: (scene, customer) => orderDay(scene, customer, 0),
  last_order_date: (scene, customer) => orderDay(scene, customer, -1),
  abandoned_checkout_date: () => null,
}

const KINDS: Record<string, FilterKind> = {
  boolean: 'boolean',
  date: 'day',
  date_time: 'day',
  number_integer: 'number',
  number_decimal: 'amount',
  single_line_text_field: 'text',
  multi_line_text_field: 'text',
}

function definitionNamed(world: World, shop: Shop, name: string): MetafieldDefinition | undefined {
  const found = /^metafields\.(.+)\.([^.]+)$/.exec(name)
  return found?.[1] && found[2] ? definitionOf(shop, 'CUSTOMER', resolveNamespace(world, found[1]), found[2]) : undefined
}

const kindOf = (type: string): FilterKind | undefined =>
  type.startsWith('list.') ? KINDS[type.slice('list.'.length)] && 'list' : KINDS[type]

/** The filter of a name: Shopify's own, or a metafield of customers that is defined and of a type segments know. */
export function findFilter(world: World, shop: Shop, name: string): Filter | undefined {
  const own = filterNamed(name)
  if (own) return own
  const definition = definitionNamed(world, shop, name)
  const kind = definition && kindOf(definition.type)
  return definition && kind ? { name, label: definition.name, kind } : undefined
}

function metafieldFact(definition: MetafieldDefinition, { timeZone }: Scene, customer: Customer): Fact {
  const found = customer.metafields.find((one) => one.namespace === definition.namespace && one.key === definition.key)
  if (!found) return null
  const kind = kindOf(definition.type)
  if (kind === 'boolean') return found.value === 'true'
  if (kind === 'number' || kind === 'amount') return Number(found.value)
  if (kind === 'day') return definition.type === 'date' ? found.value : dayOf(Date.parse(found.value), timeZone)
  return kind === 'list' ? (JSON.parse(found.value) as unknown[]).map(String) : found.value
}

/** How to read a filter off a customer; undefined for a filter that the dev store has nothing for. */
export function factReader(scene: Scene, name: string): ((customer: Customer) => Fact) | undefined {
  const read = FACTS[name]
  if (read) return (customer) => read(scene, customer)
  const definition = definitionNamed(scene.world, scene.shop, name)
  return definition && ((customer) => metafieldFact(definition, scene, customer))
}

const SORTS: Record<string, (scene: Scene, customer: Customer) => string | number> = {
  created_at: (_scene, { createdAt }) => createdAt,
  first_order_date: ({ shop }, customer) => ordersOf(shop, customer).at(0)?.createdAt ?? '',
  last_order_date: ({ shop }, customer) => ordersOf(shop, customer).at(-1)?.createdAt ?? '',
  last_abandoned_order_date: () => '',
  number_of_orders: ({ shop }, customer) => ordersOf(shop, customer).length,
  amount_spent: ({ shop }, customer) => spentBy(shop, customer),
}

/** The value members are ordered by; undefined for a key that is none. */
export const memberSort = (scene: Scene, key: string): ((customer: Customer) => string | number) | undefined => {
  const sort = SORTS[key]
  return sort && ((customer) => sort(scene, customer))
}
