import { beforeAll, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { ROLES } from '../staff/roles.ts'
import { changeReasons, OWN_REASONS_MAX } from './change-reasons.server.ts'
import type { ReasonChange } from './reason-form.ts'
import { reasonsFor } from './reasons.server.ts'
import { allOfPart, reasonsOfPart } from './return-reasons.ts'

const owner = { id: 1n, name: '関 一郎', role: 'owner' } as const
const words = (name: string) => ({ name, text: `${name}。`, hint: '' })

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})

const change = (shop: string, one: ReasonChange) => changeReasons(world, shop, owner, one)
const added = async (shop: string, name: string, parts: 'identity' | 'corporate' | 'both' = 'both') => {
  const done = await change(shop, { act: 'add', parts, texts: { ja: words(name) } })
  return done.ok ? done.value : JSON.stringify(done.refusal)
}
const offered = async (shop: string, part: 'identity' | 'corporate') =>
  reasonsOfPart(await reasonsFor(world, shop), part).map(({ code }) => code)
const one = async (shop: string, code: string) => (await reasonsFor(world, shop)).find((each) => each.code === code)

test('C19 a reason of the shop is offered behind ours and before "other"; languages that it lacks have the words of the shop’s', async () => {
  const shop = await newShop(world, { language: 'zh-Hant' })
  const texts = { ja: words('印影なし'), 'zh-Hant': words('無印章') }
  const done = await change(shop, { act: 'add', parts: 'corporate', texts })
  const code = done.ok ? done.value : ''
  expect(await offered(shop, 'corporate')).toEqual(['blurred', 'cropped', 'too-old', 'company-differs', 'not-accepted', code, 'other'])
  expect(await offered(shop, 'identity')).not.toContain(code)
  const reason = await one(shop, code)
  expect(reason?.texts).toEqual({ ...texts, 'zh-Hans': texts['zh-Hant'], en: texts['zh-Hant'] })
  expect([reason?.own, reason?.lacks]).toEqual([true, ['zh-Hans', 'en']])
})

test('C19 ours are said in the shop’s words, and restored', async () => {
  const shop = await newShop(world)
  const before = await one(shop, 'blurred')
  if (!before) throw new Error('no such reason')
  const texts = { ...before.texts, ja: { name: 'ピンぼけ', text: '撮り直してください。', hint: '何が読めなかったか' } }
  expect(await change(shop, { act: 'edit', reason: 'blurred', texts })).toMatchObject({ ok: true })
  expect(await one(shop, 'blurred')).toMatchObject({ texts, reworded: true })
  // Only what differs is kept: the rest follows when we say it better.
  const row = await world.db.kycReason.findUniqueOrThrow({ where: { shopId_code: { shopId: shop, code: 'blurred' } } })
  expect(Object.keys(row.texts as object)).toEqual(['ja'])
  const { en: _, ...without } = texts
  const refused = await change(shop, { act: 'edit', reason: 'blurred', texts: without })
  expect(refused).toEqual({ ok: false, refusal: { code: 'bad-input', fields: { 'en.name': 'required' } } })
  await change(shop, { act: 'restore', reason: 'blurred' })
  expect(await one(shop, 'blurred')).toEqual(before)
})

test('C19 what is switched off is offered no more and keeps its words for the history, until it is switched on again', async () => {
  const shop = await newShop(world)
  const code = await added(shop, '印影なし')
  for (const reason of [code, 'blurred']) {
    const before = await one(shop, reason)
    await change(shop, { act: 'hide', reason })
    expect(await offered(shop, 'identity')).not.toContain(reason)
    expect((await one(shop, reason))?.texts).toEqual(before?.texts)
    await change(shop, { act: 'show', reason })
    expect(await one(shop, reason)).toEqual(before)
  }
  expect(await change(shop, { act: 'hide', reason: 'other' })).toMatchObject({ refusal: { because: 'last-reason' } })
})

test('C19 each list has its own order; "other" is the last, and a reason that is switched off stands in nobody’s way', async () => {
  const shop = await newShop(world)
  await change(shop, { act: 'hide', reason: 'cropped' })
  await change(shop, { act: 'move', reason: 'too-old', part: 'corporate', to: 'up' })
  expect((await offered(shop, 'corporate')).slice(0, 2)).toEqual(['too-old', 'blurred'])
  expect((await offered(shop, 'identity')).slice(0, 2)).toEqual(['blurred', 'back-missing'])
  const before = await offered(shop, 'corporate')
  for (const [reason, to] of [
    ['too-old', 'up'],
    ['other', 'up'],
    ['not-accepted', 'down'],
    ['cropped', 'up'],
  ] as const)
    expect(await change(shop, { act: 'move', reason, part: 'corporate', to })).toMatchObject({ ok: true })
  expect(await offered(shop, 'corporate')).toEqual(before)
  expect(allOfPart(await reasonsFor(world, shop), 'corporate')).toHaveLength(6)
})

test('C19 two reasons of one list have different names, and there are not endless ones', async () => {
  const shop = await newShop(world)
  expect(await added(shop, '画像が不鮮明')).toMatch(/"ja.name":"taken"/)
  const code = await added(shop, '印影なし', 'corporate')
  expect(await added(shop, '印影なし', 'identity')).toMatch(/^own-/)
  expect(await added(shop, '印影なし', 'both')).toMatch(/taken/)
  expect(await change(shop, { act: 'edit', reason: code, texts: { ja: words('印影なし') } })).toMatchObject({ ok: true })
  const more = Array.from({ length: OWN_REASONS_MAX - 2 }, (_, n) => ({ shopId: shop, code: `own-${n}`, parts: 'both', texts: {} }))
  await world.db.kycReason.createMany({ data: more })
  expect(await added(shop, 'もう一つ')).toMatch(/too-many-reasons/)
})

test('C19 nobody but owners changes reasons, and each change is on record in codes', async () => {
  const shop = await newShop(world)
  for (const role of ROLES.filter((each) => each !== 'owner'))
    expect(await changeReasons(world, shop, { ...owner, role }, { act: 'hide', reason: 'blurred' })).toMatchObject({
      refusal: { code: 'not-allowed', needs: 'settings' },
    })
  const code = await added(shop, '印影なし')
  await change(shop, { act: 'hide', reason: code })
  expect(await change(shop, { act: 'hide', reason: 'unheard-of' })).toMatchObject({ refusal: { code: 'not-found' } })
  const told = await world.db.auditEntry.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })
  expect(told).toMatchObject([
    { action: 'settings.reasons', actorId: '1', codes: { act: 'add', reason: code, languages: ['ja'] } },
    { action: 'settings.reasons', actorId: '1', codes: { act: 'hide', reason: code } },
  ])
  expect(JSON.stringify(told.map(({ codes }) => codes))).not.toContain('印影')
})
