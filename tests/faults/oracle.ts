import { type CaseFacts, LABEL_NAMES, labelOf, labelsFor, papersComplete, textOf } from './manual.ts'
import { type Property, Violation } from './property.ts'
import type { Shown } from './store.ts'

export interface PolicyFacts {
  readonly approveByTagRemoval: string
  readonly approveByTagAddition: string
  readonly handApprovals: string
  /** Every approval in the app takes two members. */
  readonly takesTwo?: boolean
}

export interface EventFacts {
  readonly type: string
  readonly part?: string
}

const UNDONE = 'no denial made by hand in the metafield is undone without a decision after it'
const DENIALS = ['return', 'revoke', 'refuse', 'freeze', 'expire']
const OWN_DOUBT_MS = 10 * 60_000
const FIELDS_OF: Readonly<Record<string, readonly string[]>> = {
  freeze: ['metafield'],
  thaw: ['metafield'],
  revoke: ['person', 'corporation'],
  accept: ['person', 'corporation'],
  approve: ['metafield', 'before', 'papers', 'company'],
  'note-payout': ['account'],
  'clear-payout': ['account'],
}

/**
 * Nothing here comes from the law: labels, projection and papers are written down a second time (manual.ts).
 * Follows one history from outside and throws a Violation where a property breaks.
 */
export class Oracle {
  /** Every act has its turn; 0 is before everything. */
  private turn = 0
  private denials: number[] = [0]
  private readonly metafieldDenials = new Set<number>()
  private flagOn = -1
  private trusted = false
  private beforeRemoved = -1
  private paperRemoved = -1
  private thirdAdded = -1
  private lastDecision = -1
  /** Turns at which somebody left the metafield locked by hand. */
  private handLocks: number[] = [-1]
  /** Our last look at the store, and whether it showed no metafield: one that came and went again since has left no trace. */
  private look = 0
  private lookedMissing = true
  private readonly touched = new Map<string, number>()
  /** Writes of ours that lock and of which nobody has taken an answer in. */
  private ownLocks: { readonly cycle: string; readonly fields: readonly string[]; readonly at: number }[] = []
  /** While the store has merged and nobody has told us, what came with the merge may be believed; the notice withdraws it. */
  private merging = false
  private mergeApproved = false
  private mergeThawed = false
  private sinceLastEdit = new Set<string>()
  private shownBefore = ''
  readonly foreign: Set<string>

  private readonly policy: PolicyFacts

  constructor(policy: PolicyFacts, start: Shown) {
    this.policy = policy
    this.foreign = new Set(start.tags.filter((tag) => !labelOf(tag)))
    // What a customer brings to a first reading was put there by somebody.
    for (const name of [...LABEL_NAMES, 'metafield']) this.touched.set(name, 0)
    if (start.metafield?.value) this.flagOn = 1
    this.turn = 1
  }

  /** Somebody who is not us changed the store. */
  edited(by: 'staff' | 'visitor' | 'merge', from: Shown, to: Shown, of: CaseFacts): void {
    this.turn += 1
    const had = new Set(from.tags)
    const has = new Set(to.tags)
    for (const tag of to.tags) if (!had.has(tag)) this.tagAdded(by, tag)
    for (const tag of from.tags) if (!has.has(tag)) this.tagRemoved(by, tag, of)
    if (from.metafield?.updatedAt === to.metafield?.updatedAt) return
    this.touched.set('metafield', this.turn)
    if (by === 'merge') return
    if (to.metafield?.value) {
      if (!of.refused) this.flagOn = this.lastDecision = this.turn
    } else if (to.metafield === null && this.lookedMissing) {
      this.handLocks = this.handLocks.filter((turn) => turn <= this.look)
      this.denials = this.denials.filter((turn) => turn <= this.look || !this.metafieldDenials.has(turn))
    } else {
      this.handLocks.push(this.turn)
      if (!from.metafield?.value) return
      this.denials.push(this.turn)
      this.metafieldDenials.add(this.turn)
    }
  }

  private tagAdded(by: string, tag: string): void {
    const name = labelOf(tag)
    if (!name) {
      this.foreign.add(tag)
      return
    }
    this.touched.set(name, this.turn)
    if (by !== 'merge' && (name === 'person' || name === 'corporation')) this.thirdAdded = this.turn
  }

  private tagRemoved(by: string, tag: string, of: CaseFacts): void {
    const name = labelOf(tag)
    if (!name) {
      this.foreign.delete(tag)
      return
    }
    this.touched.set(name, this.turn)
    if (by !== 'staff') return
    if ((name === 'person' || name === 'corporation') && of.verified) this.denials.push(this.turn)
    if (of.refused) return
    if (name === 'before') this.beforeRemoved = this.lastDecision = this.turn
    if (name === 'papers' || name === 'company') this.paperRemoved = this.lastDecision = this.turn
  }

