import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hostParam, launchUrl, signedQuery } from './launch.ts'

const LAUNCH = {
  appUrl: 'http://localhost:7411',
  apiSecret: 'hush',
  shop: 'sekisho-demo.myshopify.com',
  handle: 'sekisho-demo',
  locale: 'ja',
  session: 'ab'.repeat(32),
  idToken: 'a.b.c',
  now: 1_337_178_173,
}

test('the hmac of a launch signs every other parameter, sorted and percent-encoded', () => {
  const url = new URL(launchUrl(LAUNCH, '/app/cases?q=要 注意'))
  const hmac = url.searchParams.get('hmac')
  url.searchParams.delete('hmac')
  const text = [...url.searchParams]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')
  expect(text).toContain('q=%E8%A6%81%20%E6%B3%A8%E6%84%8F')
  expect(hmac).toBe(createHmac('sha256', 'hush').update(text).digest('hex'))
})

test('a launch carries what Shopify sends, and a deep link cannot overwrite it', () => {
  const url = new URL(launchUrl(LAUNCH, '/app?shop=evil.myshopify.com&id_token=x&tab=open'))
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    embedded: '1',
    shop: 'sekisho-demo.myshopify.com',
    locale: 'ja',
    session: 'ab'.repeat(32),
    id_token: 'a.b.c',
    timestamp: '1337178173',
    tab: 'open',
  })
  expect(url.origin + url.pathname).toBe('http://localhost:7411/app')
})

test('the hmac is the one of Shopify’s documentation for its example', () => {
  const query = {
    code: '0907a61c0c8d55e99db179b68161bc00',
    shop: 'some-shop.myshopify.com',
    state: '0.6784241404160823',
    timestamp: '1337178173',
  }
  expect(signedQuery(query, 'hush').split('hmac=')[1]).toBe('700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf')
})

test('host names the real admin in base64 without padding', () => {
  expect(hostParam('sekisho-demo')).not.toContain('=')
  expect(Buffer.from(hostParam('sekisho-demo'), 'base64').toString()).toBe('admin.shopify.com/store/sekisho-demo')
})
