import type { PayoutAccount } from '../../generated/prisma/client.ts'
import type { World } from '../platform/world.server.ts'
import { type Account, lastDigits } from './account.ts'
import { placeNames } from './banks.server.ts'
import type { Match } from './holder-match.ts'
import { openAccount } from './in-force.server.ts'

/** An account as screens show it: the number by its last digits only. */
export interface ShownAccount {
  readonly id: string
  readonly country: string
  readonly bank: string
  readonly branch: string
  readonly deposit: Account['deposit']
  readonly lastDigits: string
  readonly holder: string
  readonly kind: Account['kind']
  readonly assurance: Account['assurance']
  readonly match: Match
  readonly accepted: boolean
  readonly registeredAt: Date
  readonly countsFrom: Date
}

/** An account for a screen. */
export async function shownAccount(world: World, row: PayoutAccount): Promise<ShownAccount> {
  const { number, bic: _, ...account } = await openAccount(world, row)
  const names = account.country === 'JP' ? placeNames(account.bank, account.branch) : { bank: null, branch: null }
  return {
    id: row.id,
    ...account,
    bank: names.bank ?? account.bank,
    branch: names.branch ?? account.branch,
    lastDigits: lastDigits(number),
    match: row.match as Match,
    accepted: row.acceptedAt !== null,
    registeredAt: row.registeredAt,
    countsFrom: row.countsFrom,
  }
}
