import './fetch.server.ts'
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server'
import { config } from '../platform/config.server.ts'
import { world } from '../platform/world.server.ts'
import { localiseThrownResponses } from './embedding.server.ts'
import { firstThenRest } from './first-then-rest.server.ts'
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
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
})

/** Shopify's library at the admin's door: session token, token exchange, bounce page. Throws Responses. */
export const authenticateAdmin = localiseThrownResponses((request: Request) =>
  firstThenRest(sessionTokenOf(request), () => shopify.authenticate.admin(request)),
)

export const addDocumentResponseHeaders = shopify.addDocumentResponseHeaders

function sessionTokenOf(request: Request): string {
  const bearer = request.headers.get('authorization')?.replace(/^Bearer /, '')
  return bearer ?? new URL(request.url).searchParams.get('id_token') ?? ''
}
