import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { giveBack } from './give-back.ts'

// The first byte: a value of a single key (or of a keeper's first one), or one that names its key by number.
const PLAIN_SHAPE = 1
const NUMBERED_SHAPE = 2
const NUMBER_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
/** A photo is sealed piece by piece into its place: put together from whole copies of itself it costs three times as much. */
const PIECE_BYTES = 32 * 1024

/** A fresh 256-bit key. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES)

/** Keys that follow one another: the current one seals, each of them opens what it sealed. Numbers begin at 1. */
export interface Keys {
  readonly current: number
  readonly byNumber: ReadonlyMap<number, Uint8Array>
}

/**
 * AES-256-GCM. `about` names what is sealed (shop, table, id) and is authenticated with it: a sealed value copied to another row does not open.
 * Shape: 1, nonce (12), tag (16), cipher text; of keys that follow one another 2, number of the key (4), and the same. Values of the first key
 * carry no number: so they were written before keys could follow one another.
 */
export function seal(key: Uint8Array | Keys, about: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = key instanceof Uint8Array ? Buffer.of(PLAIN_SHAPE) : headOf(key.current)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, head), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(about))
  const bodyAt = head.length + NONCE_BYTES + TAG_BYTES
  const sealed = new Uint8Array(bodyAt + plain.length)
  sealed.set(head)
  sealed.set(nonce, head.length)
  for (let at = 0; at < plain.length; at += PIECE_BYTES) {
    const piece = cipher.update(plain.subarray(at, at + PIECE_BYTES))
    sealed.set(piece, bodyAt + at)
    giveBack(piece)
  }
  cipher.final()
  sealed.set(cipher.getAuthTag(), head.length + NONCE_BYTES)
  return sealed
}

/** Opens what `seal` made with the same key and `about`; throws when either differs or a byte was changed. */
export function unseal(key: Uint8Array | Keys, about: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const head = bytes.subarray(0, bytes[0] === NUMBERED_SHAPE ? 1 + NUMBER_BYTES : 1)
  const [nonce, tag] = [
    bytes.subarray(head.length, head.length + NONCE_BYTES),
    bytes.subarray(head.length + NONCE_BYTES).subarray(0, TAG_BYTES),
  ]
  if (tag.length < TAG_BYTES) throw new Error('not a sealed value')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, head), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(head.length + NONCE_BYTES + TAG_BYTES)), decipher.final()])
}

function headOf(number: number): Buffer {
  if (number === 1) return Buffer.of(PLAIN_SHAPE)
  const head = Buffer.of(NUMBERED_SHAPE, 0, 0, 0, 0)
  head.writeUInt32BE(number, 1)
  return head
}

/** A number that was changed leads to another key, which does not open the value. */
function keyFor(key: Uint8Array | Keys, head: Buffer): Uint8Array {
  if (head[0] === PLAIN_SHAPE && key instanceof Uint8Array) return key
  const number = head[0] === PLAIN_SHAPE ? 1 : head[0] === NUMBERED_SHAPE && head.length > NUMBER_BYTES ? head.readUInt32BE(1) : null
  const found = key instanceof Uint8Array || number === null ? undefined : key.byNumber.get(number)
  if (!found) throw new Error('not a sealed value, or of a key that is gone')
  return found
}

/** JSON, sealed. */
export const sealJson = (key: Uint8Array | Keys, about: string, value: unknown): Uint8Array<ArrayBuffer> =>
  seal(key, about, Buffer.from(JSON.stringify(value)))

/** JSON that `sealJson` sealed; the caller checks its shape. */
export const unsealJson = (key: Uint8Array | Keys, about: string, sealed: Uint8Array): unknown =>
  JSON.parse(unseal(key, about, sealed).toString())

/** A secret that fits in a fragment or a cookie: 256 bits, base64url. */
export const newSecret = (): string => randomBytes(KEY_BYTES).toString('base64url')

/** What a table keeps of a secret. Secrets have 256 bits of chance, so a plain hash is enough. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** A key for one purpose, derived from another. */
export const derivedKey = (key: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES))
