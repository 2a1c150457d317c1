import { createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { log } from './platform/log.server.ts'
import { placesOf, reasonOf } from './platform/reason.ts'
import { routeOf } from './platform/route.ts'
import { withoutNul } from './platform/without-nul.server.ts'
import { addDocumentResponseHeaders } from './shopify/admin.server.ts'
import { localiseHeaders } from './shopify/embedding.server.ts'

const RENDER_TIMEOUT_MS = 5000

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  // A page that sets its own policy (the customers' pages) keeps it; the admin's pages get Shopify's frame-ancestors.
  if (!headers.has('Content-Security-Policy')) {
    addDocumentResponseHeaders(request, headers)
    localiseHeaders(headers)
  }
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('Cache-Control', 'no-store')

  // The page's own policy names the mark that its inline scripts must carry.
  const nonce = /'nonce-([\w-]+)'/.exec(headers.get('Content-Security-Policy') ?? '')?.[1]
  const marked = nonce ? { nonce } : {}
  return new Promise<Response>((resolve, reject) => {
    const page = <RemixServer context={context} url={request.url} abortDelay={RENDER_TIMEOUT_MS} {...marked} />
    const { pipe, abort } = renderToPipeableStream(page, {
      ...marked,
      onAllReady() {
        const body = withoutNul()
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
        pipe(body)
      },
      onShellError: reject,
      onError(error) {
        log.error({ reason: reasonOf(error) }, 'a page did not render')
      },
    })
    setTimeout(abort, RENDER_TIMEOUT_MS).unref()
  })
}

/** Errors of loaders and actions: codes and places only, since a message may quote what a customer typed. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  log.error({ reason: reasonOf(error), route: routeOf(new URL(request.url).pathname), at: placesOf(error) }, 'a route failed')
}
