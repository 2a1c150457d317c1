import type { Delivery } from '../inbox/delivery.ts'
import { config } from '../platform/config.server.ts'
import { isSignedByShopify } from '../shopify/webhook-signature.server.ts'

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/
const BYTES_MAX = 5 * 1024 * 1024

/**
 * Shopify's own knock: HMAC over the raw bytes, then the headers. Throws a Response: 401 for a wrong or missing signature,
 * 400 for a signed delivery without the headers that every delivery has, 405 for anything but POST, 413 for more than a delivery can be.
 */
export async function shopifyAtDoor(request: Request): Promise<Delivery> {
  if (request.method !== 'POST') throw new Response(null, { status: 405 })
  if (Number(request.headers.get('content-length') ?? 0) > BYTES_MAX) throw new Response(null, { status: 413 })
  const raw = await bytesOf(request)
  if (!isSignedByShopify(raw, request.headers.get('x-shopify-hmac-sha256'), config().apiSecret)) throw new Response(null, { status: 401 })
  const header = (name: string) => request.headers.get(`x-shopify-${name}`) ?? ''
  const shop = header('shop-domain').toLowerCase()
  const topic = header('topic')
  const webhookId = header('webhook-id')
  if (!SHOP.test(shop) || !topic || !webhookId) throw new Response(null, { status: 400 })
  try {
    return { shop, topic, webhookId, payload: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)) }
  } catch {
    throw new Response(null, { status: 400 })
  }
}

/** The body as it came. Who does not say how long it is is held to the same limit: nobody has shown who he is yet. */
async function bytesOf(request: Request): Promise<Uint8Array> {
  const reader = request.body?.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    size += read.value.length
    if (size > BYTES_MAX) throw new Response(null, { status: 413 })
    pieces.push(read.value)
  }
  return Buffer.concat(pieces, size)
}
