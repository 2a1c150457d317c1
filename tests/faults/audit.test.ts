import { expect, test } from 'vitest'
import { folderCopies } from '../../app/audit/copies.server.ts'
import { sealShop } from '../../app/audit/seal.server.ts'
import { verifyShop } from '../../app/audit/verify.server.ts'
import { newShop, testWorld } from '../harness/database.ts'
import { playAll } from './audit/main.ts'

// A small count must do here, each forgery once; `npm run faults -- audit` runs as many as you like.
test('F10 every forgery of an audit log is found', async () => {
  const world = await testWorld()
  const lines: string[] = []
  const counts = await playAll(world, 9, 1, (line) => lines.push(line))
  expect(counts, lines.join('\n')).toEqual({ passed: 9, failed: 0 })
}, 60_000)

test('F10 it is the copy outside that tells a log that was cut off from a whole one', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const row = { shopId: shop, actor: 'staff', actorId: '7', action: 'document.view' }
  for (let seals = 0; seals < 3; seals++) {
    await world.db.auditEntry.create({ data: { ...row, at: world.now() } })
    expect(await sealShop(world, shop)).toBe(1)
    world.pass(60_000)
  }
  await world.db.auditEntry.deleteMany({ where: { shopId: shop, seal: { gt: 1n } } })
  await world.db.auditSeal.deleteMany({ where: { shopId: shop, n: { gt: 1n } } })
  const ahead = { code: 'copy-ahead', row: null, place: null }
  expect((await verifyShop(world, shop)).findings).toEqual([
    { ...ahead, seal: 2n },
    { ...ahead, seal: 3n },
  ])
  const copies = folderCopies(world.config.auditDir)
  const [first] = await copies.read(shop)
  await copies.erase(shop)
  await copies.append(shop, first ? [first] : [])
  expect((await verifyShop(world, shop)).findings).toEqual([])
})
