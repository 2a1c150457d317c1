import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../platform/config.server.ts'
import { derivedKey } from '../platform/crypto.server.ts'
import { bodyOf, type Entry, lineOf, type Seal } from './chain.ts'

/** A key that seals the log. It is derived from the master key, so it is nowhere in the database. */
export interface SealKey {
  readonly id: string
  readonly key: Buffer
}

/**
 * The key of a master key. Its id stands in each seal: after the master key was replaced, the seals made before are held by the heads of those
 * made since, which contain theirs, and by the copies outside.
 */
export const sealKeyOf = ({ masterKey }: Pick<Config, 'masterKey'>): SealKey => keyFrom(masterKey)

/** The keys that this process can check with, by id: several while the master key is being replaced. */
export const sealKeysOf = ({ masterKeys }: Pick<Config, 'masterKeys'>): ReadonlyMap<string, SealKey> =>
  new Map(masterKeys.map(keyFrom).map((key) => [key.id, key]))

function keyFrom(masterKey: Uint8Array): SealKey {
  const key = derivedKey(masterKey, 'audit-seal')
  return { id: createHash('sha256').update('audit-seal-id').update(key).digest('hex').slice(0, 12), key }
}

const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64url')

/** A row's own mark: names the row that was changed, and holds it to its place. */
export const markOf = ({ key }: SealKey, shop: string, seal: bigint, place: number, entry: Entry): string =>
  hmac(key, `row\n${seal}\n${place}\n${lineOf(shop, entry)}`).slice(0, 22)

/** The digest of rows in their order, fed one by one. */
export function rowsDigest(shop: string): { add(entry: Entry): void; end(): string } {
  const hash = createHash('sha256')
  return {
    add: (entry) => void hash.update(`${lineOf(shop, entry)}\n`),
    end: () => hash.digest('base64url'),
  }
}

/** The head of a seal: it contains the one before, and so everything before. */
export const headOf = (shop: string, seal: Omit<Seal, 'head' | 'mac'>, digest: string): string =>
  createHash('sha256')
    .update(bodyOf(shop, seal, digest))
    .digest('base64url')

/** What nobody without the key can make: over count and head. */
export const macOf = ({ key }: SealKey, shop: string, { n, total, head }: Pick<Seal, 'n' | 'total' | 'head'>): string =>
  hmac(key, `seal\n${shop}\n${n}\n${total}\n${head}`)

/** The operator's word that the rows of a seal went with a lost database; begins with the id of the key. */
export const lostMacOf = ({ id, key }: SealKey, shop: string, { n, head }: Pick<Seal, 'n' | 'head'>, at: Date): string =>
  `${id}:${hmac(key, `lost\n${shop}\n${n}\n${head}\n${at.toISOString()}`)}`

/** Whether that word is one of ours. A key that this process does not have is none: a word costs nothing to write. */
export function isLostBy(
  keys: ReadonlyMap<string, SealKey>,
  shop: string,
  seal: Pick<Seal, 'n' | 'head'>,
  at: Date,
  mac: string | null,
): boolean {
  const key = keys.get(mac?.split(':')[0] ?? '')
  return key !== undefined && isEqual(mac ?? '', lostMacOf(key, shop, seal, at))
}

/** Compares without telling by the time taken how much was right. */
export function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
