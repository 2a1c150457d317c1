import { jwtVerify } from 'jose'

/** Whom a customer-account session token speaks for. */
export interface TokenBearer {
  readonly shop: string
  readonly customer: bigint
}

/** Shopify's clocks and ours may differ by this much (platform facts 1.2: its library allows the same). */
const TOLERANCE_SECONDS = 10

// With and without https://: both forms are seen (platform facts 4.2).
const DEST = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]*\.myshopify\.com)\/?$/i

// The gid in full: a session token of the admin has our audience and our signature too, and its `sub` is a bare number of staff.
const SUB = /^gid:\/\/shopify\/Customer\/(\d{1,19})$/

/**
 * Whom a session token of a customer-account extension speaks for at a moment; null for every token that is not in order. The algorithm
 * is pinned, and the audience is checked here because Shopify's own library does not check it for customers.
 */
export async function bearerOf(
  token: string,
  app: { readonly apiKey: string; readonly apiSecret: string },
  now: Date,
): Promise<TokenBearer | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(app.apiSecret), {
      algorithms: ['HS256'],
      audience: app.apiKey,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
      requiredClaims: ['exp', 'nbf', 'dest', 'sub'],
    })
    if (payload.aud !== app.apiKey) return null
    const shop = DEST.exec(String(payload.dest))?.[1]?.toLowerCase()
    const digits = SUB.exec(String(payload.sub))?.[1]
    return shop && digits && BigInt(digits) <= MAX_ID ? { shop, customer: BigInt(digits) } : null
  } catch {
    return null
  }
}

const MAX_ID = 9223372036854775807n
