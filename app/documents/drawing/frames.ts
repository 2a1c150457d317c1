/** A message between us and the process that draws: a few words, and bytes. */
export interface Frame {
  readonly head: unknown
  readonly body: Buffer
}

const LENGTHS_BYTES = 8
const HEAD_BYTES_MAX = 1024

/** A message as it goes over a pipe: two lengths of 32 bits, the words as JSON, the bytes. */
export function frame(head: object, body: Uint8Array = new Uint8Array()): readonly Uint8Array[] {
  const words = Buffer.from(JSON.stringify(head))
  const lengths = Buffer.alloc(LENGTHS_BYTES)
  lengths.writeUInt32BE(words.length, 0)
  lengths.writeUInt32BE(body.length, 4)
  return [Buffer.concat([lengths, words]), body]
}

/** Reads messages from pieces of a pipe. Throws when one is longer than it may be, or the pipe ends in its midst. */
export async function* framesOf(pipe: AsyncIterable<Buffer>, bodyBytesMax: number): AsyncGenerator<Frame> {
  let pieces: Buffer[] = []
  let here = 0
  let wanted = LENGTHS_BYTES
  let lengths: { readonly words: number; readonly body: number } | null = null
  for await (const piece of pipe) {
    pieces.push(piece)
    here += piece.length
    while (here >= wanted) {
      const all = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, here)
      if (lengths) {
        const words = all.subarray(LENGTHS_BYTES, LENGTHS_BYTES + lengths.words).toString()
        const message = { head: JSON.parse(words) as unknown, body: all.subarray(LENGTHS_BYTES + lengths.words, wanted) }
        pieces = [all.subarray(wanted)]
        here -= wanted
        wanted = LENGTHS_BYTES
        lengths = null
        yield message
      } else {
        lengths = { words: all.readUInt32BE(0), body: all.readUInt32BE(4) }
        if (lengths.words > HEAD_BYTES_MAX || lengths.body > bodyBytesMax) throw new Error('a message is longer than it may be')
        pieces = [all]
        wanted += lengths.words + lengths.body
      }
    }
  }
  if (here > 0) throw new Error('a message ended in its midst')
}
