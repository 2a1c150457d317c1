import type { IncomingMessage, ServerResponse } from 'node:http'
import { preferredLanguage } from '../platform/i18n/languages.ts'
import { CUSTOMER_MESSAGES } from '../ui/customer/messages.server.ts'

const STYLE = `body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f3f5f2;color:#1c2b26;
font:16px/1.8 system-ui,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Noto Sans TC",sans-serif;text-align:center}main{padding:24px;max-width:30em}h1{font-size:20px}`

const AGAIN_SECONDS = 30

/**
 * Answers everybody while the doors are closed: 503, a page that says so in the reader's language and loads itself again, and to whoever
 * wants data a code. Shopify sends a delivery again later.
 */
export function answerClosed(req: IncomingMessage, res: ServerResponse): void {
  const headers = { 'Retry-After': String(AGAIN_SECONDS), 'Cache-Control': 'no-store', Connection: 'close' }
  if (!req.headers.accept?.includes('text/html')) {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language' }
    res.writeHead(503, { ...headers, ...cors, 'Content-Type': 'application/json' }).end(JSON.stringify({ error: 'closed' }))
    return
  }
  const language = preferredLanguage(req.headers['accept-language'] ?? null, 'ja')
  const { title, body } = CUSTOMER_MESSAGES[language].closed
  res.writeHead(503, {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  res.end(`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${AGAIN_SECONDS}"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${body}</p></main></body></html>`)
}
