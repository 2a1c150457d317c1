import type { Customer, Shop } from '../../store/types.ts'
import type { World } from '../../store/world.ts'
import { type Iso, isoOf } from '../locales.ts'
import { cookie, redirect, setCookie } from '../reply.ts'
import { signedIn } from '../storefront/site.ts'
import type { Screen, Visit } from '../visit.ts'
import { type AccountWords, accountWords } from './words.ts'

/** The customer account as the signed-in customer sees it. */
export interface Account {
  readonly world: World
  readonly shop: Shop
  readonly customer: Customer
  readonly iso: Iso
  readonly words: AccountWords
  readonly url: URL
  /** /account/{handle} */
  readonly root: string
}

const languageCookie = (shop: Shop): string => `account-language-${shop.handle}`

const languageOf = ({ request, shop, url }: Visit, customer: Customer | undefined): Iso =>
  isoOf(url.searchParams.get('locale')) ??
  isoOf(cookie(request, languageCookie(shop))) ??
  isoOf(customer?.locale) ??
  isoOf(shop.locale) ??
  'en'

/** The account of who is signed in, or undefined for a guest. */
export function accountAt(visit: Visit): Account | undefined {
  const { world, shop, request, url } = visit
  const customer = signedIn(request, shop)
  if (!customer) return undefined
  const iso = languageOf(visit, customer)
  return { world, shop, customer, iso, words: accountWords(iso), url, root: `/account/${shop.handle}` }
}

/** A page of the account: a guest is sent to sign in and comes back; a language in the address is kept and leaves it. */
export const forCustomer =
  (screen: (account: Account, visit: Visit) => Response | Promise<Response>): Screen =>
  (visit) => {
    const { shop, url } = visit
    const account = accountAt(visit)
    const query = new URLSearchParams(url.searchParams)
    query.delete('locale')
    const here = `${url.pathname}${query.size ? `?${query}` : ''}`
    if (!account) {
      const locale = languageOf(visit, undefined)
      return redirect(`/storefront/${shop.handle}/account/login?return_to=${encodeURIComponent(here)}&locale=${locale}`)
    }
    if (url.searchParams.has('locale')) return redirect(here, [setCookie(languageCookie(shop), account.iso)])
    return screen(account, visit)
  }
