// Who is somebody else now is not paid on an account that was compared with the name of before.
import { expect, test } from 'vitest'
import { customerIn } from '../../tests/harness/customers.ts'
import { inOwnShop, type TestWorld } from '../../tests/harness/database.ts'
import type { Reading } from '../checks/reading.ts'
import { saveReading } from '../checks/readings.server.ts'
import { aboutReading } from '../checks/sealed-readings.server.ts'
import { sealJson } from '../platform/crypto.server.ts'
import type { ChangeRules, NativeValues } from './changes.ts'
import { compareValues } from './verified-values.server.ts'

let world: TestWorld
let shop: string
inOwnShop((...own) => {
  ;[world, shop] = own
})

const RULES: ChangeRules = { name: 'task', address: 'task', birthDate: 'task', email: 'task' }
const STORE: NativeValues = { name: '関所 花子', company: '', email: 'hanako@example.com', address: ['JP', '', '', '', '', ''] }
const PAPER: Reading = {
  kind: 'passport',
  number: 'TK1000001',
  issuedBy: '',
  issuedOn: '',
  expiresOn: '',
  mrz: '',
  name: '関所 花子',
  kana: 'ケンミ ハナコ',
  birthDate: '',
  addressSeen: '',
}
const by = { id: 7n, name: 'S', role: 'senior-reviewer' } as const

/** Verified under a name whose kana was read, paid on an account in that name that staff took besides. */
async function payee(customer: bigint) {
  await customerIn(world, shop, customer, true)
  const who = { shop, customer }
  const sealed = sealJson(await world.keyring.of(shop), aboutReading(who, 'identity'), PAPER)
  await world.db.kycReading.updateMany({ where: { shopId: shop, customerId: customer }, data: { sealed } })
  const account = { shopId: shop, customerId: customer }
  await world.db.payoutAccount.updateMany({ where: account, data: { acceptedBy: '7', acceptedAt: world.now() } })
  world.pass(60_000)
  const row = async () => {
    const { match, acceptedAt } = await world.db.payoutAccount.findFirstOrThrow({ where: account })
    return { match, accepted: acceptedAt !== null }
  }
  const compare = (store: Partial<NativeValues>, rules = RULES) => compareValues(world, who, { ...STORE, ...store }, rules)
  return { who, row, compare, account }
}

test('D05 E01 another name, by a task or by a lock: the holder is compared with it, and what staff took by hand of the former one is withdrawn', async () => {
  for (const [customer, name] of [
    [1n, 'task'],
    [2n, 'lock'],
  ] as const) {
    const { compare, row, who } = await payee(customer)
    expect(await compare({ name: 'ヤマダ タロウ' }, { ...RULES, name })).toBe(name === 'lock')
    expect(await row()).toEqual({ match: 'differs', accepted: false })
    // The paper of the former name says nothing of this one; the next paper does.
    await compare({ name: '山田 太郎' }, { ...RULES, name })
    world.pass(60_000)
    expect(await saveReading(world, who, { by, part: 'identity', reading: { ...PAPER, number: 'TK9' } })).toMatchObject({ ok: true })
    expect((await row()).match).toBe('matches')
  }
})

test('D05 a name in kanji that nobody has read yet cannot be told, whatever was read of the former one', async () => {
  const { compare, row } = await payee(1n)
  await compare({ name: '山田 太郎' })
  expect(await row()).toEqual({ match: 'cannot-tell', accepted: false })
})

test('E03 another address, and a name that the shop ignores, leave the account as it was compared', async () => {
  const { compare, row } = await payee(1n)
  await compare({ address: ['JP', 'JP-13', '', '', '', ''] })
  await compare({ name: 'ヤマダ タロウ' }, { ...RULES, name: 'ignore' })
  expect(await row()).toEqual({ match: 'matches', accepted: true })
})

test('D05 after a renewal was approved the holder is compared anew, by what was read of the new papers', async () => {
  const { compare, row, who, account } = await payee(1n)
  await world.db.payoutAccount.updateMany({ where: account, data: { match: 'differs' } })
  await world.db.kycVerifiedValues.deleteMany({ where: { shopId: who.shop } })
  await compare({})
  expect(await row()).toEqual({ match: 'matches', accepted: true })
})
