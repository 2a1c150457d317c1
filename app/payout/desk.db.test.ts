import { expect, test } from 'vitest'
import { ACCOUNT, numbered, payee } from '../../tests/harness/payout.ts'
import { saveReading } from '../checks/readings.server.ts'
import { move, readCase } from '../kyc/cases.server.ts'
import { lastWords } from '../kyc/history.server.ts'
import { openLegs, recordLeg } from '../methods/legs.server.ts'
import { write } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { changeAccount, payoutCard, revealAccount } from './desk.server.ts'
import { rowInForce } from './in-force.server.ts'
import { registerAccount } from './register.server.ts'

const by = { id: 7n, name: '検見 花子', role: 'reviewer' } as const
const viewer = { id: 8n, name: '', role: 'viewer' } as const
const STRANGER = { ...ACCOUNT, holder: 'セキ タロウ' }
const HOUR_MS = 60 * 60_000

async function registered(form = ACCOUNT, settings: object = {}) {
  const made = await payee(undefined, undefined, settings)
  await registerAccount(made.world, made.who, { form, fresh: true })
  const account = (await rowInForce(made.world.db, made.who))?.id ?? ''
  const card = (role: typeof by | typeof viewer = by) => payoutCard(made.world, made.who, role)
  const verify = () => made.world.db.kycCase.updateMany({ where: { shopId: made.shop }, data: { verified: true, identity: 'accepted' } })
  return { ...made, account, card, verify }
}

test('X10 D05 the card says why nothing is paid out, and nothing once the customer is verified', async () => {
  const { card, verify } = await registered()
  expect((await card())?.closed).toEqual(['not-verified'])
  await verify()
  expect(await card()).toMatchObject({
    closed: [],
    account: { bank: 'みずほ', branch: '新宿', lastDigits: '4321', holder: 'ｹﾝﾐ ﾊﾅｺ', match: 'matches' },
    earlier: 0,
    elsewhere: [],
  })
})

test('E01 only the last digits are sent to a screen, and to who may not see documents nothing', async () => {
  const { card } = await registered()
  const seen = JSON.stringify(await card())
  expect(seen).toContain('4321')
  expect(seen).not.toContain('7654321')
  expect(await card(viewer)).toMatchObject({ account: null, hasAccount: true, elsewhere: [] })
})

test('E01 the whole number is opened on record only, by who may, and for its own customer', async () => {
  const { world, who, shop, account } = await registered()
  const looks = () => world.db.auditEntry.findMany({ where: { shopId: shop, action: 'payout.reveal' } })
  expect(await revealAccount(world, who, { by: viewer, account })).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect(await revealAccount(world, { shop, customer: 43n }, { by, account })).toEqual({ ok: false, refusal: { code: 'not-found' } })
  expect(await looks()).toEqual([])
  expect(await revealAccount(world, who, { by, account })).toMatchObject({ ok: true, value: { number: '7654321' } })
  expect(await looks()).toMatchObject([{ actorId: '7', subject: 'customer:42', codes: { account } }])
})

test('X10 a name that differs closes payouts until staff take it with a reason, which is kept sealed', async () => {
  const { world, who, shop, account, card, verify } = await registered(STRANGER)
  await verify()
  expect((await card())?.closed).toEqual(['name-differs'])
  const act = { type: 'accept-holder', account, note: '結婚前の姓、戸籍で確認' } as const
  expect(await changeAccount(world, { ...who, by: viewer, act })).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect((await card())?.closed).toEqual(['name-differs'])
  expect(await changeAccount(world, { ...who, by, act })).toEqual({ ok: true, value: null })
  expect(await card()).toMatchObject({ closed: [], account: { accepted: true, match: 'differs' } })
  expect(await world.db.kycEvent.findFirst({ where: { shopId: shop, type: 'payout-name-accepted' } })).toMatchObject({
    actorId: '7',
    data: { account },
  })
  expect(await world.db.auditEntry.count({ where: { shopId: shop, action: 'payout.accept-name' } })).toBe(1)
})

