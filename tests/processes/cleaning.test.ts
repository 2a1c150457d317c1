import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clean, draw } from '../../app/documents/clean.server.ts'
import { waitingProcess } from '../../app/documents/drawing-process.server.ts'
import type { MediaType } from '../../app/documents/kinds.ts'
import { reviewSize } from '../../app/documents/pictures.server.ts'
import { jpeg, pdf, png } from '../harness/files.ts'
import { japanesePaper, paper } from '../harness/pdf.ts'

const refusal = async (bytes: Buffer, mediaType: MediaType): Promise<string> => {
  const cleaned = await clean({ bytes, mediaType })
  if (cleaned.ok) return 'taken'
  return cleaned.refusal.code === 'file-refused' ? cleaned.refusal.because : cleaned.refusal.code
}

async function pages(bytes: Buffer): Promise<readonly Buffer[]> {
  const cleaned = await clean({ bytes, mediaType: 'application/pdf' })
  if (!cleaned.ok || !cleaned.value.pages) throw new Error(JSON.stringify(cleaned))
  return cleaned.value.pages
}

const drawnOf = async (bytes: Buffer, mediaType: MediaType): Promise<Buffer> => {
  const drawn = await draw(bytes, mediaType)
  if (!drawn.ok) throw new Error(JSON.stringify(drawn))
  return drawn.value
}

/** How many pixels of a picture are darker than paper. */
async function ink(picture: Buffer): Promise<number> {
  const { data } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0)
}

const SECRET = 'taken at 35.6586N 139.7454E'
const photo = (orientation = 1) =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#d8e4d0' } })
    .withExif({
      IFD0: { Copyright: SECRET, Orientation: String(orientation) },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 39/1 31/1' },
    })
    .withMetadata({ orientation })

test('B01 what is shown of a photo has its pixels, upright, and nothing else of it', async () => {
  const original = Buffer.concat([await photo(6).jpeg().toBuffer(), Buffer.from(`<?php ${SECRET} ?>`)])
  expect(original.includes(SECRET)).toBe(true)
  const cleaned = await clean({ bytes: original, mediaType: 'image/jpeg' })
  const review = await drawnOf(original, 'image/jpeg')
  for (const made of [review, cleaned.ok ? cleaned.value.thumbnail : original]) {
    expect(made.includes(SECRET)).toBe(false)
    expect(made.includes('Exif')).toBe(false)
    const { exif, icc, xmp, orientation } = await sharp(made).metadata()
    expect({ exif, icc, xmp, orientation }).toEqual({})
  }
  expect(await sharp(review).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 900 })
})

test.each(['png', 'webp'] as const)('B01 a %s becomes a picture on white', async (format) => {
  const see = sharp({ create: { width: 300, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  const review = await drawnOf(await see.toFormat(format).toBuffer(), `image/${format}`)
  expect((await sharp(review).stats()).channels.every(({ min }) => min > 250)).toBe(true)
})

test('a picture that says it is another kind of picture is refused', async () => {
  expect(await refusal(await png(), 'image/jpeg')).toBe('unreadable')
  expect(await refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'image/png')).toBe('unreadable')
})

test('pictures that must be unpacked as a whole end earlier', async () => {
  const large = { create: { width: 5200, height: 5200, channels: 3, background: '#ffffff' } } as const
  expect(await refusal(await sharp(large).jpeg().toBuffer(), 'image/jpeg')).toBe('taken')
  expect(await refusal(await sharp(large).jpeg({ progressive: true }).toBuffer(), 'image/jpeg')).toBe('too-many-pixels')
})

test('a large picture is halved until it fits, a small one keeps its size', () => {
  expect(reviewSize({ width: 1600, height: 1200 })).toEqual({ width: 1600, height: 1200 })
  expect(reviewSize({ width: 4032, height: 3024 })).toEqual({ width: 2016, height: 1512 })
  expect(reviewSize({ width: 40_000, height: 1 })).toEqual({ width: 2500, height: 1 })
})

test('B02 every page of a PDF becomes a picture', async () => {
  const made = await pages(paper('0 0 0 rg 100 100 300 300 re f', { pages: 3 }))
  expect(made).toHaveLength(3)
  for (const page of made) {
    expect(await sharp(page).metadata()).toMatchObject({ format: 'jpeg', height: 2340 })
    expect(await ink(page)).toBeGreaterThan(100_000)
  }
})

test('B02 a Japanese PDF that brings no font is legible', async () => {
  const [empty, text, none] = await Promise.all([
    pages(paper('')),
    pages(japanesePaper('履歴事項全部証明書 商号')),
    pages(japanesePaper('\u{e000}\u{e001}')),
  ])
  const inkOf = (made: readonly Buffer[]) => ink(made[0] ?? Buffer.of())
  expect(await inkOf(empty)).toBe(0)
  expect(await inkOf(text)).toBeGreaterThan(20_000)
  expect(await inkOf(none)).toBeLessThan((await inkOf(text)) / 2)
})

test('B02 of a PDF with scripts, attachments and links only pixels come out', async () => {
  const secret = 'app.launchURL("https://evil.example/")'
  const made = await pages(
    paper('0 0 0 rg 10 10 20 20 re f', { catalogue: `/OpenAction << /S /JavaScript /JS (${secret.replace(/[()]/g, '\\$&')}) >>` }),
  )
  expect(made.some((page) => page.includes('evil.example'))).toBe(false)
})

test.each([
  ['an empty PDF file', pdf().subarray(0, 9), 'unreadable'],
  ['a PDF without pages', Buffer.from('%PDF-1.4\ntrailer\n<< >>\n%%EOF'), 'unreadable'],
  ['31 pages', paper('', { pages: 31 }), 'too-many-pages'],
  [
    'half a HEIC',
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(12), Buffer.from('mif1heic')]),
    'unreadable',
  ],
] as const)('%s is refused with its reason', async (_, bytes, because) => {
  expect(await refusal(bytes, bytes.includes('ftypheic') ? 'image/heic' : 'application/pdf')).toBe(because)
})

test('one file’s misfortune is not the next one’s', async () => {
  const first = waitingProcess()
  expect(first).not.toBeNull()
  process.kill(Number(first), 'SIGKILL')
  expect(await pages(pdf())).toHaveLength(1)
  expect(waitingProcess()).not.toBe(first)
})

test('what is handed in together is drawn one after the other', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => pages(pdf())))
  expect(made.map(({ length }) => length)).toEqual([1, 1, 1, 1])
})

test('B01 a photo of a phone is taken, whichever way round', async () => {
  for (const orientation of [1, 3, 8]) expect(await refusal(await photo(orientation).jpeg().toBuffer(), 'image/jpeg')).toBe('taken')
  expect(await refusal(await jpeg(), 'image/jpeg')).toBe('taken')
})
