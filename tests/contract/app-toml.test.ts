import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { metadataForWebhook } from 'shopify-webhook-schemas'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { SCOPES } from '../../app/shopify/scopes.ts'

const ROOT = join(import.meta.dirname, '../..')
const source = readFileSync(join(ROOT, 'shopify.app.toml'), 'utf8')

interface Subscription {
  readonly topics?: string[]
  readonly compliance_topics?: string[]
  readonly uri: string
  readonly include_fields?: string[]
}
interface AppToml {
  readonly name: string
  readonly embedded: boolean
  readonly application_url: string
  readonly auth: { readonly redirect_urls: string[] }
  readonly access_scopes: { readonly scopes: string }
  readonly webhooks: { readonly api_version: string; readonly subscriptions: Subscription[] }
  readonly app_proxy: { readonly url: string; readonly prefix: string; readonly subpath: string }
  readonly customer: { readonly metafields: { readonly app: Record<string, { type: string; access: Record<string, string> }> } }
}
const toml = parse(source) as unknown as AppToml
const subscriptions = toml.webhooks.subscriptions
const scopes = toml.access_scopes.scopes.split(',')

describe('shopify.app.toml', () => {
  test('has what Shopify CLI insists on', () => {
    expect(toml.name).toBe('Sekisho')
    expect(toml.embedded).toBe(true)
    for (const url of [toml.application_url, ...toml.auth.redirect_urls]) expect(new URL(url).protocol).toBe('https:')
  })

  test('asks for exactly the scopes that the code asks for, each with its reason', () => {
    expect([...scopes].sort()).toEqual([...SCOPES].sort())
    const reasons = [...source.matchAll(/^# ([a-z_]+): (.+)$/gm)].map(([, scope, reason]) => [scope, reason] as const)
    expect(reasons.map(([scope]) => scope).sort()).toEqual([...scopes].sort())
    for (const [, reason] of reasons) expect(reason?.length).toBeGreaterThan(20)
  })

  test('every webhook names the door that handles it, and the door exists', () => {
    const named = [...source.matchAll(/^uri = "\/webhooks\/([a-z]+)"(?: # (.+))?$/gm)]
    expect(named).toHaveLength(subscriptions.length)
    for (const [line, subject, route] of named) {
      expect(route, line).toBeDefined()
      expect(existsSync(join(ROOT, route ?? '')), line).toBe(true)
      expect(route, subject).toBe('app/doors/shopify.server.ts')
    }
  })

  test('subscribes to what the law of the tags and the platform need, once each', () => {
    const topics = subscriptions.flatMap(({ topics, compliance_topics }) => [...(topics ?? []), ...(compliance_topics ?? [])])
    const needed = [
      'customers/create',
      'customers/update',
      'customers/delete',
      'customers/merge',
      'customer.tags_added',
      'customer.tags_removed',
    ]
    const platform = [
      'orders/create',
      'orders/cancelled',
      'orders/edited',
      'refunds/create',
      'app/uninstalled',
      'app/scopes_update',
      'bulk_operations/finish',
      'customers/data_request',
      'customers/redact',
      'shop/redact',
    ]
    expect(topics.sort()).toEqual([...needed, ...platform].sort())
  })

  test('subscribes only to topics that a scope of ours covers', () => {
    for (const topic of subscriptions.flatMap(({ topics }) => topics ?? [])) {
      const published = metadataForWebhook(toml.webhooks.api_version, topic)
      expect(published.available_on, topic).toContain('toml')
      const readable = published.access_scopes?.map((scope: string) => `read_${scope}`) ?? []
      if (readable.length > 0)
        expect(
          scopes.some((scope) => readable.includes(scope)),
          `${topic} needs ${readable.join(' or ')}`,
        ).toBe(true)
    }
  })

  test('asks for fields that the payload has, and for no personal data where Shopify lets us choose', () => {
    for (const { topics = [], include_fields } of subscriptions) {
      for (const topic of topics) {
        const fields = Object.keys(metadataForWebhook(toml.webhooks.api_version, topic).response)
        if (include_fields === undefined) expect(fields.length, `${topic} sends all of its ${fields.length} fields`).toBeLessThanOrEqual(5)
        for (const field of include_fields ?? []) {
          expect(fields, topic).toContain(field)
          expect(field).toMatch(/(^|_)id$|^updated_at$|^status$|^myshopify_domain$/)
        }
      }
    }
  })

  test('the app proxy is one that Shopify accepts', () => {
    expect(toml.app_proxy.url).toMatch(/^\//)
    expect(['a', 'apps', 'community', 'tools']).toContain(toml.app_proxy.prefix)
    expect(toml.app_proxy.subpath).toMatch(/^[A-Za-z0-9_-]{1,30}$/)
  })

  test('C14 D01 staff can switch the verified metafield, the storefront can read it, and a customer can never write it', () => {
    expect(toml.customer.metafields.app.verified).toMatchObject({
      type: 'boolean',
      access: { admin: 'merchant_read_write', storefront: 'public_read', customer_account: 'read' },
    })
    for (const definition of Object.values(toml.customer.metafields.app)) expect(definition.access.customer_account).not.toBe('read_write')
  })
})
