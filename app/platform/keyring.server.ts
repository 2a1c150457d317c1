import { newKey, seal, unseal } from './crypto.server.ts'
import type { Database } from './db.server.ts'

const KEPT_MAX = 1000
/** A key is remembered so long: a shop may be erased and come back with another one, and nobody could open what was sealed with the old. */
const KEPT_MS = 60_000

/** One data key per shop, stored wrapped with the master key. Forgetting a shop's wrapped key forgets everything sealed with it. */
export class Keyring {
  private readonly db: Database
  private readonly masterKey: Uint8Array
  private readonly kept = new Map<string, { readonly key: Buffer; readonly at: number }>()

  constructor(db: Database, masterKey: Uint8Array) {
    this.db = db
    this.masterKey = masterKey
  }

  /** The shop's key; made on first use. Throws when the shop is unknown or the master key is not the one that wrapped it. */
  async of(shop: string): Promise<Buffer> {
    const known = this.kept.get(shop)
    if (known && Date.now() - known.at < KEPT_MS) return known.key
    const wrapped = (await this.wrapped(shop)) ?? (await this.make(shop))
    const key = unseal(this.masterKey, about(shop), wrapped)
    if (this.kept.size >= KEPT_MAX) this.kept.clear()
    this.kept.set(shop, { key, at: Date.now() })
    return key
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
