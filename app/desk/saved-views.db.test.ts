import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { changeSavedViews, SAVED_MAX, savedViews } from './saved-views.server.ts'

const by = { id: 7n, name: '検見 花子', role: 'reviewer' } as const

test('B-2 a saved list is everybody’s in the shop, keeps its filter and nothing else of an address, and can be renamed and removed', async () => {
  const world = await testWorld()
  const [shop, other] = [await newShop(world), await newShop(world)]
  const save = (id: string | null, name: string, address: string) => changeSavedViews(world, shop, by, { act: 'save', id, name, address })
  await save(null, '法人・遅れ', 'late=1&view=waiting&party=corporation&evil=x&after=y')
  const [saved] = await savedViews(world, shop)
  expect(saved).toMatchObject({ name: '法人・遅れ', address: 'view=waiting&party=corporation&late=1' })
  expect(await savedViews(world, other)).toEqual([])
  await save(saved?.id ?? null, '法人', saved?.address ?? '')
  expect((await savedViews(world, shop)).map(({ name }) => name)).toEqual(['法人'])
  expect(await changeSavedViews(world, other, by, { act: 'remove', id: saved?.id ?? '' })).toMatchObject({ ok: true })
  expect(await savedViews(world, shop)).toHaveLength(1)
  await changeSavedViews(world, shop, by, { act: 'remove', id: saved?.id ?? '' })
  expect(await savedViews(world, shop)).toEqual([])
})

test('B-2 two lists of one name, a name without letters, or more lists than tabs are refused, also at the same moment', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const save = (name: string) => changeSavedViews(world, shop, by, { act: 'save', id: null, name, address: '' })
  const twice = await Promise.all([save('a'), save('a')])
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await save('')).toMatchObject({ refusal: { fields: { name: 'empty' } } })
  expect(await save('あ'.repeat(41))).toMatchObject({ refusal: { fields: { name: 'too-long' } } })
  for (let n = 1; n < SAVED_MAX; n++) expect(await save(`list ${n}`)).toMatchObject({ ok: true })
  expect(await save('one more')).toMatchObject({ refusal: { fields: { name: 'too-many' } } })
  expect(await changeSavedViews(world, shop, { ...by, role: 'viewer' }, { act: 'remove', id: 'x' })).toMatchObject({ ok: false })
})
