/** Smaller pieces may share their memory with others: so do those that lie in the buffer from which small ones are cut. */
const ALONE_BYTES_MIN = 16 * 1024
const isAlone = ({ byteLength }: ArrayBuffer): boolean => byteLength >= ALONE_BYTES_MIN && byteLength !== Buffer.poolSize

/**
 * Frees the memory of bytes that nobody needs any more: at once, not when the collector comes by, which a few photos a second would call every
 * time. Their whole buffer must be the caller's own, and nobody may be reading them, not even a write that was given up: afterwards they are empty.
 */
export function giveBack({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && isAlone(buffer)) buffer.transfer(0)
}
