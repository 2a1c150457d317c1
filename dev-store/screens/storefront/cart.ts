import { json, redirect } from '../reply.ts'
import { readForm } from '../visit.ts'
import { type CartLine, cartCookieOf, cartCount, cartTotal, type Site, variantOnSale } from './site.ts'

const QUANTITY_MAX = 99

const whole = (text: string | null | undefined, fallback: number): number => {
  const number = Math.trunc(Number(text ?? fallback))
  return Number.isFinite(number) ? Math.max(0, Math.min(QUANTITY_MAX, number)) : fallback
}

function withQuantity(cart: readonly CartLine[], id: number, change: (before: number) => number, shop: Site['shop']): CartLine[] {
  const known = cart.some(({ variant }) => variant.id === id)
  const found = known ? undefined : variantOnSale(shop, id)
  const lines = found ? [...cart, { ...found, quantity: 0 }] : [...cart]
  return lines
    .map((line) => (line.variant.id === id ? { ...line, quantity: Math.min(QUANTITY_MAX, change(line.quantity)) } : line))
    .filter(({ quantity }) => quantity > 0)
}

const asJson = (cart: readonly CartLine[]) => ({
  item_count: cartCount(cart),
  total_price: Math.round(cartTotal(cart) * 100),
  items: cart.map(({ product, variant, quantity }) => ({
    id: variant.id,
    product_id: product.id,
    title: product.title,
    quantity,
    price: Math.round(Number(variant.price) * 100),
  })),
})

async function readAdd(request: Request): Promise<Map<string, string>> {
  if (!request.headers.get('Content-Type')?.includes('json')) return readForm(request)
  return new Map(Object.entries((await request.json()) as Record<string, unknown>).map(([key, value]) => [key, String(value)]))
}

/** `POST /cart/add`: a form goes on to the cart (or straight to checkout), a script gets the cart as JSON. */
export async function addToCart(site: Site): Promise<Response> {
  const form = await readAdd(site.request)
  const id = Number(form.get('id'))
  const cart = withQuantity(site.cart, id, (before) => before + Math.max(1, whole(form.get('quantity'), 1)), site.shop)
  const cookie = cartCookieOf(site.shop, cart)
  const wantsJson = site.path.endsWith('.js') || site.request.headers.get('Accept')?.includes('application/json')
  if (wantsJson)
    return variantOnSale(site.shop, id)
      ? json(asJson(cart), 200, { 'Set-Cookie': cookie })
      : json({ status: 404, message: 'Cart Error', description: 'Cannot find variant' }, 404)
  const next = site.url.searchParams.get('return_to') === 'checkout' ? `${site.root}/checkout` : `${site.root}/cart`
  return redirect(next, [cookie])
}

/** `GET /cart/change?id=…&quantity=…`, as theme links do it. */
export function changeCart(site: Site): Response {
  const { searchParams } = site.url
  const cart = withQuantity(site.cart, Number(searchParams.get('id')), () => whole(searchParams.get('quantity'), 0), site.shop)
  return redirect(`${site.root}/cart`, [cartCookieOf(site.shop, cart)])
}

/** `POST /cart`: new quantities, and on to checkout when that button was pressed. */
export async function postCart(site: Site): Promise<Response> {
  const form = await readForm(site.request)
  let cart: CartLine[] = [...site.cart]
  for (const { variant } of site.cart) {
    const wanted = form.get(`updates[${variant.id}]`)
    if (wanted !== undefined) cart = withQuantity(cart, variant.id, () => whole(wanted, 1), site.shop)
  }
  return redirect(`${site.root}${form.has('checkout') ? '/checkout' : '/cart'}`, [cartCookieOf(site.shop, cart)])
}

/** `GET /cart.js`. */
export const cartJson = (site: Site): Response => json(asJson(site.cart))
