import type { Case, CaseEvent, LabelKey, PartState } from './case.ts'
import { changed, step } from './machine.ts'
import type { Base, Instant, Intent, MergeReason, Task } from './protocol.ts'
import { LABEL_KEYS, project } from './tags.ts'

export interface MergeInput {
  readonly survivor: Case
  readonly other: Case
  /** What the other customer showed; null when unknown: then anything of ours may have come with the merge. */
  readonly otherBase: Base | null
  /** When the store merged, by the notice. */
  readonly mergedAt: Instant
  /** When an approval by hand was last read on the survivor (or adopted); null: never. */
  readonly handApprovedAt: Instant | null
  /** When a thaw by hand was last read on the survivor; null: never. */
  readonly handThawedAt: Instant | null
  readonly now: Instant
  /** Fresh and unique: names the intent. */
  readonly id: string
}

export interface Merged {
  readonly next: Case
  /** The denials among what happened, already applied to `next`. */
  readonly events: readonly CaseEvent[]
  readonly tasks: readonly Task[]
  /** What the merge may leave in the store; to be stored with the survivor's intents, so that it is no hand edit. */
  readonly intent: Intent
}

/** An approval or a thaw read this long before a merge, or after it, may be the merge itself. */
export const MERGE_DOUBT_MS = 10 * 60_000

/** Rule 9: the strictest of both cases. Commit next, intent, events, tasks and a job that runs a cycle. */
export function mergeCases(input: MergeInput): Merged {
  const because = reasons(input)
  const events: CaseEvent[] = []
  let next = inherited(input.survivor, input.other)
  const deny = (event: CaseEvent) => {
    const stepped = step(next, event)
    if (!stepped.ok) return
    next = stepped.value
    events.push(event)
  }
  if (because.includes('other-refused')) deny({ type: 'refuse' })
  if (because.includes('other-frozen') || because.includes('thawed-around-merge')) deny({ type: 'freeze' })
  if (because.some((reason) => REVOKING.includes(reason))) deny({ type: 'revoke' })
  // Always a new version: a cycle that loaded before the merge must not commit over its intent.
  if (next === input.survivor) next = { ...next, version: next.version + 1 }
  return { next, events, tasks: because.length > 0 ? [{ code: 'merge-stricter', because }] : [], intent: mergeIntent(input) }
}

const REVOKING: readonly MergeReason[] = ['other-not-verified', 'parties-differ', 'approved-around-merge']

function reasons({ survivor, other, mergedAt, handApprovedAt, handThawedAt }: MergeInput): readonly MergeReason[] {
  const around = (at: Instant | null): boolean => at !== null && at >= mergedAt - MERGE_DOUBT_MS
  const because: MergeReason[] = []
  if (other.refused && !survivor.refused) because.push('other-refused')
  if (other.frozen && !survivor.frozen) because.push('other-frozen')
  if (around(handThawedAt) && !survivor.frozen) because.push('thawed-around-merge')
  if (!survivor.verified) return because
  if (!other.verified) because.push('other-not-verified')
  else if (other.party !== survivor.party) because.push('parties-differ')
  if (around(handApprovedAt)) because.push('approved-around-merge')
  return because
}

/** What a survivor that lacks it takes over: the choice of party, papers (to be looked at again), the payout note. Never trust. */
function inherited(survivor: Case, other: Case): Case {
  const part = (own: PartState, theirs: PartState): PartState => (own === 'none' ? (theirs === 'accepted' ? 'submitted' : theirs) : own)
  const party = survivor.party === 'none' && !survivor.verified && !survivor.refused ? other.party : survivor.party
  const papers = survivor.refused
    ? {}
    : { identity: part(survivor.identity, other.identity), corporate: part(survivor.corporate, other.corporate) }
  return changed(survivor, { ...papers, party, payout: survivor.payout || other.payout })
}

/** A merge joins the tags and may bring the other's metafield: openings of the store that nobody made by hand. */
function mergeIntent({ other, otherBase, now, id }: MergeInput): Intent {
  const theirs = project(other)
  const labels: Partial<Record<LabelKey, boolean>> = {}
  for (const label of LABEL_KEYS) {
    if (!otherBase || otherBase.labels.includes(label) || theirs.labels.includes(label)) labels[label] = true
  }
  const open = !otherBase || otherBase.metafield.value === true || theirs.metafield
  return { id, begunAt: now, labels, metafield: open ? true : null }
}
