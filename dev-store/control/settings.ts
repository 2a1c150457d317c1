import { grantScopes, revokeTokens, uninstall } from '../auth/access-tokens.ts'
import type { Shop, ShopSettings } from '../store/types.ts'
import type { World } from '../store/world.ts'

type Body = Record<string, unknown>

const PLANS = ['basic', 'grow', 'advanced', 'plus', 'development']
const APPROVALS = ['none', 'level-1', 'level-2']

function choose<T extends string>(body: Body, name: string, allowed: readonly string[], take: (value: T) => void): string | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !allowed.includes(value)) return `${name} is one of ${allowed.join(', ')}`
  take(value as T)
  return undefined
}

function changeBucket(settings: ShopSettings, body: Body): string | undefined {
  if (body.bucket === undefined) return undefined
  const { maximum, restorePerSecond } = (body.bucket ?? {}) as { maximum?: unknown; restorePerSecond?: unknown }
  if (typeof maximum !== 'number' || typeof restorePerSecond !== 'number' || maximum < 1 || restorePerSecond < 0) {
    return 'bucket is { maximum, restorePerSecond }, both numbers'
  }
  settings.bucket = { maximum, restorePerSecond }
  return undefined
}

/** Everything that can be set for a shop, as it is. */
export function settingsOf(shop: Shop): Body {
  const { installed, scopes } = shop.installation
  const { name, email, locale, currency, timeZone } = shop
  return { shop: shop.domain, name, email, locale, currency, timeZone, ...shop.settings, installed, scopes }
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')

function changeInstallation(world: World, shop: Shop, body: Body): string | undefined {
  if (body.scopes !== undefined && !isTexts(body.scopes)) return 'scopes is a list of texts'
  if (body.installed === false) uninstall(world, shop)
  else if (isTexts(body.scopes)) grantScopes(world, shop, body.scopes)
  else if (body.installed === true && !shop.installation.installed) grantScopes(world, shop, world.app().scopes)
  if (body.revokeTokens === true) revokeTokens(world, shop)
  return undefined
}

/** Changes what is named in the body; the answer is what is wrong with it, or undefined. */
export function changeSettings(world: World, shop: Shop, body: Body): string | undefined {
  const { settings } = shop
  const problem =
    choose<ShopSettings['plan']>(body, 'plan', PLANS, (plan) => {
      settings.plan = plan
    }) ??
    choose<ShopSettings['protectedCustomerData']>(body, 'protectedCustomerData', APPROVALS, (level) => {
      settings.protectedCustomerData = level
    }) ??
    changeBucket(settings, body) ??
    changeInstallation(world, shop, body)
  if (problem) return problem
  for (const name of ['metafieldWebhooks', 'customersNeedAccount'] as const) {
    const value = body[name]
    if (typeof value === 'boolean') settings[name] = value
  }
  if (typeof body.bulkMs === 'number') settings.bulkMs = Math.max(0, body.bulkMs)
  for (const name of ['name', 'email', 'locale', 'currency', 'timeZone'] as const) {
    const value = body[name]
    if (typeof value === 'string' && value) shop[name] = value
  }
  for (const changed of world.changed) changed()
  return undefined
}
