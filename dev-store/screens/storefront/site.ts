import { productByHandle } from '../../store/products.ts'
import type { Customer, Product, Shop, Variant } from '../../store/types.ts'
import type { World } from '../../store/world.ts'
import { type Iso, isoOf, LANGUAGES } from '../locales.ts'
import { cookie, setCookie } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { type SiteWords, siteWords } from './words.ts'

export interface CartLine {
  readonly product: Product
  readonly variant: Variant
  readonly quantity: number
}

/** The storefront as one visitor sees it: language, who is signed in, what lies in the cart. */
export interface Site {
  readonly world: World
  readonly shop: Shop
  readonly request: Request
  readonly url: URL
  readonly iso: Iso
  readonly words: SiteWords
  /** Start of every address in this language, without a slash at the end. */
  readonly root: string
  /** The same for another language. */
  readonly rootOf: (iso: string) => string
  /** Path behind the root: `/`, `/products/x`. */
  readonly path: string
  readonly customer: Customer | undefined
  readonly cart: readonly CartLine[]
}

const customerCookie = (shop: Shop): string => `customer-${shop.handle}`
const cartCookie = (shop: Shop): string => `cart-${shop.handle}`

/** Who is signed in at this browser; storefront and customer account share it. */
export const signedIn = (request: Request, shop: Shop): Customer | undefined =>
  shop.customers.get(Number(cookie(request, customerCookie(shop))))

/** The cookie that signs somebody in, or out. */
export const signInCookie = (shop: Shop, customer: Customer | undefined): string =>
  setCookie(customerCookie(shop), customer ? String(customer.id) : '')

/** The product on sale that has this variant. */
export function variantOnSale(shop: Shop, id: number): Omit<CartLine, 'quantity'> | undefined {
  for (const product of shop.products.values()) {
    const variant = product.variants.find((one) => one.id === id)
    if (variant && product.status === 'ACTIVE') return { product, variant }
  }
  return undefined
}

/** The product behind an address, if it is on sale. */
export function productOnSale(shop: Shop, handle: string): Product | undefined {
  const product = productByHandle(shop, handle)
  return product?.status === 'ACTIVE' ? product : undefined
}

function readCart(request: Request, shop: Shop): CartLine[] {
  const pairs = [...(cookie(request, cartCookie(shop)) ?? '').matchAll(/(\d+)x(\d+)/g)]
  return pairs.flatMap(([, id, quantity]) => {
    const found = variantOnSale(shop, Number(id))
    return found ? [{ ...found, quantity: Number(quantity) }] : []
  })
}

/** The cookie that holds a cart: `variant x quantity`, one after the other. */
export const cartCookieOf = (shop: Shop, lines: readonly CartLine[]): string =>
  setCookie(cartCookie(shop), lines.map(({ variant, quantity }) => `${variant.id}x${quantity}`).join('.'))

export const cartCount = (lines: readonly CartLine[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0)
/** What the cart costs, in the shop's currency. */
export const cartTotal = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { variant, quantity }) => sum + Number(variant.price) * quantity, 0)

/** Reads language, customer and cart of a request. The first segment behind the shop names a language other than the shop's own. */
export function siteOf({ world, shop, request, url }: Visit): Site {
  const base = `/storefront/${shop.handle}`
  const rest = url.pathname.slice(base.length)
  const [, first = ''] = rest.split('/')
  const prefixed = first !== '' && LANGUAGES.some(({ segment, iso }) => segment === first || iso === first) ? isoOf(first) : undefined
  const iso = prefixed ?? isoOf(shop.locale) ?? 'en'
  const own = isoOf(shop.locale)
  const rootOf = (wanted: string): string => {
    const language = LANGUAGES.find((one) => one.iso === wanted)
    return !language || language.iso === own ? base : `${base}/${language.segment || language.iso}`
  }
  const path = prefixed ? rest.slice(first.length + 1) : rest
  return {
    world,
    shop,
    request,
    url,
    iso,
    words: siteWords(iso),
    root: rootOf(iso),
    rootOf,
    path: path === '' ? '/' : path,
    customer: signedIn(request, shop),
    cart: readCart(request, shop),
  }
}
