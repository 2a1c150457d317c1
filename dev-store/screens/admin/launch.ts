import { adminHmac } from '../../auth/app-proxy.ts'

export interface Launch {
  readonly appUrl: string
  readonly apiSecret: string
  readonly shop: string
  readonly handle: string
  readonly locale: string
  /** 64 hex digits; says nothing to us, but Shopify sends it. */
  readonly session: string
  readonly idToken: string
  /** Seconds since 1970. */
  readonly now: number
}

/** Names the real admin, as Shopify does: the library accepts no other host. Base64 without padding. */
export const hostParam = (handle: string): string => Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64').replace(/=+$/, '')

/** Query as Shopify signs it: keys sorted, percent-encoded (a space is %20), and the hmac over them (platform fact 1.3). */
export function signedQuery(query: Readonly<Record<string, string>>, apiSecret: string): string {
  const pairs = Object.entries(query).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
  return `${pairs.sort().join('&')}&hmac=${adminHmac(query, apiSecret)}`
}

const OURS = new Set(['embedded', 'hmac', 'host', 'id_token', 'locale', 'session', 'shop', 'signature', 'timestamp'])

/** The address of the app's frame: the wanted page of the app with its own parameters, and Shopify's, signed. */
export function launchUrl(launch: Launch, path: string): string {
  const url = new URL(path, launch.appUrl)
  const own = [...url.searchParams].filter(([key]) => !OURS.has(key))
  const query = {
    ...Object.fromEntries(own), // a deep link keeps its own parameters
    embedded: '1',
    host: hostParam(launch.handle),
    id_token: launch.idToken,
    locale: launch.locale,
    session: launch.session,
    shop: launch.shop,
    timestamp: String(launch.now),
  }
  url.search = signedQuery(query, launch.apiSecret)
  return url.href
}