  /** The app, or the clock, decided and the law took it. */
  decided(event: EventFacts, from: CaseFacts, to: CaseFacts): void {
    this.turn += 1
    if (DENIALS.includes(event.type) || (event.type === 'choose-party' && from.verified)) this.denials.push(this.turn)
    if (event.type === 'approve' || event.type === 'thaw') this.lastDecision = this.turn
    if (event.type === 'approve') this.mergeApproved = false
    if (event.type === 'thaw' || event.type === 'freeze') this.mergeThawed = false
    if (to.verified && (to.refused || (!from.verified && event.type !== 'approve'))) this.unapproved(`after ${event.type} in the app`)
  }

  /** The store has merged another customer into this one; the notice comes later. */
  mergeBegan(): void {
    this.merging = true
  }

  mergeTold(before: CaseFacts, after: CaseFacts, strictest: { verified: boolean; frozen: boolean; refused: boolean }): void {
    this.turn += 1
    this.merging = false
    if (this.mergeApproved && after.verified) this.unapproved('an approval read around a merge stays')
    if (this.mergeThawed && !after.frozen) this.broken('frozen always locks', 'a thaw read around a merge stays')
    this.mergeApproved = this.mergeThawed = false
    const looser = (after.verified && !strictest.verified) || (!after.frozen && strictest.frozen) || (!after.refused && strictest.refused)
    if (looser || (after.verified && !before.verified)) this.unapproved('a merge raised trust')
    if (before.verified !== after.verified || before.frozen !== after.frozen || before.refused !== after.refused)
      this.denials.push(this.turn)
  }

  /** When a reading is made; pass the turn to `committed`. */
  now(): number {
    return this.turn
  }

  /** The last look at the store that the row knows of: a committed reading, or a write of ours that was confirmed. */
  looked(turn: number, missing: boolean): void {
    this.look = turn
    this.lookedMissing = missing
  }

  /** A reading was taken into the row. */
  committed(
    readTurn: number,
    from: CaseFacts,
    to: CaseFacts,
    events: readonly EventFacts[],
    tasks: number,
    leaving: boolean,
    first: boolean,
    at: number,
  ): void {
    if (!first) for (const event of events) this.caused(event)
    if (!first && tasks > 0 && this.touched.size === 0) this.broken('own echo is silence', 'a task although nobody touched anything')
    if (!from.verified && to.verified) {
      if (first && !this.trusted && this.policy.handApprovals === 'request')
        this.broken('an approval by hand that is a request never verifies', 'it was taken')
      this.verifiedByHand(from, events, first, readTurn)
    }
    let { frozen } = from
    for (const event of events) {
      if (event.type === 'approve' && this.policy.handApprovals === 'request')
        this.broken('an approval by hand that is a request never verifies', 'it was taken')
      if (event.type === 'thaw') frozen = false
      if (event.type === 'thaw' && this.flagOn <= (this.handLocks.findLast((turn) => turn <= readTurn) ?? -1)) {
        if (this.merging) this.mergeThawed = true
        else this.broken(UNDONE, 'thawed, and nobody switched it on')
      }
      if (event.type === 'approve' && frozen) this.broken('frozen always locks', 'approved while frozen')
      if ((event.type === 'approve' || event.type === 'thaw') && from.refused) this.unapproved(`${event.type} by hand while refused`)
    }
    this.ownLocks = this.ownLocks.filter((sent) => at < sent.at + OWN_DOUBT_MS)
    if (leaving) return
    for (const [field, turn] of this.touched) if (turn <= readTurn) this.touched.delete(field)
  }

  private caused(event: EventFacts): void {
    const fields = event.type === 'submit' ? [event.part === 'corporate' ? 'company' : 'papers'] : (FIELDS_OF[event.type] ?? [])
    if (fields.some((field) => this.touched.has(field))) return
    const doubt = event.type === 'freeze' ? ['metafield'] : event.type === 'revoke' ? fields : []
    // A lock of ours that was never answered may look like the staff's: in doubt it is a denial.
    if (doubt.some((field) => this.ownLocks.some(({ fields: locked }) => locked.includes(field)))) return
    this.broken('own echo is silence', `${event.type} although nobody touched ${fields.join(', ')}`)
  }

