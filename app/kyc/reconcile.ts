import type { Confirmation, ConfirmInput, Outcome, ReconcileInput } from './protocol.ts'

/** Decides what a reading of the store means and what to write back. Pure; the protocol is in protocol.ts. */
export function reconcile(input: ReconcileInput): Outcome {
  void input
  throw new Error('not yet')
}

/** Takes the answer of the write document into base, intents and denyPending. An overtaken answer changes nothing. */
export function confirm(input: ConfirmInput): Confirmation {
  void input
  throw new Error('not yet')
}
