import { expect, test } from 'vitest'
import { waitingJobs } from '../../tests/harness/database.ts'
import { ACCOUNT, numbered, payee } from '../../tests/harness/payout.ts'
import { seenElsewhere } from '../checks/fingerprints.server.ts'
import { readCase } from '../kyc/cases.server.ts'
import { decide } from '../kyc/decisions.server.ts'
import { acceptNotice } from '../kyc/notice.server.ts'
import { project } from '../kyc/tags.ts'
import { openAccount, rowInForce } from './in-force.server.ts'
import { registerAccount, removeAccount, tryAccount } from './register.server.ts'

const by = { id: 7n, name: '検見 花子', role: 'reviewer' } as const
const HOUR_MS = 60 * 60_000

test('E01 E02 a registered account is kept sealed, noted by the law, shown by a job and on record, all together', async () => {
  const { world, who, shop, customer } = await payee()
  expect(await registerAccount(world, who, { form: ACCOUNT, fresh: false })).toEqual({ ok: true, value: { match: 'matches' } })
  const row = await rowInForce(world.db, who)
  expect(row).toMatchObject({ kind: 'person', match: 'matches', countsFrom: world.now(), acceptedAt: null })
  expect(row && (await openAccount(world, row))).toMatchObject({ bank: '0001', branch: '240', number: '7654321', holder: 'ｹﾝﾐ ﾊﾅｺ' })
  const of = (await readCase(world, shop, customer))?.case
  expect(of?.payout).toBe(true)
  expect(of && project(of).labels).toContain('payout')
  const jobs = (await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)
  expect(jobs.map(({ task }) => task)).toContain('kyc.reconcile')
  expect(jobs.map(({ task }) => task)).not.toContain('mail.send')
  expect(await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'payout.register' } })).toMatchObject([
    { actor: 'customer', subject: 'customer:42', codes: { account: row?.id, match: 'matches', change: false } },
  ])
  expect(await world.db.kycEvent.count({ where: { shopId: shop, type: 'note-payout' } })).toBe(1)
})

test('E02 what is refused notes nothing: a wrong field, no consent, a frozen or refused customer', async () => {
  const { world, who, shop, customer } = await payee()
  expect(await registerAccount(world, who, { form: { ...ACCOUNT, numberAgain: '1' }, fresh: true })).toMatchObject({
    ok: false,
    refusal: { code: 'bad-input', fields: { numberAgain: 'differs' } },
  })
  expect(await registerAccount(world, { shop, customer: 43n }, { form: ACCOUNT, fresh: true })).toMatchObject({
    refusal: { code: 'consent-missing' },
  })
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { frozen: true } })
  expect(await registerAccount(world, who, { form: ACCOUNT, fresh: true })).toMatchObject({ refusal: { because: 'frozen' } })
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { frozen: false, refused: true } })
  expect(await registerAccount(world, who, { form: ACCOUNT, fresh: true })).toMatchObject({ refusal: { because: 'refused' } })
  expect((await readCase(world, shop, customer))?.case.payout).toBe(false)
  expect(await world.db.payoutAccount.count({ where: { shopId: shop } })).toBe(0)
})

test('E01 a name that differs is told before sending, and nothing is kept by asking', async () => {
  const { world, who, shop } = await payee()
  expect(await tryAccount(world, who, { ...ACCOUNT, holder: 'セキ タロウ' })).toMatchObject({ ok: true, value: { match: 'differs' } })
  expect(await tryAccount(world, who, ACCOUNT)).toMatchObject({ ok: true, value: { match: 'matches' } })
  expect(await world.db.payoutAccount.count({ where: { shopId: shop } })).toBe(0)
})

test('E01 a kanji name cannot be told; a company is compared by its company name', async () => {
  const kanji = await payee({ firstName: '花子', lastName: '検見' })
  expect(await tryAccount(kanji.world, kanji.who, ACCOUNT)).toMatchObject({ value: { match: 'cannot-tell' } })
  const company = await payee({ firstName: 'ハナコ', lastName: 'ケンミ', company: '株式会社サンプル' }, 'corporation')
  expect(await tryAccount(company.world, company.who, { ...ACCOUNT, holder: '株式会社サンプル' })).toMatchObject({
    value: { match: 'matches', account: { kind: 'company', holder: 'ｶ)ｻﾝﾌﾟﾙ' } },
  })
  expect(await tryAccount(company.world, company.who, ACCOUNT)).toMatchObject({ value: { match: 'differs' } })
})

