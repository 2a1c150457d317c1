// The process that turns strangers' PDF and HEIC files into pixels. It is given bytes and gives back pixels, over its own pipes; it has no
// secrets in its environment, may write no file, start no process and load no native code (see drawing-process.server.ts), and the decoders
// are WebAssembly: they reach nothing but their own memory. It ends when its parent does.
import { HEIC_PIXELS_MAX, PAGES_MAX } from '../kinds.ts'
import { frame, framesOf } from './frames.ts'
import { type DrawnPage, NotDrawn } from './page.ts'

/** Larger than any file that the door lets in. */
const BODY_BYTES_MAX = 32 * 1024 * 1024

// Loaded before the first file comes: a customer does not wait for compilers. HEIC is rare, and waits.
const { drawPdf } = await import('./pdf.server.ts')

/** Says something, and waits until it is on its way: a page is not drawn before the one before it is taken, and lies in memory once. */
async function say(head: object, body?: Uint8Array): Promise<void> {
  for (const piece of frame(head, body)) {
    if (piece.length > 0) await new Promise<void>((resolve) => process.stdout.write(piece, () => resolve()))
  }
}

async function* draw(mediaType: unknown, bytes: Uint8Array): AsyncGenerator<DrawnPage> {
  if (mediaType === 'application/pdf') yield* drawPdf(bytes, PAGES_MAX)
  else yield (await import('./heif.server.ts')).drawHeif(bytes, HEIC_PIXELS_MAX)
}

await say({ is: 'ready' })
for await (const { head, body } of framesOf(process.stdin, BODY_BYTES_MAX)) {
  try {
    for await (const { width, height, channels, data } of draw((head as { mediaType?: unknown }).mediaType, body)) {
      await say({ is: 'page', width, height, channels }, data)
    }
    await say({ is: 'done' })
  } catch (error) {
    // Whatever else a decoder stumbles over, the file cannot be drawn; and what it stumbled over belongs in no log.
    await say({ is: 'undrawable', because: error instanceof NotDrawn ? error.because : 'unreadable' })
  }
  // The memory of the decoder that saw this file is given back, and wiped, before the next one comes.
  globalThis.gc?.()
}
