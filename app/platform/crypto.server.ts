import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** A fresh 256-bit key. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES)

/**
 * AES-256-GCM. `about` names what is sealed (shop, table, id) and is authenticated with it: a sealed value copied to another row does not open.
 * Shape: version (1 byte), nonce (12), tag (16), cipher text.
 */
export function seal(key: Uint8Array, about: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(about))
  const body = [cipher.update(plain), cipher.final()]
  return new Uint8Array(Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ...body]))
}

/** Opens what `seal` made with the same key and `about`; throws when either differs or a byte was changed. */
export function unseal(key: Uint8Array, about: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) throw new Error('not a sealed value')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES))
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()])
}

/** JSON, sealed. */
export const sealJson = (key: Uint8Array, about: string, value: unknown): Uint8Array<ArrayBuffer> =>
  seal(key, about, Buffer.from(JSON.stringify(value)))

/** JSON that `sealJson` sealed; the caller checks its shape. */
export const unsealJson = (key: Uint8Array, about: string, sealed: Uint8Array): unknown => JSON.parse(unseal(key, about, sealed).toString())

/** A secret that fits in a fragment or a cookie: 256 bits, base64url. */
export const newSecret = (): string => randomBytes(KEY_BYTES).toString('base64url')

/** What a table keeps of a secret. Secrets have 256 bits of chance, so a plain hash is enough. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** A key for one purpose, derived from the master key. */
export const derivedKey = (masterKey: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', purpose, KEY_BYTES))
