import { createHmac, timingSafeEqual } from 'node:crypto'

const json64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signatureOf = (text: string, secret: string): Buffer => createHmac('sha256', secret).update(text).digest()

/** A JSON Web Token, HS256. */
export function signToken(claims: Record<string, unknown>, secret: string): string {
  const text = `${json64({ alg: 'HS256', typ: 'JWT' })}.${json64(claims)}`
  return `${text}.${signatureOf(text, secret).toString('base64url')}`
}

/** The claims of a token that this secret signed with HS256, or undefined; says nothing of time. */
export function verifyToken(token: string, secret: string): Record<string, unknown> | undefined {
  const [header, claims, signature, ...rest] = token.split('.')
  if (!header || !claims || !signature || rest.length) return undefined
  const given = Buffer.from(signature, 'base64url')
  const wanted = signatureOf(`${header}.${claims}`, secret)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  try {
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { alg?: unknown }
    if (alg !== 'HS256') return undefined
    const read: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
    return read !== null && typeof read === 'object' ? (read as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
