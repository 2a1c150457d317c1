import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'
import { adminHmac, proxySignature, signProxyQuery } from './app-proxy.ts'
import { signToken, verifyToken } from './jwt.ts'

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(async () => {
  await trial.lever('POST', 'settings', { installed: false })
  await trial.lever('POST', 'clock', { reset: true })
})
afterAll(() => trial.store.close())

interface Grant {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in?: number
  readonly error?: string
  readonly associated_user?: Record<string, unknown>
}
const token = async (form: Record<string, unknown>): Promise<Grant & { status: number }> => {
  const answer = await fetch(`${trial.store.url}/shops/sekisho-demo.myshopify.com/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id: 'key', client_secret: 'hush', ...form }),
  })
  return { status: answer.status, ...((await answer.json()) as Grant) }
}
const idToken = async (query = '') => (await trial.lever('GET', `session-token${query}`)).token as unknown as string
const exchange = async (kind: 'online' | 'offline', more: Record<string, unknown> = {}) =>
  token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await idToken(),
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: `urn:shopify:params:oauth:token-type:${kind}-access-token`,
    ...more,
  })
const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token })
const works = async (access_token: string) => {
  const answer = await fetch(`${trial.store.url}/shops/sekisho-demo.myshopify.com/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': access_token },
    body: '{"query":"{ shop { id } }"}',
  })
  return answer.status === 200
}

test('the first exchange installs the app with the scopes it declares', async () => {
  const grant = await exchange('offline')
  expect(grant).toMatchObject({ status: 200, scope: expect.stringContaining('read_customers') })
  expect(grant.expires_in).toBeUndefined()
  expect(grant.refresh_token).toBeUndefined()
  expect(await works(grant.access_token)).toBe(true)
})

test('an expiring token ends after an hour', async () => {
  const grant = await exchange('offline', { expiring: '1' })
  expect(grant).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 90 * 86_400 })
  await trial.lever('POST', 'clock', { advanceMs: 3_599_000 })
  expect(await works(grant.access_token)).toBe(true)
  await trial.lever('POST', 'clock', { advanceMs: 2000 })
  expect(await works(grant.access_token)).toBe(false)
})

test('an online token says who it is, the account owner first', async () => {
  expect((await exchange('online')).associated_user).toEqual({
    id: 9001,
    first_name: '一郎',
    last_name: '関',
    email: 'owner@sekisho-demo.example',
    email_verified: true,
    account_owner: true,
    locale: 'ja',
    collaborator: false,
  })
  const hanako = await exchange('online', { subject_token: await idToken('?staff=9002') })
  expect(hanako.associated_user).toMatchObject({ id: 9002, account_owner: false })
})

test.each([
  ['one of yesterday', async () => idToken('?age=86400')],
  ['one that another secret signed', async () => signToken(verifyToken(await idToken(), 'hush') ?? {}, 'other')],
  ['one for another app', async () => signToken({ ...verifyToken(await idToken(), 'hush'), aud: 'other' }, 'hush')],
  ['one for another shop', async () => signToken({ ...verifyToken(await idToken(), 'hush'), dest: 'https://other.myshopify.com' }, 'hush')],
  ['nothing', async () => ''],
])('an id token is refused: %s', async (_what, make) => {
  expect(await exchange('offline', { subject_token: await make() })).toMatchObject({ status: 400, error: 'invalid_subject_token' })
})

test('a wrong secret is refused', async () => {
  expect(await exchange('offline', { client_secret: 'wrong' })).toMatchObject({ status: 401, error: 'invalid_client' })
})

test('an id token lives a minute, plus the ten seconds every clock is forgiven', async () => {
  expect((await exchange('offline', { subject_token: await idToken('?age=69') })).status).toBe(200)
  expect((await exchange('offline', { subject_token: await idToken('?age=70') })).status).toBe(400)
})

test('refresh rotates: the used token is good again only until its successor is used', async () => {
  const first = await exchange('offline', { expiring: '1' })
  const lost = await refresh(first.refresh_token)
  const again = await refresh(first.refresh_token)
  expect(again.status).toBe(200)
  expect(await refresh(lost.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' })
  const next = await refresh(again.refresh_token)
  expect(next.status).toBe(200)
  expect((await refresh(first.refresh_token)).status).toBe(400)
  expect(await works(next.access_token)).toBe(true)
})

test('a refresh token ends after 90 days', async () => {
  const first = await exchange('offline', { expiring: '1' })
  await trial.lever('POST', 'clock', { advanceMs: 91 * 86_400_000 })
  expect((await refresh(first.refresh_token)).status).toBe(400)
})

test('revoked and uninstalled tokens are 401, refresh tokens dead', async () => {
  const grant = await exchange('offline', { expiring: '1' })
  await trial.lever('POST', 'settings', { revokeTokens: true })
  expect(await works(grant.access_token)).toBe(false)
  expect((await refresh(grant.refresh_token)).status).toBe(400)
  const second = await exchange('offline')
  await trial.lever('POST', 'settings', { installed: false })
  expect(await works(second.access_token)).toBe(false)
})

test('an old token that does not expire can be changed for one that does', async () => {
  const old = await exchange('offline')
  const kind = 'urn:shopify:params:oauth:token-type:offline-access-token'
  const upgraded = await exchange('offline', {
    subject_token: old.access_token,
    subject_token_type: kind,
    requested_token_type: kind,
    expiring: '1',
  })
  expect(upgraded).toMatchObject({ status: 200, expires_in: 3600 })
})

test('claims of a staff token and of a customer token', async () => {
  expect(verifyToken(await idToken(), 'hush')).toMatchObject({
    iss: 'https://sekisho-demo.myshopify.com/admin',
    dest: 'https://sekisho-demo.myshopify.com',
    aud: 'key',
    sub: '9001',
  })
  await trial.lever('POST', 'seed')
  const [customer] = trial.store.world.shops.get('sekisho-demo.myshopify.com')?.customers.keys() ?? []
  const claims = verifyToken((await trial.lever('GET', `customer-token?customer=${customer}`)).token as unknown as string, 'hush')
  expect(claims).toMatchObject({ dest: 'sekisho-demo.myshopify.com', aud: 'key', sub: `gid://shopify/Customer/${customer}` })
  expect(Number(claims?.exp) - Number(claims?.iat)).toBe(300)
})

test('proxy signatures are those of Shopify’s documentation', () => {
  const query = new URLSearchParams(
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555',
  )
  expect(proxySignature(query, 'hush')).toBe('4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb')
  query.set('logged_in_customer_id', '')
  expect(proxySignature(query, 'hush')).toBe('e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb')
  const signed = signProxyQuery(new URLSearchParams('a=1'), { shop: 's', customerId: 7, pathPrefix: '/apps/x' }, 'hush', 1_317_327_555_000)
  expect(signed.get('signature')).toBe(proxySignature(signed, 'hush'))
  expect(signed.get('logged_in_customer_id')).toBe('7')
})

test('the admin’s hmac writes a space as %20 and leaves itself out', () => {
  const query = { shop: 's.myshopify.com', state: 'a b' }
  expect(adminHmac({ ...query, hmac: 'x' }, 'hush')).toBe(adminHmac(query, 'hush'))
  expect(adminHmac(query, 'hush')).not.toBe(adminHmac({ ...query, state: 'a+b' }, 'hush'))
})
