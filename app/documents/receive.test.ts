import sharp from 'sharp'
import { expect, test } from 'vitest'
import { arriving, jpeg, pdf, png } from '../../tests/harness/files.ts'
import { heic } from '../../tests/harness/heic.ts'
import { clean } from './clean.server.ts'
import { BYTES_MAX } from './kinds.ts'
import { receive } from './receive.server.ts'

const MEGABYTE = 1024 * 1024

/** What the door says of these bytes: a media type, or why not. */
async function verdict(bytes: Uint8Array, declared = bytes.length): Promise<string> {
  const received = await receive(arriving(bytes).body, declared)
  const seen = received.ok ? await clean(received.value) : received
  if (!seen.ok) return seen.refusal.code === 'file-refused' ? seen.refusal.because : seen.refusal.code
  return received.ok ? received.value.mediaType : ''
}

test('B01 a photo, a scan and a PDF are taken', async () => {
  expect(await verdict(await jpeg())).toBe('image/jpeg')
  expect(await verdict(await png())).toBe('image/png')
  expect(await verdict(pdf())).toBe('application/pdf')
})

/** A card: dark on white, with a red corner below on the right. */
const card = (x: number, y: number) => [x < 32 || y < 32 ? 235 : 60, 128, x >= 64 && y >= 32 ? 220 : 128] as const

test('B01 what an iPhone writes is taken: one picture or tiles, turned, with words about place and owner', async () => {
  const exif = Buffer.from('II*\0\b\0\0\0\0\0 GPS 35.6581 139.7414')
  for (const wishes of [{}, { tiles: [3, 2], turns: 1, exif }, { brand: 'heix' }] as const) {
    const bytes = heic({ width: 96, height: 64, at: card, ...wishes })
    const received = await receive(arriving(bytes).body, bytes.length)
    const seen = received.ok ? await clean(received.value) : received
    if (!received.ok || !seen.ok) throw new Error(JSON.stringify(seen))
    expect(received.value.mediaType).toBe('image/heic')
    const [page] = seen.value.pages ?? []
    const { data, info } = await sharp(page).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual('tiles' in wishes ? [128, 288] : [96, 64])
    expect(data[0]).toBeGreaterThan(200)
    expect(page?.includes('GPS')).toBe(false)
  }
})

test('B01 a HEIC picture of more pixels than fit is refused with that word', async () => {
  expect(await verdict(heic({ width: 256, height: 256, bits: 1, at: card, tiles: [14, 15] }))).toBe('too-many-pixels')
})

test('a HEIF file with pictures of another kind is refused by its type, under either name', async () => {
  const made = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#cfe3d4' } })
    .avif()
    .toBuffer()
  expect(await verdict(made)).toBe('type')
  made.write('mif1', 8, 'latin1')
  expect(await verdict(made)).toBe('type')
})

const avif = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypavif'), Buffer.alloc(12), Buffer.from('mif1avif')])

test.each([
  ['AVIF', avif],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a zip', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0])],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00')],
  ['a program', Buffer.from('MZ\x90\x00\x03')],
  ['text', Buffer.from('hello')],
])('%s is refused by its content, whatever it is called', async (_, bytes) => {
  expect(await verdict(bytes)).toBe('type')
})

test('nothing, half a picture and half a PDF are refused', async () => {
  expect(await verdict(new Uint8Array())).toBe('empty')
  const whole = await jpeg(1200, 900)
  expect(await verdict(whole.subarray(0, whole.length / 2))).toBe('unreadable')
  const scan = await png(1200, 900)
  expect(await verdict(scan.subarray(0, scan.length - 40))).toBe('unreadable')
  expect(await verdict(pdf().subarray(0, 200))).toBe('unreadable')
})

const HEX = 'a5'.repeat(32)
const LOCKED = `/ID [<${HEX}> <${HEX}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${HEX}> /U <${HEX}> >> `

test('a PDF that asks for a password is refused', async () => {
  expect(await verdict(pdf(LOCKED))).toBe('locked')
})

test('a picture that unpacks to more than 50 million pixels is refused by its header', async () => {
  const small = await png(10, 10)
  const bomb = Buffer.from(small)
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  // The header's checksum, so that only the size is strange.
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
  expect(await verdict(bomb)).toBe('too-many-pixels')
})

test('a picture ends at 10 MB and a PDF at 20 MB, and no more of it is read', async () => {
  const picture = Buffer.concat([await jpeg(), Buffer.alloc(14 * MEGABYTE)])
  const arrival = arriving(picture)
  expect(await receive(arrival.body, 0)).toEqual({ ok: false, refusal: { code: 'file-refused', because: 'too-large' } })
  expect(arrival.taken()).toBeLessThan(10 * MEGABYTE + 128 * 1024)
  expect(await verdict(Buffer.concat([pdf().subarray(0, 9), Buffer.alloc(14 * MEGABYTE), pdf()]))).toBe('application/pdf')
  expect(await verdict(Buffer.concat([pdf(), Buffer.alloc(21 * MEGABYTE)]), 0)).toBe('too-large')
})

test('a body that says it is too large is not read at all', async () => {
  const arrival = arriving(Buffer.alloc(1024))
  expect(await receive(arrival.body, BYTES_MAX + 1)).toMatchObject({ ok: false })
  expect(arrival.taken()).toBe(0)
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

test('B01 a body arrives whole, whatever it says of its size', async () => {
  const bytes = Buffer.concat([await jpeg(), Buffer.alloc(2_000_000, 7)])
  for (const declared of [0, 10, bytes.length, 3 * MEGABYTE]) {
    const received = await receive(arriving(bytes, 50_000).body, declared)
    expect(received.ok && received.value.bytes.equals(bytes)).toBe(true)
  }
})

test('B01 who sends nothing any more is not waited for; the page is told to try again', async () => {
  const beginning = (await jpeg()).subarray(0, 200)
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(beginning) })
  expect(await receive(body, 5000, 20)).toEqual({ ok: false, refusal: { code: 'try-again' } })
})
