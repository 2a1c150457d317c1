// HEIC files as an iPhone writes them (ISO/IEC 23008-12), around pictures drawn by hevc.ts: the library at hand only reads them.
import { type HevcPicture, hevcHeaders, hevcSlices, PROFILE } from './hevc.ts'

export interface HeicWishes extends HevcPicture {
  /** How many tiles there are across and down, each as large as the picture: phones cut their pictures. */
  readonly tiles?: readonly [across: number, down: number]
  /** Quarter turns to the left. */
  readonly turns?: number
  /** Words beside the picture, where phones write place and owner. */
  readonly exif?: Buffer
  readonly brand?: string
}

interface Item {
  readonly type: string
  readonly data: Buffer
  /** Numbers of properties, from one. */
  readonly properties: readonly number[]
}

const u8 = (...values: number[]): Buffer => Buffer.from(values)
function u16(...values: number[]): Buffer {
  const out = Buffer.alloc(2 * values.length)
  values.forEach((value, i) => {
    out.writeUInt16BE(value, 2 * i)
  })
  return out
}
function u32(...values: number[]): Buffer {
  const out = Buffer.alloc(4 * values.length)
  values.forEach((value, i) => {
    out.writeUInt32BE(value, 4 * i)
  })
  return out
}

const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const inside = Buffer.concat(content)
  return Buffer.concat([u32(8 + inside.length), Buffer.from(type), inside])
}
const full = (type: string, version: number, ...content: readonly Buffer[]): Buffer => box(type, u32(version << 24), ...content)

/** A whole HEIC file. */
export function heic(wishes: HeicWishes): Buffer {
  const { width, height, tiles = [1, 1], turns = 0, exif, brand = 'heic' } = wishes
  const [across, down] = tiles
  const cut = across * down > 1
  const size = full('ispe', 0, u32(width, height))
  const wholeSize = full('ispe', 0, u32(width * across, height * down))
  const properties = [configurationOf(wishes), size, wholeSize, box('irot', u8(turns))]
  const turned = turns > 0 ? [4] : []
  const slices = hevcSlices(wishes)
  const pieces = Array.from(
    { length: across * down },
    (): Item => ({ type: 'hvc1', data: slices, properties: cut ? [1, 2] : [1, 2, ...turned] }),
  )
  const grid: Item = {
    type: 'grid',
    data: Buffer.concat([u8(0, 0, down - 1, across - 1), u16(width * across, height * down)]),
    properties: [3, ...turned],
  }
  const items = [
    ...pieces,
    ...(cut ? [grid] : []),
    ...(exif ? [{ type: 'Exif', data: Buffer.concat([u32(0), exif]), properties: [] }] : []),
  ]
  const main = cut ? pieces.length + 1 : 1
  const links = [
    ...(cut ? [box('dimg', u16(main, pieces.length, ...pieces.map((_, i) => i + 1)))] : []),
    ...(exif ? [box('cdsc', u16(items.length, 1, main))] : []),
  ]
  const head = box('ftyp', Buffer.from(brand), u32(0), Buffer.from(`mif1${brand}`))
  const metaAt = (dataAt: number) => metaOf(items, properties, links, main, dataAt)
  const dataAt = head.length + metaAt(0).length + 8
  return Buffer.concat([head, metaAt(dataAt), box('mdat', ...items.map(({ data }) => data))])
}

function metaOf(items: readonly Item[], properties: readonly Buffer[], links: readonly Buffer[], main: number, dataAt: number): Buffer {
  let at = dataAt
  const places = items.map(({ data }, i) => {
    const place = Buffer.concat([u16(i + 1, 0, 1), u32(at, data.length)])
    at += data.length
    return place
  })
  const names = items.map(({ type }, i) => full('infe', 2, u16(i + 1, 0), Buffer.from(type), u8(0)))
  const having = items.map((item, i) => ({ ...item, id: i + 1 })).filter((item) => item.properties.length > 0)
  const owned = having.map((item) => Buffer.concat([u16(item.id), u8(item.properties.length, ...item.properties.map((one) => 0x80 | one))]))
  return full(
    'meta',
    0,
    full('hdlr', 0, u32(0), Buffer.from('pict'), u32(0, 0, 0), u8(0)),
    full('pitm', 0, u16(main)),
    full('iloc', 0, u8(0x44, 0), u16(items.length), ...places),
    full('iinf', 0, u16(items.length), ...names),
    ...(links.length > 0 ? [full('iref', 0, ...links)] : []),
    box('iprp', box('ipco', ...properties), full('ipma', 0, u32(having.length), ...owned)),
  )
}

/** What a decoder is told before the first byte of a picture. */
function configurationOf(of: HevcPicture): Buffer {
  const arrays = hevcHeaders(of).map(([type, unit]) => Buffer.concat([u8(0x80 | type), u16(1, unit.length), unit]))
  return box(
    'hvcC',
    u8(1, PROFILE.idc),
    u32(PROFILE.compatibility),
    PROFILE.constraints,
    u8(PROFILE.level),
    u16(0xf000),
    u8(0xfc, 0xfc | 1, 0xf8, 0xf8),
    u16(0),
    u8(0x0f, arrays.length),
    ...arrays,
  )
}
