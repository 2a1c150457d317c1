// The library's own adapter installs the global fetch when it loads: it must have loaded before ours is set below, in whatever order a bundle
// or a test loads the rest.
import '@shopify/shopify-api/adapters/web-api'
import '@shopify/shopify-app-remix/adapters/node'
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime'
import { config } from '../platform/config.server.ts'

const SHOP_HOST = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i

/** Where a request meant for Shopify really goes: unchanged, or in development to the dev store under /shops/{shop}. */
export function shopifyEndpoint(url: URL, devStoreUrl: string | null): URL {
  if (!devStoreUrl || !SHOP_HOST.test(url.hostname)) return url
  return new URL(`/shops/${url.hostname}${url.pathname}${url.search}`, devStoreUrl)
}

/** Longer than any answer of the Admin API in practice; what takes longer may still have succeeded. */
const TIMEOUT_MS = 20_000

/** The only fetch that leaves for Shopify: given to Shopify's library below and to graphql-request by app/shopify/client.server.ts. */
export const shopifyFetch: typeof fetch = (input, init) => {
  const signal = init?.signal ?? AbortSignal.timeout(TIMEOUT_MS)
  const { devStoreUrl } = config()
  if (input instanceof Request) return fetch(new Request(shopifyEndpoint(new URL(input.url), devStoreUrl), input), { ...init, signal })
  return fetch(shopifyEndpoint(new URL(input), devStoreUrl), { ...init, signal })
}

setAbstractFetchFunc(shopifyFetch)