test('E01 changing an account needs somebody who has just come in, is told by mail, and counts after the cool-down of the shop', async () => {
  const { world, who, shop } = await payee(undefined, undefined, { payoutCoolDownHours: 24 })
  await registerAccount(world, who, { form: ACCOUNT, fresh: false })
  const first = await rowInForce(world.db, who)
  world.pass(HOUR_MS)
  const other = numbered('1112223')
  expect(await registerAccount(world, who, { form: other, fresh: false })).toMatchObject({ refusal: { because: 'session-not-fresh' } })
  expect((await rowInForce(world.db, who))?.id).toBe(first?.id)
  expect(await registerAccount(world, who, { form: other, fresh: true })).toMatchObject({ ok: true })
  const row = await rowInForce(world.db, who)
  expect(row?.countsFrom).toEqual(new Date(world.now().getTime() + 24 * HOUR_MS))
  expect(await world.db.payoutAccount.findFirst({ where: { shopId: shop, id: first?.id ?? '' } })).toMatchObject({
    state: 'replaced',
    endedAt: world.now(),
  })
  expect(await world.db.mail.findMany({ where: { shopId: shop } })).toMatchObject([
    { template: 'customer.payoutChanged', audience: 'customer', facts: {} },
  ])
})

test('E01 the same account again changes nothing, tells nobody and cools nothing down', async () => {
  const { world, who, shop } = await payee()
  await registerAccount(world, who, { form: ACCOUNT, fresh: false })
  const row = await rowInForce(world.db, who)
  world.pass(HOUR_MS)
  expect(await registerAccount(world, who, { form: ACCOUNT, fresh: false })).toMatchObject({ ok: true })
  expect(await rowInForce(world.db, who)).toEqual(row)
  expect(await world.db.mail.count({ where: { shopId: shop } })).toBe(0)
})

test('E02 removing clears the note and is told; registering again is a change, so the cool-down cannot be walked around', async () => {
  const { world, who, shop, customer } = await payee()
  await registerAccount(world, who, { form: ACCOUNT, fresh: false })
  expect(await removeAccount(world, who, false)).toMatchObject({ refusal: { because: 'session-not-fresh' } })
  expect(await removeAccount(world, who, true)).toEqual({ ok: true, value: null })
  const of = (await readCase(world, shop, customer))?.case
  expect(of?.payout).toBe(false)
  expect(of && project(of).labels).not.toContain('payout')
  expect(await removeAccount(world, who, false)).toEqual({ ok: true, value: null })
  expect(await registerAccount(world, who, { form: numbered('1112223'), fresh: false })).toMatchObject({
    refusal: { because: 'session-not-fresh' },
  })
  await registerAccount(world, who, { form: numbered('1112223'), fresh: true })
  expect((await rowInForce(world.db, who))?.countsFrom.getTime()).toBe(world.now().getTime() + 48 * HOUR_MS)
  const templates = (await world.db.mail.findMany({ where: { shopId: shop } })).map(({ template }) => template).sort()
  expect(templates).toEqual(['customer.payoutChanged', 'customer.payoutRemoved'])
})

test('E01 two registrations at the same moment leave one account in force', async () => {
  const { world, who, shop } = await payee()
  const both = await Promise.all(
    ['1112223', '4445556'].map((number) => registerAccount(world, who, { form: numbered(number), fresh: true })),
  )
  expect(both.every(({ ok }) => ok)).toBe(true)
  expect(await world.db.payoutAccount.groupBy({ by: ['state'], where: { shopId: shop }, _count: true, orderBy: { state: 'asc' } })).toEqual(
    [
      { state: 'in-force', _count: 1 },
      { state: 'replaced', _count: 1 },
    ],
  )
})

test('E01 the same account is found with another customer of the shop, whoever holds it by name, and in no other shop', async () => {
  const { world, who, shop } = await payee()
  await registerAccount(world, who, { form: ACCOUNT, fresh: false })
  const second = { shop, customer: 43n }
  await acceptNotice(world, shop, 43n, { version: 0, language: 'ja' })
  await registerAccount(world, second, { form: { ...ACCOUNT, holder: 'セキ タロウ' }, fresh: false })
  expect((await seenElsewhere(world.db, shop, 43n)).account).toEqual(['42'])
  const elsewhere = await payee()
  await registerAccount(elsewhere.world, elsewhere.who, { form: ACCOUNT, fresh: false })
  expect((await seenElsewhere(world.db, elsewhere.shop, 42n)).account).toEqual([])
})

test('D05 X10 an approval and orders do not wait for an account, and an account approves nobody', async () => {
  const { world, who, shop, customer } = await payee()
  await world.db.kycCase.updateMany({ where: { shopId: shop }, data: { identity: 'accepted' } })
  const of = (await readCase(world, shop, customer))?.case
  await registerAccount(world, who, { form: ACCOUNT, fresh: false })
  expect((await readCase(world, shop, customer))?.case).toMatchObject({ payout: true, verified: false })
  await removeAccount(world, who, true)
  const version = (await readCase(world, shop, customer))?.case.version ?? -1
  expect(of?.payout).toBe(false)
  expect(await decide(world, { shop, customer, version, by, decision: { type: 'approve' } })).toMatchObject({
    ok: true,
    value: { verified: true, payout: false },
  })
})
