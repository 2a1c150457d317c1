import { Transform } from 'node:stream'

/**
 * Lets everything through but NUL bytes. React 18 writes HTML in blocks of 2048 bytes and, where a character of several bytes does not fit, leaves
 * the rest of the block as zeros (facebook/react#24985): inside an attribute or a script a browser makes U+FFFD of them, and the word is broken.
 * No character of UTF-8 but NUL holds such a byte, and HTML may not hold a NUL.
 */
export const withoutNul = (): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
