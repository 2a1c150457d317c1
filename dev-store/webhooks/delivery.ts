import { createHmac, randomUUID } from 'node:crypto'
import { chance, type Faults, strike } from '../control/faults.ts'
import type { Shop } from '../store/types.ts'
import { type Happening, timeOf, type World } from '../store/world.ts'
import { payloadOf } from './payloads.ts'

const TOTAL_MS = 5000
/** Eight retries; Shopify spreads them over about four hours and does not publish the steps (platform fact 2.1). */
const RETRIES_MS: readonly number[] = [1000, 4000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 7_200_000]
const KEPT = 2000

interface Delivery {
  /** X-Shopify-Webhook-Id: the same over all tries. */
  readonly id: string
  readonly eventId: string
  readonly shop: string
  readonly topic: string
  readonly url: string
  readonly body: string
  readonly triggeredAt: string
  tries: number
  state: 'waiting' | 'delivered' | 'gave up' | 'dropped'
  /** HTTP status, or why there was none. */
  answers: (number | string)[]
}

export interface Post {
  readonly deliveries: Delivery[]
  retriesMs: readonly number[]
  /** Puts a happening on its way to everybody who subscribed. */
  readonly send: (shop: Shop, happening: Happening) => void
  readonly close: () => void
}

/** The headers of one delivery (platform fact 2.1). */
function deliveryHeaders(delivery: Delivery, secret: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Shopify-Captain-Hook',
    'X-Shopify-Topic': delivery.topic,
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(delivery.body).digest('base64'),
    'X-Shopify-Shop-Domain': delivery.shop,
    'X-Shopify-API-Version': '2026-07',
    'X-Shopify-Webhook-Id': delivery.id,
    'X-Shopify-Event-Id': delivery.eventId,
    'X-Shopify-Triggered-At': delivery.triggeredAt,
  }
}

function pick(body: Record<string, unknown>, fields: readonly string[] | null): Record<string, unknown> {
  return fields === null ? body : Object.fromEntries(fields.filter((field) => field in body).map((field) => [field, body[field]]))
}

function plan(world: World, shop: Shop, happening: Happening): Delivery[] {
  // Uninstalled apps hear of nothing but the end of it.
  if (!shop.installation.installed && !['app/uninstalled', 'shop/redact'].includes(happening.type)) return []
  const payload = payloadOf(world, shop, happening)
  if (!payload) return []
  const eventId = randomUUID()
  return world
    .app()
    .subscriptions.filter((one) => one.topics.includes(happening.type))
    .map((one) => ({
      id: randomUUID(),
      eventId,
      shop: shop.domain,
      topic: happening.type,
      url: new URL(one.uri, world.config.appUrl).href,
      body: JSON.stringify(pick(payload, one.includeFields)),
      triggeredAt: new Date(timeOf(world)).toISOString(),
      tries: 0,
      state: 'waiting',
      answers: [],
    }))
}

async function attempt(delivery: Delivery, secret: string): Promise<boolean> {
  delivery.tries += 1
  try {
    const headers = deliveryHeaders(delivery, secret)
    const signal = AbortSignal.timeout(TOTAL_MS)
    const answer = await fetch(delivery.url, { method: 'POST', body: delivery.body, headers, redirect: 'manual', signal })
    await answer.arrayBuffer()
    delivery.answers.push(answer.status)
    return answer.status >= 200 && answer.status < 300
  } catch (error) {
    delivery.answers.push(error instanceof Error ? error.name : 'failed')
    return false
  }
}

function waitOf(faults: Faults, here: { shop: string; topic: string }): number {
  const delay = strike(faults, ['delay'], here)?.ms ?? 0
  const shuffle = strike(faults, ['reorder'], here)
  return delay + (shuffle ? Math.floor(chance(faults) * (shuffle.ms ?? 500)) : 0)
}

/** The post office: signs, delivers, retries, and commits the mishaps somebody asked for. */
export function openPost(world: World, faults: Faults): Post {
  const deliveries: Delivery[] = []
  const timers = new Set<NodeJS.Timeout>()
  let closed = false

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }
  const run = (delivery: Delivery) => {
    if (closed) return
    void attempt(delivery, world.config.apiSecret).then((arrived) => {
      if (arrived) delivery.state = 'delivered'
      if (delivery.state === 'delivered') return
      const wait = post.retriesMs[delivery.tries - 1]
      if (wait === undefined) delivery.state = 'gave up'
      else if (!closed) later(wait, () => run(delivery))
    })
  }
  const dispatch = (delivery: Delivery) => {
    const here = { shop: delivery.shop, topic: delivery.topic }
    deliveries.push(delivery)
    if (deliveries.length > KEPT) deliveries.splice(0, deliveries.length - KEPT)
    if (strike(faults, ['drop'], here)) {
      delivery.state = 'dropped'
      return
    }
    const wait = waitOf(faults, here)
    const start = () => run(delivery)
    if (wait > 0) later(wait, start)
    else setImmediate(start)
    if (strike(faults, ['duplicate'], here)) later(wait + Math.floor(chance(faults) * 200), start)
  }
  const post: Post = {
    deliveries,
    retriesMs: RETRIES_MS,
    send: (shop, happening) => {
      for (const delivery of plan(world, shop, happening)) dispatch(delivery)
    },
    close: () => {
      closed = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
  return post
}
