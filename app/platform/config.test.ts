import { expect, test } from 'vitest'
import { DEV_API_KEY, DEV_API_SECRET, readConfig } from './config.server.ts'

const GOOD = {
  NODE_ENV: 'production',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  SHOPIFY_APP_URL: 'https://app.example',
  DATABASE_URL: 'postgresql://db',
  SMTP_URL: 'smtps://mail.example',
  SEKISHO_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  SEKISHO_DATA_DIR: '/var/lib/sekisho',
  SEKISHO_TOMBSTONE_DIR: '/var/lib/sekisho-tombstones',
  SEKISHO_AUDIT_DIR: '/var/lib/sekisho-seals',
}

test('a complete environment is accepted', () => {
  expect(readConfig(GOOD)).toMatchObject({ production: true, appUrl: 'https://app.example', devStoreUrl: null })
})

const BUCKET = {
  SEKISHO_S3_BUCKET: 'shop-papers',
  SEKISHO_S3_REGION: 'ap-northeast-1',
  SEKISHO_DATA_DIR: undefined,
  AWS_ACCESS_KEY_ID: undefined,
}

test('documents may lie in a bucket: then no folder for them is needed', () => {
  const amazon = { bucket: 'shop-papers', region: 'ap-northeast-1', endpoint: null, pathStyle: false }
  expect(readConfig({ ...GOOD, ...BUCKET }).objectStore).toEqual(amazon)
  const own = { SEKISHO_S3_ENDPOINT: 'https://objects.example:9000/', SEKISHO_S3_PATH_STYLE: '1' }
  const told = readConfig({ ...GOOD, ...BUCKET, ...own }).objectStore
  expect(told).toEqual({ ...amazon, endpoint: 'https://objects.example:9000', pathStyle: true })
  expect(readConfig(GOOD).objectStore).toBeNull()
})

test.each([
  ['no bucket', { SEKISHO_S3_BUCKET: undefined }, 'SEKISHO_S3_BUCKET is missing'],
  ['an address for a bucket', { SEKISHO_S3_BUCKET: 'https://shop-papers' }, 'SEKISHO_S3_BUCKET is not'],
  ['a bucket that no certificate covers', { SEKISHO_S3_BUCKET: 'shop.papers' }, 'SEKISHO_S3_PATH_STYLE must be 1'],
  ['no region', { SEKISHO_S3_REGION: '' }, 'SEKISHO_S3_REGION is missing'],
  ['an unclear path style', { SEKISHO_S3_PATH_STYLE: 'yes' }, 'SEKISHO_S3_PATH_STYLE must be'],
  ['no address', { SEKISHO_S3_ENDPOINT: 'objects.example' }, 'SEKISHO_S3_ENDPOINT must be an address'],
  ['plain http', { SEKISHO_S3_ENDPOINT: 'http://objects.example' }, 'SEKISHO_S3_ENDPOINT must be https'],
  ['a bucket in the address', { SEKISHO_S3_ENDPOINT: 'https://objects.example/papers' }, 'SEKISHO_S3_ENDPOINT must end'],
  ['credentials in the address', { SEKISHO_S3_ENDPOINT: 'https://me:key@objects.example' }, 'SEKISHO_S3_ENDPOINT must not hold'],
  ['half of the credentials', { AWS_ACCESS_KEY_ID: 'me' }, 'AWS_SECRET_ACCESS_KEY'],
  ['no place for the list of erasures', { SEKISHO_TOMBSTONE_DIR: undefined }, 'SEKISHO_TOMBSTONE_DIR is missing'],
  ['no place for the seals', { SEKISHO_AUDIT_DIR: undefined }, 'SEKISHO_AUDIT_DIR is missing'],
])('production refuses an object store with %s', (_, change, named) => {
  expect(() => readConfig({ ...GOOD, ...BUCKET, ...change })).toThrow(named)
})

test.each([
  ['a dev store', { DEV_STORE_URL: 'http://127.0.0.1:7410' }, 'DEV_STORE_URL'],
  ['a stand-in App Bridge', { APP_BRIDGE_URL: 'http://127.0.0.1/app-bridge.js' }, 'APP_BRIDGE_URL'],
  ['the known key', { SHOPIFY_API_KEY: DEV_API_KEY }, 'SHOPIFY_API_KEY'],
  ['the known secret', { SHOPIFY_API_SECRET: DEV_API_SECRET }, 'SHOPIFY_API_SECRET'],
  ['plain http', { SHOPIFY_APP_URL: 'http://app.example' }, 'SHOPIFY_APP_URL'],
  ['a generated master key', { SEKISHO_MASTER_KEY_GENERATED: '1' }, 'SEKISHO_MASTER_KEY'],
  ['a short master key', { SEKISHO_MASTER_KEY: 'c2hvcnQ=' }, 'SEKISHO_MASTER_KEY'],
  ['metrics open to everybody', { METRICS_PORT: '9400', METRICS_HOST: '0.0.0.0' }, 'METRICS_TOKEN'],
  ['no time to stop', { SEKISHO_GRACE_SECONDS: '0' }, 'SEKISHO_GRACE_SECONDS'],
  ['no database', { DATABASE_URL: undefined }, 'DATABASE_URL'],
  ['no mail server', { SMTP_URL: undefined }, 'SMTP_URL'],
  ['no list of erasures of its own', { SEKISHO_TOMBSTONE_DIR: undefined }, 'SEKISHO_TOMBSTONE_DIR'],
  ['a list of erasures among the documents', { SEKISHO_TOMBSTONE_DIR: '/var/lib/sekisho/t' }, 'SEKISHO_TOMBSTONE_DIR'],
  ['no place for seals outside', { SEKISHO_AUDIT_DIR: undefined }, 'SEKISHO_AUDIT_DIR'],
  ['dead workers that nobody misses', { SEKISHO_TAKEOVER_SECONDS: '0' }, 'SEKISHO_TAKEOVER_SECONDS'],
  ['a watch that never looks', { SEKISHO_WATCH_SECONDS: '0' }, 'SEKISHO_WATCH_SECONDS'],
])('production refuses to start on %s', (_, change, named) => {
  expect(() => readConfig({ ...GOOD, ...change })).toThrow(named)
})

test('development refuses a dev store that is not on this machine', () => {
  const local = { ...GOOD, SEKISHO_DEVELOPMENT: '1', DEV_STORE_URL: 'http://127.0.0.1:7410' }
  expect(readConfig(local).devStoreUrl).toBe('http://127.0.0.1:7410')
  expect(() => readConfig({ ...local, DEV_STORE_URL: 'http://store.example' })).toThrow('DEV_STORE_URL')
})

test('a refusal names the variable and never shows its value', () => {
  expect(() => readConfig({ ...GOOD, SHOPIFY_APP_URL: 'http://secret-host.example' })).not.toThrow('secret-host')
})
