import { createHmac } from 'node:crypto'

/** The signature Shopify puts on a request through the app proxy: keys sorted, values of one key joined by commas, no separators (platform fact 4.3). */
export function proxySignature(query: URLSearchParams, secret: string): string {
  const keys = [...new Set(query.keys())].filter((key) => key !== 'signature')
  const text = keys
    .map((key) => `${key}=${query.getAll(key).join(',')}`)
    .sort()
    .join('')
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** The query of a request as it arrives at the app behind the proxy. `now` in milliseconds; no customer is an empty text. */
export function signProxyQuery(
  query: URLSearchParams,
  from: { shop: string; customerId: number | null; pathPrefix: string },
  secret: string,
  now: number,
): URLSearchParams {
  const signed = new URLSearchParams(query)
  signed.set('shop', from.shop)
  signed.set('logged_in_customer_id', from.customerId === null ? '' : String(from.customerId))
  signed.set('path_prefix', from.pathPrefix)
  signed.set('timestamp', String(Math.floor(now / 1000)))
  signed.set('signature', proxySignature(signed, secret))
  return signed
}

/** The `hmac` of an address with which the admin opens an app: sorted, percent-encoded, joined by & (platform fact 1.3). */
export function adminHmac(query: Readonly<Record<string, string>>, secret: string): string {
  const text = Object.entries(query)
    .filter(([key]) => key !== 'hmac' && key !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')
  return createHmac('sha256', secret).update(text).digest('hex')
}
