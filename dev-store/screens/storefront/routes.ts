import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { postNewsletterForm } from '../../store/storefront.ts'
import { openCheckout, placeOrder, thankYou } from '../checkout/checkout.ts'
import { readExtensions } from '../extensions.ts'
import { isoOf } from '../locales.ts'
import { redirect } from '../reply.ts'
import { compile, type Routes, readForm } from '../visit.ts'
import { addToCart, cartJson, changeCart, postCart } from './cart.ts'
import { cartPage, homePage, missingPage, productPage } from './pages.ts'
import { register, registerPage, signIn, signInPage, signOut } from './sign-in.ts'
import { productOnSale, type Site, siteOf } from './site.ts'

type SitePage = (site: Site, params: Record<string, string>) => Response | Promise<Response>

/** `POST /contact` with form_type=customer: anybody, any e-mail, any tags. Shopify answers errors and success alike by going back. */
async function newsletter(site: Site): Promise<Response> {
  const form = await readForm(site.request)
  const posted = postNewsletterForm(site.world, site.shop, form.get('contact[email]') ?? '', form.get('contact[tags]') ?? '')
  const from = site.request.headers.get('Referer')
  const back = from && URL.canParse(from) && new URL(from).host === site.url.host ? new URL(from).pathname : `${site.root}/`
  return redirect(`${back}${posted.ok ? '?customer_posted=true' : ''}#ContactFooter`)
}

const PAGES: Record<string, SitePage> = {
  'GET /': homePage,
  'GET /products/:product': (site, { product: handle = '' }) => {
    const product = productOnSale(site.shop, handle)
    return product ? productPage(site, product) : missingPage(site)
  },
  'GET /cart': cartPage,
  'POST /cart': postCart,
  'GET /cart.js': cartJson,
  'GET /cart/change': changeCart,
  'POST /cart/add': addToCart,
  'POST /cart/add.js': addToCart,
  'GET /checkout': openCheckout,
  'POST /checkout': placeOrder,
  'GET /checkout/thank-you': thankYou,
  'POST /contact': newsletter,
  'GET /account': ({ shop, iso }) => redirect(`/account/${shop.handle}/?locale=${iso}`),
  'GET /account/login': (site) => signInPage(site),
  'POST /account/login': signIn,
  'GET /account/logout': signOut,
  'GET /account/register': (site) => registerPage(site),
  'POST /account/register': register,
}

const compiled = Object.entries(PAGES).map(([pattern, open]) => ({ match: compile(pattern), open }))
// Behind these prefixes stands an app proxy.
const PROXIES = /^\/(apps|a|community|tools)\//

const storefront: Routes[string] = (visit) => {
  const wanted = isoOf(visit.url.searchParams.get('locale'))
  const site = siteOf(visit)
  if (PROXIES.test(site.path)) return undefined
  if (wanted && visit.request.method === 'GET') {
    const query = new URLSearchParams(visit.url.searchParams)
    query.delete('locale')
    return redirect(`${site.rootOf(wanted)}${site.path}${query.size ? `?${query}` : ''}`)
  }
  for (const { match, open } of compiled) {
    const params = match(visit.request.method === 'HEAD' ? 'GET' : visit.request.method, site.path)
    if (params) return open(site, params)
  }
  return missingPage(site)
}

const TYPES: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  wasm: 'application/wasm',
}

export const storefrontRoutes: Routes = {
  'GET /storefront/:handle/extensions/:extension/assets/:file': async ({ params }) => {
    const { extension = '', file = '' } = params
    const folder = readExtensions().find(({ handle, type }) => handle === extension && type === 'theme')?.folder
    const type = TYPES[file.split('.').at(-1) ?? '']
    if (!folder || !type || !/^[\w.-]+$/.test(file)) return new Response('no such asset', { status: 404 })
    const text = await readFile(join(folder, 'assets', file)).catch(() => undefined)
    return text
      ? new Response(new Uint8Array(text), { headers: { 'Content-Type': type, 'Cache-Control': 'no-cache' } })
      : new Response('no such asset', { status: 404 })
  },
  'GET /storefront/:handle/*rest': storefront,
  'POST /storefront/:handle/*rest': storefront,
}
