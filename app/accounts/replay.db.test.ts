import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { keepDocument, takeBack } from '../documents/vault.server.ts'
import { openDoors } from '../opening.server.ts'
import { Keyring } from '../platform/keyring.server.ts'
import { write } from '../platform/world.server.ts'
import { eraseCustomer } from './erasure.server.ts'
import { giveUpLostKeys } from './lost-keys.server.ts'
import { replayTombstones } from './replay.server.ts'
import { eraseShop } from './shop-erasure.server.ts'

let world: TestWorld
let shop: string
beforeAll(async () => {
  world = await testWorld()
})
beforeEach(async () => {
  await replayTombstones(world).catch(() => undefined)
  world.pass(60_000)
  shop = await newShop(world)
})

async function handIn(customer: bigint): Promise<string> {
  const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), mediaType: 'image/jpeg', bytes: await jpeg() } as const
  const kept = await keepDocument(world, shop, customer, upload)
  if (!kept.ok) throw new Error(kept.refusal.code)
  return kept.value.id
}

/** What a backup from before `work` brings back of a shop's documents and of the erasures it has gone through. */
async function restoredAfter(work: () => Promise<unknown>): Promise<void> {
  const [documents, stones] = await Promise.all([
    world.db.document.findMany({ where: { shopId: shop } }),
    world.db.tombstone.findMany({ where: { shopId: shop } }),
  ])
  const cases = await world.db.kycCase.findMany({ where: { shopId: shop }, select: { customerId: true } })
  world.pass(1000)
  await work()
  await world.db.tombstone.deleteMany({ where: { shopId: shop } })
  await world.db.document.deleteMany({ where: { shopId: shop } })
  await world.db.document.createMany({ data: documents })
  await world.db.kycCase.createMany({ data: cases.map(({ customerId }) => ({ shopId: shop, customerId })), skipDuplicates: true })
  await world.db.tombstone.createMany({ data: stones })
}

const readable = () => world.db.document.count({ where: { shopId: shop, wrappedKey: { not: null } } })

test('F8 a file that was taken back after the backup is taken back again', async () => {
  const [kept, taken] = [await handIn(1n), await handIn(1n)]
  await restoredAfter(() => takeBack(world, shop, 1n, taken))
  expect(await readable()).toBe(2)
  expect(await replayTombstones(world)).toBe(1)
  const rows = await world.db.document.findMany({ where: { shopId: shop, wrappedKey: { not: null } } })
  expect(rows.map(({ id }) => id)).toEqual([kept])
  expect(await replayTombstones(world)).toBe(0)
})

test('F8 a customer who was erased after the backup is erased again, and nobody else', async () => {
  await world.db.kycCase.createMany({ data: [1n, 2n].map((customerId) => ({ shopId: shop, customerId })) })
  await handIn(1n)
  await handIn(2n)
  await restoredAfter(() => write(world, (tx) => eraseCustomer(world, tx, shop, 1n)))
  world.pass(86_400_000)
  expect(await replayTombstones(world)).toBe(1)
  expect(await world.db.document.findMany({ where: { shopId: shop }, select: { customerId: true } })).toEqual([{ customerId: 2n }])
  expect(await world.db.kycCase.count({ where: { shopId: shop, customerId: 1n } })).toBe(0)
})

test('F8 a shop that was erased after the backup is erased again', async () => {
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: world.now() } })
  await handIn(1n)
  const before = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, omit: { settings: true, facts: true, sweep: true } })
  await restoredAfter(async () => {
    await world.db.shop.update({ where: { shopId: shop }, data: { uninstalledAt: world.now() } })
    await eraseShop(world, shop)
    await world.db.shop.create({ data: before })
  })
  expect(await replayTombstones(world)).toBeGreaterThan(0)
  expect(await world.db.shop.count({ where: { shopId: shop } })).toBe(0)
  expect(await readable()).toBe(0)
})

test('F8 an erasure that never came to its end does not reach what was handed in afterwards', async () => {
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 1n } })
  const died = write(world, async (tx) => {
    await eraseCustomer(world, tx, shop, 1n)
    throw new Error('died')
  })
  await expect(died).rejects.toThrow('died')
  world.pass(1000)
  await handIn(1n)
  expect(await replayTombstones(world)).toBe(1)
  expect(await readable()).toBe(1)
  expect(await replayTombstones(world)).toBe(0)
})

test('F8 the doors stay closed while the list lacks what the database knows', async () => {
  await handIn(1n)
  await write(world, (tx) => eraseCustomer(world, tx, shop, 1n))
  const { tombstoneDir } = world.config
  const month = world.now().toISOString().slice(0, 7)
  const names = readdirSync(join(tombstoneDir, month))
  rmSync(join(tombstoneDir, month, names.sort().at(-1) ?? ''))
  const opening = openDoors(world, 10)
  await expect.poll(() => opening.closedBy).toBe('tombstones')
  await world.db.tombstone.deleteMany({ where: { shopId: shop } })
  await opening.opened
  expect(opening.closedBy).toBeNull()
})

test('another master key keeps the doors closed; given up for good, the product goes on and asks for papers again', async () => {
  const sealed = await handIn(1n)
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 1n, party: 'individual', identity: 'submitted' } })
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 2n, party: 'individual', identity: 'accepted', verified: true } })
  const other = { ...world, keyring: new Keyring(world.db, [Buffer.alloc(32, 9)]) }
  const opening = openDoors(other, 10)
  await expect.poll(() => opening.closedBy).toBe('master-key')
  await expect(other.keyring.of(shop)).rejects.toThrow('does not open')
  const losses = await giveUpLostKeys(other)
  expect(losses.find((loss) => loss.shop === shop)).toMatchObject({ documents: 1, asked: 1 })
  await opening.opened
  expect(await world.db.document.findUnique({ where: { shopId_id: { shopId: shop, id: sealed } } })).toMatchObject({ wrappedKey: null })
  const cases = await world.db.kycCase.findMany({ where: { shopId: shop }, orderBy: { customerId: 'asc' } })
  expect(cases).toMatchObject([
    { identity: 'none', verified: false },
    { identity: 'accepted', verified: true },
  ])
  expect(await other.keyring.of(shop)).toMatchObject({ current: 2 })
  expect(await giveUpLostKeys(other)).toEqual([])
})

test('a key that one process has forgotten lives on in no other', async () => {
  const [one, other] = [new Keyring(world.db, world.config.masterKeys), new Keyring(world.db, world.config.masterKeys)]
  const before = await one.of(shop)
  expect(await other.of(shop)).toEqual(before)
  await world.db.shop.update({ where: { shopId: shop }, data: { wrappedKey: null } })
  const after = await one.of(shop)
  expect(after).not.toEqual(before)
  expect(await other.of(shop)).toEqual(after)
})
