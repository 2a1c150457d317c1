import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { heic } from '../../harness/heic.ts'
import type { Chance } from '../random.ts'
import { type Making, noise, script, word } from './file.ts'

const FORMATS = ['jpeg', 'png', 'webp'] as const

/** A picture of something, small, different for each seed. */
function picture(chance: Chance): Sharp {
  const background = { r: chance.under(256), g: chance.under(256), b: chance.under(256) }
  return sharp({ create: { width: 200 + chance.under(900), height: 200 + chance.under(900), channels: 3, background } })
}

/** One PNG chunk. */
function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

const AFTER_HEADER = 33
const inPng = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, AFTER_HEADER), ...chunks, png.subarray(AFTER_HEADER)])

/** One segment of a JPEG, behind its start. */
function inJpeg(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

/** A PNG whose header lies about its size. */
function sized(png: Buffer, width: number, height: number): Buffer {
  const header = Buffer.from(png.subarray(12, 29))
  header.writeUInt32BE(width, 4)
  header.writeUInt32BE(height, 8)
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header.subarray(4)), png.subarray(AFTER_HEADER)])
}

/** Where a JPEG keeps height and width. */
function frameOf(jpeg: Buffer): number {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] === 0xc0 || jpeg[at + 1] === 0xc2) return at + 5
  }
  throw new Error('a JPEG without a frame')
}

