import { fileTypeFromBuffer } from 'file-type'
import { ok, type Refusal, type Result, refuse } from '../platform/result.ts'
import { getReady } from './clean.server.ts'
import { BYTES_MAX, bytesMax, MEDIA_TYPES, type MediaType } from './kinds.ts'

/** Enough of a file's beginning to tell what it is. */
const SNIFFED_BYTES = 4100

export interface Received {
  readonly bytes: Buffer
  readonly mediaType: MediaType
}

const refused = (because: Extract<Refusal, { code: 'file-refused' }>['because']) => refuse({ code: 'file-refused', because } as const)

/** Who sends nothing for so long has no line any more; the page sends the file again. */
const SILENCE_MS = 20_000
/** Where to begin when it is not told how large the body is. */
const FIRST_BYTES = 256 * 1024

/**
 * Reads a body up to the limit of what it turns out to be: the beginning tells the type, and nothing is kept of a file that is none of
 * ours. The rest of a refused body is left unread; it is never held in memory. Refuses with try-again when nothing comes any more.
 */
export async function receive(
  body: ReadableStream<Uint8Array> | null,
  declaredBytes: number,
  silenceMs = SILENCE_MS,
): Promise<Result<Received>> {
  if (declaredBytes > BYTES_MAX) return refused('too-large')
  if (!body) return refused('empty')
  const reader = body.getReader()
  let silent = false
  const patience = setTimeout(() => {
    silent = true
    void reader.cancel().catch(() => undefined)
  }, silenceMs)
  try {
    const received = await gather(reader, declaredBytes, () => patience.refresh())
    return silent ? refuse({ code: 'try-again' }) : received
  } finally {
    clearTimeout(patience)
  }
}

async function gather(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  declaredBytes: number,
  onPiece: () => void,
): Promise<Result<Received>> {
  // As large as it will be: put together from its pieces at the end, it would lie in memory twice.
  let bytes: Buffer = Buffer.allocUnsafeSlow(declaredBytes > 0 ? declaredBytes : FIRST_BYTES)
  let size = 0
  let mediaType: MediaType | undefined
  for (;;) {
    const { done, value } = await reader.read()
    if (value) {
      onPiece()
      if (size + value.length > (mediaType ? bytesMax(mediaType) : BYTES_MAX)) return refused('too-large')
      if (size + value.length > bytes.length) bytes = grown(bytes, size, size + value.length)
      bytes.set(value, size)
      size += value.length
    }
    if (!mediaType && (done || size >= SNIFFED_BYTES)) {
      if (size === 0) return refused('empty')
      mediaType = await sniff(bytes.subarray(0, size))
      if (!mediaType) return refused('type')
      if (size > bytesMax(mediaType)) return refused('too-large')
      getReady(mediaType)
    }
    if (done && mediaType) return ok({ bytes: bytes.subarray(0, size), mediaType })
  }
}

/** Room for more than was told, at least twice as much as before. */
function grown(bytes: Buffer, filled: number, needed: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.min(BYTES_MAX, Math.max(needed, 2 * bytes.length)))
  bytes.copy(larger, 0, 0, filled)
  return larger
}

/** The media type by content, when it is one that the vault takes. */
async function sniff(beginning: Buffer): Promise<MediaType | undefined> {
  const found = await fileTypeFromBuffer(beginning)
  // What iPhones write is called by either name; by the second one also what holds pictures of another kind, which nobody here can read.
  const mime = found?.mime === 'image/heif' && holdsHevc(beginning) ? 'image/heic' : found?.mime
  return MEDIA_TYPES.find((type) => type === mime)
}

/** Whether a HEIF file says of itself that its pictures are HEVC's: among the names in its first box. */
function holdsHevc(beginning: Buffer): boolean {
  const brands = beginning.toString('latin1', 8, Math.min(beginning.readUInt32BE(0), SNIFFED_BYTES))
  return /hei[cx]/.test(brands)
}
