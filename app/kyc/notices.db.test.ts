import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { acceptNotice, currentNotice, hasConsented } from './notice.server.ts'
import { DEFAULT_NOTICE } from './notice-texts.ts'
import { noticeInUse, writeNotice } from './notices.server.ts'

const owner = { id: 1n, name: '関 一郎', role: 'owner' } as const

test('a changed notice is a new version in every language, and is asked for anew', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  expect(await noticeInUse(world, shop)).toEqual({ version: 0, since: null, texts: DEFAULT_NOTICE })
  await acceptNotice(world, shop, 5n, { version: 0, language: 'ja' })
  expect(await writeNotice(world, shop, owner, 'ja', '新しい利用目的')).toEqual({ ok: true, value: null })
  expect(await noticeInUse(world, shop)).toEqual({ version: 1, since: world.now(), texts: { ...DEFAULT_NOTICE, ja: '新しい利用目的' } })
  expect(await currentNotice(world, shop, 'ja')).toMatchObject({ version: 1, text: '新しい利用目的' })
  expect(await currentNotice(world, shop, 'en')).toMatchObject({ version: 1, language: 'en' })
  expect(await hasConsented(world, shop, 5n)).toBe(false)
})

test('versions are never edited, and the same text again makes none', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await writeNotice(world, shop, owner, 'ja', '一')
  await writeNotice(world, shop, owner, 'ja', '二')
  await writeNotice(world, shop, owner, 'ja', '二')
  const rows = await world.db.kycNotice.findMany({ where: { shopId: shop, language: 'ja' }, orderBy: { version: 'asc' } })
  expect(rows.map(({ version, text, writtenBy }) => [version, text, writtenBy])).toEqual([
    [1, '一', '1'],
    [2, '二', '1'],
  ])
})

test('two owners at once make two versions', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await Promise.all([writeNotice(world, shop, owner, 'ja', '一'), writeNotice(world, shop, owner, 'en', 'one')])
  const { version, texts } = await noticeInUse(world, shop)
  expect([version, texts.ja, texts.en]).toEqual([2, '一', 'one'])
})

test('only owners write it', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const refused = await writeNotice(world, shop, { ...owner, role: 'reviewer' }, 'ja', '一')
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } })
  expect((await noticeInUse(world, shop)).version).toBe(0)
})
