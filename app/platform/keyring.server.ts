import { newKey, seal, unseal } from './crypto.server.ts'
import type { Database } from './db.server.ts'

/** The master key is not the one that wrapped a shop's key: nothing that was sealed opens. */
export class KeyLost extends Error {
  override name = 'KeyLost'
}

/**
 * One data key per shop, stored wrapped with the master key. Forgetting a shop's wrapped key forgets everything sealed with it, at once and in
 * every process: it is read each time, because a key that another process has forgotten or replaced must not live on here.
 */
export class Keyring {
  private readonly db: Database
  private readonly masterKey: Uint8Array

  constructor(db: Database, masterKey: Uint8Array) {
    this.db = db
    this.masterKey = masterKey
  }

  /** The shop's key; made on first use. Throws when the shop is unknown, and KeyLost when the master key is not the one that wrapped it. */
  async of(shop: string): Promise<Buffer> {
    return this.unwrap(shop, (await this.wrapped(shop)) ?? (await this.make(shop)))
  }

  /** The shops, of all that have a key, whose key does not open. */
  async lost(): Promise<readonly string[]> {
    const rows = await this.db.shop.findMany({ where: { wrappedKey: { not: null } }, select: { shopId: true, wrappedKey: true } })
    return rows.filter(({ shopId, wrappedKey }) => wrappedKey && !this.opens(shopId, wrappedKey)).map(({ shopId }) => shopId)
  }

  private opens(shop: string, wrapped: Uint8Array): boolean {
    try {
      this.unwrap(shop, wrapped)
      return true
    } catch {
      return false
    }
  }

  private unwrap(shop: string, wrapped: Uint8Array): Buffer {
    try {
      return unseal(this.masterKey, about(shop), wrapped)
    } catch {
      throw new KeyLost(`the master key does not open the key of ${shop}`)
    }
  }

  private async wrapped(shop: string): Promise<Uint8Array | null> {
    const row = await this.db.shop.findUnique({ where: { shopId: shop }, select: { wrappedKey: true } })
    return row?.wrappedKey ?? null
  }

  /** Two processes may make one at the same moment: the first stays, both read it back. */
  private async make(shop: string): Promise<Uint8Array> {
    const wrappedKey = seal(this.masterKey, about(shop), newKey())
    await this.db.shop.updateMany({ where: { shopId: shop, wrappedKey: null }, data: { wrappedKey } })
    const wrapped = await this.wrapped(shop)
    if (!wrapped) throw new Error('a key was asked for a shop that is not known')
    return wrapped
  }
}

const about = (shop: string): string => `${shop}:shop-key`
