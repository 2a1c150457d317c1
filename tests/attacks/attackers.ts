import type { Asked, Row } from './table.ts'

/** Shopify's library turns away what looks like a robot. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

/** What somebody brings along: a session token of the admin or of an extension, a customer's cookie, the tag of the page. */
export interface Credentials {
  readonly bearer?: string
  readonly cookie?: string
  readonly tag?: string
}

export interface Answered {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** How a route can be asked: as a page, or for its data alone as the app's own scripts do. */
export const waysOf = (row: Row): readonly ('page' | 'data')[] => (row.data ? ['data', 'page'] : ['page'])

/** Sends one request to the running app, with everything that its own pages would send along. */
export async function send(url: string, row: Row, asked: Asked, who: Credentials, way: 'page' | 'data', shop: string): Promise<Answered> {
  const at = new URL(asked.path, url)
  if (way === 'data') at.pathname = at.pathname === '/' ? '/_root.data' : `${at.pathname}.data`
  // A page of the admin is opened with the token in its address.
  if (way === 'page' && row.door === 'staff' && row.method === 'GET' && who.bearer) {
    at.searchParams.set('id_token', who.bearer)
    at.searchParams.set('shop', shop)
    at.searchParams.set('embedded', '1')
    at.searchParams.set('host', Buffer.from(`admin.shopify.com/store/${shop.split('.')[0]}`).toString('base64url'))
  }
  const headers: Record<string, string> = { 'User-Agent': BROWSER, Origin: url }
  if (who.bearer) headers.Authorization = `Bearer ${who.bearer}`
  if (who.cookie) headers.Cookie = who.cookie
  if (who.tag) headers['X-Sekisho-Case'] = who.tag
  const response = await fetch(at, { method: row.method, redirect: 'manual', headers, ...bodyOf(asked, who, headers) })
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() }
}

function bodyOf(asked: Asked, who: Credentials, headers: Record<string, string>): RequestInit {
  if (asked.form) return { body: new URLSearchParams({ ...asked.form, ...(who.tag ? { case: who.tag } : {}) }) }
  if (asked.json) {
    headers['Content-Type'] = 'application/json'
    return { body: JSON.stringify(asked.json) }
  }
  if (asked.bytes) return { body: asked.bytes }
  return asked.text === undefined ? {} : { body: asked.text }
}
