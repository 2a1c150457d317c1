import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { arriving, jpeg } from '../../tests/harness/files.ts'
import { casePage } from '../kyc/case-page.server.ts'
import { readCase } from '../kyc/cases.server.ts'
import { decide } from '../kyc/decisions.server.ts'
import { acceptNotice } from '../kyc/notice.server.ts'
import { chooseParty, send, takeFile } from '../kyc/submission.server.ts'
import { readSettings } from '../staff/settings.ts'
import { legNotes, openLegs, recordLeg } from './legs.server.ts'
import type { LegId } from './methods.ts'

const by = { id: 7n, name: '検見 花子', role: 'reviewer' } as const

/** Somebody whose papers are accepted, in a shop with these methods. */
async function accepted(methods: object | null) {
  const world = await testWorld({ now: '2026-11-23T03:00:00Z' })
  const settings = methods ? { methods } : {}
  const who = { shop: await newShop(world, settings), customer: 42n }
  await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  await chooseParty(world, who, 'individual')
  const photo = await jpeg()
  const wish = { part: 'identity', kind: 'passport', upload: randomUUID(), declaredBytes: photo.length, body: arriving(photo).body }
  expect((await takeFile(world, who, wish)).ok).toBe(true)
  expect((await send(world, who)).ok).toBe(true)
  const version = async () => (await readCase(world, who.shop, who.customer))?.case.version ?? -1
  expect((await decide(world, { ...who, version: await version(), by, decision: { type: 'accept', part: 'identity' } })).ok).toBe(true)
  const approve = async () => decide(world, { ...who, version: await version(), by, decision: { type: 'approve' } })
  const note = (leg: LegId, record: 'sent' | 'arrived' | 'returned' | 'done' | 'open', tracking = '') =>
    recordLeg(world, { ...who, by, entry: { leg, record, happenedOn: '2026-11-23', tracking } })
  const open = () => openLegs(world.db, readSettings(settings), { ...who, party: 'individual' }, world.now())
  return { world, ...who, approve, note, open }
}

test('table C 3: the manual of the demo store is its policy unless told: accepted papers are approved', async () => {
  const { approve, open } = await accepted(null)
  expect(await open()).toEqual([])
  expect(await approve()).toMatchObject({ ok: true, value: { verified: true } })
})

test('table C 3: an approval in the app is refused while a leg is open, and goes through when the last is done', async () => {
  const { world, shop, customer, approve, note, open } = await accepted({ individual: ['kobutsu-copy-mail-account'] })
  const refused = { ok: false, refusal: { code: 'not-now', because: 'legs-open' } }
  expect(await open()).toEqual(['mail', 'own-name-account'])
  const page = () => casePage(world, shop, customer, by)
  expect((await page())?.openLegs).toEqual(['mail', 'own-name-account'])
  expect(await approve()).toEqual(refused)
  expect(await note('mail', 'arrived')).toMatchObject({ ok: false, refusal: { because: 'leg-not-next' } })
  expect(await note('mail', 'sent', '123-45-67890-1')).toEqual({ ok: true, value: null })
  expect(await approve()).toEqual(refused)
  expect(await note('mail', 'arrived')).toEqual({ ok: true, value: null })
  expect(await open()).toEqual(['own-name-account'])
  expect(await approve()).toEqual(refused)
  expect(await note('own-name-account', 'done')).toEqual({ ok: true, value: null })
  expect(await legNotes(world, shop, customer)).toMatchObject([
    { leg: 'mail', record: 'arrived', tracking: '123-45-67890-1', recordedBy: '7' },
    { leg: 'own-name-account', record: 'done', tracking: null },
  ])
  expect((await readCase(world, shop, customer))?.case.verified).toBe(false)
  expect((await page())?.openLegs).toEqual([])
  expect(await approve()).toMatchObject({ ok: true, value: { verified: true } })
})

test('table C 3: mail that came back closes the way again; what was written down is on record in codes, and may be taken back', async () => {
  const { world, shop, approve, note, open } = await accepted({ individual: ['hanshu-certificate-mail'] })
  await note('certificate', 'done')
  await note('mail', 'sent', 'RR123456785JP')
  await note('mail', 'returned')
  expect(await open()).toEqual(['mail'])
  expect(await approve()).toMatchObject({ ok: false })
  await note('mail', 'sent', 'RR123456794JP')
  await note('mail', 'arrived')
  expect(await open()).toEqual([])
  await note('certificate', 'open')
  expect(await open()).toEqual(['certificate'])
  const entries = await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'kyc.leg' }, orderBy: { id: 'asc' } })
  expect(entries.map(({ codes }) => (codes as { record: string }).record)).toEqual(['done', 'sent', 'returned', 'sent', 'arrived', 'open'])
  const rows = await world.db.$queryRaw<{ row: string }[]>`
    select to_jsonb(t)::text as row from kyc_legs t union all select to_jsonb(t)::text from kyc_events t union all select to_jsonb(t)::text from audit_log t`
  for (const { row } of rows) expect(row).not.toMatch(/RR1234567/)
})

test('table C 3: who may not decide writes nothing down', async () => {
  const { world, shop, customer } = await accepted({ individual: ['kobutsu-jpki'] })
  const entry = { leg: 'jpki', record: 'done', happenedOn: '2026-11-23', tracking: '' } as const
  const viewer = { id: 8n, name: '', role: 'viewer' } as const
  expect(await recordLeg(world, { shop, customer, by: viewer, entry })).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } })
})

test('settings that name a method nobody knows are read all the same, and leave no method', async () => {
  const { world, shop, customer } = await accepted({ individual: ['kobutsu-fax'], corporation: ['kobutsu-jpki'] })
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  expect(await openLegs(world.db, readSettings(row.settings), { shop, customer, party: 'individual' }, world.now())).toEqual(['method'])
})
