import { config } from '../platform/config.server.ts'

const SHOPIFY_ADMIN = 'https://admin.shopify.com'
const REAUTHORIZE = 'X-Shopify-API-Request-Failure-Reauthorize-Url'

/** In development, lets the dev store frame the app and points the preload and admin links at it. Changes nothing in production. */
export function localiseHeaders(headers: Headers): Headers {
  const { devStoreUrl, appBridgeUrl } = config()
  if (!devStoreUrl) return headers
  const csp = headers.get('Content-Security-Policy')
  if (csp?.startsWith('frame-ancestors https:')) headers.set('Content-Security-Policy', `frame-ancestors ${new URL(devStoreUrl).origin};`)
  if (headers.has('Link')) headers.set('Link', `<${appBridgeUrl}>; rel="preload"; as="script";`)
  for (const name of ['Location', REAUTHORIZE]) {
    const url = headers.get(name)
    if (url) headers.set(name, adminUrl(url))
  }
  return headers
}

/** The address of a page of the Shopify admin; in development, of the dev store's admin. */
export function adminUrl(url: string): string {
  const { devStoreUrl } = config()
  return devStoreUrl && url.startsWith(`${SHOPIFY_ADMIN}/`) ? devStoreUrl + url.slice(SHOPIFY_ADMIN.length) : url
}

/** A page of this app inside the shop's admin, for links in mails. `path` starts with a slash. */
export function appPageInAdmin(shop: string, path: string): string {
  const handle = shop.replace(/\.myshopify\.com$/, '')
  return adminUrl(`${SHOPIFY_ADMIN}/store/${handle}/apps/${config().apiKey}${path}`)
}

/** The shop's storefront, as customers see it. */
export function storefrontUrl(shop: string, path = '/'): string {
  const { devStoreUrl } = config()
  return devStoreUrl ? `${devStoreUrl}/storefront/${shop.replace(/\.myshopify\.com$/, '')}${path}` : `https://${shop}${path}`
}

/** Shopify redirects a storefront's /account to the customer account pages. */
export function accountUrl(shop: string): string {
  const { devStoreUrl } = config()
  return devStoreUrl ? `${devStoreUrl}/account/${shop.replace(/\.myshopify\.com$/, '')}` : `https://${shop}/account`
}

/**
 * The library answers by throwing: bounce page, redirect into the admin, 401. Those responses do not pass
 * entry.server when a resource route throws them, so they are corrected where they start.
 */
export function localiseThrownResponses<A extends unknown[], R>(authenticate: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    try {
      return await authenticate(...args)
    } catch (thrown) {
      if (thrown instanceof Response) localiseHeaders(thrown.headers)
      throw thrown
    }
  }
}
