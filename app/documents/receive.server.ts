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

/**
 * Reads a body up to the limit of what it turns out to be: the beginning tells the type, and nothing is kept of a file that is none of
 * ours. The rest of a refused body is left unread; it is never held in memory.
 */
export async function receive(body: ReadableStream<Uint8Array> | null, declaredBytes: number): Promise<Result<Received>> {
  if (declaredBytes > BYTES_MAX) return refused('too-large')
  if (!body) return refused('empty')
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let mediaType: MediaType | undefined
  for (;;) {
    const { done, value } = await reader.read()
    if (value) {
      size += value.length
      if (size > (mediaType ? bytesMax(mediaType) : BYTES_MAX)) return refused('too-large')
      chunks.push(value)
    }
    if (!mediaType && (done || size >= SNIFFED_BYTES)) {
      if (size === 0) return refused('empty')
      mediaType = await sniff(Buffer.concat(chunks))
      if (!mediaType) return refused('type')
      if (size > bytesMax(mediaType)) return refused('too-large')
      getReady(mediaType)
    }
    if (done && mediaType) return ok({ bytes: Buffer.concat(chunks, size), mediaType })
  }
}

/** The media type by content, when it is one that the vault takes. */
async function sniff(beginning: Buffer): Promise<MediaType | undefined> {
  const found = await fileTypeFromBuffer(beginning)
  // What iPhones write is called by either name.
  const mime = found?.mime === 'image/heif' ? 'image/heic' : found?.mime
  return MEDIA_TYPES.find((type) => type === mime)
}
