import { expect, test } from 'vitest'
import { inOwnShop, newShop, type TestWorld } from '../../tests/harness/database.ts'
import { logAddress, readLogAsk } from './groups.ts'
import { logPage } from './log.server.ts'
import { sealShop } from './seal.server.ts'

let world: TestWorld
let shop: string
inOwnShop((...own) => {
  ;[world, shop] = own
})

const put = (rows: readonly { action?: string; actorId?: string; subject?: string }[]) =>
  world.db.auditEntry.createMany({
    data: rows.map((row) => ({ shopId: shop, at: world.now(), actor: 'staff', actorId: '7', action: 'kyc.accept', ...row })),
  })
const read = async (search: string) => logPage(world, shop, readLogAsk(new URLSearchParams(search)))

test('the log is read newest first, page by page in both directions, and no other shop’s', async () => {
  await put(Array.from({ length: 120 }, (_, n) => ({ subject: `customer:${n}` })))
  const other = await newShop(world)
  await world.db.auditEntry.create({ data: { shopId: other, actor: 'system', action: 'x' } })
  const first = await read('')
  expect([first.rows.length, first.rows[0]?.subject, first.newer, first.older]).toEqual([50, 'customer:119', false, true])
  const second = await read(`before=${first.rows.at(-1)?.id}`)
  expect([second.rows[0]?.subject, second.rows.at(-1)?.subject, second.newer, second.older]).toEqual([
    'customer:69',
    'customer:20',
    true,
    true,
  ])
  const last = await read(`before=${second.rows.at(-1)?.id}`)
  expect([last.rows.length, last.newer, last.older]).toEqual([20, true, false])
  const back = await read(`after=${last.rows[0]?.id}`)
  expect([back.rows[0]?.subject, back.newer, back.older]).toEqual(['customer:69', true, true])
})

test('it is narrowed to a member, a customer and a kind of action', async () => {
  await put([{ actorId: '8' }, { subject: 'customer:5' }, { action: 'document.view', subject: 'customer:5' }, { action: 'settings.holds' }])
  const actions = async (search: string) => (await read(search)).rows.map(({ action }) => action)
  expect(await actions('member=8')).toEqual(['kyc.accept'])
  expect(await actions('customer=5')).toEqual(['document.view', 'kyc.accept'])
  expect(await actions('group=documents')).toEqual(['document.view'])
  expect(await actions('customer=5&group=decisions')).toEqual(['kyc.accept'])
  expect(await actions("member=8'--&group=all")).toHaveLength(4)
})

test('it says how far it is sealed', async () => {
  await put([{}])
  expect(await read('')).toMatchObject({ sealedUntil: null, unsealed: 1, check: null })
  await sealShop(world, shop)
  expect(await read('')).toMatchObject({ sealedUntil: world.now(), unsealed: 0, rows: [{ sealed: true }] })
})

test('the address of a list is read back as it was written', () => {
  const ask = { member: '7', customer: '5', group: 'law' } as const
  expect(readLogAsk(new URL(`http://x${logAddress(ask, { before: '9' })}`).searchParams)).toEqual({ ...ask, before: 9n, after: null })
  expect(logAddress({ member: null, customer: null, group: null })).toBe('/app/audit')
})
