import type { Case } from '../kyc/case.ts'
import { holderKindOf } from './account-form.ts'
import type { Match } from './holder-match.ts'
import type { HolderKind } from './legal-forms.ts'

/** What the gate of payouts must know of the account in force. */
export interface AccountStanding {
  readonly kind: HolderKind
  readonly match: Match
  /** A member of staff took the name as it is, and said why. */
  readonly accepted: boolean
  /** An account that took another's place counts only from here on. */
  readonly countsFrom: Date
}

/** Why nothing is paid out now; all of them, in the order in which they are best mended. */
export type Closed =
  | 'refused'
  | 'not-verified'
  | 'frozen'
  | 'no-account'
  | 'noted-by-hand'
  | 'cleared-by-hand'
  | 'cooling-down'
  | 'other-party'
  | 'name-differs'
  | 'name-not-told'

/**
 * Whether money may be paid out to an account, and all that stands against it (D05, X10). It is no part of the gate of orders, which asks for
 * verification alone. A label ②受取口座登録済 set by hand opens nothing; one removed by hand closes.
 */
export function mayPayOut(of: Case, account: AccountStanding | null, now: Date): readonly Closed[] {
  const closed: Closed[] = []
  if (of.refused) closed.push('refused')
  if (!of.verified) closed.push('not-verified')
  if (of.frozen) closed.push('frozen')
  if (!account) return [...closed, of.payout ? 'noted-by-hand' : 'no-account']
  if (!of.payout) closed.push('cleared-by-hand')
  if (now < account.countsFrom) closed.push('cooling-down')
  if (account.kind !== holderKindOf(of.party)) closed.push('other-party')
  if (!account.accepted && account.match !== 'matches') closed.push(account.match === 'differs' ? 'name-differs' : 'name-not-told')
  return closed
}

/** Whether an account is the customer's own, as a legal method asks (requirements B-1): the name is compared or was accepted, and it counts by now. */
export const isOwn = (party: string, { kind, match, accepted, countsFrom }: AccountStanding, now: Date): boolean =>
  kind === holderKindOf(party) && (match === 'matches' || accepted) && now >= countsFrom
