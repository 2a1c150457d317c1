import { linesOf } from '../../store/addresses.ts'
import { displayNameOf, ordersOf } from '../../store/customers.ts'
import { definitionOf, type OwnerType, resolveNamespace } from '../../store/metafields.ts'
import type { Customer, Metafield, Product, Shop } from '../../store/types.ts'
import type { World } from '../../store/world.ts'
import { LANGUAGES } from '../locales.ts'
import type { Site } from './site.ts'

const hundredths = (amount: string | number): number => Math.round(Number(amount) * 100)

function typed({ type, value }: Metafield): unknown {
  if (type === 'boolean') return value === 'true'
  if (type.startsWith('number_')) return Number(value)
  return type === 'json' || type.startsWith('list.') ? JSON.parse(value) : value
}

/**
 * Metafields as Liquid sees them: by namespace and key, only what the storefront may read. The app's own namespace is reached as
 * `["$app"]` and by its resolved name; `.app` is nothing, as in Shopify (platform fact 4.4).
 */
export function metafieldDrop(
  world: World,
  shop: Shop,
  owner: OwnerType,
  metafields: readonly Metafield[],
): Record<string, Record<string, unknown>> {
  const drop: Record<string, Record<string, unknown>> = {}
  for (const metafield of metafields) {
    const { namespace, key, type } = metafield
    const access = definitionOf(shop, owner, namespace, key)?.access.storefront
    if (access !== 'PUBLIC_READ' && (access !== undefined || namespace.startsWith('app--'))) continue
    const group = drop[namespace] ?? {}
    group[key] = { value: typed(metafield), type }
    drop[namespace] = group
  }
  const own = drop[resolveNamespace(world, '$app')]
  return own ? { ...drop, $app: own } : drop
}

/** `customer`, or null for a guest. */
export function customerDrop(world: World, shop: Shop, customer: Customer | undefined): Record<string, unknown> | null {
  if (!customer) return null
  const { id, email, firstName, lastName, phone, tags } = customer
  const orders = ordersOf(shop, customer)
  const address = customer.addresses.find((one) => one.id === customer.defaultAddressId)
  return {
    id,
    email,
    phone,
    tags,
    first_name: firstName,
    last_name: lastName,
    name: displayNameOf(customer),
    has_account: true,
    accepts_marketing: customer.emailConsent.state === 'SUBSCRIBED',
    orders_count: orders.length,
    total_spent: hundredths(orders.reduce((sum, order) => sum + Number(order.total), 0)),
    default_address: address ? { ...address, summary: linesOf(address, { name: true, company: true }).join(', ') } : null,
    metafields: metafieldDrop(world, shop, 'CUSTOMER', customer.metafields),
  }
}

/** `product`. */
export function productDrop({ world, shop, root }: Site, product: Product): Record<string, unknown> {
  const variants = product.variants.map(({ id, title, price, sku }) => ({ id, title, sku, price: hundredths(price), available: true }))
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml,
    content: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    available: product.status === 'ACTIVE',
    price: variants[0]?.price ?? 0,
    url: `${root}/products/${encodeURIComponent(product.handle)}`,
    variants,
    selected_or_first_available_variant: variants[0] ?? null,
    metafields: metafieldDrop(world, shop, 'PRODUCT', product.metafields),
  }
}

/** The objects that every page has. */
export function globalDrops(site: Site, template: string): Record<string, unknown> {
  const { world, shop, root, iso, url, customer } = site
  const language = (one: (typeof LANGUAGES)[number]) => ({
    iso_code: one.iso,
    endonym_name: one.name,
    name: one.name,
    primary: one.iso === shop.locale,
    root_url: site.rootOf(one.iso),
  })
  const languages = LANGUAGES.map(language)
  const current = languages.find(({ iso_code }) => iso_code === iso)
  return {
    customer: customerDrop(world, shop, customer),
    shop: {
      id: shop.id,
      name: shop.name,
      email: shop.email,
      domain: shop.domain,
      permanent_domain: shop.domain,
      currency: shop.currency,
      url: url.origin + site.rootOf(shop.locale),
      customer_accounts_enabled: true,
      locale: shop.locale,
      metafields: metafieldDrop(world, shop, 'SHOP', shop.shopMetafields),
    },
    request: { locale: current, page_type: template, path: url.pathname, host: url.host, origin: url.origin, design_mode: false },
    localization: {
      language: current,
      available_languages: languages,
      country: { iso_code: shop.countryCode, currency: { iso_code: shop.currency } },
    },
    routes: {
      root_url: root === '' ? '/' : root,
      account_url: `${root}/account`,
      account_login_url: `${root}/account/login`,
      account_logout_url: `${root}/account/logout`,
      account_register_url: `${root}/account/register`,
      cart_url: `${root}/cart`,
      cart_add_url: `${root}/cart/add`,
      cart_change_url: `${root}/cart/change`,
      all_products_collection_url: `${root}/`,
      collections_url: `${root}/`,
      search_url: `${root}/`,
    },
    template: { name: template, toString: () => template },
  }
}
