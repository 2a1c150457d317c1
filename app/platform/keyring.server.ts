import { derivedKey, type Keys, newKey, seal, unseal } from './crypto.server.ts'
import type { Database } from './db.server.ts'

/** The master key is not the one that wrapped a shop's key: nothing that was sealed opens. */
export class KeyLost extends Error {
  override name = 'KeyLost'
}

/** What the database holds of a shop's keys. While the key is being changed there is a former one, whose number is one less. */
export interface WrappedKeys {
  readonly wrappedKey: Uint8Array | null
  readonly keyNumber: number
  readonly formerKey: Uint8Array | null
}

/**
 * A key per shop, stored wrapped with a master key; a change of it (app/accounts/rotation.server.ts) leaves the former one beside it until
 * everything is sealed anew. Forgetting a shop's wrapped keys forgets everything sealed with them. They are read each time, because a key that
 * another process has forgotten or replaced must not live on here.
 */
export class Keyring {
  private readonly db: Database
  /** The first one wraps, each of them opens. */
  private readonly masterKeys: readonly Uint8Array[]

  constructor(db: Database, masterKeys: readonly Uint8Array[]) {
    this.db = db
    this.masterKeys = masterKeys
  }

  /**
   * The shop's keys; made on first use. To open rows, ask for the keys after reading them: the key of a row that was read before cannot be
   * newer than these. Throws when the shop is unknown, and KeyLost when no master key is the one that wrapped them.
   */
  async of(shop: string): Promise<Keys> {
    return this.opened(shop, (await this.read(shop)) ?? (await this.make(shop)))
  }

  /**
   * A key of the shop to compute what is looked up by: equal for equal texts, whatever becomes of the key that seals. It is sealed with that
   * key, and forgotten with it. The first call for a purpose derives it from the shop's key of that moment.
   */
  async lookup(shop: string, purpose: string): Promise<Buffer> {
    const found = () => this.db.lookupKey.findUnique({ where: { shopId_purpose: { shopId: shop, purpose } } })
    const about = aboutLookup(shop, purpose)
    let row = await found()
    if (!row) {
      const keys = await this.of(shop)
      const sealed = seal(keys, about, derivedKey(currentOf(keys), purpose))
      await this.db.lookupKey.createMany({ data: { shopId: shop, purpose, sealed }, skipDuplicates: true })
      row = await found()
    }
    if (!row) throw new Error('a key was forgotten while it was asked for')
    return unseal(await this.of(shop), about, row.sealed)
  }

  /** The shops, of all that have a key, of which a key does not open. */
  async lost(): Promise<readonly string[]> {
    const rows = await this.db.shop.findMany({ where: { wrappedKey: { not: null } }, select: { shopId: true, ...WRAPPED } })
    return rows.filter(({ shopId, ...wrapped }) => !this.opens(shopId, wrapped)).map(({ shopId }) => shopId)
  }

  /** Wraps a shop's key, or one that a master key wrapped before, with the first of the master keys. */
  wrap(shop: string, key: Uint8Array): Uint8Array<ArrayBuffer> {
    return seal(this.first(), about(shop), key)
  }

  /** The key that was wrapped; KeyLost when none of the master keys opens it. */
  unwrap(shop: string, wrapped: Uint8Array): Buffer {
    for (const masterKey of this.masterKeys) {
      try {
        return unseal(masterKey, about(shop), wrapped)
      } catch {
        // Another one may.
      }
    }
    throw new KeyLost(`the master key does not open the key of ${shop}`)
  }

  /** Whether it is the first of the master keys that wrapped a key. */
  isWrappedByFirst(shop: string, wrapped: Uint8Array): boolean {
    try {
      unseal(this.first(), about(shop), wrapped)
      return true
    } catch {
      return false
    }
  }

  private first(): Uint8Array {
    const [first] = this.masterKeys
    if (!first) throw new Error('a keyring without a master key')
    return first
  }

  private opens(shop: string, wrapped: WrappedKeys): boolean {
    try {
      this.opened(shop, wrapped)
      return true
    } catch {
      return false
    }
  }

  private opened(shop: string, { wrappedKey, keyNumber, formerKey }: WrappedKeys): Keys {
    const keys = [...(formerKey ? [[keyNumber - 1, formerKey] as const] : []), ...(wrappedKey ? [[keyNumber, wrappedKey] as const] : [])]
    return { current: keyNumber, byNumber: new Map(keys.map(([number, wrapped]) => [number, this.unwrap(shop, wrapped)])) }
  }

  private async read(shop: string): Promise<WrappedKeys | null> {
    const row = await this.db.shop.findUnique({ where: { shopId: shop }, select: WRAPPED })
    return row?.wrappedKey ? row : null
  }

  /** Two processes may make one at the same moment: the first stays, both read it back. */
  private async make(shop: string): Promise<WrappedKeys> {
    await this.db.shop.updateMany({ where: { shopId: shop, wrappedKey: null }, data: { wrappedKey: this.wrap(shop, newKey()) } })
    const made = await this.read(shop)
    if (!made) throw new Error('a key was asked for a shop that is not known')
    return made
  }
}

const WRAPPED = { wrappedKey: true, keyNumber: true, formerKey: true } as const

function currentOf({ current, byNumber }: Keys): Uint8Array {
  const key = byNumber.get(current)
  if (!key) throw new Error('keys without a current one')
  return key
}

const about = (shop: string): string => `${shop}:shop-key`

/** What the seal of a lookup key is bound to. */
export const aboutLookup = (shop: string, purpose: string): string => `${shop}:lookup-key:${purpose}`
