import type { AccountFaults, Assurance } from '../../../payout/account-form.ts'
import type { PayoutView } from '../../../payout/customer-view.ts'
import type { Match } from '../../../payout/holder-match.ts'
import { ask } from '../requests.ts'
import type { Trouble } from '../trouble.ts'

/** An account as it would be registered, for the last look. */
export interface Tried {
  readonly holder: string
  readonly branch: string
  readonly deposit: string
  readonly number: string
  readonly match: Match
  readonly assurance: Assurance
}

/** Why the section's wish was not done. */
export interface PayoutTrouble {
  readonly ok: false
  readonly trouble: Trouble
  readonly accountPage?: string
}

export type PayoutReply =
  | { readonly ok: true; readonly value: { readonly view: PayoutView | null; readonly tried?: Tried } }
  | PayoutTrouble
  | { readonly ok: false; readonly faults: AccountFaults }

/** Asks the section's door for something. Never throws. */
export async function askPayout(tag: string, body: object): Promise<PayoutReply> {
  const reply = await ask<{ view: PayoutView | null; tried?: Tried }>(tag, 'POST', '/customer/payout', body)
  if (reply.ok) return reply
  if ('faults' in reply) return { ok: false, faults: reply.faults as AccountFaults }
  return 'trouble' in reply ? reply : { ok: false, trouble: 'down' }
}
