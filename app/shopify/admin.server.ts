import './fetch.server.ts'
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server'
import { config } from '../platform/config.server.ts'
import { world } from '../platform/world.server.ts'
import { localiseThrownResponses } from './embedding.server.ts'
import { firstThenRest } from './first-then-rest.server.ts'
import { libraryLog } from './library-log.server.ts'
import { SCOPES } from './scopes.ts'
import { API_VERSION } from './sessions.server.ts'

const shopify = shopifyApp({
  apiKey: config().apiKey,
  apiSecretKey: config().apiSecret,
  appUrl: config().appUrl,
  apiVersion: API_VERSION,
  scopes: [...SCOPES],
  distribution: AppDistribution.AppStore,
  authPathPrefix: '/auth',
  sessionStorage: world().sessions,
  // Offline for the worker, online so that we know who decides: both are exchanged for one session token.
  useOnlineTokens: true,
  logger: libraryLog,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
})

/** Shopify's library at the admin's door: session token, token exchange, bounce page. Throws Responses. */
export const authenticateAdmin = localiseThrownResponses(async (request: Request) => {
  const token = sessionTokenOf(request)
  // Customers' tokens are signed with the same secret, and the library would stumble over them.
  if (isCustomers(token)) throw new Response(null, { status: 401 })
  return firstThenRest(token, () => shopify.authenticate.admin(request))
})

export const addDocumentResponseHeaders = shopify.addDocumentResponseHeaders

function sessionTokenOf(request: Request): string {
  const bearer = request.headers.get('authorization')?.replace(/^Bearer /, '')
  return bearer ?? new URL(request.url).searchParams.get('id_token') ?? ''
}

/** Whether a token says that it is a customer's (platform facts 4.2). What it says is not believed here, only refused. */
function isCustomers(token: string): boolean {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return String((claims as { sub?: unknown } | null)?.sub).startsWith('gid:')
  } catch {
    return false
  }
}
