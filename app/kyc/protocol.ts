import type { Case, CaseEvent, LabelKey, Part, Party } from './case.ts'

/**
 * What passes between the law (reconcile.ts) and the engine that carries it out (design.md section 3).
 *
 * One cycle, for one customer, never two at a time:
 *
 *  1. LOAD  case, base, intents and leave from their rows. Always before the reading: a denial committed after the
 *           reading would otherwise look older than what the reading shows.
 *  2. READ  the customer by id. `readAt` is taken before the request is sent.
 *  3. DECIDE `reconcile(…)`, with a fresh `cycle` id.
 *  4. COMMIT in one transaction: `next`, `base`, `intents` (the new one included), `leave`, events and tasks, and a
 *           wake-up job at `wakeAt`; only if `case.version` and `base.cycle` are still what was loaded, else begin again at 1.
 *  5. WRITE when `writes` is not null: one document, `metafieldsSet` (with `compareDigest`) first, then `tagsRemove`, then
 *           `tagsAdd`; the last one selects tags and metafield. Sent once, and not later than SEND_WITHIN_MS after `now`: a
 *           client that resends by itself would need an intent of its own. Resending is right only after an answer that
 *           says nothing was executed (THROTTLED, 429).
 *  6. CONFIRM with the rows loaded afresh: `confirm(…)`, then commit case, base and intents, guarded as in 4 (a guard that
 *           fails means: drop the answer). `again` asks for another cycle at once.
 *
 * No answer (time-out, crash, 5xx) is no confirm: the intent stays live and the wake-up job finds out. A part whose answer does
 * not say whether it was executed (INTERNAL_ERROR) is `unknown` and stays live too.
 * A decision in the app is `step(…)` committed with its audit line and a job that runs a cycle. Webhooks, searches, bulk
 * results and sweeps only add such a job.
 */

/** Milliseconds since 1970, by our clock. */
export type Instant = number

/** The verified metafield as the store shows it; all three are null when there is none. */
export interface MetafieldReading {
  readonly value: boolean | null
  /** As the store wrote it; compared for equality only. */
  readonly updatedAt: string | null
  readonly compareDigest: string | null
}

/** One look at one customer, by id (never a search, a bulk result or a webhook payload). */
export interface Reading {
  /** Labels of ours present in the wording in use. */
  readonly labels: readonly LabelKey[]
  /** Labels of ours present in an earlier wording, while a change of wording runs. A key may be in both lists. */
  readonly otherWording: readonly LabelKey[]
  readonly metafield: MetafieldReading
  /** Taken before the request was sent. */
  readonly readAt: Instant
}

/** What the last committed reading or confirmed write left in the store. */
export interface Base {
  /** Present in any wording of ours. Labels left alone (rule 6) stay listed until they are put back or approved. */
  readonly labels: readonly LabelKey[]
  readonly metafield: { readonly value: boolean | null; readonly updatedAt: string | null }
  /** The cycle that set it, marked when its answer was taken in; guards commits and confirmations against overtaking. */
  readonly cycle: string
  readonly readAt: Instant
}

/** A write begun and not yet known to have landed or failed; committed before it is sent. */
export interface Intent {
  readonly id: string
  readonly begunAt: Instant
  /** Labels it would leave present (true) or absent (false). */
  readonly labels: Readonly<Partial<Record<LabelKey, boolean>>>
  /** The value it would leave in the metafield; null when it does not touch it. */
  readonly metafield: boolean | null
  /** Of the bulk mutation of a taking over: begun as late as it may still land, and in the past once it is over. */
  readonly bulk?: true
}

/** A label that staff removed while an approval by removal is in progress; not put back before `until` (rule 6). */
export interface Leave {
  readonly label: LabelKey
  readonly until: Instant
}

/** What to change in the store. Keys, never texts: `tagChanges` in tags.ts words them. */
export interface Writes {
  /** To add in the wording in use. */
  readonly tagsToAdd: readonly LabelKey[]
  /** To remove in every wording. */
  readonly tagsToRemove: readonly LabelKey[]
  /** Wanted labels seen in both wordings, of which the earlier one is to be removed. */
  readonly tagsToReword: readonly LabelKey[]
  /** `compareDigest` null: must not exist yet. */
  readonly metafield: { readonly value: boolean; readonly compareDigest: string | null } | null
}

/** What the answer of a write says of one mutation; `landed` also for a mutation that was not in the document. */
export type PartOutcome = 'landed' | 'refused' | 'unknown'

export interface WriteOutcome {
  readonly metafield: PartOutcome
  readonly tagsToRemove: PartOutcome
  readonly tagsToAdd: PartOutcome
}

/** What a customer still lacks before an approval that goes by what was submitted. */
export type Missing = 'party' | Part

/** Work for staff. Facts only: screens have the words. The same code for the same customer is one open task. */
export type Task =
  | { readonly code: 'edit-during-denial'; readonly labels: readonly LabelKey[]; readonly metafield: boolean; readonly refused: boolean }
  | { readonly code: 'edits-disagree'; readonly labels: readonly LabelKey[] }
  | { readonly code: 'frozen-not-approved'; readonly labels: readonly LabelKey[]; readonly metafield: boolean }
  | { readonly code: 'added-without-removal'; readonly labels: readonly LabelKey[] }
  | { readonly code: 'approval-by-addition-off'; readonly labels: readonly LabelKey[] }
  | { readonly code: 'label-does-not-fit'; readonly labels: readonly LabelKey[]; readonly party: Party }
  | { readonly code: 'other-part-missing'; readonly missing: readonly Missing[] }
  | { readonly code: 'papers-missing'; readonly missing: readonly Missing[]; readonly labels: readonly LabelKey[] }
  | { readonly code: 'approval-by-removal-off'; readonly labels: readonly LabelKey[] }
  | { readonly code: 'removal-unfinished'; readonly labels: readonly LabelKey[] }
  | { readonly code: 'approval-requested'; readonly labels: readonly LabelKey[]; readonly metafield: boolean }
  | { readonly code: 'unverified-added' }
  | { readonly code: 'merge-stricter'; readonly because: readonly MergeReason[] }
  | { readonly code: 'take-over-contradictory'; readonly because: readonly Contradiction[]; readonly labels: readonly LabelKey[] }

