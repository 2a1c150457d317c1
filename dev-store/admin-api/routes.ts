import { randomUUID } from 'node:crypto'
import { bearerOf } from '../auth/access-tokens.ts'
import { accessToken } from '../auth/token-endpoint.ts'
import { type Faults, strike } from '../control/faults.ts'
import { readBody, reply } from '../json-replies.ts'
import type { Shop } from '../store/types.ts'
import { DEFAULT_SHOP, type World } from '../store/world.ts'
import { costReport } from './bucket.ts'
import type { Caller } from './context.ts'
import { answerGraphql } from './endpoint.ts'
import { allScopes } from './schema.ts'

const ADDRESS = /^(?:\/shops\/([^/]+))?\/admin\/(?:(oauth\/access_token)|api\/([^/]+)\/(?:(graphql\.json)|.*))$/

const headersOf = () => ({ 'X-Shopify-API-Version': '2026-07', 'X-Request-Id': randomUUID() })
const unknownToken = () =>
  reply(401, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }, headersOf())

/** A connection that dies without an answer: the server reads this and closes the socket. */
export const LOST = 'x-dev-store-lost'
const lost = () => new Response(null, { status: 500, headers: { [LOST]: '1' } })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function graphql(world: World, faults: Faults, shop: Shop, request: Request): Promise<Response> {
  const token = request.headers.get('x-shopify-access-token')
  const bearer = bearerOf(world, shop, token, allScopes)
  if (!bearer) return unknownToken()
  const body = await readBody(request)
  if (!body) return reply(400, { errors: { query: 'Required parameter missing or invalid' } }, headersOf())
  const caller: Caller = { world, shop, scopes: bearer.scopes, by: { kind: 'app' } }
  const here = { shop: shop.domain, operation: String(body.query ?? '') }
  const fault = strike(faults, ['api-error', 'api-throttled', 'api-lost', 'api-late', 'api-slow'], here)
  if (fault?.kind === 'api-error') return reply(fault.status ?? 500, { errors: 'Internal Server Error' }, headersOf())
  if (fault?.kind === 'api-throttled') {
    const error = { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } }
    return reply(200, { errors: [error], extensions: costReport(world, shop, 10, null) }, headersOf())
  }
  if (fault?.kind === 'api-late') {
    setTimeout(() => void answerGraphql(caller, body), fault.ms ?? 1000).unref()
    return lost()
  }
  const answer = await answerGraphql(caller, body)
  if (fault?.kind === 'api-lost') return lost()
  if (fault?.kind === 'api-slow') await pause(fault.ms ?? 1000)
  return reply(answer.status, answer.body, headersOf())
}

async function token(world: World, faults: Faults, shop: Shop, request: Request): Promise<Response> {
  const form = await readBody(request)
  if (!form) return reply(400, { error: 'invalid_request', error_description: 'The body cannot be read.' })
  const answer = accessToken(world, shop, form, world.app().scopes)
  return strike(faults, ['token-lost'], { shop: shop.domain }) ? lost() : reply(answer.status, answer.body)
}

/** The Admin API and its token endpoint, of every shop under /shops/{domain} and of the default shop without it; undefined for other addresses. */
export function adminApi(world: World, faults: Faults): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const found = ADDRESS.exec(new URL(request.url).pathname)
    if (!found) return undefined
    const [, domain, oauth, , isGraphql] = found
    const shop = world.shops.get(domain ?? DEFAULT_SHOP)
    if (!shop) return reply(404, { errors: 'Not Found' })
    if (request.method !== 'POST') return reply(oauth || isGraphql ? 405 : 404, { errors: 'Not Found' })
    if (oauth) return token(world, faults, shop, request)
    if (isGraphql) return graphql(world, faults, shop, request)
    return reply(404, { errors: 'Not Found' })
  }
}
