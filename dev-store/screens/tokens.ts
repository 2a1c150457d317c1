import { createHmac, randomUUID } from 'node:crypto'
import { gid } from '../store/gids.ts'
import type { Customer, Shop, Staff } from '../store/types.ts'
import { timeOf, type World } from '../store/world.ts'

const json64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signed(world: World, claims: Record<string, unknown>): string {
  const body = `${json64({ alg: 'HS256', typ: 'JWT' })}.${json64(claims)}`
  return `${body}.${createHmac('sha256', world.config.apiSecret).update(body).digest('base64url')}`
}

/** The session token of a member of staff, one minute long (platform fact 1.2). */
export function staffToken(world: World, shop: Shop, staff: Staff): string {
  const iat = Math.floor(timeOf(world) / 1000)
  const issuer = `https://${shop.domain}`
  return signed(world, {
    iss: `${issuer}/admin`,
    dest: issuer,
    aud: world.config.apiKey,
    sub: String(staff.id),
    exp: iat + 60,
    nbf: iat,
    iat,
    jti: randomUUID(),
    sid: randomUUID(),
  })
}

/** The session token of a signed-in customer as extensions get it: `dest` without https, five minutes (platform fact 4.2). */
export function customerToken(world: World, shop: Shop, customer: Customer): string {
  const iat = Math.floor(timeOf(world) / 1000)
  return signed(world, {
    dest: shop.domain,
    aud: world.config.apiKey,
    sub: gid('Customer', customer.id),
    exp: iat + 300,
    nbf: iat,
    iat,
    jti: randomUUID(),
  })
}
