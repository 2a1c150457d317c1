import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { declarationOf, readDeclaration } from './app-declaration.ts'

const TOML = `
[access_scopes]
scopes = "read_customers, write_customers"
[[webhooks.subscriptions]]
topics = ["customers/update"]
uri = "/hooks"
include_fields = ["id"]
[[webhooks.subscriptions]]
compliance_topics = ["shop/redact"]
uri = "/law"
[app_proxy]
url = "https://app.example.com/proxy"
subpath = "id"
prefix = "tools"
[customer.metafields.app.verified]
type = "boolean"
name = "Verified"
access.admin = "merchant_read_write"
access.storefront = "public_read"
access.customer_account = "read"
`

test('scopes, topics, fields, proxy and metafields come from shopify.app.toml', () => {
  expect(readDeclaration(TOML, 'app--1')).toEqual({
    scopes: ['read_customers', 'write_customers'],
    subscriptions: [
      { topics: ['customers/update'], uri: '/hooks', includeFields: ['id'] },
      { topics: ['shop/redact'], uri: '/law', includeFields: null },
    ],
    metafields: [
      {
        ownerType: 'CUSTOMER',
        namespace: 'app--1',
        key: 'verified',
        name: 'Verified',
        description: undefined,
        type: 'boolean',
        access: { admin: 'MERCHANT_READ_WRITE', storefront: 'PUBLIC_READ', customerAccount: 'READ' },
      },
    ],
    proxy: { prefix: 'tools', subpath: 'id', path: '/proxy' },
  })
})

test('without the file the topics of the product are built in; a changed file is read anew, a broken one leaves the last good one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dev-store-'))
  const path = join(folder, 'shopify.app.toml')
  const said: string[] = []
  const read = declarationOf(path, 'app--1', (message) => said.push(message))
  expect(read().subscriptions[0]?.topics).toContain('customer.tags_removed')
  writeFileSync(path, TOML)
  expect(read().scopes).toEqual(['read_customers', 'write_customers'])
  writeFileSync(path, `${TOML}\n[`)
  expect(read().scopes).toEqual(['read_customers', 'write_customers'])
  expect(said).toHaveLength(1)
  rmSync(folder, { recursive: true })
  expect(read().scopes).toContain('read_products')
})
