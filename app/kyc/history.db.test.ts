import { expect, test } from 'vitest'
import { inOwnShop, type TestWorld } from '../../tests/harness/database.ts'
import { rotateShopKeys } from '../accounts/rotation.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import { history, tell, wordsOf } from './history.server.ts'

let world: TestWorld
let shop: string
inOwnShop((...own) => {
  ;[world, shop] = own
})

const note = (privateNote: string) =>
  world.db.$transaction((tx) =>
    tell(world, tx, shop, 1n, 'return', { kind: 'staff', id: '7' }, { privateNote, publicText: `to say ${privateNote}` }),
  )
const notes = async () => (await history(world, shop, 1n)).map(({ privateNote }) => privateNote)

test('A4 two notes about one customer cannot be exchanged: each is bound to its own line of the history', async () => {
  const [one, other] = [await note('first'), await note('second')]
  expect(await notes()).toEqual(['second', 'first'])
  expect(await wordsOf(world, shop, 1n, one)).toBe('to say first')
  const rows = await world.db.kycEvent.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } })
  const [a, b] = rows.map(({ sealed }) => sealed)
  await world.db.kycEvent.update({ where: { shopId_id: { shopId: shop, id: one } }, data: { sealed: b ?? null } })
  await world.db.kycEvent.update({ where: { shopId_id: { shopId: shop, id: other } }, data: { sealed: a ?? null } })
  await expect(history(world, shop, 1n)).rejects.toThrow()
  await expect(wordsOf(world, shop, 1n, one)).rejects.toThrow()
})

test('F9 a note from before opens, and a change of the key binds it to its line', async () => {
  const before = async (privateNote: string) => {
    const sealed = sealJson(await world.keyring.of(shop), `${shop}:kyc-event:1`, { privateNote })
    return world.db.kycEvent.create({ data: { shopId: shop, customerId: 1n, actor: 'staff', type: 'return', sealed } })
  }
  const [one, other] = [await before('old'), await before('older')]
  expect(await notes()).toEqual(['older', 'old'])
  await rotateShopKeys(world, { shop, graceMs: 0, pause: async () => undefined, print: () => undefined })
  expect(await notes()).toEqual(['older', 'old'])
  const { sealed } = await world.db.kycEvent.findUniqueOrThrow({ where: { shopId_id: { shopId: shop, id: one.id } } })
  await world.db.kycEvent.update({ where: { shopId_id: { shopId: shop, id: other.id } }, data: { sealed } })
  await expect(notes()).rejects.toThrow()
})
