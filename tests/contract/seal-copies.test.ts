// One contract, both places where seals are copied to, and the chain with both.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptLoss } from '../../app/audit/accept-loss.server.ts'
import { bucketCopies } from '../../app/audit/bucket-copies.server.ts'
import type { Seal } from '../../app/audit/chain.ts'
import { copiesOf, folderCopies } from '../../app/audit/copies.server.ts'
import type { Copies } from '../../app/audit/copies.ts'
import { ChainBroken, sealShop } from '../../app/audit/seal.server.ts'
import { verifyShop } from '../../app/audit/verify.server.ts'
import { newShop, type TestWorld, testWorld } from '../harness/database.ts'
import { S3_CREDENTIALS, startS3 } from '../harness/s3.ts'

interface Place {
  readonly copies: Copies
  readonly close: () => Promise<void>
}

async function folder(): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-seals-'))
  return { copies: folderCopies(dir), close: async () => rmSync(dir, { recursive: true, force: true }) }
}

async function bucket(): Promise<Place> {
  Object.assign(process.env, S3_CREDENTIALS)
  const s3 = await startS3()
  return { copies: bucketCopies(s3.store, 5), close: s3.close }
}

const at = new Date('2026-11-23T00:00:00Z')
const seal = (n: number, head = `head-${n}`): Seal => ({
  n: BigInt(n),
  rows: 1,
  total: BigInt(n),
  covers: at,
  sealedAt: at,
  prev: n === 1 ? '' : `head-${n - 1}`,
  head,
  keyId: 'k',
  mac: `mac-${head}`,
})
const SHOP = 'a-shop.myshopify.com'

describe.each([
  ['a folder', folder],
  ['a bucket', bucket],
])('A5 %s', (_, open) => {
  let place: Place
  let copies: Copies
  beforeAll(async () => {
    place = await open()
    copies = place.copies
  })
  afterAll(() => place.close())

  test('knows nothing of a shop that it was told nothing of', async () => {
    expect([await copies.read('none.myshopify.com'), await copies.last('none.myshopify.com'), await copies.shops()]).toEqual([[], null, []])
  })

  test('gives seals back as they were, in their order, and the newest', async () => {
    const seals = Array.from({ length: 12 }, (_, index) => seal(index + 1))
    await copies.append(SHOP, seals.slice(0, 3))
    for (const each of seals.slice(3)) await copies.append(SHOP, [each])
    await copies.append('b-shop.myshopify.com', [seal(1)])
    expect(await copies.read(SHOP)).toEqual(seals)
    expect(await copies.last(SHOP)).toEqual(seals[11])
    expect([...(await copies.shops())].sort()).toEqual([SHOP, 'b-shop.myshopify.com'])
  })

  test('another seal of a number that is there stands beside it, and takes nothing away', async () => {
    await copies.append(SHOP, [seal(12, 'forged')])
    const heads = (await copies.read(SHOP)).map(({ head }) => head)
    expect(heads).toContain('head-12')
    expect(heads).toContain('forged')
  })

  test('forgets one shop, once and again, and no other', async () => {
    await copies.erase(SHOP)
    await copies.erase(SHOP)
    expect([await copies.read(SHOP), await copies.shops()]).toEqual([[], ['b-shop.myshopify.com']])
  })

  test.each(['../x', 'a/b', '', 'A'])('takes no other name for a shop: %s', async (name) => {
    await expect(copies.append(name, [seal(1)])).rejects.toThrow('not the name of a shop')
    await expect(copies.read(name)).rejects.toThrow('not the name of a shop')
  })
})

describe('A5 with a bucket beside the folder', () => {
  let world: TestWorld
  let s3: Awaited<ReturnType<typeof startS3>>
  let without: TestWorld
  beforeAll(async () => {
    Object.assign(process.env, S3_CREDENTIALS)
    s3 = await startS3()
    without = await testWorld()
    world = { ...without, config: { ...without.config, objectStore: s3.store } }
  })
  afterAll(() => s3.close())

  const write = (shop: string) =>
    world.db.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'staff', action: 'kyc.approve' } })
  const heads = async (shop: string) => Promise.all(copiesOf(world).map(async (copies) => (await copies.read(shop)).map(({ n }) => n)))
  const codes = async (shop: string) => (await verifyShop(world, shop)).findings.map(({ code, seal: n }) => [code, n])

  test('each seal goes to both; a bucket that came later is given what was sealed before, and the log is whole', async () => {
    const shop = await newShop(world)
    await write(shop)
    await sealShop(without, shop)
    await write(shop)
    await sealShop(world, shop)
    expect(await heads(shop)).toEqual([
      [1n, 2n],
      [1n, 2n],
    ])
    expect(await codes(shop)).toEqual([])
  })

  test('a copy that lacks a seal is found, whichever it is, also after more was sealed; nothing of it is filled in', async () => {
    const shop = await newShop(world)
    for (let n = 0; n < 3; n++) {
      await write(shop)
      await sealShop(world, shop)
    }
    const [kept, inBucket] = copiesOf(world)
    const seals = (await kept?.read(shop)) ?? []
    await inBucket?.erase(shop)
    await inBucket?.append(shop, seals.slice(0, 2))
    await write(shop)
    await sealShop(world, shop)
    expect(await codes(shop)).toEqual([['copy-lacks', 3n]])
    await kept?.erase(shop)
    await kept?.append(shop, seals.slice(0, 1))
    expect((await codes(shop)).map(([code]) => code)).toContain('copy-lacks')
  })

  test('a seal that only the bucket still knows stops sealing, is found, and comes back as lost', async () => {
    const shop = await newShop(world)
    for (let n = 0; n < 2; n++) {
      await write(shop)
      await sealShop(world, shop)
    }
    const [kept] = copiesOf(world)
    const seals = (await kept?.read(shop)) ?? []
    await kept?.erase(shop)
    await kept?.append(shop, seals.slice(0, 1))
    await world.db.auditEntry.deleteMany({ where: { shopId: shop, seal: 2n } })
    await world.db.auditSeal.deleteMany({ where: { shopId: shop, n: 2n } })
    await write(shop)
    await expect(sealShop(world, shop)).rejects.toBeInstanceOf(ChainBroken)
    expect(await codes(shop)).toContainEqual(['copy-ahead', 2n])
    expect(await acceptLoss(world, shop)).toBe(1)
    expect((await world.db.auditSeal.findMany({ where: { shopId: shop, lostAt: { not: null } } })).map(({ n }) => n)).toEqual([2n])
  })

  test('an object that was changed in place is found', async () => {
    const shop = await newShop(world)
    await write(shop)
    await sealShop(world, shop)
    const directory = join(s3.directory, s3.store.bucket, 'audit', shop)
    const [name = ''] = readdirSync(directory).filter((each) => each.endsWith('_object'))
    writeFileSync(join(directory, name), '{}')
    expect(await codes(shop)).toEqual([['copy-unreadable', null]])
  })
})