  private verifiedByHand(from: CaseFacts, events: readonly EventFacts[], first: boolean, readTurn: number): void {
    if (this.merging) {
      this.mergeApproved = true
      return
    }
    if (from.refused) this.unapproved('verified while refused')
    // What staff deny after the reading is for the next one.
    const lastDenial = this.denials.findLast((turn) => turn <= readTurn) ?? 0
    if (this.flagOn > lastDenial) return
    if (first) {
      this.unapproved('adopted as verified, with the metafield off')
      return
    }
    if (this.beforeRemoved <= lastDenial && this.paperRemoved <= lastDenial) this.unapproved(events.map(({ type }) => type).join(', '))
    const removal = this.policy.approveByTagRemoval
    const byRemoval = removal === 'always' || (removal === 'submitted' && papersComplete(from))
    const byAddition = this.policy.approveByTagAddition !== 'never' && this.thirdAdded >= 0 && this.beforeRemoved > lastDenial
    if (!byRemoval && !byAddition) this.unapproved('papers are missing and no ③ was set')
  }

  /** A first install that the owner confirmed: ③ without ① is believed. */
  trusting(start: Shown): void {
    this.trusted = true
    const names = start.tags.map(labelOf)
    if ((names.includes('person') || names.includes('corporation')) && !names.includes('before')) this.flagOn = 1
  }

  /** We are about to send this; `of` is the case as it was committed. */
  sending(flag: boolean | null, of: CaseFacts): void {
    if (flag === true && of.frozen) this.broken('frozen always locks', 'sent true for a frozen customer')
  }

  /** A write of ours goes out; until its answer is taken in, what it locks is in doubt. */
  sent(cycle: string, flag: boolean | null, removed: readonly string[], at: number): void {
    const fields = [...(flag === false ? ['metafield'] : []), ...removed.map((tag) => labelOf(tag) ?? tag)]
    if (fields.length > 0) this.ownLocks.push({ cycle, fields, at })
  }

  /** Its answer was taken in; `unknown`: but for the metafield. */
  answered(cycle: string, unknown: boolean): void {
    this.ownLocks = this.ownLocks.filter((sent) => sent.cycle !== cycle || (unknown && sent.fields.includes('metafield')))
  }

  /**
   * A write of ours landed; `settling`: nobody else acts any more. `overMissing`: it was decided on a reading without a metafield; such
   * a write may land over one that came and went, and is put back by the next reading.
   */
  landed(from: Shown, to: Shown, settling: boolean, overMissing: boolean): void {
    if (!overMissing && !from.metafield?.value && to.metafield?.value && Math.max(...this.handLocks) > this.lastDecision) {
      this.broken(UNDONE, 'our write switched it on again')
    }
    this.checkForeign(to)
    if (!settling) return
    const shown = ownedState(to)
    if (shown === this.shownBefore) return
    if (this.sinceLastEdit.has(shown)) this.broken('no oscillation', `came back to ${shown}`)
    this.sinceLastEdit.add(this.shownBefore)
    this.shownBefore = shown
  }

  /** From here on nobody edits. */
  settleBegins(shown: Shown): void {
    this.sinceLastEdit = new Set()
    this.shownBefore = ownedState(shown)
  }

  silent(events: number, tasks: number, writes: boolean): void {
    if (events > 0 || tasks > 0 || writes) this.broken('own echo is silence', 'a cycle after the last one still did something')
  }

  unsettled(detail: string): never {
    return this.broken('it settles after the last edit, with store = projection', detail)
  }

  settled(of: CaseFacts, shown: Shown, wording: 0 | 1): void {
    this.checkForeign(shown)
    const locked = !of.verified || of.frozen
    if (of.frozen && shown.metafield?.value) this.broken('frozen always locks', 'the store is open')
    if ((shown.metafield?.value ?? false) === locked) this.unsettled(`metafield ${shown.metafield?.value ?? 'missing'}`)
    const ours = shown.tags.filter(labelOf).sort().join(' ')
    const wanted = labelsFor(of)
      .map((name) => textOf(name, wording))
      .sort()
      .join(' ')
    if (ours !== wanted) this.unsettled(`shows ${ours}, wanted ${wanted}`)
  }

  private checkForeign(shown: Shown): void {
    let seen = 0
    for (const tag of shown.tags) {
      if (labelOf(tag)) continue
      seen += 1
      if (!this.foreign.has(tag)) this.broken('unowned tags untouched', `${tag} appeared`)
    }
    if (seen !== this.foreign.size) this.broken('unowned tags untouched', 'a tag that is not ours is gone')
  }

  private unapproved(detail: string): never {
    return this.broken('never verified without an approval that came after the last denial', detail)
  }

  private broken(property: Property, detail: string): never {
    throw new Violation(property, detail)
  }
}

const ownedState = ({ tags, metafield }: Shown): string => `${tags.filter(labelOf).join(' ')} | ${metafield?.value ?? 'missing'}`
