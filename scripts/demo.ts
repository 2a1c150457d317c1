import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

interface Demo {
  /** Origin of the dev store. */
  readonly store: string
  readonly handle: string
  /** Exists once the demo was loaded into this data folder. */
  readonly stamp: string
  readonly env: Readonly<Record<string, string>>
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
const CASES = fileURLToPath(new URL('./demo-cases.ts', import.meta.url))

/**
 * Makes a store that has customers already, installs the app as a staff member's first visit does, fills the store, and walks a few customers
 * through the app's own use cases. Does nothing the second time.
 */
export async function loadDemo({ store, handle, stamp, env }: Demo): Promise<void> {
  if (existsSync(stamp)) return
  const shop = `${handle}.myshopify.com`
  // The shop is older than the app: a month ago it had customers already, whom the owner is asked about.
  await lever(store, 'clock', { advanceMs: -MONTH_MS })
  await lever(store, 'seed', { former: true })
  await lever(store, 'clock', { reset: true })
  await visitAsOwner(store, handle, shop, env)
  await lever(store, 'seed', {})
  await promisify(execFile)(process.execPath, [CASES, store, shop], { env: { ...process.env, ...env } })
  writeFileSync(stamp, new Date().toISOString())
}

const MONTH_MS = 30 * 24 * 60 * 60_000

async function lever(store: string, name: string, body: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const moved = await fetch(`${store}/__dev/${name}`, { method: 'POST', body: JSON.stringify(body), headers })
  if (!moved.ok) throw new Error(`the dev store did not take the demo data (${name}): ${moved.status}`)
}

/** The first load of the app by the account owner: Shopify's library exchanges the session token, and the shop is known from then on. */
export async function visitAsOwner(store: string, handle: string, shop: string, env: Readonly<Record<string, string>>): Promise<void> {
  const { token } = (await (await fetch(`${store}/__dev/session-token?staff=9001`)).json()) as { token: string }
  const url = new URL('/app', env.SHOPIFY_APP_URL)
  const host = Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64').replace(/=+$/, '')
  url.search = new URLSearchParams({ embedded: '1', shop, host, locale: 'ja', id_token: token }).toString()
  const answer = await fetch(url, { headers: { 'User-Agent': BROWSER, Accept: 'text/html' }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`the app did not open in the admin: ${answer.status}`)
}
