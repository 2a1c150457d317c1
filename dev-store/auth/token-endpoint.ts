import type { Shop } from '../store/types.ts'
import type { World } from '../store/world.ts'
import { grantScopes, isLiveOfflineToken, offlineGrant, onlineGrant, refreshGrant } from './access-tokens.ts'
import { staffOfToken } from './session-tokens.ts'

export interface TokenAnswer {
  readonly status: number
  readonly body: Record<string, unknown>
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token'
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token'

const fail = (status: number, error: string, description: string): TokenAnswer => ({
  status,
  body: { error, error_description: description },
})
const give = (body: Record<string, unknown>): TokenAnswer => ({ status: 200, body })

function exchange(world: World, shop: Shop, form: Record<string, unknown>, scopes: readonly string[]): TokenAnswer {
  const subject = String(form.subject_token ?? '')
  const expiring = form.expiring === '1' || form.expiring === 1 || form.expiring === true
  if (form.subject_token_type === OFFLINE && form.requested_token_type === OFFLINE) {
    if (!isLiveOfflineToken(world, shop, subject)) return fail(400, 'invalid_subject_token', 'The subject token is invalid.')
    return give(offlineGrant(world, shop, expiring))
  }
  if (form.subject_token_type !== ID_TOKEN) return fail(400, 'invalid_request', 'The subject token type is not supported.')
  const staff = staffOfToken(world, shop, subject)
  if (!staff) return fail(400, 'invalid_subject_token', 'The subject token is invalid or expired.')
  // Managed installation: Shopify installs when the app is opened, no redirect (platform fact 1.1).
  if (!shop.installation.installed) grantScopes(world, shop, scopes)
  if (form.requested_token_type === ONLINE) return give(onlineGrant(world, shop, staff))
  if (form.requested_token_type === OFFLINE) return give(offlineGrant(world, shop, expiring))
  return fail(400, 'invalid_request', 'The requested token type is not supported.')
}

/** POST /admin/oauth/access_token: every grant of platform fact 1.1. `scopes` are those the app declares. */
export function accessToken(world: World, shop: Shop, form: Record<string, unknown>, scopes: readonly string[]): TokenAnswer {
  if (form.client_id !== world.config.apiKey || form.client_secret !== world.config.apiSecret) {
    return fail(401, 'invalid_client', 'The client is unknown or its secret is wrong.')
  }
  if (form.grant_type === EXCHANGE) return exchange(world, shop, form, scopes)
  if (form.grant_type === 'refresh_token') {
    const grant = refreshGrant(world, shop, String(form.refresh_token ?? ''))
    return grant ? give(grant) : fail(400, 'invalid_grant', 'The refresh token is invalid, used or expired.')
  }
  if (form.grant_type === 'client_credentials') {
    if (!shop.installation.installed) grantScopes(world, shop, scopes)
    return give({ ...offlineGrant(world, shop, false), expires_in: 86_399 })
  }
  return fail(400, 'unsupported_grant_type', 'The grant type is not supported.')
}
