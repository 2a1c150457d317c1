import { available, refill, tallyOf } from '../admin-api/bucket.ts'
import { forgetOperations } from '../admin-api/bulk/operations.ts'
import { bearerOf } from '../auth/access-tokens.ts'
import { customerSessionToken, staffSessionToken } from '../auth/session-tokens.ts'
import { readBody, reply } from '../json-replies.ts'
import { forgetMembersQueries } from '../segments/jobs.ts'
import { seedDemo, seedFormer } from '../store/demo.ts'
import { isShopDomain, openShop, resetShop, staffById } from '../store/shops.ts'
import type { Shop } from '../store/types.ts'
import { DEFAULT_SHOP, timeOf, type World } from '../store/world.ts'
import type { Post } from '../webhooks/delivery.ts'
import { act, actNames } from './acts.ts'
import { type Fault, type Faults, KINDS } from './faults.ts'
import { changeSettings, settingsOf } from './settings.ts'

interface Asked {
  readonly world: World
  readonly post: Post
  readonly faults: Faults
  readonly request: Request
  readonly url: URL
  readonly body: Record<string, unknown>
  readonly shop: Shop
}
type Control = (asked: Asked) => Response | Promise<Response>

const bad = (message: string) => reply(400, { error: message })

function addFaults({ faults, body }: Asked): Response {
  const list = Array.isArray(body.faults) ? body.faults : body.kind ? [body] : []
  const wrong = list.find((one) => !KINDS.includes((one as Fault).kind))
  if (wrong) return bad(`kind is one of ${KINDS.join(', ')}`)
  if (typeof body.seed === 'number') faults.seed = body.seed
  for (const one of list as (Fault & { count?: number })[]) {
    const { count, ...fault } = one
    faults.list.push(count === undefined ? fault : { ...fault, left: count })
  }
  return reply(200, faults)
}

function moveClock({ world, body }: Asked): Response {
  if (typeof body.advanceMs === 'number') world.clock.offsetMs += body.advanceMs
  else if (typeof body.now === 'string' && !Number.isNaN(Date.parse(body.now))) world.clock.offsetMs = Date.parse(body.now) - Date.now()
  else if (body.reset === true) world.clock.offsetMs = 0
  else return bad('one of advanceMs (number), now (time), reset (true)')
  for (const changed of world.changed) changed()
  return reply(200, { now: new Date(timeOf(world)).toISOString(), offsetMs: world.clock.offsetMs })
}

function doAct(asked: Asked): Response {
  const name = asked.url.pathname.slice('/__dev/act/'.length)
  const outcome = act(asked.world, asked.shop, name, asked.body)
  if (!outcome) return bad(`acts: ${actNames.join(', ')}`)
  return outcome.ok ? reply(200, outcome.value) : reply(422, { errors: outcome.errors })
}

function staffToken({ world, shop, url }: Asked): Response {
  const staff = staffById(shop, Number(url.searchParams.get('staff') ?? 9001))
  return staff
    ? reply(200, { token: staffSessionToken(world, shop, staff, Number(url.searchParams.get('age') ?? 0)) })
    : bad('no such staff')
}

function customerToken({ world, shop, url }: Asked): Response {
  const id = url.searchParams.get('customer')
  const customer = id === null ? undefined : shop.customers.get(Number(id))
  if (id !== null && !customer) return bad('no such customer')
  return reply(200, { token: customerSessionToken(world, shop, customer) })
}

