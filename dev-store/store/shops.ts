import { createDefinition } from './definitions.ts'
import type { Installation, Shop, ShopSettings, Staff } from './types.ts'
import { DEFAULT_SHOP, stamp, type World } from './world.ts'

const DEMO_STAFF: readonly Staff[] = [
  {
    id: 9001,
    firstName: '一郎',
    lastName: '関',
    email: 'owner@sekisho-demo.example',
    locale: 'ja',
    accountOwner: true,
    collaborator: false,
  },
  {
    id: 9002,
    firstName: '花子',
    lastName: '検見',
    email: 'hanako@sekisho-demo.example',
    locale: 'ja',
    accountOwner: false,
    collaborator: false,
  },
  {
    id: 9003,
    firstName: 'Emma',
    lastName: 'Clarke',
    email: 'emma@sekisho-demo.example',
    locale: 'en',
    accountOwner: false,
    collaborator: false,
  },
]

/** Settings of a shop that nobody has touched. */
export const DEFAULT_SETTINGS: ShopSettings = {
  bucket: { maximum: 2000, restorePerSecond: 100 },
  plan: 'basic',
  protectedCustomerData: 'level-2',
  metafieldWebhooks: false,
  bulkMs: 1000,
  customersNeedAccount: false,
}

const notInstalled = (): Installation => ({ installed: false, scopes: [], tokens: [], refreshTokens: [] })

const identityOf = (domain: string, handle: string) => ({
  name: domain === DEFAULT_SHOP ? '関所デモ店' : handle,
  email: `shop@${handle}.example`,
  locale: 'ja',
  currency: 'JPY',
  timeZone: 'Asia/Tokyo',
  countryCode: 'JP',
})

/** True for names Shopify would give a shop: letters, digits, hyphens, `.myshopify.com`. */
export const isShopDomain = (domain: string): boolean => /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(domain)

/** The shop of this domain; a new, empty one when it is unknown. Throws when the domain is none. */
export function openShop(world: World, domain: string): Shop {
  const known = world.shops.get(domain)
  if (known) return known
  if (!isShopDomain(domain)) throw new Error(`not a shop domain: ${domain}`)
  const handle = domain.slice(0, -'.myshopify.com'.length)
  const shop: Shop = {
    domain,
    handle,
    // Numbers of shops are far apart so that ids of two shops can never be mistaken for each other.
    id: 60_000_000 + world.shops.size,
    ...identityOf(domain, handle),
    createdAt: stamp(world),
    settings: structuredClone(DEFAULT_SETTINGS),
    installation: notInstalled(),
    staff: structuredClone([...DEMO_STAFF]),
    customers: new Map(),
    products: new Map(),
    orders: new Map(),
    definitions: new Map(),
    shopMetafields: [],
    segments: new Map(),
    goneCustomers: new Set(),
    lastId: (world.shops.size + 1) * 1_000_000_000,
    log: [],
  }
  world.shops.set(domain, shop)
  declareMetafields(world, shop)
  return shop
}

// The definitions of shopify.app.toml come with the app and are there before anybody opens it.
function declareMetafields(world: World, shop: Shop): void {
  for (const draft of world.app().metafields) createDefinition(shop, draft, true)
}

/** The shop with this handle, if it was opened. */
export function shopByHandle(world: World, handle: string): Shop | undefined {
  return world.shops.get(`${handle}.myshopify.com`)
}

/** Empties a shop's data and settings. Installation, tokens and used ids stay, as the app outside still holds them. Idempotent. */
export function resetShop(world: World, shop: Shop): void {
  shop.customers.clear()
  shop.products.clear()
  shop.orders.clear()
  shop.definitions.clear()
  shop.shopMetafields = []
  shop.segments.clear()
  shop.goneCustomers.clear()
  shop.log = []
  Object.assign(shop, identityOf(shop.domain, shop.handle))
  shop.staff = structuredClone([...DEMO_STAFF])
  shop.settings = structuredClone(DEFAULT_SETTINGS)
  declareMetafields(world, shop)
  for (const changed of world.changed) changed()
}

/** The member of staff with this id. */
export const staffById = (shop: Shop, id: number): Staff | undefined => shop.staff.find((person) => person.id === id)
