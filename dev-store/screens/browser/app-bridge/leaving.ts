import { adminOrigin, tell } from './channel.ts'
import { storeHandle } from './launch.ts'

const SHOPIFY_ADMIN = 'https://admin.shopify.com'
const nativeOpen = window.open.bind(window)

/** The path inside the admin that an address means, or undefined when it means another place. */
function adminPath(address: string): string | undefined {
  const scheme = /^shopify:(?:\/\/)?admin\/?(.*)$/.exec(address)
  if (scheme) return `/store/${storeHandle()}/${scheme[1] ?? ''}`
  const { href } = new URL(address, location.href)
  for (const origin of [SHOPIFY_ADMIN, adminOrigin]) if (href.startsWith(`${origin}/`)) return href.slice(origin.length)
  return undefined
}

/** Goes where the address says: into the admin, or wherever the browser would. */
export function openAddress(address: string, target?: string, features?: string): Window | null {
  const path = adminPath(address)
  if (path === undefined) return nativeOpen(address, target, features)
  if (target === '_blank') return nativeOpen(adminOrigin + path, target, features)
  tell({ type: 'open', path })
  return null
}

/** Makes window.open and links understand shopify://admin/… and addresses of the admin. */
export function watchLeaving(): void {
  window.open = (address, target, features) =>
    address ? openAddress(String(address), target, features) : nativeOpen(address, target, features)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    const address = link?.getAttribute('href') ?? ''
    const intoAdmin = address.startsWith('shopify:') || (link?.getAttribute('target') === '_top' && adminPath(address) !== undefined)
    if (!intoAdmin || event.defaultPrevented) return
    event.preventDefault()
    openAddress(address, link?.getAttribute('target') ?? undefined)
  })
}
