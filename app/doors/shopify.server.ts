import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { SpanKind } from '@opentelemetry/api'
import type { Delivery } from '../inbox/delivery.ts'
import type { Intake } from '../inbox/intake.server.ts'
import { counter } from '../platform/metrics.server.ts'
import { reasonOf } from '../platform/reason.ts'
import { spanned } from '../platform/telemetry.server.ts'
import type { World } from '../platform/world.server.ts'
import { isSignedByShopify } from '../shopify/webhook-signature.server.ts'

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/
const BYTES_MAX = 5 * 1024 * 1024

const counted = counter('sekisho_webhooks_total', 'Deliveries from Shopify at the door, by status.')

/**
 * Shopify's door: every subscription of shopify.app.toml ends here. Verify, keep, answer 200; the worker does the rest. It stands before the
 * app's router, because a storm of webhooks must not pay for pages. Answers 401 for a wrong or missing signature, 400 for a signed delivery
 * without what every delivery has, 405 for anything but POST, 413 for more than 5 MB, 503 when it could not be kept: Shopify sends it again.
 */
export function shopifyDoor({ config, log }: World, intake: Intake): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const judge = async (req: IncomingMessage): Promise<number> => {
    if (req.method !== 'POST') return 405
    const raw = await bodyOf(req)
    if (raw === null) return 413
    const delivery = readDelivery(raw, req.headers, config.apiSecret)
    if (typeof delivery === 'number') return delivery
    await spanned(`webhook ${delivery.topic}`, { 'sekisho.shop': delivery.shop }, () => intake.keep(delivery, raw.length), SpanKind.SERVER)
    return 200
  }
  return async (req, res) => {
    const status = await judge(req).catch((error: Error) => {
      log.error({ reason: reasonOf(error) }, 'a delivery could not be kept')
      return 503
    })
    counted({ status: String(status) })
    // What was not read to its end must not be taken for the next request.
    const close = req.complete ? {} : { Connection: 'close' }
    res.writeHead(status, { ...(status === 405 ? { Allow: 'POST' } : {}), ...close, 'Content-Length': '0' }).end()
  }
}

/** A signed delivery, or the status that refuses it. The signature is over the raw bytes, before anything is read from them. */
export function readDelivery(raw: Buffer, headers: IncomingHttpHeaders, secret: string): Delivery | 400 | 401 {
  const header = (name: string) => String(headers[`x-shopify-${name}`] ?? '')
  if (!isSignedByShopify(raw, header('hmac-sha256'), secret)) return 401
  const shop = header('shop-domain').toLowerCase()
  const topic = header('topic')
  const webhookId = header('webhook-id')
  if (!SHOP.test(shop) || !topic || !webhookId) return 400
  try {
    const payload: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
    return { shop, topic, webhookId, payload }
  } catch {
    return 400
  }
}

/** The raw body; null when it is longer than any delivery. */
async function bodyOf(req: IncomingMessage): Promise<Buffer | null> {
  if (Number(req.headers['content-length'] ?? 0) > BYTES_MAX) return null
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > BYTES_MAX) return null
    pieces.push(piece)
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
}
