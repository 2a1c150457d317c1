import sharp from 'sharp'
import type { Finish } from './clean.server.ts'
import { FONT_NAME, FONT_PATH, hasLetters } from './font.server.ts'
import { packed, reviewSize } from './pictures.server.ts'

/** Who looks, when, and for which shop. */
export interface Mark {
  readonly staffId: bigint
  readonly name: string
  readonly shopName: string
  readonly shop: string
  readonly at: Date
  /** The shop's time zone, as IANA names it. */
  readonly timezone: string
}

/** The words of a mark: staff number and time always, names where the font has their letters. */
export function wordsOf({ staffId, name, shopName, shop, at, timezone }: Mark): string {
  const when = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  const who = name !== '' && hasLetters(name) ? `${name} #${staffId}` : `#${staffId}`
  return `${who} · ${when} ${timezone} · ${hasLetters(shopName) && shopName !== '' ? shopName : shop}`
}

/** Letters of the strip are this part of the longer side; those across the picture too. */
const LETTERS_PER_SIDE = 72
const LETTER_PIXELS_MIN = 11
const DEGREES = -24
/** How much of the paper the letters across it cover: enough to be read on white, too little to hide a printed figure. */
const OPACITY = 0.16
const INK = [40, 48, 60] as const
const HALO = [255, 255, 255] as const

/**
 * Draws a mark onto a picture: in a strip below it, where it covers nothing, and faintly all over it, so that no part of it is without. The
 * result is higher than the picture by the strip.
 */
export const markedWith =
  (mark: Mark): Finish =>
  async (picture, of) => {
    const { width, height } = reviewSize(of)
    const letters = Math.max(LETTER_PIXELS_MIN, Math.round(Math.max(width, height) / LETTERS_PER_SIDE))
    const mask = await lettering(wordsOf(mark), letters)
    const [across, below] = await Promise.all([acrossOf(mask, width, height, letters), belowOf(mask, width, letters)])
    const marked = picture.extend({ bottom: below.height, background: '#ffffff' }).composite([
      { input: across.data, raw: rawOf(across), tile: true, top: 0, left: 0 },
      { input: below.data, raw: rawOf(below), top: height, left: 0 },
    ])
    return packed(marked)
  }

interface Layer {
  readonly data: Buffer
  readonly width: number
  readonly height: number
  readonly channels: 1 | 4
}

const rawOf = ({ width, height, channels }: Layer) => ({ width, height, channels })

/** How much of each pixel the letters cover. */
async function lettering(words: string, pixels: number): Promise<Layer> {
  const text = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const drawing = sharp({ text: { text, font: `${FONT_NAME} ${pixels}`, fontfile: FONT_PATH, dpi: 72 } })
  const { data, info } = await drawing.extractChannel(0).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: 1 }
}

/** The letters in a colour, `opacity` of them, over their shadow in another. */
function inked(mask: Layer, opacity: number): Layer {
  const { width, height } = mask
  const data = Buffer.alloc(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const ink = mask.data[at] ?? 0
    const shadow = at > width ? (mask.data[at - width - 1] ?? 0) : 0
    const [red, green, blue] = ink >= shadow ? INK : HALO
    data.set([red, green, blue, Math.round(Math.max(ink, shadow) * opacity)], at * 4)
  }
  return { data, width, height, channels: 4 }
}

/** One tile of the letters across the picture, with room around it, no larger than the picture. */
async function acrossOf(mask: Layer, width: number, height: number, letters: number): Promise<Layer> {
  const ink = inked(mask, OPACITY)
  const turned = sharp(ink.data, { raw: rawOf(ink) }).rotate(DEGREES, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
  const { data, info } = await turned.raw().toBuffer({ resolveWithObject: true })
  const room = letters * 3
  const spaced = sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .extend({ top: room, bottom: room, left: room, right: room, background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const tile = await spaced
  const cut = { left: 0, top: 0, width: Math.min(width, tile.info.width), height: Math.min(height, tile.info.height) }
  const fitting = sharp(tile.data, { raw: { width: tile.info.width, height: tile.info.height, channels: 4 } }).extract(cut)
  return { data: await fitting.raw().toBuffer(), width: cut.width, height: cut.height, channels: 4 }
}

/** The strip below the picture, as wide as it, with the letters in full ink. */
async function belowOf(mask: Layer, width: number, letters: number): Promise<Layer> {
  const pad = Math.round(letters * 0.6)
  const ink = inked(mask, 1)
  const room = Math.max(1, width - 2 * pad)
  const { data, info } = await sharp(ink.data, { raw: rawOf(ink) })
    .resize({ width: Math.min(room, ink.width), fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const strip = sharp({ create: { width, height: info.height + 2 * pad, channels: 4, background: '#ffffff' } }).composite([
    { input: data, raw: { width: info.width, height: info.height, channels: 4 }, left: Math.min(pad, width - info.width), top: pad },
  ])
  return { data: await strip.raw().toBuffer(), width, height: info.height + 2 * pad, channels: 4 }
}
