import { isErased } from '../accounts/erased.server.ts'
import { type Language, languageOf, preferredLanguage } from '../platform/i18n/languages.ts'
import type { Refusal } from '../platform/result.ts'
import { type World, world } from '../platform/world.server.ts'
import { accountUrl } from '../shopify/embedding.server.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import { refusalResponse } from './refusals.ts'
import { bearerOf } from './session-token.server.ts'
import { type CustomerSession, findSession, isTagOf, shopNamedIn } from './tickets.server.ts'

/** Extensions run in a worker of an opaque origin: every origin may ask, and no cookie is read or set here (platform facts 4.2). */
export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Max-Age': '7200',
  'Cache-Control': 'no-store',
} as const

/** A customer who asks through our customer-account extension. */
export interface Asking {
  readonly world: World
  readonly shop: string
  readonly customer: bigint
  readonly language: Language
}

/** Lets in who comes with a session token of our extension in a shop that has the app. Throws Responses: 204 to a preflight, 401. */
export async function extensionAtDoor(request: Request): Promise<Asking> {
  if (request.method === 'OPTIONS') throw new Response(null, { status: 204, headers: CORS })
  const token = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const bearer = token ? await bearerOf(token, world().config, world().now()) : null
  const settings = bearer ? await settingsOf(bearer.shop) : null
  if (!bearer || !settings || (await isErased(world().db, bearer.shop, bearer.customer)))
    throw Response.json({ error: 'unauthorized' }, { status: 401, headers: CORS })
  return { world: world(), ...bearer, language: askedLanguage(request) ?? preferred(request, settings) }
}

/** A customer on the upload page, in one case for half an hour. */
export interface Visitor extends CustomerSession {
  readonly world: World
  readonly cookie: string
  readonly settings: Settings
}

const COOKIE = 'sekisho_customer'

/** Longer than the session: the spent cookie still tells which shop's account page leads back in. */
const COOKIE_SECONDS = 24 * 60 * 60

/** The header that opens a session in the browser. Never readable by scripts, never sent to other paths. */
export function sessionCookie(of: World, value: string): string {
  const secure = of.config.appUrl.startsWith('https:') ? '; Secure' : ''
  return `${COOKIE}=${value}; Path=/customer; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure}`
}

/** Who looks at a page; null without a living session. `?lang=` wins over the session's language. */
export async function visitorOf(request: Request): Promise<Visitor | null> {
  const cookie = cookieOf(request)
  const session = cookie ? await findSession(world(), cookie) : null
  const settings = session ? await settingsOf(session.shop) : null
  if (!session || !settings || (await isErased(world().db, session.shop, session.customer))) return null
  return { ...session, world: world(), cookie, settings, language: askedLanguage(request) ?? session.language }
}

/**
 * Lets in who does something on the page: our own page must have sent it, the session must live, and the page must have been made for the
 * session's case. Throws Responses: 403, 401 with the way back in, 409.
 */
export async function visitorAtDoor(request: Request, tag = request.headers.get('x-sekisho-case') ?? ''): Promise<Visitor> {
  if (!isFromOurPage(request)) throw refused({ code: 'not-allowed', needs: 'our own page' })
  const visitor = await visitorOf(request)
  if (!visitor) {
    const accountPage = await accountPageOf(cookieOf(request))
    throw Response.json({ refusal: { code: 'session-over' }, accountPage }, { status: 401, headers: NO_STORE })
  }
  if (!isTagOf(tag, visitor.world, visitor.shop, visitor.customer)) throw refused({ code: 'not-now', because: 'another-case' })
  return visitor
}

/** Who signed in longer ago than this must come anew by the account page before changing where money goes. */
const FRESH_MINUTES = 10

/** Whether a visitor was signed in with the store just now: a page that was left open is not enough to change an account, on no device (E01). */
export const isFresh = ({ world: of, signedInAt }: Visitor): boolean =>
  signedInAt !== null && of.now().getTime() - signedInAt.getTime() < FRESH_MINUTES * 60_000

export const NO_STORE = { 'Cache-Control': 'no-store' } as const

/**
 * Whether our own page sent a request. Pages that send no referrer also hide their origin when they post a form; then the browser's own
 * word for it counts, which no script can forge.
 */
export function isFromOurPage(request: Request): boolean {
  const origin = request.headers.get('origin')
  if (origin && origin !== 'null') return origin === new URL(world().config.appUrl).origin
  return request.headers.get('sec-fetch-site') === 'same-origin'
}

/** The account page of the shop that a ticket or cookie names, if the app is installed there; null otherwise. Never another address. */
export async function accountPageOf(ticketOrCookie: string): Promise<string | null> {
  const shop = shopNamedIn(ticketOrCookie)
  return shop && (await settingsOf(shop)) ? accountUrl(shop) : null
}

/** What a browser's cookie holds for us; empty without one. */
export function cookieOf(request: Request): string {
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/)
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? ''
}

/** The language of a visitor of whom nothing is known but the request. */
export const visitorLanguage = (request: Request): Language =>
  askedLanguage(request) ?? preferredLanguage(request.headers.get('accept-language'), 'ja')

/** The settings of a shop in which the app is installed; null elsewhere. */
async function settingsOf(shop: string): Promise<Settings | null> {
  const row = await world().db.shop.findUnique({ where: { shopId: shop }, select: { settings: true, uninstalledAt: true } })
  return row && row.uninstalledAt === null ? readSettings(row.settings) : null
}

function askedLanguage(request: Request): Language | null {
  const { searchParams } = new URL(request.url)
  return languageOf(searchParams.get('lang') ?? '') ?? languageOf(searchParams.get('locale') ?? '')
}

const preferred = (request: Request, { language }: Settings): Language =>
  preferredLanguage(request.headers.get('accept-language'), language)

const refused = (refusal: Refusal): Response => refusalResponse(refusal, NO_STORE)