test('X10 what staff took counts for that account alone', async () => {
  const { world, who, account, card, verify } = await registered(STRANGER, { payoutCoolDownHours: 0 })
  await verify()
  await changeAccount(world, { ...who, by, act: { type: 'accept-holder', account, note: 'a' } })
  await registerAccount(world, who, { form: numbered('1112223', { holder: 'セキ タロウ' }), fresh: true })
  expect((await card())?.closed).toEqual(['name-differs'])
  expect(await changeAccount(world, { ...who, by, act: { type: 'accept-holder', account, note: 'a' } })).toEqual({
    ok: false,
    refusal: { code: 'somebody-was-faster' },
  })
})

test('E02 X10 a rejected account clears the note, and the customer reads why', async () => {
  const { world, who, shop, customer, account, card, verify } = await registered()
  await verify()
  expect(await changeAccount(world, { ...who, by, act: { type: 'reject', account, text: 'この口座は解約されています。' } })).toEqual({
    ok: true,
    value: null,
  })
  expect(await card()).toMatchObject({ closed: ['no-account'], account: null, earlier: 1 })
  expect((await readCase(world, shop, customer))?.case.payout).toBe(false)
  expect(await lastWords(world, shop, customer, 'clear-payout')).toBe('この口座は解約されています。')
  expect((await world.db.mail.findMany({ where: { shopId: shop } })).map(({ template }) => template)).toEqual(['customer.payoutRejected'])
})

test('X10 a note made by hand opens no payout, one taken away by hand closes it', async () => {
  const { world, who, shop, customer, card, verify } = await registered()
  await verify()
  const byHand = (type: 'note-payout' | 'clear-payout') =>
    write(world, (tx) => move(world, tx, shop, customer, { type }, { kind: 'shopify-admin' }))
  await byHand('clear-payout')
  expect((await card())?.closed).toEqual(['cleared-by-hand'])
  await byHand('note-payout')
  expect((await card())?.closed).toEqual([])
  await world.db.payoutAccount.deleteMany({ where: { shopId: shop } })
  expect((await payoutCard(world, who, by))?.closed).toEqual(['noted-by-hand'])
})

test('X10 a changed account is paid on after the cool-down and not before', async () => {
  const { world, who, card, verify } = await registered()
  await verify()
  await registerAccount(world, who, { form: numbered('1112223'), fresh: true })
  expect((await card())?.closed).toEqual(['cooling-down'])
  world.pass(48 * HOUR_MS - 1)
  expect((await card())?.closed).toEqual(['cooling-down'])
  world.pass(1)
  expect((await card())?.closed).toEqual([])
})

const READ = {
  kind: 'passport',
  number: '',
  issuedBy: '',
  issuedOn: '',
  expiresOn: '',
  mrz: '',
  name: '検見 花子',
  kana: 'ケンミ ハナコ',
  birthDate: '',
  addressSeen: '',
} as const

test('E01 what a reviewer reads on the paper is what the holder is compared with, from then on', async () => {
  const { world, who, account, card, verify } = await registered(STRANGER)
  await verify()
  expect(account).not.toBe('')
  expect(await saveReading(world, who, { by, part: 'identity', reading: { ...READ, kana: 'せき たろう' } })).toMatchObject({ ok: true })
  expect((await card())?.closed).toEqual([])
  await saveReading(world, who, { by, part: 'identity', reading: READ })
  expect((await card())?.closed).toEqual(['name-differs'])
})

test('table C 3: the leg of the own-name account is done by an account in the own name, and by nothing less', async () => {
  const settings = { methods: { individual: ['kobutsu-copy-mail-account'] } }
  const { world, who, shop, customer, account } = await registered(STRANGER, settings)
  const open = () => openLegs(world.db, readSettings(settings), { shop, customer, party: 'individual' }, world.now())
  for (const record of ['sent', 'arrived'] as const)
    await recordLeg(world, { ...who, by, entry: { leg: 'mail', record, happenedOn: '2026-11-22', tracking: '' } })
  expect(await open()).toEqual(['own-name-account'])
  await changeAccount(world, { ...who, by, act: { type: 'accept-holder', account, note: 'a' } })
  expect(await open()).toEqual([])
  await write(world, (tx) => move(world, tx, shop, customer, { type: 'clear-payout' }, { kind: 'shopify-admin' }))
  expect(await open()).toEqual(['own-name-account'])
})
