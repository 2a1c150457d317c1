import { createHmac, timingSafeEqual } from 'node:crypto'
import { ErasedCustomer, holdErasureOff } from '../accounts/erased.server.ts'
import { derivedKey, hashOfSecret, newSecret } from '../platform/crypto.server.ts'
import { isLanguage, type Language } from '../platform/i18n/languages.ts'
import { type World, write } from '../platform/world.server.ts'

export const TICKET_MINUTES = 5
export const SESSION_MINUTES = 30

/** Rows are kept a day beyond their end, so that a page can say that a ticket was used, and then go. */
const KEPT_MS = 24 * 60 * 60 * 1000

/** A key to one customer's page: shown once, to be used once. */
export interface Ticket {
  readonly text: string
  readonly expiresAt: Date
}

/** A customer on the upload page. */
export interface CustomerSession {
  readonly shop: string
  readonly customer: bigint
  readonly language: Language
  readonly expiresAt: Date
  /** When the customer was last known to be signed in with the store; null: before we kept it. */
  readonly signedInAt: Date | null
}

const HANDLE = /^[a-z0-9][a-z0-9-]*$/
const SECRET = /^[A-Za-z0-9_-]{43}$/

/**
 * Makes a ticket. The text carries the shop, so that it is found in that shop's rows alone, and the language that the visitor reads. Only
 * a hash of its secret is kept. `signedInAt`: now, unless a page that was entered before hands it on to another device. Throws a Response,
 * 401, when the customer was erased a moment ago.
 */
export async function issueTicket(
  world: World,
  shop: string,
  customer: bigint,
  language: Language,
  signedInAt: Date | null = world.now(),
): Promise<Ticket> {
  const secret = newSecret()
  const expiresAt = new Date(world.now().getTime() + TICKET_MINUTES * 60_000)
  const ended = { shopId: shop, customerId: customer, expiresAt: { lt: new Date(world.now().getTime() - KEPT_MS) } }
  await world.db.customerTicket.deleteMany({ where: ended })
  await world.db.customerSession.deleteMany({ where: ended })
  await write(world, async (tx) => {
    await holdErasureOff(tx, shop, customer)
    await tx.customerTicket.create({ data: { shopId: shop, hash: hashOfSecret(secret), customerId: customer, expiresAt, signedInAt } })
  }).catch(refuseErased)
  return { text: `${handleOf(shop)}.${language}.${secret}`, expiresAt }
}

export interface Entered extends CustomerSession {
  /** What the cookie holds. */
  readonly cookie: string
}

function refuseErased(error: unknown): never {
  throw error instanceof ErasedCustomer ? Response.json({ error: 'unauthorized' }, { status: 401 }) : error
}

/** Exchanges a ticket for a session. Exactly one of any number of attempts succeeds; null when spent, over, not ours, or of somebody erased. */
export async function redeemTicket(world: World, text: string): Promise<Entered | null> {
  const read = readTicket(text)
  if (!read) return null
  const { shop, language, secret } = read
  const entered = write(world, async (tx) => {
    const now = world.now()
    const issued = await tx.customerTicket.findUnique({ where: { shopId_hash: { shopId: shop, hash: hashOfSecret(secret) } } })
    // Before the row is taken: an erasure takes the customer first, and then the row.
    if (issued) await holdErasureOff(tx, shop, issued.customerId)
    const [used] = await tx.$queryRaw<{ customer_id: bigint; signed_in_at: Date | null }[]>`
      update customer_tickets set used_at = ${now}
      where shop_id = ${shop} and hash = ${hashOfSecret(secret)} and used_at is null and expires_at > ${now}
      returning customer_id, signed_in_at`
    if (!used) return null
    const session = newSecret()
    const expiresAt = new Date(now.getTime() + SESSION_MINUTES * 60_000)
    const { customer_id: customer, signed_in_at: signedInAt } = used
    await tx.customerSession.create({
      data: { shopId: shop, hash: hashOfSecret(session), customerId: customer, language, expiresAt, signedInAt },
    })
    return { shop, customer, language, expiresAt, signedInAt, cookie: `${handleOf(shop)}.${session}` }
  })
  return entered.catch((error: unknown) => {
    if (error instanceof ErasedCustomer) return null
    throw error
  })
}

/** The session that a cookie opens; null when it is over or not ours. */
export async function findSession(world: World, cookie: string): Promise<CustomerSession | null> {
  const [handle = '', secret = '', ...rest] = cookie.split('.')
  if (!HANDLE.test(handle) || !SECRET.test(secret) || rest.length > 0) return null
  const shop = shopOf(handle)
  const row = await world.db.customerSession.findUnique({ where: { shopId_hash: { shopId: shop, hash: hashOfSecret(secret) } } })
  if (!row || row.expiresAt <= world.now() || !isLanguage(row.language)) return null
  return { shop, customer: row.customerId, language: row.language, expiresAt: row.expiresAt, signedInAt: row.signedInAt }
}

/** Remembers the language for the rest of a session. */
export async function keepLanguage(world: World, cookie: string, language: Language): Promise<void> {
  const [handle = '', secret = ''] = cookie.split('.')
  await world.db.customerSession.updateMany({ where: { shopId: shopOf(handle), hash: hashOfSecret(secret) }, data: { language } })
}

/**
 * Names the case that a page was made for. Pages send it with everything they do: in a browser where somebody else entered meanwhile,
 * an older tab is refused instead of writing into the other case. Another site cannot know it.
 */
export const caseTag = (world: World, shop: string, customer: bigint): string => tagBy(world.config.masterKey, shop, customer)

function tagBy(masterKey: Uint8Array, shop: string, customer: bigint): string {
  const key = derivedKey(masterKey, 'customer-case-tag')
  return createHmac('sha256', key).update(`${shop}\n${customer}`).digest('base64url').slice(0, 22)
}

/** Whether a text is the tag of this case: also one that a page got before the master key was changed. */
export function isTagOf(tag: string, world: World, shop: string, customer: bigint): boolean {
  return world.config.masterKeys.some((masterKey) => {
    const [given, right] = [Buffer.from(tag), Buffer.from(tagBy(masterKey, shop, customer))]
    return given.length === right.length && timingSafeEqual(given, right)
  })
}

/** The shop that a ticket or a cookie names, true or not; null when it names none. */
export function shopNamedIn(text: string): string | null {
  const handle = text.split('.')[0] ?? ''
  return HANDLE.test(handle) ? shopOf(handle) : null
}

function readTicket(text: string): { shop: string; language: Language; secret: string } | null {
  const [handle = '', language = '', secret = '', ...rest] = text.split('.')
  if (!HANDLE.test(handle) || !isLanguage(language) || !SECRET.test(secret) || rest.length > 0) return null
  return { shop: shopOf(handle), language, secret }
}

const handleOf = (shop: string): string => shop.replace(/\.myshopify\.com$/, '')
const shopOf = (handle: string): string => `${handle}.myshopify.com`
