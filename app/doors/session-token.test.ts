import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { bearerOf } from './session-token.server.ts'

const APP = { apiKey: 'our-key', apiSecret: 'our-secret-0123456789abcdef0123456789' }
const NOW = new Date('2026-11-22T03:00:00Z')
const AT = NOW.getTime() / 1000

const GOOD = {
  dest: 'sekisho-demo.myshopify.com',
  aud: 'our-key',
  sub: 'gid://shopify/Customer/42',
  iat: AT,
  nbf: AT,
  exp: AT + 300,
  jti: 'x',
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

// Signed by hand: the library that verifies has no part in making what it is tested with.
function token(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }, secret = APP.apiSecret, hash = 'sha256'): string {
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}

const bearer = (text: string) => bearerOf(text, APP, NOW)

test('a token in order names shop and customer, with and without https', async () => {
  expect(await bearer(token(GOOD))).toEqual({ shop: 'sekisho-demo.myshopify.com', customer: 42n })
  expect(await bearer(token({ ...GOOD, dest: 'https://sekisho-demo.myshopify.com' }))).toEqual({
    shop: 'sekisho-demo.myshopify.com',
    customer: 42n,
  })
})

test('ten seconds of difference between the clocks are allowed, and no more', async () => {
  expect(await bearer(token({ ...GOOD, exp: AT - 9 }))).not.toBeNull()
  expect(await bearer(token({ ...GOOD, exp: AT - 11 }))).toBeNull()
  expect(await bearer(token({ ...GOOD, nbf: AT + 9 }))).not.toBeNull()
  expect(await bearer(token({ ...GOOD, nbf: AT + 11 }))).toBeNull()
})

const without = (claim: keyof typeof GOOD) => {
  const { [claim]: _, ...rest } = GOOD
  return rest
}
const [, body = ''] = token(GOOD).split('.')

test.each([
  ['no algorithm', `${part({ alg: 'none', typ: 'JWT' })}.${body}.`],
  ['no algorithm, signed', token(GOOD, { alg: 'none' })],
  ['an algorithm of other capitals', token(GOOD, { alg: 'hs256' })],
  ['another algorithm of the same family', token(GOOD, { alg: 'HS512' }, APP.apiSecret, 'sha512')],
  ['a public-key algorithm', token(GOOD, { alg: 'RS256' })],
  ['another secret', token(GOOD, undefined, 'another-secret-0123456789abcdef01234')],
  ['no secret', token(GOOD, undefined, '')],
  ['a changed body', token(GOOD).replace(body, part({ ...GOOD, sub: 'gid://shopify/Customer/43' }))],
  ['another audience', token({ ...GOOD, aud: 'their-key' })],
  ['our audience among others', token({ ...GOOD, aud: ['our-key', 'their-key'] })],
  ['no audience', token(without('aud'))],
  ['no expiry', token(without('exp'))],
  ['no beginning', token(without('nbf'))],
  ['no shop', token(without('dest'))],
  ['no customer', token(without('sub'))],
  ['a member of staff: the admin signs with the same secret', token({ ...GOOD, sub: '42', dest: 'https://sekisho-demo.myshopify.com' })],
  ['a gid of something else', token({ ...GOOD, sub: 'gid://shopify/Order/42' })],
  ['a gid with more behind it', token({ ...GOOD, sub: 'gid://shopify/Customer/42/../43' })],
  ['an id beyond 64 bits', token({ ...GOOD, sub: 'gid://shopify/Customer/9999999999999999999' })],
  ['a shop that is no myshopify domain', token({ ...GOOD, dest: 'sekisho-demo.myshopify.com.evil.example' })],
  ['a shop with a path', token({ ...GOOD, dest: 'https://evil.example/sekisho-demo.myshopify.com' })],
  ['nothing', ''],
  ['noise', 'a.b.c'],
])('a token with %s is refused', async (_, text) => {
  expect(await bearer(text)).toBeNull()
})
