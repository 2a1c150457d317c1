import { acceptNotice } from '../../app/kyc/notice.server.ts'
import { chooseParty } from '../../app/kyc/submission.server.ts'
import { type AccountForm, EMPTY_ACCOUNT } from '../../app/payout/account-form.ts'
import type { ShopClient } from '../../app/shopify/client.server.ts'
import { newShop, type TestWorld, testWorld } from './database.ts'

/** An account as a customer types it. */
export const ACCOUNT: AccountForm = {
  ...EMPTY_ACCOUNT,
  bank: '0001',
  branch: '240',
  number: '7654321',
  numberAgain: '7654321',
  holder: 'ケンミ ハナコ',
}

/** The same with another number, typed twice. */
export const numbered = (number: string, other: Partial<AccountForm> = {}): AccountForm => ({
  ...ACCOUNT,
  number,
  numberAgain: number,
  ...other,
})

interface Known {
  readonly firstName: string
  readonly lastName: string
  readonly company?: string
}

/** Somebody who accepted the notice and chose a party, in a shop of a store that knows a name. */
export async function payee(
  known: Known = { firstName: 'ハナコ', lastName: 'ケンミ' },
  party: 'individual' | 'corporation' = 'individual',
  settings: object = {},
) {
  const { firstName, lastName, company } = known
  const customer = { firstName, lastName, displayName: `${firstName} ${lastName}`, defaultAddress: company ? { company } : null }
  const request = async () => ({ data: { customer }, errors: [] })
  const world: TestWorld = await testWorld({ shopify: async (shop) => ({ shop, request }) as unknown as ShopClient })
  const who = { shop: await newShop(world, settings), customer: 42n }
  await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  await chooseParty(world, who, party)
  return { world, who, ...who }
}
