import type { Case, CaseEvent, LabelKey, PartState } from './case.ts'
import { isThird, shows } from './differences.ts'
import { changed, step } from './machine.ts'
import type { Contradiction, Intent, Reading, ReconcileInput, RuleHit, Task } from './protocol.ts'
import { LABEL_KEYS, project } from './tags.ts'

export interface Adopted {
  readonly next: Case
  /** Locks that a reinstall found; a first installation makes no events. */
  readonly events: readonly CaseEvent[]
  readonly tasks: readonly Task[]
  readonly rules: readonly RuleHit[]
}

/**
 * Takes the first reading of a customer as it is; nothing in it opens by being an event. Who decided something before it is never trusted by
 * it. The preview of an installation calls this too: what the owner confirms is what happens.
 */
export function adopt(input: ReconcileInput): Adopted {
  const { ours, adopt: mode } = input
  if (mode === 'returning') return returning(input)
  if (mode === 'trusting' && ours.version === 0) return trusting(input)
  const next = strict(input)
  return { next, events: [], tasks: tasksOf(input, next), rules: ['adopt'] }
}

/**
 * A reading without the labels that a bulk mutation of a taking over adds (docs/decisions/0013-taking-over-in-bulk.md): a customer is adopted as he
 * was before we wrote, whether or not it has landed. Only those intents: whatever else was begun before a first reading is judged by the modes.
 */
export function withoutBulk(theirs: Reading, intents: readonly Intent[]): Reading {
  const bulk = intents.filter((intent) => intent.bulk)
  if (bulk.length === 0) return theirs
  const foreign = (label: LabelKey) => !bulk.some((intent) => intent.labels[label] === true)
  return { ...theirs, labels: theirs.labels.filter(foreign), otherWording: theirs.otherWording.filter(foreign) }
}

/** What becomes of a customer from before an installation, in one word. */
export type Verdict = 'verified' | 'pending' | 'contradictory' | 'locked' | 'new'

/** Tasks of an adoption in which nothing that was shown is doubted, only completed or put back. */
const HARMLESS: readonly Task['code'][] = ['other-part-missing', 'label-does-not-fit']

/** The word for an adoption. `locked`: frozen or refused, as it was; `pending`: some papers are in, or were returned. */
export function verdictOf({ next, tasks }: Pick<Adopted, 'next' | 'tasks'>): Verdict {
  if (tasks.some(({ code }) => !HARMLESS.includes(code))) return 'contradictory'
  if (next.frozen || next.refused) return 'locked'
  if (next.verified) return 'verified'
  return next.identity !== 'none' || next.corporate !== 'none' ? 'pending' : 'new'
}

/** The owner confirmed the preview: what the shop's staff kept by hand is believed, ③ with ① beside it is not. */
function trusting(input: ReconcileInput): Adopted {
  const { ours, theirs, own = null } = input
  const has = (label: LabelKey) => shows(theirs, label)
  const corporation = has('corporate-verified') || has('corporate-submitted')
  const third = has(corporation ? 'corporate-verified' : 'verified')
  const waits = has('unverified') || (!third && (has('identity-submitted') || has('corporate-submitted')))
  const byTags = third && !has('unverified') && own !== false
  const verified = theirs.metafield.value === true || byTags || (own === true && !waits)
  const part = (accepted: boolean, submitted: LabelKey): PartState => (has(submitted) ? 'submitted' : accepted ? 'accepted' : 'none')
  const identityAlone = corporation && !third && has('verified') && !has('unverified') && own !== false
  const next = changed(ours, {
    party: corporation ? 'corporation' : has('verified') ? 'individual' : 'none',
    identity: part(verified || identityAlone, 'identity-submitted'),
    corporate: corporation ? part(verified, 'corporate-submitted') : 'none',
    payout: has('payout'),
    verified,
    // ③ with the metafield switched off is the manual's way to freeze.
    frozen: verified && theirs.metafield.value === false,
  })
  const because = contradictions(input, next, waits)
  const tasks: readonly Task[] =
    because.length > 0
      ? [contradictory(input, because)]
      : identityAlone && !verified
        ? [{ code: 'other-part-missing', missing: ['corporate'] }]
        : []
  return { next, events: [], tasks, rules: ['adopt'] }
}

function contradictions({ theirs, own = null }: ReconcileInput, next: Case, waits: boolean): readonly Contradiction[] {
  const because: Contradiction[] = []
  const thirds = LABEL_KEYS.some((label) => isThird(label) && shows(theirs, label))
  if (next.frozen) because.push('switched-off')
  if (next.verified) return because
  if (thirds && shows(theirs, 'unverified')) because.push('third-beside-first')
  if (thirds && own === false) because.push('own-off')
  if (own === true && waits) because.push('own-unfinished')
  return because
}

const contradictory = ({ theirs }: ReconcileInput, because: readonly Contradiction[]): Task => ({
  code: 'take-over-contradictory',
  because,
  labels: LABEL_KEYS.filter((label) => isThird(label) && shows(theirs, label)),
})

/**
 * The case is of an earlier installation. While the app was away every lock may have been made by a person and every opening by anybody: what
 * is verified stays so only where the store still shows all of it, and nothing else becomes so (rules 0 to 2).
 */
function returning(input: ReconcileInput): Adopted {
  const { ours, theirs } = input
  const events: CaseEvent[] = []
  const because: Contradiction[] = []
  let next = ours
  const deny = (event: CaseEvent, reason: Contradiction) => {
    const denied = step(next, event)
    if (!denied.ok) return
    next = denied.value
    events.push(event)
    because.push(reason)
  }
  if (ours.verified) {
    const gone = project(ours).labels.some((label) => isThird(label) && !shows(theirs, label))
    if (!ours.frozen && theirs.metafield.value !== true) deny({ type: 'freeze' }, 'switched-off')
    if (gone) deny({ type: 'revoke' }, 'third-gone')
  }
  const wanted = project(ours)
  const misfits = LABEL_KEYS.filter((label) => isThird(label) && shows(theirs, label) && !wanted.labels.includes(label))
  if ((misfits.length > 0 && !ours.verified) || (theirs.metafield.value === true && !wanted.metafield)) because.push('opened-meanwhile')
  next = noted(input, next)
  const tasks: readonly Task[] =
    because.length > 0
      ? [contradictory(input, because)]
      : misfits.length > 0
        ? [{ code: 'label-does-not-fit', labels: misfits, party: ours.party }]
        : []
  return { next, events, tasks, rules: ['adopt'] }
}

/** Labels of a stranger raise no trust: only the metafield, which visitors cannot write, approves. */
function strict(input: ReconcileInput): Case {
  const { ours, theirs, intents, policy } = input
  let next = ours
  const on = theirs.metafield.value === true && !intents.some((intent) => intent.metafield === true)
  if (on && !ours.verified && !ours.denyPending && policy.handApprovals === 'count') {
    const approved = step(next, { type: 'approve', via: 'hand' })
    if (approved.ok) next = approved.value
  }
  // Written before we ever wrote: somebody locked a customer whom the app has verified meanwhile.
  if (theirs.metafield.value === false && next.verified) next = changed(next, { frozen: true })
  return noted(input, next)
}

/** What raises no trust: papers handed in elsewhere, and a noted payout account. */
function noted({ theirs, intents }: ReconcileInput, of: Case): Case {
  const foreign = (label: LabelKey) => shows(theirs, label) && !intents.some((intent) => intent.labels[label] === true)
  let next = of
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
