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
  const lengths = Buffer.alloc(LENGTHS_BYTES)
  let message: Buffer | null = null
  let wordsBytes = 0
  let filled = 0
  for await (const piece of pipe) {
    for (let at = 0; at < piece.length; ) {
      const into: Buffer = message ?? lengths
      const taken = piece.copy(into, filled, at)
      at += taken
      filled += taken
      if (filled < into.length) continue
      filled = 0
      if (message) {
        yield { head: JSON.parse(message.toString('utf8', 0, wordsBytes)) as unknown, body: message.subarray(wordsBytes) }
        message = null
        continue
      }
      wordsBytes = lengths.readUInt32BE(0)
      const bodyBytes = lengths.readUInt32BE(4)
      if (wordsBytes > HEAD_BYTES_MAX || bodyBytes > bodyBytesMax) throw new Error('a message is longer than it may be')
      // As large as it will be: a page put together from pieces would lie in memory twice.
      message = Buffer.allocUnsafeSlow(wordsBytes + bodyBytes)
    }
  }
  if (filled > 0 || message) throw new Error('a message ended in its midst')
}
