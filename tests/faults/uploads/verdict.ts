import sharp from 'sharp'

/** What may stand in a JPEG of ours: tables, frame and scan. No comment, and no application's segment but JFIF's own. */
const ALLOWED = new Set([0xe0, 0xdb, 0xc0, 0xc4, 0xdd, 0xda])
const JFIF_BYTES = 16

/** What is wrong with a picture that is shown: whatever is more than tables and pixels. Null when nothing is. */
export async function faultOf(shown: Buffer): Promise<string | null> {
  if (shown.readUInt16BE(0) !== 0xffd8) return 'it is no JPEG'
  let at = 2
  for (;;) {
    const marker = shown[at + 1] ?? 0
    if (shown[at] !== 0xff || !ALLOWED.has(marker)) return `it has a segment ${marker.toString(16)}`
    const length = shown.readUInt16BE(at + 2)
    if (marker === 0xe0 && length !== JFIF_BYTES) return 'its JFIF segment has more than it needs'
    at += 2 + length
    if (marker === 0xda) break
  }
  const end = shown.indexOf(Buffer.from([0xff, 0xd9]), at)
  if (end !== shown.length - 2) return `${shown.length - 2 - end} bytes follow its end`
  const { exif, icc, xmp, iptc, orientation } = await sharp(shown).metadata()
  if (exif ?? icc ?? xmp ?? iptc ?? orientation) return 'it carries metadata'
  return null
}

/** Bytes in a row that cannot be the same by chance. */
const RUN_BYTES = 8

/** Whether any run of planted bytes came through. */
export function carries(shown: Buffer, planted: readonly Buffer[]): boolean {
  const runs = new Set<bigint>()
  for (const bytes of planted) for (let at = 0; at + RUN_BYTES <= bytes.length; at++) runs.add(bytes.readBigUInt64BE(at))
  if (runs.size === 0) return false
  for (let at = 0; at + RUN_BYTES <= shown.length; at++) if (runs.has(shown.readBigUInt64BE(at))) return true
  return false
}
