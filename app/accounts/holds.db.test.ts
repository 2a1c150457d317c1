import { beforeAll, describe, expect, test } from 'vitest'
import { customerIn, PROFILE, redact } from '../../tests/harness/customers.ts'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { jpeg, storedOf } from '../../tests/harness/files.ts'
import { changeSettings } from '../staff/change-settings.server.ts'
import { holdingsOf, rejudge, unsealRecord } from './holds.server.ts'
import { forgetBytes } from './shop-erasure.server.ts'

const owner = { id: 9n, name: '関', role: 'owner' } as const
const DAY_MS = 24 * 60 * 60_000

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})

describe('the clock', () => {
  /** Verified once, and ended by an event so many days ago. */
  const endedIn = async (shop: string, type: string, days: number) => {
    await customerIn(world, shop, 1n, true)
    await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { verified: type === 'gone', gone: type === 'gone' } })
    const at = new Date(world.now().getTime() - days * DAY_MS)
    await world.db.kycEvent.create({ data: { shopId: shop, customerId: 1n, at, actor: 'staff', type } })
    await redact(world, shop, 1n)
    return world.db.heldRecord.findMany({ where: { shopId: shop } })
  }

  test.each(['revoke', 'refuse', 'expire', 'gone'])('F03 runs from the day when dealings ended: %s', async (type) => {
    const held = await endedIn(await newShop(world, { holds: ['kobutsu'] }), type, 365)
    expect(held.map(({ heldUntil }) => heldUntil.toISOString())).toEqual(held.map(() => '2028-11-22T15:00:00.000Z'))
    expect(held.length).toBe(8)
  })

  test('F03 a freeze ends nothing', async () => {
    const shop = await newShop(world, { holds: ['kobutsu'] })
    await customerIn(world, shop, 1n, true)
    const at = new Date(world.now().getTime() - 365 * DAY_MS)
    await world.db.kycEvent.create({ data: { shopId: shop, customerId: 1n, at, actor: 'staff', type: 'freeze' } })
    await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { frozen: true } })
    await redact(world, shop, 1n)
    expect((await world.db.heldRecord.findFirst({ where: { shopId: shop } }))?.heldSince).toEqual(world.now())
  })

  test('F03 that has run out holds nothing any more', async () => {
    const shop = await newShop(world, { holds: ['kobutsu'] })
    expect(await endedIn(shop, 'revoke', 4 * 365)).toEqual([])
    expect((await world.db.complianceRecord.findFirst({ where: { shopId: shop } }))?.outcome).toMatchObject({
      erased: { profile: 1, papers: 2, checks: 3, account: 1, decisions: 1 },
      held: [],
    })
  })
})

describe('what is sealed', () => {
  const sealedIn = async (settings: object = {}) => {
    const shop = await newShop(world, settings)
    await customerIn(world, shop, 1n, true)
    await redact(world, shop, 1n)
    return { shop, records: (await holdingsOf(world, shop)).records }
  }
  const looks = (shop: string) => world.db.auditEntry.findMany({ where: { shopId: shop, action: 'held.open' }, orderBy: { id: 'asc' } })

  test('F03 is opened by an owner who says why, every time on record, and stays where it is', async () => {
    const { shop, records } = await sealedIn()
    for (const { id, kind } of records) {
      const opened = await unsealRecord(world, shop, owner, { id, reason: 'police' })
      if (!opened.ok) throw new Error(opened.refusal.code)
      if (opened.value.kind === 'profile') expect(opened.value).toMatchObject(PROFILE)
      if (opened.value.kind === 'papers') expect(opened.value.content.equals(await jpeg())).toBe(true)
      if (opened.value.kind === 'account') expect(opened.value.lines).toContainEqual(['number', '9000001'])
      if (opened.value.kind === 'decisions') expect(opened.value.lines).toMatchObject([{ type: 'approve' }])
      expect(opened.value.kind).toBe(kind)
    }
    expect(await looks(shop)).toMatchObject(
      records.map(({ id, kind }) => ({
        actorId: '9',
        subject: 'customer:1',
        codes: { record: id, kind, law: 'hanshu', reason: 'police' },
      })),
    )
    expect((await holdingsOf(world, shop)).records).toEqual(records)
  })

  test('F03 is opened by nobody else, and not in another shop', async () => {
    const { shop, records } = await sealedIn()
    const id = records[0]?.id ?? ''
    for (const role of ['reviewer', 'viewer'] as const)
      expect(await unsealRecord(world, shop, { ...owner, role }, { id, reason: 'police' })).toMatchObject({ ok: false })
    const other = await newShop(world)
    expect(await unsealRecord(world, other, owner, { id, reason: 'police' })).toMatchObject({ refusal: { code: 'not-found' } })
    expect(await looks(shop)).toEqual([])
  })

  test('F03 by default follows the owner’s first word; by the owner’s word it only ever gets longer', async () => {
    const { shop } = await sealedIn()
    const say = async (...laws: ('kobutsu' | 'hanshu')[]) => {
      expect(await changeSettings(world, shop, owner, { section: 'holds', laws })).toMatchObject({ ok: true })
      await rejudge(world, shop)
      return (await holdingsOf(world, shop)).records.map(({ law, years, byDefault }) => `${law} ${years} ${byDefault}`)
    }
    expect(await say('kobutsu')).toEqual(Array(8).fill('kobutsu 3 false'))
    expect(await say('hanshu')).toEqual(Array(8).fill('hanshu 7 false'))
    expect(await say()).toEqual(Array(8).fill('hanshu 7 false'))
    const entries = await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'settings.holds' }, orderBy: { id: 'asc' } })
    expect(entries.map(({ codes }) => codes)).toMatchObject([
      { from: null, to: ['kobutsu'] },
      { from: ['kobutsu'], to: ['hanshu'] },
      { from: ['hanshu'], to: [] },
    ])
    const { settings } = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
    expect(settings).toMatchObject({ holds: [], holdsSet: { at: world.now().toISOString(), by: '9' } })
  })

  test('F03 by default goes, bytes and all, when the owner says that no law applies', async () => {
    const { shop } = await sealedIn()
    const papers = await world.db.heldRecord.count({ where: { shopId: shop, kind: 'papers' } })
    await changeSettings(world, shop, owner, { section: 'holds', laws: [] })
    await rejudge(world, shop)
    expect((await holdingsOf(world, shop)).records).toEqual([])
    const jobs = (await waitingJobs(world)).filter(({ task }) => task === 'documents.forget')
    const ids = jobs.slice(-papers).flatMap(({ payload }) => payload.ids as string[])
    expect(ids).toHaveLength(papers)
    await forgetBytes(world, ids)
    for (const id of ids) expect(storedOf(world.config.dataDir, id)).toEqual([])
  })
})
