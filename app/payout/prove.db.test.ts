import { expect, test } from 'vitest'
import { ACCOUNT, numbered, payee } from '../../tests/harness/payout.ts'
import { proveByAccount } from './prove.server.ts'
import { registerAccount } from './register.server.ts'

const RIGHT = { ok: true, value: true }
const WRONG = { ok: true, value: false }
const LOCKED = { ok: false, refusal: { code: 'not-now', because: 'locked' } }
const DAY_MS = 24 * 60 * 60_000

async function member(form = ACCOUNT) {
  const made = await payee()
  await registerAccount(made.world, made.who, { form, fresh: true })
  return { ...made, prove: (typed: string) => proveByAccount(made.world, made.who, typed) }
}

test('E03 the number of the account proves a member, without bank and branch, in any width', async () => {
  const { prove, world, shop } = await member()
  for (const typed of ['7654321', '７６５４３２１', ' 765-4321 ']) expect(await prove(typed), typed).toEqual(RIGHT)
  expect(await prove('7654320')).toEqual(WRONG)
  expect(await prove('654321')).toEqual(WRONG)
  const tries = await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'payout.prove' }, orderBy: { id: 'asc' } })
  expect(tries.map(({ codes }) => codes)).toEqual([
    ...Array(3).fill({ right: true, locked: false }),
    ...Array(2).fill({ right: false, locked: false }),
  ])
})

test('E03 zeros in front are typed or not; with ゆうちょ銀行 the 番号 of the passbook is right too', async () => {
  const zeros = await member(numbered('0012345'))
  expect(await zeros.prove('12345')).toEqual(RIGHT)
  expect(await zeros.prove('0012345')).toEqual(RIGHT)
  const passbook = await member(numbered('12345671', { bank: '9900', branch: '', symbol: '10530' }))
  expect(await passbook.prove('12345671')).toEqual(RIGHT)
  expect(await passbook.prove('1234567')).toEqual(RIGHT)
})

test('E03 three wrong numbers in a row lock it for a day, the right number too', async () => {
  const { prove, world } = await member()
  for (const typed of ['1', '2', '3']) expect(await prove(typed)).toEqual(WRONG)
  expect(await prove('7654321')).toEqual(LOCKED)
  world.pass(DAY_MS - 1)
  expect(await prove('7654321')).toEqual(LOCKED)
  world.pass(1)
  expect(await prove('4')).toEqual(WRONG)
  expect(await prove('7654321')).toEqual(RIGHT)
})

test('E03 a right number begins the count anew', async () => {
  const { prove } = await member()
  for (const typed of ['1', '2', '7654321', '3', '4']) await prove(typed)
  expect(await prove('7654321')).toEqual(RIGHT)
})

test('E03 tries at the same moment are counted one by one', async () => {
  const { prove } = await member()
  const tries = await Promise.all(Array.from({ length: 8 }, (_, at) => prove(String(at + 1))))
  expect(tries.filter(({ ok }) => ok)).toHaveLength(3)
})

test('E03 nobody is proved without an account, by an empty number, or as another customer', async () => {
  const { world, shop, prove } = await member()
  expect(await prove('')).toEqual(WRONG)
  expect(await prove('---')).toEqual(WRONG)
  expect(await proveByAccount(world, { shop, customer: 43n }, '7654321')).toEqual(WRONG)
  expect(await proveByAccount(world, { shop, customer: 43n }, '')).toEqual(WRONG)
})
