import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { derivedKey, newKey, seal, unseal } from './crypto.server.ts'
import { KeyLost, Keyring } from './keyring.server.ts'

test('a shop’s key is made once, also by two processes at the same moment', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const all = await Promise.all(Array.from({ length: 8 }, () => new Keyring(world.db, world.config.masterKeys).of(shop)))
  for (const keys of all) expect(keys).toEqual(all[0])
  await expect(world.keyring.of('unknown.myshopify.com')).rejects.toThrow('not known')
})

test('while the master key is changed each of them opens, and the first one wraps', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const [old, next] = [newKey(), newKey()]
  const keys = await new Keyring(world.db, [old]).of(shop)
  await expect(new Keyring(world.db, [next]).of(shop)).rejects.toThrow(KeyLost)
  expect(await new Keyring(world.db, [next, old]).of(shop)).toEqual(keys)
  expect(await new Keyring(world.db, [next, old]).lost()).not.toContain(shop)
  expect(await new Keyring(world.db, [next]).lost()).toContain(shop)
  const [one, other] = [new Keyring(world.db, [next, old]), new Keyring(world.db, [next])]
  expect(other.unwrap(shop, one.wrap(shop, newKey()))).toHaveLength(32)
})

test('what is looked up by is the same for ever, one shop’s and one purpose’s, and begins where it was before keys could be changed', async () => {
  const world = await testWorld()
  const [shop, another] = [await newShop(world), await newShop(world)]
  const [first] = (await world.keyring.of(shop)).byNumber.values()
  const all = await Promise.all(Array.from({ length: 4 }, () => world.keyring.lookup(shop, 'search')))
  for (const key of all) expect(key).toEqual(derivedKey(first ?? Buffer.of(), 'search'))
  expect(await world.keyring.lookup(shop, 'account')).not.toEqual(all[0])
  expect(await world.keyring.lookup(another, 'search')).not.toEqual(all[0])
})

test('nothing is written that was sealed with a key which is gone by then', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const seen = await world.keyring.of(shop)
  const write = (sealed: Uint8Array<ArrayBuffer>, customerId = 1n) =>
    world.db.kycProfile.create({ data: { shopId: shop, customerId, sealed } })
  const late = () => seal(seen, 'x', Buffer.from('late'))
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  await world.db.shop.update({
    where: { shopId: shop },
    data: { wrappedKey: world.keyring.wrap(shop, newKey()), keyNumber: 2, formerKey: row.wrappedKey },
  })
  await write(late(), 1n)
  const { sealed } = await world.db.kycProfile.findFirstOrThrow({ where: { shopId: shop } })
  expect(unseal(await world.keyring.of(shop), 'x', sealed).toString()).toBe('late')
  await world.db.shop.update({ where: { shopId: shop }, data: { formerKey: null } })
  await expect(write(late(), 2n)).rejects.toThrow()
  await expect(world.db.kycProfile.updateMany({ where: { shopId: shop }, data: { sealed: late() } })).rejects.toThrow()
  await write(seal(await world.keyring.of(shop), 'x', Buffer.from('new')), 3n)
  expect(await world.db.kycProfile.count({ where: { shopId: shop } })).toBe(2)
})
