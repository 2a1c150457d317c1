import sharp from 'sharp'
import { ok, type Refusal, type Result, refuse } from '../platform/result.ts'
import { PIXELS_MAX } from './kinds.ts'
import type { Received } from './receive.server.ts'

// Decoded files of strangers are not worth keeping around.
sharp.cache(false)
// One picture uses one thread: uploads come in parallel, and the page must answer meanwhile.
sharp.concurrency(1)

const refused = (because: Extract<Refusal, { code: 'file-refused' }>['because']) => refuse({ code: 'file-refused', because } as const)

/** Whether a reviewer will be able to see the file: whole, not too many pixels, no password. Nothing of it is changed. */
export async function inspect({ bytes, mediaType }: Received): Promise<Result<null>> {
  return mediaType === 'application/pdf' ? inspectPdf(bytes) : inspectPicture(bytes)
}

async function inspectPicture(bytes: Buffer): Promise<Result<null>> {
  try {
    // The header first: a picture that unpacks to gigabytes is refused before a pixel of it is unpacked.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > PIXELS_MAX) return refused('too-many-pixels')
    // Drawing it small reads every scan line, which is how a truncated file shows.
    await sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'truncated', sequentialRead: true }).resize(32).raw().toBuffer()
    return ok(null)
  } catch {
    return refused('unreadable')
  }
}

const TAIL_BYTES = 2048

/** By structure only: a whole PDF ends with the place of its index; an encrypted one names its lock beside that index. */
function inspectPdf(bytes: Buffer): Result<null> {
  const tail = bytes.subarray(-TAIL_BYTES)
  if (!tail.includes('%%EOF') || !tail.includes('startxref')) return refused('unreadable')
  return /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(bytes.toString('latin1')) ? refused('locked') : ok(null)
}
