import type { AdminKey } from '../messages.ts'

// What the toast says of a decision.
const DONE: Readonly<Record<string, AdminKey>> = {
  accept: 'decision.accepted',
  return: 'decision.returned',
  approve: 'decision.approved',
  propose: 'second.proposed',
  'accept-and-approve': 'decision.approved',
  refuse: 'decision.refused',
  reopen: 'decision.reopened',
  revoke: 'decision.revoked',
  freeze: 'decision.frozen',
  thaw: 'decision.thawed',
}

/** The message after a decision. */
export const doneKey = (did: string): AdminKey => DONE[did] ?? 'common.saved'
