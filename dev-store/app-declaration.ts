import { readFileSync, statSync } from 'node:fs'
import { parse } from 'smol-toml'
import type { DefinitionDraft } from './store/definition-rules.ts'
import type { AppDeclaration, Subscription } from './store/world.ts'

type Table = Record<string, unknown>
const table = (value: unknown): Table => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Table) : {})
const words = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const BUILT_IN_TOPICS = [
  'customers/create',
  'customers/update',
  'customers/delete',
  'customer.tags_added',
  'customer.tags_removed',
  'customers/merge',
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

const BUILT_IN_SCOPES = [
  'read_customers',
  'write_customers',
  'read_customer_merge',
  'read_orders',
  'write_orders',
  'write_merchant_managed_fulfillment_orders',
  'write_third_party_fulfillment_orders',
  'read_products',
  'read_locales',
  'write_app_proxy',
]

function ownMetafield(namespace: string, ownerType: string, key: string, entry: Table): DefinitionDraft {
  const access = table(entry.access)
  const level = (name: string) => word(access[name])?.toUpperCase()
  return {
    ownerType,
    namespace,
    key,
    name: word(entry.name) ?? key,
    description: word(entry.description),
    type: word(entry.type) ?? 'single_line_text_field',
    access: { admin: level('admin'), storefront: level('storefront'), customerAccount: level('customer_account') },
  }
}

/** What the app declares when there is no shopify.app.toml: the topics and the gate's metafield, so that the dev store works alone. */
function builtInDeclaration(namespace: string): AppDeclaration {
  const access = { admin: 'merchant_read_write', storefront: 'public_read', customer_account: 'read' }
  return {
    scopes: BUILT_IN_SCOPES,
    subscriptions: [{ topics: BUILT_IN_TOPICS, uri: '/webhooks', includeFields: null }],
    metafields: [ownMetafield(namespace, 'CUSTOMER', 'verified', { name: '本人確認済み', type: 'boolean', access })],
    proxy: { prefix: 'apps', subpath: 'sekisho', path: '/proxy' },
  }
}

const OWNERS: Record<string, string> = { customer: 'CUSTOMER', product: 'PRODUCT', order: 'ORDER', shop: 'SHOP', variant: 'PRODUCTVARIANT' }

function readMetafields(file: Table, namespace: string): DefinitionDraft[] {
  return Object.entries(OWNERS).flatMap(([owner, ownerType]) => {
    const own = table(table(table(file[owner]).metafields).app)
    return Object.entries(own).map(([key, entry]) => ownMetafield(namespace, ownerType, key, table(entry)))
  })
}

function readSubscriptions(file: Table): Subscription[] {
  const list = table(file.webhooks).subscriptions
  return (Array.isArray(list) ? list : []).map(table).map((one) => ({
    topics: [...words(one.topics), ...words(one.compliance_topics)],
    uri: word(one.uri) ?? '/webhooks',
    includeFields: Array.isArray(one.include_fields) ? words(one.include_fields) : null,
  }))
}

/** Reads the text of a shopify.app.toml; what it leaves out is as built in. Throws when it is no TOML. */
export function readDeclaration(text: string, namespace: string): AppDeclaration {
  const file = table(parse(text))
  const builtIn = builtInDeclaration(namespace)
  const access = table(file.access_scopes)
  const scopes = [access.scopes, access.required_scopes, access.optional_scopes].flatMap((one) =>
    typeof one === 'string'
      ? one
          .split(',')
          .map((scope) => scope.trim())
          .filter(Boolean)
      : words(one),
  )
  const subscriptions = readSubscriptions(file)
  const metafields = readMetafields(file, namespace)
  const proxy = table(file.app_proxy)
  return {
    scopes: scopes.length ? [...new Set(scopes)] : builtIn.scopes,
    subscriptions: subscriptions.length ? subscriptions : builtIn.subscriptions,
    metafields: metafields.length ? metafields : builtIn.metafields,
    proxy: {
      prefix: word(proxy.prefix) ?? builtIn.proxy.prefix,
      subpath: word(proxy.subpath) ?? builtIn.proxy.subpath,
      path: word(proxy.url)?.replace(/^https?:\/\/[^/]+/, '') ?? builtIn.proxy.path,
    },
  }
}

/** The declaration in a file, read anew whenever the file changes; built-in values where there is none. A broken file keeps the last good one. */
export function declarationOf(path: string, namespace: string, complain: (message: string) => void): () => AppDeclaration {
  let last = builtInDeclaration(namespace)
  let seen = ''
  return () => {
    const stat = statSync(path, { throwIfNoEntry: false })
    const mark = stat ? `${stat.mtimeMs}/${stat.size}` : ''
    if (mark === seen) return last
    seen = mark
    try {
      last = stat ? readDeclaration(readFileSync(path, 'utf8'), namespace) : builtInDeclaration(namespace)
    } catch (error) {
      complain(`${path} cannot be read, the last good version stays: ${error instanceof Error ? error.message : String(error)}`)
    }
    return last
  }
}
