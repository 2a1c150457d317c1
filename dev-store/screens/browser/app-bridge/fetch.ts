import { launch } from './launch.ts'
import { openAddress } from './leaving.ts'
import { forgetToken, idToken } from './tokens.ts'

const RETRY = 'X-Shopify-Retry-Invalid-Session-Request'
const REAUTHORIZE = 'X-Shopify-API-Request-Failure-Reauthorize-Url'
const nativeFetch = window.fetch.bind(window)

/** The app's own origin and its subdomains get the token; nobody else does. */
function isOfTheApp(address: string): boolean {
  const { protocol, host } = new URL(address)
  return protocol === location.protocol && (host === location.host || host.endsWith(`.${location.host}`))
}

async function sendWithToken(request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set('Authorization', `Bearer ${await idToken()}`)
  headers.set('X-Requested-With', 'XMLHttpRequest')
  if (!headers.has('Accept-Language')) headers.set('Accept-Language', launch.locale)
  return nativeFetch(new Request(request, { headers }))
}

async function appFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  if (String(input instanceof Request ? input.url : input).startsWith('shopify:')) {
    throw new Error(`the dev store has no Direct API: ${String(input)}`)
  }
  const request = new Request(input, init)
  if (!isOfTheApp(request.url) || request.headers.has('Authorization')) return nativeFetch(input, init)
  const again = request.clone()
  let response = await sendWithToken(request)
  if (response.status === 401 && response.headers.has(RETRY)) {
    forgetToken()
    response = await sendWithToken(again)
  }
  const elsewhere = response.headers.get(REAUTHORIZE)
  if (!elsewhere) return response
  openAddress(elsewhere, '_top')
  return new Promise(() => {}) // the page is leaving; nobody may act on the 401
}

/** Puts the session token on every request to the app, retries once on request, and follows the server out of the frame. */
export function wrapFetch(): void {
  window.fetch = appFetch
}
