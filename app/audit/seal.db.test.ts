import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inOwnShop, newShop, type TestWorld } from '../../tests/harness/database.ts'
import { eraseShop } from '../accounts/shop-erasure.server.ts'
import { newKey } from '../platform/crypto.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { acceptLoss } from './accept-loss.server.ts'
import { checkShop, lastCheck, shopsWithLog } from './checks.server.ts'
import { folderCopies } from './copies.server.ts'
import { ChainBroken, lockChain, sealAll, sealShop } from './seal.server.ts'
import { verifyShop } from './verify.server.ts'

let world: TestWorld
let shop: string
inOwnShop((...own) => {
  ;[world, shop] = own
})

const append = (action = 'document.view', id?: bigint) =>
  world.db.auditEntry.create({
    data: { shopId: shop, at: world.now(), actor: 'staff', actorId: '7', action, codes: { b: 1, a: [2] }, ...(id ? { id } : {}) },
  })

const verdict = async (from: World = world) => {
  const { findings, ...rest } = await verifyShop(from, shop)
  return { ...rest, found: findings.map(({ code }) => code) }
}

test('a seal covers what is there, in order, and follows from the one before', async () => {
  await append()
  await append('document.download')
  expect(await sealShop(world, shop)).toBe(2)
  expect(await sealShop(world, shop)).toBe(0)
  world.pass(60_000)
  await append()
  expect(await sealShop(world, shop)).toBe(1)
  const [first, second, ...none] = await world.db.auditSeal.findMany({ where: { shopId: shop }, orderBy: { n: 'asc' } })
  expect(none).toEqual([])
  expect([first?.rows, first?.total, first?.prev, second?.n, second?.total]).toEqual([2, 2n, '', 2n, 3n])
  expect(second?.prev).toBe(first?.head)
  expect((await folderCopies(world.config.auditDir).read(shop)).map(({ head }) => head)).toEqual([first?.head, second?.head])
  expect(await verdict()).toMatchObject({ seals: 2, rows: 3, unsealed: 0, until: world.now(), found: [] })
})

test('a row whose transaction commits after its elders were sealed is in the next seal, and nothing is wrong', async () => {
  const { id } = await append()
  // Drawn before, committed after.
  const drawn = id + 1000n
  await append('document.view', drawn + 1n)
  await sealShop(world, shop)
  await append('document.view', drawn)
  world.pass(60_000)
  expect(await sealShop(world, shop)).toBe(1)
  expect(await verdict()).toMatchObject({ seals: 2, rows: 3, found: [] })
})

test('who writes to the log does not wait for a sealing under way, and a second sealing does nothing meanwhile', async () => {
  await append()
  await write(world, async (tx) => {
    expect(await lockChain(tx, shop)).toBe(true)
    await tx.auditEntry.updateMany({ where: { shopId: shop }, data: { place: 0 } })
    await append()
    expect(await sealShop(world, shop)).toBe(0)
  })
  expect(await sealShop(world, shop)).toBe(2)
})

test('more rows than one batch are sealed in several, and none of them is taken for late', async () => {
  const rows = Array.from({ length: 4100 }, (_, n) => ({
    shopId: shop,
    at: new Date(world.now().getTime() + n * 1000),
    actor: 'system',
    action: 'x',
  }))
  await world.db.auditEntry.createMany({ data: rows })
  world.pass(10 * 60 * 60_000)
  expect(await sealShop(world, shop)).toBe(4100)
  expect(await verdict()).toMatchObject({ seals: 3, rows: 4100, found: [] })
})

test('a process that died between the commit and the copy, or within a line of the copy, is caught up with', async () => {
  await append()
  await sealShop(world, shop)
  const path = join(world.config.auditDir, `${shop}.seals`)
  appendFileSync(path, '{"shop":"half a li')
  await world.db.auditSeal.updateMany({ where: { shopId: shop }, data: { copiedAt: null } })
  await append()
  expect(await sealAll(world)).toBe(1)
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4)
  expect(await verdict()).toMatchObject({ seals: 2, found: [] })
})