export const PICTURES: Readonly<Record<string, Making>> = {
  'a photo with place, owner and turn': async (chance) => {
    const secret = word(chance)
    const bytes = await picture(chance)
      .withExif({
        IFD0: { Copyright: secret, Artist: `<script>${secret}</script>` },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 39/1 31/1', GPSLongitudeRef: 'E', GPSLongitude: '139/1 44/1 28/1' },
      })
      .withMetadata({ orientation: 1 + chance.under(8) })
      .toFormat(chance.of(FORMATS))
      .toBuffer()
    return { what: 'EXIF', bytes, must: 'be-shown', planted: [Buffer.from(secret)] }
  },
  'a picture that is a program at its end': async (chance) => {
    const tail = script(chance)
    const bytes = Buffer.concat([await picture(chance).toFormat(chance.of(FORMATS)).toBuffer(), tail])
    return { what: 'trailer', bytes, must: 'be-shown', planted: [tail] }
  },
  'a JPEG with programs between its parts': async (chance) => {
    const data = Buffer.concat([script(chance), noise(chance, 60)])
    const marker = chance.of([0xfe, 0xe1, 0xe2, 0xed, 0xef])
    return { what: 'segment', bytes: inJpeg(await picture(chance).jpeg().toBuffer(), marker, data), must: 'be-either', planted: [data] }
  },
  'a PNG with programs in its texts': async (chance) => {
    const secret = script(chance)
    const bytes = inPng(
      await picture(chance).png().toBuffer(),
      chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), secret])),
      chunk('zTXt', Buffer.concat([Buffer.from('Note\0\0'), deflateSync(secret)])),
      chunk('prVt', secret),
    )
    return { what: 'chunks', bytes, must: 'be-shown', planted: [secret] }
  },
  'a text or a profile that unpacks to very much': async (chance) => {
    const much = deflateSync(Buffer.alloc(40_000_000, chance.under(256)), { level: 9 })
    const [type, head] = chance.of([
      ['zTXt', 'Note\0\0'],
      ['iCCP', 'icc\0\0'],
    ] as const)
    return {
      what: type,
      bytes: inPng(await picture(chance).png().toBuffer(), chunk(type, Buffer.concat([Buffer.from(head), much]))),
      must: 'be-either',
    }
  },
  'a header that promises gigapixels': async (chance) => {
    const side = 20_000 + chance.under(45_000)
    if (chance.once(2)) {
      const bytes = sized(await picture(chance).png().toBuffer(), side, side)
      return { what: 'PNG', bytes, must: ['too-many-pixels', 'unreadable'] }
    }
    const bytes = await picture(chance).jpeg().toBuffer()
    bytes.writeUInt16BE(side, frameOf(bytes))
    bytes.writeUInt16BE(side, frameOf(bytes) + 2)
    return { what: 'JPEG', bytes, must: ['too-many-pixels', 'unreadable'] }
  },
  'a small file of many pixels': async (chance) => {
    const side = 5600 + chance.under(1200)
    const large = sharp({ create: { width: side, height: side, channels: 3, background: '#ffffff' } })
    const whole = chance.once(2)
    const bytes = await (whole ? large.png({ progressive: true }) : large.png({ compressionLevel: 9 })).toBuffer()
    return { what: whole ? 'interlaced' : 'in order', bytes, must: whole ? ['too-many-pixels'] : 'be-shown' }
  },
  'the largest picture that must lie in memory as a whole': async (chance) => {
    const large = sharp({ create: { width: 4000, height: 3900 + chance.under(100), channels: 3, background: '#e0e0e0' } })
    return { what: 'progressive', bytes: await large.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(), must: 'be-shown' }
  },
  'an unusual kind of picture': async (chance) => {
    const usual = picture(chance)
    const made = chance.of([
      () => usual.toColourspace('cmyk').jpeg(),
      () => usual.toColourspace('rgb16').png(),
      () => usual.greyscale().png(),
      () => usual.png({ palette: true }),
      () => usual.ensureAlpha(0.5).webp({ lossless: true }),
      () => usual.jpeg({ progressive: true }),
    ])
    return { what: 'unusual', bytes: await made().toBuffer(), must: 'be-shown' }
  },
  'half a picture': async (chance) => {
    const bytes = await picture(chance).toFormat(chance.of(FORMATS)).toBuffer()
    const kept = Math.max(20, Math.floor(bytes.length * (0.2 + 0.6 * chance.number())))
    return { what: 'truncated', bytes: bytes.subarray(0, kept), must: ['unreadable', 'type'] }
  },
  'a picture with bytes changed': async (chance) => {
    const bytes = await picture(chance).toFormat(chance.of(FORMATS)).toBuffer()
    for (let times = 1 + chance.under(30); times > 0; times--) bytes[chance.under(bytes.length)] = chance.under(256)
    return { what: 'mutated', bytes, must: 'be-either' }
  },
  'a picture that is larger than allowed': async (chance) => {
    const bytes = Buffer.concat([await picture(chance).jpeg().toBuffer(), Buffer.alloc(10 * 1024 * 1024, chance.under(256))])
    return { what: 'too large', bytes, must: ['too-large'] }
  },
  'a HEIC of a phone': (chance) => {
    const [secret, dark] = [word(chance), chance.under(256)]
    const turned = { turns: chance.under(4), exif: Buffer.from(`II*\0<script>${secret}</script> 35.6581 139.7414`) }
    const drawn = { bits: 1 + chance.under(3), at: (x: number, y: number) => [(x * y + dark) & 255, dark, x & 255] as const, ...turned }
    const whole = chance.once(4)
    // Twelve million pixels in tiles, as an iPhone cuts them; or a small one.
    const bytes = whole
      ? heic({ width: 512, height: 512, tiles: [8, 6], ...drawn })
      : heic({ width: 32 * (1 + chance.under(8)), height: 32 * (1 + chance.under(8)), tiles: [1 + chance.under(3), 1], ...drawn })
    return { what: whole ? 'as large as a phone' : 'small', bytes, must: 'be-shown', planted: [Buffer.from(secret)] }
  },
  'a HEIC of more pixels than allowed': (chance) => {
    const tiles = [14 + chance.under(20), 15] as const
    const bytes = heic({ width: 256, height: 256, bits: 1, at: () => [200, 128, 128], tiles })
    return { what: 'tiles', bytes, must: ['too-many-pixels'] }
  },
  'a HEIC with bytes changed, or half of one': (chance) => {
    const bytes = heic({ width: 128, height: 96, at: (x, y) => [(x * y) & 255, x & 255, y & 255], tiles: [2, 2], exif: noise(chance, 40) })
    if (chance.once(2)) return { what: 'half', bytes: bytes.subarray(0, Math.floor(bytes.length * chance.number())), must: 'be-either' }
    for (let times = 1 + chance.under(30); times > 0; times--) bytes[chance.under(bytes.length)] = chance.under(256)
    return { what: 'mutated', bytes, must: 'be-either' }
  },
  'an AVIF': async (chance) => {
    const head = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypavif'), 0, 0, 0, 0, ...Buffer.from('mif1avif')])
    return { what: 'AVIF', bytes: Buffer.concat([head, noise(chance, 200)]), must: ['type'] }
  },
}
