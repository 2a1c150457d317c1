import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Delivery } from '../inbox/delivery.ts'
import { config } from '../platform/config.server.ts'
import { log } from '../platform/log.server.ts'
import type { World } from '../platform/world.server.ts'
import { shopifyDoor } from './shopify.server.ts'

const kept: Delivery[] = []
let broken = false
let server: Server
let url: string

beforeAll(async () => {
  const door = shopifyDoor({ config: config(), log } as unknown as World, {
    keep: async (delivery) => {
      if (broken) throw new Error('the disk is full')
      kept.push(delivery)
    },
  })
  server = createServer((req, res) => void door(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/customers`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  kept.length = 0
  broken = false
})

const body = JSON.stringify({ id: 1, admin_graphql_api_id: 'gid://shopify/Customer/1' })
const sign = (text: string | Buffer, secret = config().apiSecret) => createHmac('sha256', secret).update(text).digest('base64')
const headersOf = (text: string | Buffer) => ({
  'X-Shopify-Hmac-Sha256': sign(text),
  'X-Shopify-Shop-Domain': 'a.myshopify.com',
  'X-Shopify-Topic': 'customers/update',
  'X-Shopify-Webhook-Id': 'w1',
})
const send = (text: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new Uint8Array(Buffer.from(text)), headers: { ...headersOf(text), ...headers } })

test('a signed delivery is kept, then answered 200', async () => {
  expect((await send(body)).status).toBe(200)
  expect(kept).toEqual([{ shop: 'a.myshopify.com', topic: 'customers/update', webhookId: 'w1', payload: JSON.parse(body) }])
})

test.each([
  ['no signature', body, { 'X-Shopify-Hmac-Sha256': '' }, 401],
  ['a signature of another secret', body, { 'X-Shopify-Hmac-Sha256': sign(body, 'other') }, 401],
  ['a signature of another body', body, { 'X-Shopify-Hmac-Sha256': sign('{}') }, 401],
  ['a shop that is none', body, { 'X-Shopify-Shop-Domain': 'evil.example' }, 400],
  ['no topic', body, { 'X-Shopify-Topic': '' }, 400],
  ['no id', body, { 'X-Shopify-Webhook-Id': '' }, 400],
  ['a body that is no JSON', 'not json', {}, 400],
  ['a body that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 400],
])('%s is refused and not kept', async (_, text, headers, status) => {
  expect((await send(text, headers)).status).toBe(status)
  expect(kept).toEqual([])
})

test('what is longer than any delivery is refused', async () => {
  expect((await send(Buffer.alloc(5 * 1024 * 1024 + 1, 0x20))).status).toBe(413)
})

test('only POST is answered', async () => {
  expect((await fetch(url)).status).toBe(405)
})

test('what could not be kept is not acknowledged', async () => {
  broken = true
  expect((await send(body)).status).toBe(503)
})
