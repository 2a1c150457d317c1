import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { paper } from '../../tests/harness/pdf.ts'
import type { MediaType } from './kinds.ts'
import { type LookedAt, look, ownThumbnail } from './looks.server.ts'
import { putObjects } from './objects.server.ts'
import { storageOf } from './storage.server.ts'
import { eraseDocument, keepDocument, unlock } from './vault.server.ts'

const STAFF = { staffId: 7n }
const threePages = paper('0 0 0 rg 100 100 300 300 re f', { pages: 3 })

async function kept(world: TestWorld, shop: string, bytes: Buffer, mediaType: MediaType, customer = 1n): Promise<string> {
  const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), bytes, mediaType } as const
  const result = await keepDocument(world, shop, customer, upload)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value.id
}

const seen = async (world: TestWorld, shop: string) =>
  (await world.db.auditEntry.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })).map(({ action, codes }) => [action, codes])

const shown = async (world: TestWorld, shop: string, id: string, at: LookedAt) => {
  const opened = await look(world, shop, id, at, STAFF)
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  return opened.value
}

test('C12 a page is a picture of ours, the original is what was handed in, and each look is on record as what it was', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const id = await kept(world, shop, threePages, 'application/pdf')
  const page = await shown(world, shop, id, { as: 'page', page: 2 })
  expect(page).toMatchObject({ pages: 3, customer: 1n, mediaType: 'application/pdf' })
  expect(await sharp(page.content).metadata()).toMatchObject({ format: 'jpeg', height: 2340 })
  expect((await sharp((await shown(world, shop, id, { as: 'thumbnail' })).content).metadata()).height).toBe(320)
  expect((await shown(world, shop, id, { as: 'original' })).content.equals(threePages)).toBe(true)
  expect(await seen(world, shop)).toEqual([
    ['document.view', { document: id, part: 'identity', page: 2 }],
    ['document.thumbnail', { document: id, part: 'identity' }],
    ['document.download', { document: id, part: 'identity' }],
  ])
})

test('C12 a picture has one page, drawn from what was handed in, and there are no others', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const [photo, scan] = [await kept(world, shop, await jpeg(), 'image/jpeg'), await kept(world, shop, threePages, 'application/pdf')]
  const page = await shown(world, shop, photo, { as: 'page', page: 1 })
  expect(page.pages).toBe(1)
  expect(await sharp(page.content).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 400 })
  for (const [id, number] of [
    [photo, 0],
    [photo, 2],
    [scan, 0],
    [scan, 4],
  ] as const) {
    expect(await look(world, shop, id, { as: 'page', page: number }, STAFF)).toEqual({ ok: false, refusal: { code: 'not-found' } })
  }
})

test('what came before pages and thumbnails were kept is drawn at the first look', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const [photo, scan] = [await kept(world, shop, await jpeg(), 'image/jpeg'), await kept(world, shop, threePages, 'application/pdf')]
  for (const [id, bytes] of [
    [photo, await jpeg()],
    [scan, threePages],
  ] as const) {
    const unlocked = await unlock(world, shop, id)
    if (!unlocked.ok) throw new Error('locked')
    await storageOf(world).delete(id)
    await putObjects(world, unlocked.value.of, [['original', bytes]])
    await world.db.document.updateMany({ where: { id }, data: { pages: null } })
  }
  expect((await sharp((await shown(world, shop, photo, { as: 'thumbnail' })).content).metadata()).width).toBe(320)
  expect(await shown(world, shop, scan, { as: 'page', page: 3 })).toMatchObject({ pages: 3 })
  expect(await world.db.document.findFirst({ where: { id: scan } })).toMatchObject({ pages: 3 })
})

test('customers see the thumbnails of their own files, and of nobody else’s', async () => {
  const world = await testWorld()
  const [shop, other] = [await newShop(world), await newShop(world)]
  const id = await kept(world, shop, await jpeg(), 'image/jpeg', 5n)
  const mine = await ownThumbnail(world, shop, 5n, id)
  expect(mine.ok && (await sharp(mine.value).metadata()).width).toBe(320)
  for (const [place, customer, document] of [
    [shop, 6n, id],
    [other, 5n, id],
    [shop, 5n, '../../etc/passwd'],
  ] as const) {
    expect(await ownThumbnail(world, place, customer, document)).toEqual({ ok: false, refusal: { code: 'not-found' } })
  }
})

test('what is erased is seen by nobody, in no size', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const id = await kept(world, shop, threePages, 'application/pdf')
  await eraseDocument(world, shop, id)
  for (const at of [{ as: 'page', page: 1 }, { as: 'thumbnail' }, { as: 'original' }] as const) {
    expect(await look(world, shop, id, at, STAFF)).toEqual({ ok: false, refusal: { code: 'not-found' } })
  }
  expect(await ownThumbnail(world, shop, 1n, id)).toEqual({ ok: false, refusal: { code: 'not-found' } })
})
