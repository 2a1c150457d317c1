import sharp, { type Metadata, type Sharp } from 'sharp'
import { type MediaType, PIXELS_MAX, WHOLE_PIXELS_MAX } from './kinds.ts'
import { leanPng } from './png.ts'
import { FileRefused } from './refused.ts'

// Decoded files of strangers are not worth keeping around.
sharp.cache(false)
// One picture uses one thread: uploads come in parallel, and the page must answer meanwhile.
sharp.concurrency(1)
// The library reads dozens of formats, some of which can name other files or draw text. Of strangers' bytes it is to read three.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })

const FORMATS: Partial<Record<MediaType, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }

/** Longer side of a thumbnail, in pixels. */
const THUMBNAIL_SIDE = 320
/**
 * Longer side of what a reviewer sees, at most: a phone's 4032 become 2016, which shows a card at 600 dots an inch and a page at 170. Halving is
 * done while decoding; any other size costs more than it saves.
 */
const REVIEW_SIDE_MAX = 3300

export interface Pixels {
  readonly width: number
  readonly height: number
  /** 3: red, green, blue. 4: and how much it covers. */
  readonly channels: 3 | 4
  readonly data: Buffer
}

/** What the header of a picture says, before a pixel of it is unpacked. `weight` is the share of the drawing memory that it needs, 1 or 2. */
export interface Weighed {
  /** What there is to unpack. */
  readonly bytes: Buffer
  readonly weight: 1 | 2
  /** As it is looked at, upright. */
  readonly width: number
  readonly height: number
}

/** Reads the header. Throws FileRefused for a format that it does not keep to, and for more pixels than may be unpacked. */
export async function weigh(came: Buffer, mediaType: MediaType): Promise<Weighed> {
  const bytes = mediaType === 'image/png' ? leanPng(came) : came
  const found = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (!found || found.format !== FORMATS[mediaType]) throw new FileRefused('unreadable')
  const whole = isUnpackedWhole(found)
  if (found.width * found.height > (whole ? WHOLE_PIXELS_MAX : PIXELS_MAX)) throw new FileRefused('too-many-pixels')
  const { width, height } = found.autoOrient
  return { bytes, weight: whole ? 2 : 1, width, height }
}

const isUnpackedWhole = ({ format, isProgressive }: Metadata): boolean => format === 'webp' || isProgressive === true

/** A thumbnail of a picture. Every scan line is read for it, which is how a truncated file shows. Throws when it cannot be read. */
export const thumbnailOf = ({ bytes }: Weighed): Promise<Buffer> => small(upright(bytes))

/** A thumbnail of pixels of our own. */
export const thumbnailOfPixels = (pixels: Pixels): Promise<Buffer> => small(fromPixels(pixels))

const small = (picture: Sharp): Promise<Buffer> =>
  onWhite(picture.resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true }))
    .jpeg({ quality: 75 })
    .toBuffer()

/** Pixels as a page that is kept. */
export const pageOfPixels = (pixels: Pixels): Promise<Buffer> => packed(fromPixels(pixels))

/** The pixels of a picture and nothing else of it, upright, on white, not larger than a reviewer's screen can use; size as `reviewSize` says. */
export function reviewCopy(of: Weighed): Sharp {
  const { width, height } = reviewSize(of)
  return onWhite(upright(of.bytes).resize(width, height, { fit: 'fill' }))
}

/** How large the review copy of a picture is: halved until it fits. */
export function reviewSize({ width, height }: Pick<Weighed, 'width' | 'height'>): { readonly width: number; readonly height: number } {
  let parts = 1
  while (Math.max(width, height) / parts > REVIEW_SIDE_MAX) parts *= 2
  return { width: Math.max(1, Math.floor(width / parts)), height: Math.max(1, Math.floor(height / parts)) }
}

/** As a JPEG. Without the second look at its codes: a tenth smaller is not worth twice the time. */
export const packed = (picture: Sharp): Promise<Buffer> => picture.jpeg({ quality: 85, optimiseCoding: false }).toBuffer()

// Colour profiles, EXIF and whatever else a file carried are left behind: the library writes none unless asked to.
const upright = (bytes: Buffer): Sharp => sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'truncated' }).autoOrient()
const onWhite = (picture: Sharp): Sharp => picture.flatten({ background: '#ffffff' }).toColourspace('srgb')
const fromPixels = ({ data, width, height, channels }: Pixels): Sharp => onWhite(sharp(data, { raw: { width, height, channels } }))
