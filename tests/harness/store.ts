import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { startDevStore } from '../../dev-store/server.ts'
import { TEST_ENVIRONMENT } from './environment.ts'

/** A dev store of one test file, spoken to over HTTP as by anybody else. */
export interface TestStore {
  readonly url: string
  readonly shop: string
  /** Moves a lever of `/__dev/`; rejects with the answer when it is refused. */
  lever<T = unknown>(method: 'GET' | 'POST' | 'DELETE', name: string, body?: object): Promise<T>
  /** Does what staff, a visitor or a buyer would do; answers what came of it. */
  act<T = { id: number }>(name: string, body: object): Promise<T>
  /** Asks the Admin API with every scope; answers the data. */
  ask<T>(query: string): Promise<T>
  /** Tags and the verified metafield (null: missing) as a reading by id shows them. */
  look(customer: number): Promise<{ tags: string[]; verified: string | null; updatedAt: string | null } | null>
  /** The app's offline token, by token exchange. */
  install(): Promise<{ accessToken: string; scope: string; expiresIn: number; refreshToken: string }>
}

/**
 * Starts the dev store at the addresses that this test file's app was given (own-database.ts). `appUrl`: where its webhooks go; without it
 * nobody listens there.
 */
export async function startStore({ appUrl = 'http://localhost:1' } = {}): Promise<TestStore> {
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET } = TEST_ENVIRONMENT
  const store = await startDevStore({
    port: portOf('DEV_STORE_URL'),
    smtpPort: portOf('SMTP_URL'),
    appUrl,
    apiKey: SHOPIFY_API_KEY,
    apiSecret: SHOPIFY_API_SECRET,
    data: undefined,
    declaration: fileURLToPath(new URL('../../shopify.app.toml', import.meta.url)),
    complain: () => {},
  })
  afterAll(() => store.close())
  return storeAt(store.url)
}

const portOf = (name: string): number => Number(new URL(process.env[name] ?? '').port)

const SHOP = 'sekisho-demo.myshopify.com'

function storeAt(url: string): TestStore {
  const lever = async <T>(method: string, name: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/__dev/${name}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
    })
    const value = (await answer.json()) as T
    if (!answer.ok) throw new Error(`${method} ${name}: ${answer.status} ${JSON.stringify(value)}`)
    return value
  }
  const ask = async <T>(query: string): Promise<T> => {
    const answer = await fetch(`${url}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
      body: JSON.stringify({ query }),
    })
    return ((await answer.json()) as { data: T }).data
  }
  return {
    url,
    shop: SHOP,
    lever,
    act: (name, body) => lever('POST', `act/${name}`, body),
    ask,
    look: async (customer) => {
      const query = `{ customer(id: "gid://shopify/Customer/${customer}") { tags verified: metafield(namespace: "$app", key: "verified") { value updatedAt } } }`
      const data = await ask<{ customer: { tags: string[]; verified: { value: string; updatedAt: string } | null } | null }>(query)
      return (
        data.customer && {
          tags: data.customer.tags,
          verified: data.customer.verified?.value ?? null,
          updatedAt: data.customer.verified?.updatedAt ?? null,
        }
      )
    },
    install: async () => {
      const { token } = await lever<{ token: string }>('GET', 'session-token?staff=9001')
      const answer = await fetch(`${url}/shops/${SHOP}/admin/oauth/access_token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({
          client_id: TEST_ENVIRONMENT.SHOPIFY_API_KEY,
          client_secret: TEST_ENVIRONMENT.SHOPIFY_API_SECRET,
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: token,
          subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
          requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
          expiring: '1',
        }),
      })
      const told = (await answer.json()) as { access_token: string; scope: string; expires_in: number; refresh_token: string }
      return { accessToken: told.access_token, scope: told.scope, expiresIn: told.expires_in, refreshToken: told.refresh_token }
    },
  }
}
