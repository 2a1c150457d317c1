// Load on a webhook door: raw sockets, kept open, one request at a time each, every request signed and written before the clock starts.
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'

export interface Load {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly refused: number
}

/** One signed delivery as it goes over the wire. */
function delivery(port: number, secret: string, id: string, customer: number): Buffer {
  const body = JSON.stringify({
    id: customer,
    admin_graphql_api_id: `gid://shopify/Customer/${customer}`,
    updated_at: '2026-11-22T12:00:00+09:00',
  })
  const hmac = createHmac('sha256', secret).update(body).digest('base64')
  const lines = [
    'POST /webhooks/customers HTTP/1.1',
    `Host: localhost:${port}`,
    'Content-Type: application/json',
    `X-Shopify-Hmac-Sha256: ${hmac}`,
    'X-Shopify-Shop-Domain: bench.myshopify.com',
    'X-Shopify-Topic: customers/update',
    'X-Shopify-API-Version: 2026-07',
    `X-Shopify-Webhook-Id: ${id}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** Sends `count` deliveries over `connections` sockets; throughput and latencies as the sender sees them. */
export async function load(port: number, secret: string, count: number, run: string, connections = 64): Promise<Load> {
  const requests = Array.from({ length: count }, (_, i) => delivery(port, secret, `${run}-${i}`, 1_000_000 + (i % 50_000)))
  const tookMs: number[] = []
  let refused = 0
  const started = performance.now()
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(port, 'localhost').setNoDelay(true)
          let sentAt = 0
          const next = () => {
            const request = requests.pop()
            if (!request) return void socket.end(() => resolve())
            sentAt = performance.now()
            socket.write(request)
          }
          socket.once('error', reject)
          socket.on('connect', next)
          socket.on('data', (answer: Buffer) => {
            if (!answer.includes('\r\n\r\n')) return
            tookMs.push(performance.now() - sentAt)
            if (!answer.toString('latin1').startsWith('HTTP/1.1 200')) refused += 1
            next()
          })
        }),
    ),
  )
  const seconds = (performance.now() - started) / 1000
  tookMs.sort((a, b) => a - b)
  const at = (share: number) => Number((tookMs[Math.floor(tookMs.length * share)] ?? 0).toFixed(1))
  return { perSecond: Math.round(count / seconds), p50Ms: at(0.5), p99Ms: at(0.99), refused }
}
