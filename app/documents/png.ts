const SIGNATURE_BYTES = 8
/** Length, name and checksum of a chunk. */
const AROUND_BYTES = 12

/** What a picture is made of, and which way up it is. Texts and profiles are left out: packed, they unpack to as much as anybody likes. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'eXIf'])

/** A PNG with only the chunks that make its picture; of a broken one, those before the break. What follows its end is left out too. */
export function leanPng(png: Buffer): Buffer {
  const pieces = [png.subarray(0, SIGNATURE_BYTES)]
  for (let at = SIGNATURE_BYTES; at + AROUND_BYTES <= png.length; ) {
    const name = png.toString('latin1', at + 4, at + 8)
    const end = at + AROUND_BYTES + png.readUInt32BE(at)
    if (KEPT.has(name)) pieces.push(png.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  return Buffer.concat(pieces)
}
