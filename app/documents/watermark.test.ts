import sharp from 'sharp'
import { expect, test } from 'vitest'
import { png } from '../../tests/harness/files.ts'
import { draw } from './clean.server.ts'
import { hasLetters } from './font.server.ts'
import { type Mark, markedWith, wordsOf } from './watermark.server.ts'

const mark: Mark = {
  staffId: 7n,
  name: '検見 花子',
  shop: 'sekisho-demo.myshopify.com',
  shopName: '関所デモ店',
  at: new Date('2026-11-23T00:05:00Z'),
  timezone: 'Asia/Tokyo',
}

const raw = async (bytes: Buffer, of: Partial<Mark> | null) => {
  const drawn = await draw(bytes, 'image/png', of ? markedWith({ ...mark, ...of }) : undefined)
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.refusal))
  return sharp(drawn.value).greyscale().raw().toBuffer({ resolveWithObject: true })
}

test('C12 a mark says who looked, when by the shop’s clock, and for which shop', () => {
  expect(wordsOf(mark)).toBe('検見 花子 #7 · 2026-11-23 09:05 Asia/Tokyo · 関所デモ店')
})

test('C12 where the font lacks somebody’s letters the number stands for the name', () => {
  expect(hasLetters('検見 花子 髙橋 張偉')).toBe(true)
  expect(hasLetters('김민수')).toBe(false)
  expect(wordsOf({ ...mark, name: '김민수', shopName: '가게' })).toBe('#7 · 2026-11-23 09:05 Asia/Tokyo · sekisho-demo.myshopify.com')
})

test('C12 the mark is legible below the picture, and faint all over it', async () => {
  const bytes = await png(1200, 800)
  const [plain, marked] = [await raw(bytes, null), await raw(bytes, {})]
  expect(marked.info.width).toBe(1200)
  expect(marked.info.height).toBeGreaterThan(820)
  const difference = (from: number, to: number) => {
    let [sum, most] = [0, 0]
    for (let at = from; at < to; at++) {
      const by = Math.abs((plain.data[at] ?? 255) - (marked.data[at] ?? 0))
      sum += by
      most = Math.max(most, by)
    }
    return { mean: sum / (to - from), most }
  }
  for (const [from, to] of [
    [0, 400],
    [400, 800],
  ] as const) {
    const { mean, most } = difference(from * 1200, to * 1200)
    expect(mean).toBeGreaterThan(0.05)
    expect(mean).toBeLessThan(4)
    expect(most).toBeLessThan(70)
  }
  // In the strip there is ink on white.
  const strip = marked.data.subarray(1200 * 800)
  expect(strip.filter((value) => value < 90).length).toBeGreaterThan(500)
})

test('C12 somebody else’s look is marked otherwise', async () => {
  const bytes = await png(600, 400)
  const [mine, yours] = [await raw(bytes, {}), await raw(bytes, { staffId: 8n, name: '別所 次郎' })]
  expect(mine.data.equals(yours.data)).toBe(false)
})

test('C12 letters that would be markup are letters, and the smallest picture can be marked', async () => {
  for (const name of ['<span size="999999">', '&amp;', '"><svg>']) await raw(await png(300, 200), { name })
  for (const [width, height] of [
    [1, 1],
    [2000, 3],
    [3, 2000],
  ] as const) {
    expect((await raw(await png(width, height), {})).info.width).toBe(width)
  }
})
