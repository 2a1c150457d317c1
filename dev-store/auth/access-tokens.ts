import { randomBytes } from 'node:crypto'
import type { AccessToken, RefreshToken, Shop, Staff } from '../store/types.ts'
import { DEFAULT_SHOP, RECORDINGS_TOKEN, tell, timeOf, type World } from '../store/world.ts'

const OFFLINE_SECONDS = 3600
const ONLINE_SECONDS = 86_400
// Not documented: platform fact 1.1 marks the 90 days as remembered.
const REFRESH_SECONDS = 90 * 86_400
const TOKENS_KEPT = 500

const random = (prefix: string) => `${prefix}_${randomBytes(16).toString('hex')}`

function issue(world: World, shop: Shop, kind: AccessToken['kind'], seconds: number | null, staff: Staff | null): AccessToken {
  const expiresAt = seconds === null ? null : timeOf(world) + seconds * 1000
  const token: AccessToken = {
    token: random(kind === 'online' ? 'shpua' : 'shpat'),
    kind,
    staffId: staff?.id ?? null,
    scopes: [...shop.installation.scopes],
    expiresAt,
    revoked: false,
  }
  const { tokens } = shop.installation
  tokens.push(token)
  if (tokens.length > TOKENS_KEPT) tokens.splice(0, tokens.length - TOKENS_KEPT)
  for (const changed of world.changed) changed()
  return token
}

/** What the token endpoint answers for an offline token; with a refresh token when it expires. */
export function offlineGrant(world: World, shop: Shop, expiring: boolean): Record<string, unknown> {
  const token = issue(world, shop, 'offline', expiring ? OFFLINE_SECONDS : null, null)
  const grant = { access_token: token.token, scope: token.scopes.join(',') }
  if (!expiring) return grant
  const refresh: RefreshToken = { token: random('shprt'), expiresAt: timeOf(world) + REFRESH_SECONDS * 1000, replacedBy: null, dead: false }
  const { refreshTokens } = shop.installation
  refreshTokens.push(refresh)
  if (refreshTokens.length > TOKENS_KEPT) refreshTokens.splice(0, refreshTokens.length - TOKENS_KEPT)
  return { ...grant, expires_in: OFFLINE_SECONDS, refresh_token: refresh.token, refresh_token_expires_in: REFRESH_SECONDS }
}

/** What the token endpoint answers for an online token: it belongs to one member of staff. */
export function onlineGrant(world: World, shop: Shop, staff: Staff): Record<string, unknown> {
  const token = issue(world, shop, 'online', ONLINE_SECONDS, staff)
  return {
    access_token: token.token,
    scope: token.scopes.join(','),
    expires_in: ONLINE_SECONDS,
    associated_user_scope: token.scopes.join(','),
    associated_user: {
      id: staff.id,
      first_name: staff.firstName,
      last_name: staff.lastName,
      email: staff.email,
      email_verified: true,
      account_owner: staff.accountOwner,
      locale: staff.locale,
      collaborator: staff.collaborator,
    },
  }
}

/**
 * A new pair for a refresh token, or undefined when it is dead. The used token stays good until the one that replaced it is used, so
 * that a lost answer can be asked for again (changelog of 2026-08-28, platform fact 1.1).
 */
export function refreshGrant(world: World, shop: Shop, given: string): Record<string, unknown> | undefined {
  const { refreshTokens } = shop.installation
  const known = refreshTokens.find((one) => one.token === given)
  if (!known || known.dead || known.expiresAt <= timeOf(world)) return undefined
  for (const older of refreshTokens) if (older.replacedBy === given) older.dead = true
  // Asked a second time: the first answer was lost, so its pair is worth nothing.
  const lost = refreshTokens.find((one) => one.token === known.replacedBy)
  if (lost) lost.dead = true
  const grant = offlineGrant(world, shop, true)
  known.replacedBy = String(grant.refresh_token)
  return grant
}

const isLive = (world: World, token: AccessToken) => !token.revoked && (token.expiresAt === null || token.expiresAt > timeOf(world))

export interface Bearer {
  readonly scopes: readonly string[]
  readonly staffId: number | null
}

/** Whom an access token lets in at this shop; undefined is a 401. The token of the recordings opens the default shop with all scopes. */
export function bearerOf(world: World, shop: Shop, token: string | null, allScopes: () => readonly string[]): Bearer | undefined {
  if (!token) return undefined
  if (token === RECORDINGS_TOKEN && shop.domain === DEFAULT_SHOP) return { scopes: allScopes(), staffId: null }
  const known = shop.installation.tokens.find((one) => one.token === token)
  if (!known || !shop.installation.installed || !isLive(world, known)) return undefined
  return { scopes: known.scopes, staffId: known.staffId }
}

/** The offline token that is still good, for an upgrade to an expiring one. */
export const isLiveOfflineToken = (world: World, shop: Shop, token: string): boolean =>
  shop.installation.tokens.some((one) => one.token === token && one.kind === 'offline' && isLive(world, one))

/** Makes every token of the app at this shop worthless, as a merchant's or Shopify's revocation does. */
export function revokeTokens(world: World, shop: Shop): void {
  for (const token of shop.installation.tokens) token.revoked = true
  for (const refresh of shop.installation.refreshTokens) refresh.dead = true
  for (const changed of world.changed) changed()
}

/** Installs the app with these scopes, or changes what it may do (app/scopes_update). */
export function grantScopes(world: World, shop: Shop, scopes: readonly string[]): void {
  const previous = shop.installation.installed ? shop.installation.scopes : []
  const before = shop.installation.installed
  shop.installation.installed = true
  shop.installation.scopes = [...scopes]
  // Shopify's tokens follow the app's scopes; they are not frozen at the time of issue.
  for (const token of shop.installation.tokens) token.scopes = [...scopes]
  const subject = { type: 'Shop', id: shop.id }
  if (!before) tell(world, shop, { type: 'app.installed', subject, by: { kind: 'system' } })
  else if (previous.join() !== scopes.join()) {
    tell(world, shop, {
      type: 'app/scopes_update',
      subject,
      by: { kind: 'system' },
      detail: { previous: [...previous], current: [...scopes] },
    })
  }
}

/** Uninstalls the app: tokens die at once, then app/uninstalled goes out. */
export function uninstall(world: World, shop: Shop): void {
  revokeTokens(world, shop)
  shop.installation = { installed: false, scopes: [], tokens: [], refreshTokens: [] }
  tell(world, shop, { type: 'app/uninstalled', subject: { type: 'Shop', id: shop.id }, by: { kind: 'system' } })
}