const CONTROLS: Record<string, Control> = {
  'GET ready': ({ world }) => reply(200, { ready: true, now: new Date(timeOf(world)).toISOString() }),
  'POST reset': ({ world, shop, faults }) => {
    resetShop(world, shop)
    refill(shop)
    forgetOperations(shop)
    forgetMembersQueries(shop)
    faults.list = faults.list.filter((one) => one.shop !== undefined && one.shop !== shop.domain)
    return reply(200, { reset: shop.domain })
  },
  'POST seed': ({ world, shop, body }) => {
    if (body.former === true) seedFormer(world, shop)
    else seedDemo(world, shop)
    if (body.installed === true) changeSettings(world, shop, { installed: true })
    return reply(200, {
      shop: shop.domain,
      customers: shop.customers.size,
      products: shop.products.size,
      staff: shop.staff.map((one) => one.id),
    })
  },
  'GET faults': ({ faults }) => reply(200, faults),
  'POST faults': addFaults,
  'DELETE faults': ({ faults }) => {
    faults.list = []
    return reply(200, faults)
  },
  'GET clock': ({ world }) => reply(200, { now: new Date(timeOf(world)).toISOString(), offsetMs: world.clock.offsetMs }),
  'POST clock': moveClock,
  'GET bucket': ({ world, shop }) => reply(200, { ...tallyOf(shop), available: available(world, shop) }),
  'POST bucket': ({ world, shop }) => {
    refill(shop)
    return reply(200, { ...tallyOf(shop), available: available(world, shop) })
  },
  'GET settings': ({ shop, post }) => reply(200, { ...settingsOf(shop), webhookRetriesMs: post.retriesMs }),
  'POST settings': ({ world, shop, post, body }) => {
    const problem = changeSettings(world, shop, body)
    if (problem) return bad(problem)
    if (Array.isArray(body.webhookRetriesMs)) post.retriesMs = body.webhookRetriesMs.map(Number)
    return reply(200, { ...settingsOf(shop), webhookRetriesMs: post.retriesMs })
  },
  'GET mails': ({ world, url }) => {
    const to = url.searchParams.get('to')?.toLowerCase()
    const after = Number(url.searchParams.get('after') ?? 0)
    const mails = world.mailbox.mails.filter((mail) => mail.id > after && (!to || mail.to.some((one) => one.toLowerCase() === to)))
    return reply(200, { mails })
  },
  'DELETE mails': ({ world }) => {
    world.mailbox.mails = []
    for (const changed of world.mailbox.changed) changed()
    return reply(200, { mails: [] })
  },
  'GET events': ({ shop, url }) => {
    const after = Number(url.searchParams.get('after') ?? 0)
    return reply(200, { events: shop.log.filter((entry) => entry.id > after) })
  },
  'GET webhooks': ({ shop, post }) => reply(200, { deliveries: post.deliveries.filter((one) => one.shop === shop.domain) }),
  'GET session-token': staffToken,
  'GET customer-token': customerToken,
  'GET shops': ({ world }) => reply(200, { shops: [...world.shops.values()].map(settingsOf) }),
  'POST shops': ({ world, body }) => {
    if (typeof body.domain !== 'string' || !isShopDomain(body.domain)) return bad('domain is {handle}.myshopify.com')
    const shop = openShop(world, body.domain)
    const problem = changeSettings(world, shop, body)
    return problem ? bad(problem) : reply(200, settingsOf(shop))
  },
}

/** The shop a request is about: that of its access token, else the one named, else the default. Undefined for unknown ones. */
function shopOf(world: World, request: Request, url: URL, body: Record<string, unknown>): Shop | undefined {
  const token = request.headers.get('x-shopify-access-token')
  if (token) return [...world.shops.values()].find((shop) => bearerOf(world, shop, token, () => []))
  const named = url.searchParams.get('shop') ?? (typeof body.shop === 'string' ? body.shop : undefined)
  return world.shops.get(named ?? DEFAULT_SHOP)
}

/** The levers behind /__dev/; undefined for other addresses. */
export function controlRoutes(world: World, post: Post, faults: Faults): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const url = new URL(request.url)
    if (!url.pathname.startsWith('/__dev/')) return undefined
    // A page elsewhere in the browser must not pull our levers; programs send no such header.
    if (request.headers.get('sec-fetch-site') === 'cross-site') return reply(403, { error: 'not from a page of another site' })
    const name = url.pathname.slice('/__dev/'.length)
    const control = name.startsWith('act/') && request.method === 'POST' ? doAct : CONTROLS[`${request.method} ${name}`]
    if (!control) return reply(404, { error: 'no such lever', levers: [...Object.keys(CONTROLS), 'POST act/{name}'] })
    const body = await readBody(request)
    if (!body) return bad('the body is no JSON object')
    const shop = shopOf(world, request, url, name === 'faults' ? {} : body)
    if (!shop) return reply(404, { error: 'unknown shop or token' })
    return control({ world, post, faults, request, url, body, shop })
  }
}