test('an older database beside a younger copy is not sealed on, until an operator says that it was a loss; then it says so for ever', async () => {
  await append()
  await sealShop(world, shop)
  await append('kyc.accept')
  await append('kyc.approve')
  world.pass(60_000)
  await sealShop(world, shop)
  await world.db.auditSeal.deleteMany({ where: { shopId: shop, n: 2n } })
  await world.db.auditEntry.deleteMany({ where: { shopId: shop, action: 'kyc.approve' } })
  // The backup was made between the row and its seal.
  await world.db.auditEntry.updateMany({ where: { shopId: shop, seal: 2n }, data: { seal: null, place: null, mark: null } })
  world.pass(60 * 60_000)
  await append('staff.grant')
  await expect(sealShop(world, shop)).rejects.toThrow(ChainBroken)
  expect(await acceptLoss(world, shop)).toBe(1)
  expect(await sealShop(world, shop)).toBe(3)
  expect(await verdict()).toMatchObject({ seals: 3, rows: 4, lost: 1, found: [] })
  const masterKey = newKey()
  const [between, after] = [[masterKey, world.config.masterKey], [masterKey]].map((masterKeys) => ({
    ...world,
    config: { ...world.config, masterKey, masterKeys },
  }))
  if (!between || !after) throw new Error('no keys')
  expect((await verdict(after)).found).toEqual(['seal-changed'])
  expect(await acceptLoss(between, shop)).toBe(0)
  expect((await verdict(after)).found).toEqual([])
  expect(await acceptLoss({ ...between, config: { ...between.config, masterKey: world.config.masterKey } }, shop)).toBe(0)
  // Who has the database alone cannot declare a loss.
  await world.db.auditEntry.deleteMany({ where: { shopId: shop, seal: 1n } })
  await world.db.auditSeal.updateMany({ where: { shopId: shop, n: 1n }, data: { lostAt: world.now(), lostMac: 'x' } })
  expect((await verdict()).found).toEqual(['seal-changed'])
})

test('a new master key goes on with the chain, and what was sealed with the former one stays held by it', async () => {
  await append()
  await append()
  await sealShop(world, shop)
  world.pass(60_000)
  const masterKey = newKey()
  const next = { ...world, config: { ...world.config, masterKey, masterKeys: [masterKey] } }
  const between = { ...world, config: { ...world.config, masterKey, masterKeys: [masterKey, world.config.masterKey] } }
  await append()
  await sealShop(next, shop)
  expect(await verdict(next)).toMatchObject({ seals: 2, rows: 3, formerKey: 1, found: [] })
  expect(await verdict(between)).toMatchObject({ seals: 2, rows: 3, formerKey: 0, found: [] })
  await world.db.auditEntry.updateMany({ where: { shopId: shop, place: 1 }, data: { action: 'kyc.accept' } })
  expect((await verdict(next)).found).toEqual(['seal-changed'])
})

test('what a look found is noted for the screen', async () => {
  await append()
  await sealShop(world, shop)
  expect(await lastCheck(world, shop)).toBeNull()
  await checkShop(world, shop)
  expect(await lastCheck(world, shop)).toEqual({ at: world.now(), findings: 0, first: null })
  await world.db.auditEntry.updateMany({ where: { shopId: shop }, data: { actorId: '8' } })
  await checkShop(world, shop)
  expect(await lastCheck(world, shop)).toMatchObject({ findings: 1, first: 'row-changed' })
})

test('F8 the log of an erased shop goes with its copy; a log that vanished without an erasure is missed', async () => {
  await append()
  await sealShop(world, shop)
  const gone = await newShop(world)
  await world.db.auditEntry.create({ data: { shopId: gone, at: world.now(), actor: 'system', action: 'x' } })
  await sealShop(world, gone)
  await world.db.auditEntry.deleteMany({ where: { shopId: gone } })
  await world.db.auditSeal.deleteMany({ where: { shopId: gone } })
  await world.db.shop.update({ where: { shopId: shop }, data: { uninstalledAt: world.now() } })
  await eraseShop(world, shop)
  const left = await shopsWithLog(world)
  expect([left.includes(shop), left.includes(gone)]).toEqual([false, true])
  expect((await verifyShop(world, gone)).findings).toMatchObject([{ code: 'copy-ahead', seal: 1n }])
})
