import { randomUUID } from 'node:crypto'
import { gid } from '../store/gids.ts'
import { staffById } from '../store/shops.ts'
import type { Customer, Shop, Staff } from '../store/types.ts'
import { timeOf, type World } from '../store/world.ts'
import { signToken, verifyToken } from './jwt.ts'

const STAFF_SECONDS = 60
const CUSTOMER_SECONDS = 300
// What Shopify and its libraries forgive a clock.
const SKEW_SECONDS = 10

const seconds = (world: World) => Math.floor(timeOf(world) / 1000)

/** The session token of a member of staff as App Bridge hands it out: one minute (platform fact 1.2). `age` makes an older one for tests. */
export function staffSessionToken(world: World, shop: Shop, staff: Staff, age = 0): string {
  const iat = seconds(world) - age
  const claims = {
    iss: `https://${shop.domain}/admin`,
    dest: `https://${shop.domain}`,
    aud: world.config.apiKey,
    sub: String(staff.id),
    exp: iat + STAFF_SECONDS,
    nbf: iat,
    iat,
    jti: randomUUID(),
    sid: randomUUID(),
  }
  return signToken(claims, world.config.apiSecret)
}

/** The session token of the customer account: `dest` without https, `sub` only when signed in, five minutes (platform fact 4.2). */
export function customerSessionToken(world: World, shop: Shop, customer: Customer | undefined): string {
  const iat = seconds(world)
  const claims = {
    dest: shop.domain,
    aud: world.config.apiKey,
    ...(customer ? { sub: gid('Customer', customer.id) } : {}),
    exp: iat + CUSTOMER_SECONDS,
    nbf: iat,
    iat,
    jti: randomUUID(),
  }
  return signToken(claims, world.config.apiSecret)
}

/** Whose live session token this is at this shop, or undefined. */
export function staffOfToken(world: World, shop: Shop, token: string): Staff | undefined {
  const claims = verifyToken(token, world.config.apiSecret)
  if (!claims || claims.aud !== world.config.apiKey || claims.dest !== `https://${shop.domain}`) return undefined
  const now = seconds(world)
  if (typeof claims.exp !== 'number' || claims.exp + SKEW_SECONDS <= now) return undefined
  if (typeof claims.nbf !== 'number' || claims.nbf - SKEW_SECONDS > now) return undefined
  return staffById(shop, Number(claims.sub))
}