/** Why a customer from before an installation cannot be believed as shown; see adopt.ts. */
export type Contradiction = 'third-beside-first' | 'switched-off' | 'own-off' | 'own-unfinished' | 'third-gone' | 'opened-meanwhile'

export type MergeReason =
  | 'other-refused'
  | 'other-frozen'
  | 'other-not-verified'
  | 'parties-differ'
  | 'approved-around-merge'
  | 'thawed-around-merge'

/** Settings of the shop that the law asks (requirements X1). */
export interface Policy {
  readonly approveByTagRemoval: 'submitted' | 'always' | 'never'
  readonly approveByTagAddition: 'with-removal' | 'never'
  /** `request`: a role, a second pair of eyes or an open leg of the legal method applies; an approval by hand becomes a task. */
  readonly handApprovals: 'count' | 'request'
}

export const DEFAULT_POLICY: Policy = { approveByTagRemoval: 'submitted', approveByTagAddition: 'with-removal', handApprovals: 'count' }

/**
 * How a first reading (no base) is taken. `trusting`: the owner confirmed the preview of an installation and this customer showed
 * the same in that preview, so ③ without ① and a metafield that is on are believed. `returning`: the case is of an earlier
 * installation and its base was dropped; nothing the store shows opens, and what it shows no more locks. `strict`: everything else;
 * labels raise no trust, whoever put them there. A customer who existed before the app but is read late is strict: since the preview
 * any visitor may have posted ③ for his address.
 */
export type Adopt = 'trusting' | 'returning' | 'strict'

/** Which line of design.md section 3 decided something; for the history of a case and for coverage. */
export type RuleHit =
  | 'adopt'
  | '0 put back'
  | '1 freeze'
  | '1 disagree'
  | '2 revoke'
  | '3 thaw'
  | '3 approve'
  | '3 put back'
  | '4 approve'
  | '4 accept identity'
  | '4 put back'
  | '5 approve'
  | '5 renewal'
  | '5 put back'
  | '6 leave alone'
  | '6 put back'
  | '7 submitted'
  | '7 payout'
  | '7 put back'
  | '8 put back'

export interface ReconcileInput {
  readonly ours: Case
  /** Null before the first reading. */
  readonly base: Base | null
  readonly intents: readonly Intent[]
  readonly leave: readonly Leave[]
  readonly theirs: Reading
  readonly now: Instant
  /** Fresh and unique: names the new base, and the intent if there is something to write. */
  readonly cycle: string
  readonly policy: Policy
  readonly adopt: Adopt
  /** The store's own boolean metafield that the owner believes beside the tags; null when it is missing or none was picked. */
  readonly own?: boolean | null
}

export interface Outcome {
  /** The case after `events`; the same object when nothing changed. Clearing `denyPending` alone keeps the version. */
  readonly next: Case
  /** What the store's edits meant, already applied to `next`, in order. Actor: Shopify admin (C08). */
  readonly events: readonly CaseEvent[]
  /** True when this was the first reading and `next` was taken from it; no event says so. */
  readonly adopted: boolean
  readonly writes: Writes | null
  readonly base: Base
  /** Live intents to store: retired ones gone, the new one (id = `cycle`) included. */
  readonly intents: readonly Intent[]
  readonly leave: readonly Leave[]
  readonly tasks: readonly Task[]
  readonly rules: readonly RuleHit[]
  /** When the engine must read again even if nobody nominates the customer; null: not needed. */
  readonly wakeAt: Instant | null
}

export interface ConfirmInput {
  /** Loaded afresh, after the answer. */
  readonly ours: Case
  readonly base: Base | null
  readonly intents: readonly Intent[]
  readonly leave: readonly Leave[]
  /** The cycle that wrote, the version of the case that it committed, and what it sent. */
  readonly sent: { readonly cycle: string; readonly version: number; readonly writes: Writes }
  /** The reading that the last mutation of the document selected. */
  readonly answer: Reading
  readonly outcome: WriteOutcome
  /**
   * `updatedAt` in the payload of metafieldsSet itself, where it was in the document: it tells our own write from an edit that left the
   * same value before the last mutation answered. Left out, the date in `answer` is taken for ours.
   */
  readonly written?: string | null
}

export interface Confirmation {
  /** `denyPending` cleared when the store shows what the case wants; the version stays. */
  readonly ours: Case
  readonly base: Base | null
  readonly intents: readonly Intent[]
  /** The store shows exactly what the case wants: only now may the customer be told (C16). */
  readonly settled: boolean
  /** Run another cycle at once: somebody edited in between, or a part failed. */
  readonly again: boolean
  readonly wakeAt: Instant | null
}

/** A reading made this long after a write was begun retires its intent: the write has landed by then or never will. */
export const INTENT_LIVE_MS = 10 * 60_000
/** How long labels are left alone while staff may still be removing the others (rule 6). */
export const LEAVE_MS = 10 * 60_000
/** A write is sent this long after its intent was committed, or not at all. */
export const SEND_WITHIN_MS = 60_000
/** A write that may still open what the case keeps locked is looked for this often. */
export const DOUBT_MS = 60_000
