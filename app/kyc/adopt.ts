import type { Case, LabelKey, PartState } from './case.ts'
import { isThird, shows } from './differences.ts'
import { changed, step } from './machine.ts'
import type { ReconcileInput, RuleHit, Task } from './protocol.ts'
import { LABEL_KEYS, project } from './tags.ts'

export interface Adopted {
  readonly next: Case
  readonly tasks: readonly Task[]
  readonly rules: readonly RuleHit[]
}

/** Takes the first reading of a customer as it is; nothing in it is an event. Who decided something before it is never trusted by it. */
export function adopt(input: ReconcileInput): Adopted {
  const { ours, adopt: mode } = input
  const next = mode === 'trusting' && ours.version === 0 ? trusting(input) : strict(input)
  return { next, tasks: tasksOf(input, next), rules: ['adopt'] }
}

/** The owner confirmed the preview of a first install: what the shop's staff kept by hand is believed, ③ with ① beside it is not. */
function trusting({ ours, theirs }: ReconcileInput): Case {
  const has = (label: LabelKey) => shows(theirs, label)
  const corporation = has('corporate-verified') || has('corporate-submitted')
  const third = has(corporation ? 'corporate-verified' : 'verified') && !has('unverified')
  const verified = theirs.metafield.value === true || third
  const part = (accepted: boolean, submitted: LabelKey): PartState => (has(submitted) ? 'submitted' : accepted ? 'accepted' : 'none')
  return changed(ours, {
    party: corporation ? 'corporation' : has('verified') ? 'individual' : 'none',
    identity: part(verified || (corporation && has('verified') && !has('unverified')), 'identity-submitted'),
    corporate: corporation ? part(verified, 'corporate-submitted') : 'none',
    payout: has('payout'),
    verified,
    // ③ with the metafield switched off is the manual's way to freeze.
    frozen: verified && theirs.metafield.value === false,
  })
}

/** Labels of a stranger raise no trust: only the metafield, which visitors cannot write, approves. */
function strict({ ours, theirs, intents, policy }: ReconcileInput): Case {
  const foreign = (label: LabelKey) => shows(theirs, label) && !intents.some((intent) => intent.labels[label] === true)
  let next = ours
  const on = theirs.metafield.value === true && !intents.some((intent) => intent.metafield === true)
  if (on && !ours.verified && !ours.denyPending && policy.handApprovals === 'count') {
    const approved = step(next, { type: 'approve', via: 'hand' })
    if (approved.ok) next = approved.value
  }
  // Written before we ever wrote: somebody locked a customer whom the app has verified meanwhile.
  if (theirs.metafield.value === false && next.verified) next = changed(next, { frozen: true })
  for (const part of ['identity', 'corporate'] as const) {
    if (next[part] !== 'none' || !foreign(`${part}-submitted`)) continue
    const submitted = step(next, { type: 'submit', part })
    if (submitted.ok) next = submitted.value
  }
  return foreign('payout') ? changed(next, { payout: true }) : next
}

function tasksOf({ theirs, intents, policy }: ReconcileInput, next: Case): readonly Task[] {
  const wanted = project(next)
  const labels = LABEL_KEYS.filter(
    (label) => isThird(label) && shows(theirs, label) && !wanted.labels.includes(label) && !intents.some((intent) => intent.labels[label]),
  )
  const on = theirs.metafield.value === true && !wanted.metafield && !intents.some((intent) => intent.metafield === true)
  if (on && policy.handApprovals === 'request' && !next.denyPending && !next.refused) {
    return [{ code: 'approval-requested', labels, metafield: true }]
  }
  if (on) return [{ code: 'edit-during-denial', labels, metafield: true, refused: next.refused }]
  return labels.length > 0 ? [{ code: 'added-without-removal', labels }] : []
}
