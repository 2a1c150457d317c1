import { may, type Role } from '../staff/roles.ts'
import type { Settings } from '../staff/settings.ts'
import type { Party } from './case.ts'

/** Whether an approval of this party takes two members of staff, by the owner's rule. */
export const needsSecond = (rule: Settings['secondApproval'], party: Party): boolean =>
  rule === 'all' || (rule === 'corporations' && party === 'corporation')

/**
 * What an approval by a member would be. `counts`: it approves. `proposes`: it is written down for another member to confirm. `confirms`: it
 * is the second one, and approves. `second-person-needed`: this member cannot do more.
 */
export type Weight = 'counts' | 'proposes' | 'confirms' | 'second-person-needed'

interface Approver {
  readonly rule: Settings['secondApproval']
  readonly party: Party
  readonly role: Role
  readonly me: string
  /** Who proposed it, while that proposal holds. */
  readonly proposedBy: string | null
}

/** Weighs an approval by a member who may decide. Nobody confirms himself, and a role that may not approve corporations proposes. */
export function weigh({ rule, party, role, me, proposedBy }: Approver): Weight {
  if (proposedBy !== null && proposedBy !== me && may(role, 'second-approval')) return 'confirms'
  const alone = party !== 'corporation' || may(role, 'decide-corporations')
  if (alone && !needsSecond(rule, party)) return 'counts'
  return proposedBy === null ? 'proposes' : 'second-person-needed'
}
