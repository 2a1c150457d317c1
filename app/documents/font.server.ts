import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The font that we bring along: Latin, Japanese, and the traditional characters of Chinese. Nothing is expected of the system. */
export const FONT_PATH = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf')
export const FONT_NAME = 'Noto Sans JP'

/** First and last character of each stretch that the font has, in order; read once, when first asked. */
let stretches: readonly (readonly [number, number])[] | null = null

/** Whether the font has every character of a text. Where it has not, boxes would be drawn, and a box tells nobody apart. */
export function hasLetters(text: string): boolean {
  stretches ??= readStretches(readFileSync(FONT_PATH))
  const all = stretches
  return [...text].every((letter) => {
    const code = letter.codePointAt(0) ?? 0
    return all.some(([first, last]) => first <= code && code <= last)
  })
}

const TABLE_BYTES = 16
const ENCODING_BYTES = 8
const GROUP_BYTES = 12
const FULL_UNICODE = 12

/** The groups of the font's table of characters (`cmap`, format 12 of the OpenType specification). */
function readStretches(font: Buffer): [number, number][] {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + i * TABLE_BYTES)
  const cmap = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')
  const start = cmap === undefined ? 0 : font.readUInt32BE(cmap + 8)
  const encodings = Array.from({ length: font.readUInt16BE(start + 2) }, (_, i) => start + 4 + i * ENCODING_BYTES)
  const full = encodings.map((at) => start + font.readUInt32BE(at + 4)).find((at) => font.readUInt16BE(at) === FULL_UNICODE)
  if (full === undefined) throw new Error('the font has no table of characters that we can read')
  return Array.from({ length: font.readUInt32BE(full + 12) }, (_, i) => {
    const at = full + 16 + i * GROUP_BYTES
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)]
  })
}
