/** What the admin puts into the address of the frame; none of it belongs into the admin's own address bar. */
export const LAUNCH_PARAMS = [
  'appLoadId',
  'embedded',
  'hmac',
  'host',
  'id_token',
  'locale',
  'protocol',
  'session',
  'shop',
  'shopify-reload',
  'timestamp',
]

const query = new URLSearchParams(location.search)

/** Launch parameters of this document; empty texts when it was opened without. */
export const launch = {
  shop: query.get('shop') ?? '',
  host: query.get('host') ?? '',
  locale: query.get('locale') ?? 'en',
  reload: query.get('shopify-reload'),
}

/** The store's handle, from `host` (base64 of admin.shopify.com/store/{handle}). */
export function storeHandle(): string {
  try {
    return atob(launch.host).split('/store/')[1] ?? ''
  } catch {
    return launch.shop.replace('.myshopify.com', '')
  }
}

/** Path and query of an address of the app, as the admin shows it behind its own. */
export function cleanPath(address: string): string {
  const url = new URL(address, location.href)
  for (const name of LAUNCH_PARAMS) url.searchParams.delete(name)
  return url.pathname + url.search
}
