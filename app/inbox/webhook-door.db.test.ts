// Shopify's own door, over HTTP: what is not signed byte for byte is not read, and what is signed is kept once.
import { createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { newShop, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { openWebhookDoor } from '../../tests/harness/installed.ts'

const world = await testWorld({ now: new Date() })
const door = await openWebhookDoor(world)

// Signed by hand: the code that verifies has no part in it.
const sign = (body: string | Uint8Array, secret = world.config.apiSecret) => createHmac('sha256', secret).update(body).digest('base64')

const headersOf = (shop: string, hmac: string, webhookId: string = randomUUID()): Record<string, string> => ({
  'X-Shopify-Hmac-Sha256': hmac,
  'X-Shopify-Shop-Domain': shop,
  'X-Shopify-Topic': 'customers/create',
  'X-Shopify-Webhook-Id': webhookId,
})

type Body = string | Uint8Array<ArrayBuffer>

/** What the door answers to a knock. */
const knock = (body: Body | null, headers: Record<string, string>, method = 'POST'): Promise<number> =>
  new Promise((resolve, reject) => {
    const req = request(`${door.url}/webhooks/customers`, { method, headers }, (res) => {
      resolve(res.statusCode ?? 0)
      res.resume()
      req.destroy()
    })
    req.once('error', reject)
    // A body that is announced longer than it is never ends.
    if ('Content-Length' in headers) req.write(body)
    else req.end(body)
  })

const rows = (shop: string) => world.db.inboxRow.findMany({ where: { shopId: shop } })
const drains = async (shop: string) =>
  (await waitingJobs(world)).filter(({ task, payload }) => task === 'inbox.drain' && payload.shop === shop)

const BODY = JSON.stringify({ id: 42, admin_graphql_api_id: 'gid://shopify/Customer/42', note: '関所' })
const bytes = (text: string) => new TextEncoder().encode(text)
const BOM = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(BODY)])

describe('A01 the signature is over the bytes as they came', () => {
  test.each<[string, Body]>([
    ['plain', BODY],
    ['with a byte order mark', BOM],
    ['with space around it', `\n ${BODY}\n`],
  ])('%s: kept, with its customer and one job', async (_, body) => {
    const shop = await newShop(world)
    expect(await knock(body, headersOf(shop, sign(body)))).toBe(200)
    expect(await rows(shop)).toMatchObject([{ topic: 'customers/create', customerId: 42n, state: 'waiting', payload: { note: '関所' } }])
    expect(await drains(shop)).toHaveLength(1)
  })

  const changed = bytes(BODY)
  changed[changed.length - 3] = (changed[changed.length - 3] ?? 0) ^ 1

  test.each<[string, Body, string]>([
    ['one changed byte', changed, sign(BODY)],
    ['a byte order mark that was not signed', BOM, sign(BODY)],
    ['a byte order mark that was lost', BODY, sign(BOM)],
    ['the same JSON, written anew', JSON.stringify(JSON.parse(BODY), null, 1), sign(BODY)],
    ['invalid UTF-8 where something else was signed', new Uint8Array([0xff, 0xfe]), sign(new TextEncoder().encode('\uFFFD\uFFFD'))],
    ['another secret', BODY, sign(BODY, 'another-secret-0123456789abcdef-0123456789')],
    ['a hexadecimal signature', BODY, createHmac('sha256', world.config.apiSecret).update(BODY).digest('hex')],
    ['half of the signature', BODY, sign(BODY).slice(0, 22)],
    ['more than the signature', BODY, Buffer.concat([Buffer.from(sign(BODY), 'base64'), Buffer.from('x')]).toString('base64')],
    ['no signature', BODY, ''],
  ])('%s: 401, nothing kept', async (_, body, hmac) => {
    const shop = await newShop(world)
    expect(await knock(body, headersOf(shop, hmac))).toBe(401)
    expect([await rows(shop), await drains(shop)]).toEqual([[], []])
  })
})

test.each<[string, Body]>([
  ['invalid UTF-8 in what would else be JSON', new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d])],
  ['no JSON', 'id=42'],
  ['nothing', ''],
])('signed, but %s: 400, nothing kept', async (_, body) => {
  const shop = await newShop(world)
  expect(await knock(body, headersOf(shop, sign(body)))).toBe(400)
  expect(await rows(shop)).toEqual([])
})

test.each(['X-Shopify-Shop-Domain', 'X-Shopify-Topic', 'X-Shopify-Webhook-Id'])('signed, but without %s: 400', async (missing) => {
  const shop = await newShop(world)
  const { [missing]: _, ...headers } = headersOf(shop, sign(BODY))
  expect(await knock(BODY, headers)).toBe(400)
})

test.each(['evil.example', 'shop.myshopify.com.evil.example', 'a/b.myshopify.com'])('signed, but from "%s": 400', async (shop) => {
  expect(await knock(BODY, headersOf(shop, sign(BODY)))).toBe(400)
})

test.each(['GET', 'PUT', 'DELETE'])('%s: 405', async (method) => {
  const shop = await newShop(world)
  expect(await knock(null, headersOf(shop, sign(BODY)), method)).toBe(405)
})

test('a body that is too large is not taken, whether it says so or not', async () => {
  const shop = await newShop(world)
  const large = `"${'x'.repeat(5 * 1024 * 1024)}"`
  expect(await knock(large, headersOf(shop, sign(large)))).toBe(413)
  expect(await knock(large, { ...headersOf(shop, sign(large)), 'Transfer-Encoding': 'chunked' })).toBe(413)
  expect(await knock(BODY, { ...headersOf(shop, sign(BODY)), 'Content-Length': String(6 * 1024 * 1024) })).toBe(413)
  expect(await rows(shop)).toEqual([])
})

test.each([
  ['a\\u0000b', 'a\uFFFDb'],
  ['a\\ud800b', 'a\uFFFDb'],
  ['a\\\\u0000\\n\\ud83d\\ude00b', 'a\\u0000\n😀b'],
])('what PostgreSQL cannot hold in JSON (%s) is kept all the same, and nothing else of it is changed', async (note, kept) => {
  const shop = await newShop(world)
  const body = `{"admin_graphql_api_id":"gid://shopify/Customer/42","note":"${note}"}`
  expect(await knock(body, headersOf(shop, sign(body)))).toBe(200)
  expect(await rows(shop)).toMatchObject([{ customerId: 42n, payload: { note: kept } }])
})

test('A02 one delivery fifty times at the same moment is one row and one job; another shop’s delivery of the same id is its own', async () => {
  const [shop, other] = [await newShop(world), await newShop(world)]
  const headers = headersOf(shop, sign(BODY), 'the-same-id')
  const statuses = await Promise.all(Array.from({ length: 50 }, () => knock(BODY, headers)))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await rows(shop)).toHaveLength(1)
  expect(await drains(shop)).toHaveLength(1)
  expect(await knock(BODY, { ...headers, 'X-Shopify-Shop-Domain': other })).toBe(200)
  expect(await rows(other)).toHaveLength(1)
})
