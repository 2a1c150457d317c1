import { fileURLToPath } from 'node:url'
import { Session } from '@shopify/shopify-api'
import pg from 'pg'
import { keepSightings } from '../../../app/kyc/sightings.server.ts'
import { PRESETS, readLabels } from '../../../app/kyc/tags.ts'
import { sightingOf } from '../../../app/kyc/take-over.ts'
import { config } from '../../../app/platform/config.server.ts'
import { openDatabase } from '../../../app/platform/db.server.ts'
import { makeWorld, type World } from '../../../app/platform/world.server.ts'
import { changeSettings } from '../../../dev-store/control/settings.ts'
import { type DevStore, startDevStore } from '../../../dev-store/server.ts'
import { openShop, resetShop } from '../../../dev-store/store/shops.ts'
import type { Shop } from '../../../dev-store/store/types.ts'
import { DEFAULT_SHOP } from '../../../dev-store/store/world.ts'
import { type MailLine, openMailLine } from './mail-line.ts'

const TABLES = [
  'take_overs',
  'kyc_sightings',
  'kyc_cases',
  'kyc_intents',
  'kyc_events',
  'kyc_tasks',
  'kyc_proposals',
  'mails',
  'inbox',
  'audit_log',
  'lookup_keys',
  'shops',
]
const EMPTY = [...TABLES, 'graphile_worker._private_jobs', 'graphile_worker._private_job_queues']
  .map((name) => `delete from ${name}`)
  .join(';')

const NO_METAFIELD = { value: null, updatedAt: null, compareDigest: null }

/** What every history runs on: a real PostgreSQL, the dev store behind HTTP, and one clock for both that moves only when told. */
export class Desk {
  /** Milliseconds since 1970. Never a whole second: Shopify's dates have none of the rest. */
  now = 0
  readonly store: DevStore
  readonly shop: Shop
  readonly world: World
  readonly sql: pg.Client
  readonly mailLine: MailLine
  private readonly db: ReturnType<typeof openDatabase>

  constructor(store: DevStore, db: ReturnType<typeof openDatabase>, sql: pg.Client, mailLine: MailLine) {
    this.mailLine = mailLine
    this.store = store
    this.db = db
    this.sql = sql
    this.shop = openShop(store.world, DEFAULT_SHOP)
    this.world = { ...makeWorld(config(), db), now: () => new Date(this.now) }
    Object.defineProperty(store.world.clock, 'offsetMs', { get: () => this.now - Date.now() })
    changeSettings(store.world, this.shop, { installed: true })
  }

  /** A store and a database without anybody, and a shop with these settings. */
  async clear(settings: object, installedAfterMs: number): Promise<void> {
    this.now = Math.floor(Date.now() / 1000) * 1000 + 100
    resetShop(this.store.world, this.shop)
    changeSettings(this.store.world, this.shop, { bucket: { maximum: 1_000_000, restorePerSecond: 500_000 } })
    this.store.post.deliveries.length = 0
    this.store.world.mailbox.mails = []
    this.mailLine.state = 'works'
    // Webhooks are carried by the history itself.
    this.store.faults.list = [{ kind: 'drop' }]
    await this.sql.query(EMPTY)
    const installedAt = new Date(this.now + installedAfterMs)
    await this.world.db.shop.create({ data: { shopId: DEFAULT_SHOP, installedAt, settings } })
    await this.exchange()
  }

  /** A member of staff opens the app: the offline token is there, and can be renewed where Shopify refuses it. */
  private async exchange(): Promise<void> {
    const { apiKey, apiSecret } = this.world.config
    const { token } = (await (await fetch(`${this.store.url}/__dev/session-token?staff=9001`)).json()) as { token: string }
    const answer = await fetch(`${this.store.url}/shops/${DEFAULT_SHOP}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        client_id: apiKey,
        client_secret: apiSecret,
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
        expiring: '1',
      }),
    })
    const told = (await answer.json()) as { access_token: string; refresh_token: string; expires_in: number }
    const expires = new Date(Date.now() + told.expires_in * 1000)
    const of = { id: `offline_${DEFAULT_SHOP}`, shop: DEFAULT_SHOP, state: '', isOnline: false }
    await this.world.sessions.storeSession(
      new Session({ ...of, accessToken: told.access_token, refreshToken: told.refresh_token, expires }),
    )
  }

  /** The owner has confirmed a preview in which everybody showed what the store shows now. */
  async confirmTakeOver(): Promise<void> {
    const preview = 'seen'
    await this.world.db.takeOver.create({ data: { shopId: DEFAULT_SHOP, state: 'confirmed', preview } })
    const seen = [...this.shop.customers.values()].map(({ id, tags }) => {
      const shown = { ...readLabels(tags, PRESETS.ja, null), metafield: NO_METAFIELD, readAt: this.now }
      return { customer: BigInt(id), ...sightingOf(shown, []), verdicts: ['new' as const] }
    })
    await keepSightings(this.world.db, DEFAULT_SHOP, preview, seen)
  }

  async close(): Promise<void> {
    await Promise.all([this.sql.end(), this.db.$disconnect(), this.mailLine.close()])
    await this.store.close()
  }
}

/** Opens the desk at the addresses that this process's environment names. The database is migrated. */
export async function openDesk(): Promise<Desk> {
  const { databaseUrl, devStoreUrl, smtpUrl, apiKey, apiSecret } = config()
  const port = (url: string | null) => Number(new URL(url ?? '').port)
  const store = await startDevStore({
    port: port(devStoreUrl),
    smtpPort: 0,
    appUrl: 'http://localhost:1',
    apiKey,
    apiSecret,
    data: undefined,
    declaration: fileURLToPath(new URL('../../../shopify.app.toml', import.meta.url)),
    complain: () => {},
  })
  const mailLine = await openMailLine(port(smtpUrl), store.smtpPort ?? 0)
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  return new Desk(store, openDatabase(databaseUrl), sql, mailLine)
}
