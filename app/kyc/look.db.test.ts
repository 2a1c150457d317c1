import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { keepDocument } from '../documents/vault.server.ts'
import { lookAt } from './look.server.ts'

const FIRST = { as: 'page', page: 1 } as const
const reviewer = { id: 7n, name: '検見 花子', role: 'reviewer' } as const

async function document(world: TestWorld, shop: string): Promise<string> {
  const kept = await keepDocument(world, shop, 1n, {
    part: 'identity',
    kind: 'passport',
    upload: randomUUID(),
    bytes: await jpeg(),
    mediaType: 'image/jpeg',
  })
  if (!kept.ok) throw new Error(kept.refusal.code)
  return kept.value.id
}

const looks = async (world: TestWorld, shop: string) =>
  (await world.db.auditEntry.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })).map(
    ({ action, actorId }) => `${action} ${actorId}`,
  )

test('C12 every look and every download is on record, under a name that says nothing', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const id = await document(world, shop)
  expect(await lookAt(world, shop, id, reviewer, FIRST)).toMatchObject({
    ok: true,
    value: { name: `identity-${id.slice(0, 8)}.jpg`, shownAs: 'image/jpeg', pages: 1 },
  })
  expect(await looks(world, shop)).toEqual(['document.view 7'])
  await lookAt(world, shop, id, reviewer, { as: 'original' })
  await lookAt(world, shop, id, reviewer, { as: 'thumbnail' })
  expect(await looks(world, shop)).toEqual(['document.view 7', 'document.download 7', 'document.thumbnail 7'])
})

test('C12 viewers and other shops see no document, and an address alone opens nothing', async () => {
  const world = await testWorld()
  const [shop, other] = [await newShop(world), await newShop(world)]
  const id = await document(world, shop)
  expect(await lookAt(world, shop, id, { ...reviewer, role: 'viewer' }, FIRST)).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect(await lookAt(world, other, id, reviewer, FIRST)).toMatchObject({ refusal: { code: 'not-found' } })
  expect(await lookAt(world, shop, '../../etc/passwd', reviewer, FIRST)).toMatchObject({ refusal: { code: 'not-found' } })
  expect(await looks(world, shop)).toEqual([])
})
