import type { Case, CaseEvent } from './case.ts'
import type { Base, Instant, Intent, Task } from './protocol.ts'

export interface MergeInput {
  readonly survivor: Case
  readonly other: Case
  /** What the other customer showed; null when unknown: then anything of ours may have come with the merge. */
  readonly otherBase: Base | null
  /** When the store merged, by the notice. */
  readonly mergedAt: Instant
  /** When an approval by hand was last read on the survivor; null: never. */
  readonly handApprovedAt: Instant | null
  readonly now: Instant
  /** Fresh and unique: names the intent. */
  readonly id: string
}

export interface Merged {
  readonly next: Case
  readonly events: readonly CaseEvent[]
  readonly tasks: readonly Task[]
  /** What the merge may leave in the store; to be stored with the survivor's intents, so that it is no hand edit. */
  readonly intent: Intent
}

/** Rule 9: the strictest of both cases (H01, requirements table H). Commit next, intent, events, tasks and a job that runs a cycle. */
export function mergeCases(input: MergeInput): Merged {
  void input
  throw new Error('not yet')
}
