import { type Case, type CaseEvent, NEW_CASE } from '../../app/kyc/case.ts'
import { step } from '../../app/kyc/machine.ts'
import { mergeCases } from '../../app/kyc/merge.ts'
import {
  type Adopt,
  type Base,
  type Confirmation,
  type Instant,
  type Intent,
  type Leave,
  type Outcome,
  type PartOutcome,
  type Policy,
  type Reading,
  SEND_WITHIN_MS,
} from '../../app/kyc/protocol.ts'
import { confirm, reconcile } from '../../app/kyc/reconcile.ts'
import { PRESETS, readLabels, tagChanges, type Wording } from '../../app/kyc/tags.ts'
import type { Shown, StoreAnswer, StoreDocument } from './store.ts'

/** What survives a crash. */
export interface Row {
  of: Case
  base: Base | null
  intents: readonly Intent[]
  leave: readonly Leave[]
  wakeAt: Instant | null
  handApprovedAt: Instant | null
  handThawedAt: Instant | null
  /** A job waits. */
  nominated: boolean
}

/** What a crash loses: one run of the protocol in app/kyc/protocol.ts. */
export interface Cycle {
  readonly id: string
  readonly from: Row
  reading: Reading | null
  outcome: Outcome | null
  begunAt: Instant
  document: StoreDocument | null
  answer: StoreAnswer | null
  /** A part whose answer does not say whether it was executed. */
  unknown: 'metafield' | null
}

/** The protocol, in memory, for one customer; every method is one step, and a crash may come between any two. */
export class Engine {
  row: Row
  wording: Wording = PRESETS.ja
  earlier: Wording | null = null
  private cycles = 0

  readonly policy: Policy
  readonly adopt: Adopt

  constructor(policy: Policy, adopt: Adopt, of: Case = NEW_CASE) {
    this.policy = policy
    this.adopt = adopt
    this.row = { of, base: null, intents: [], leave: [], wakeAt: null, handApprovedAt: null, handThawedAt: null, nominated: true }
  }

  load(): Cycle {
    this.row.nominated = false
    this.cycles += 1
    const from = { ...this.row }
    return { id: `c${this.cycles}`, from, reading: null, outcome: null, begunAt: 0, document: null, answer: null, unknown: null }
  }

  read(cycle: Cycle, shown: Shown, readAt: Instant): void {
    cycle.reading = this.reading(shown, readAt)
  }

  private reading(shown: Shown, readAt: Instant): Reading {
    const { labels, otherWording } = readLabels(shown.tags, this.wording, this.earlier)
    return { labels, otherWording, metafield: shown.metafield ?? { value: null, updatedAt: null, compareDigest: null }, readAt }
  }

  /** Decides and commits; null when somebody was faster, and then everything begins again. */
  commit(cycle: Cycle, now: Instant): Outcome | null {
    const { from, reading } = cycle
    const { row } = this
    if (!reading) throw new Error('commit before reading')
    const overtaken = row.of.version !== from.of.version || row.base?.cycle !== from.base?.cycle
    if (overtaken) {
      row.nominated = true
      return null
    }
    const { of: ours, base, intents, leave } = from
    const outcome = reconcile({ ours, base, intents, leave, theirs: reading, now, cycle: cycle.id, policy: this.policy, adopt: this.adopt })
    row.of = outcome.next
    row.base = outcome.base
    row.intents = outcome.intents
    row.leave = outcome.leave
    row.wakeAt = outcome.wakeAt
    const approved = outcome.events.some((event) => event.type === 'approve') || (outcome.adopted && outcome.next.verified)
    if (approved) row.handApprovedAt = now
    if (outcome.events.some((event) => event.type === 'thaw')) row.handThawedAt = now
    cycle.outcome = outcome
    cycle.begunAt = now
    if (outcome.writes) {
      cycle.document = { ...tagChanges(outcome.writes, this.wording, this.earlier), metafield: outcome.writes.metafield }
    }
    return outcome
  }

  /** The document to send now; null when there is none or it is too late to send it: then the job is tried again. */
  send(cycle: Cycle, now: Instant): StoreDocument | null {
    if (cycle.document && now > cycle.begunAt + SEND_WITHIN_MS) {
      this.row.nominated = true
      return null
    }
    return cycle.document
  }

  /** No answer: the job stays. */
  failed(): void {
    this.row.nominated = true
  }

  confirm(cycle: Cycle, now: Instant): Confirmation | null {
    const { row } = this
    const { answer, outcome } = cycle
    if (!answer || !outcome?.writes) return null
    const part = (name: 'metafield' | 'remove' | 'add'): PartOutcome =>
      cycle.unknown === name ? 'unknown' : answer.errors[name] ? 'refused' : 'landed'
    const taken = confirm({
      ours: row.of,
      base: row.base,
      intents: row.intents,
      leave: row.leave,
      sent: { cycle: cycle.id, version: outcome.next.version, writes: outcome.writes },
      answer: this.reading(answer.shown, now),
      outcome: { metafield: part('metafield'), tagsToRemove: part('remove'), tagsToAdd: part('add') },
      written: answer.written,
    })
    row.of = taken.ours
    row.base = taken.base
    row.intents = taken.intents
    row.wakeAt = taken.wakeAt
    if (taken.again) row.nominated = true
    return taken
  }

  /** A decision in the app, or by the clock; null when the law refuses it. */
  decide(event: CaseEvent): Case | null {
    const stepped = step(this.row.of, event)
    if (!stepped.ok) return null
    this.row.of = stepped.value
    this.row.nominated = true
    return stepped.value
  }

  /** The notice of a merge, however late. */
  merged(other: Case, otherBase: Base | null, mergedAt: Instant, now: Instant): Case {
    const { row } = this
    this.cycles += 1
    const result = mergeCases({
      survivor: row.of,
      other,
      otherBase,
      mergedAt,
      handApprovedAt: row.handApprovedAt,
      handThawedAt: row.handThawedAt,
      now,
      id: `m${this.cycles}`,
    })
    row.of = result.next
    row.intents = [...row.intents, result.intent]
    row.nominated = true
    return result.next
  }

  /** The shop words its labels anew; both wordings are ours from now on. */
  reword(wording: Wording): void {
    this.earlier = this.wording
    this.wording = wording
    this.row.nominated = true
  }
}
