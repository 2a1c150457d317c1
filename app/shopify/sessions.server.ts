import './fetch.server.ts'
import { ApiVersion, Session, type SessionParams, shopifyApi } from '@shopify/shopify-api'
import { Prisma, type Session as Row } from '../../generated/prisma/client.ts'
import { config } from '../platform/config.server.ts'
import type { Database } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { libraryLog } from './library-log.server.ts'
import { type ShopLock, shopLock } from './shop-lock.server.ts'

export const API_VERSION = ApiVersion.July26

/** Wider than the library's five minutes, so that its own, unserialised refresh never starts. */
const REFRESH_BEFORE_EXPIRY_MS = 6 * 60 * 1000

type Refreshable = Session & { refreshToken: string }

/**
 * Shopify's tokens in our database, always fresh: an expiring offline token is refreshed under a lock per shop. The library, the webhook
 * door and the worker all load offline sessions here, so twenty callers at once cost one refresh.
 */
export class Sessions {
  private readonly db: Database
  private readonly lock: ShopLock

  constructor(db: Database) {
    this.db = db
    this.lock = shopLock(db)
  }

  async loadSession(id: string): Promise<Session | undefined> {
    const session = await this.read(id)
    if (!needsRefresh(session)) return session
    return this.lock(session.shop, async () => {
      const current = await this.read(id) // someone else may have refreshed meanwhile
      // A refused refresh leaves the expired session: an admin page then exchanges its token anew.
      return needsRefresh(current) ? this.refresh(current).catch(() => current) : current
    })
  }

  async storeSession(session: Session): Promise<boolean> {
    const row = toRow(session)
    const where = { shopId_id: { shopId: row.shopId, id: row.id } }
    await this.db.$transaction(async (tx) => {
      const before = row.isOnline ? null : await tx.session.findUnique({ where, select: { accessToken: true } })
      await tx.session.upsert({ where, create: row, update: row })
      // A token that was taken away has a successor: what waited for it goes on.
      const shop = row.shopId
      if (before?.accessToken === null && row.accessToken !== null) await addJob(tx, 'shop.resume', { shop }, { key: `resume:${shop}` })
    })
    return true
  }

  async deleteSession(id: string): Promise<boolean> {
    return this.deleteSessions([id])
  }

  async deleteSessions(ids: string[]): Promise<boolean> {
    await this.db.session.deleteMany({ where: { OR: ids.map((id) => ({ shopId: shopOf(id), id })) } })
    return true
  }

  async findSessionsByShop(shop: string): Promise<Session[]> {
    return (await this.db.session.findMany({ where: { shopId: shop } })).map(toSession)
  }

  /** The shop's offline session, fresh; undefined when the app is not installed there. */
  offline(shop: string): Promise<Session | undefined> {
    return this.loadSession(`offline_${shop}`)
  }

  /**
   * Another token than the one that Shopify refused (401), or null. Somebody may have renewed it since; else it is renewed now. Where even
   * that is refused, the token was revoked: it is taken away together with those of staff, so that the next visit of anybody exchanges anew.
   * Rejects when the token endpoint does not answer: nothing is known then.
   */
  async renewed(shop: string, refused: string): Promise<string | null> {
    return this.lock(shop, async () => {
      const current = await this.read(`offline_${shop}`)
      if (!current?.accessToken) return null
      if (current.accessToken !== refused) return current.accessToken
      if (isRefreshable(current)) {
        try {
          return (await this.refresh(current)).accessToken ?? null
        } catch (error) {
          if (!isRefusal(error)) throw error
        }
      }
      const dead = new Session({ id: current.id, shop, state: current.state, isOnline: false })
      await this.db.session.deleteMany({ where: { shopId: shop, isOnline: true } })
      await this.storeSession(dead)
      return null
    })
  }

  private async read(id: string): Promise<Session | undefined> {
    const row = await this.db.session.findUnique({ where: { shopId_id: { shopId: shopOf(id), id } } })
    return row ? toSession(row) : undefined
  }

  private async refresh(session: Refreshable): Promise<Session> {
    const { session: refreshed } = await api().auth.refreshToken({ shop: session.shop, refreshToken: session.refreshToken })
    await this.storeSession(refreshed)
    return refreshed
  }
}

/** Ids are `offline_{shop}` and `{shop}_{staff id}` (platform facts 1.1). */
function shopOf(id: string): string {
  if (id.startsWith('offline_')) return id.slice('offline_'.length)
  return id.slice(0, id.lastIndexOf('_'))
}

let kept: ReturnType<typeof shopifyApi> | undefined

function api() {
  const { apiKey, apiSecret, appUrl } = config()
  kept ??= shopifyApi({
    apiKey,
    apiSecretKey: apiSecret,
    hostName: new URL(appUrl).host,
    apiVersion: API_VERSION,
    isEmbeddedApp: true,
    logger: libraryLog,
  })
  return kept
}

const needsRefresh = (session: Session | undefined): session is Refreshable =>
  isRefreshable(session) && session.isExpired(REFRESH_BEFORE_EXPIRY_MS)

function isRefreshable(session: Session | undefined): session is Refreshable {
  if (!session || session.isOnline || !session.refreshToken || !session.accessToken) return false
  return !session.refreshTokenExpires || session.refreshTokenExpires.getTime() > Date.now()
}

/** The token endpoint answered, and said no: this refresh token will never be good again. */
function isRefusal(error: unknown): boolean {
  const code = (error as { response?: { code?: number } }).response?.code
  return code === 400 || code === 401 || code === 403
}

/** Absent values become null: a session whose token was taken away must lose it in the database too. */
function toRow(session: Session) {
  return {
    shopId: session.shop,
    id: session.id,
    state: session.state,
    isOnline: session.isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    accessToken: session.accessToken ?? null,
    refreshToken: session.refreshToken ?? null,
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfo: session.onlineAccessInfo ? (session.onlineAccessInfo as unknown as Prisma.InputJsonValue) : Prisma.DbNull,
  }
}

function toSession({ shopId, ...row }: Row): Session {
  const present = Object.entries({ ...row, shop: shopId }).filter(([, value]) => value !== null)
  return new Session(Object.fromEntries(present) as unknown as SessionParams)
}
