import type { Case, CaseEvent } from '../../app/kyc/case.ts'
import { PRESETS } from '../../app/kyc/tags.ts'
import type { Coverage } from './coverage.ts'
import type { Engine } from './engine.ts'
import { labelsFor, textOf } from './manual.ts'
import type { Oracle } from './oracle.ts'
import type { Chance } from './random.ts'
import type { Shown, SimulatedCustomer } from './store.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND

/** Everything of one history that people and workers share: one customer in the store, one row, one clock, one oracle that sees it all. */
export class Scene {
  readonly chance: Chance
  readonly customer: SimulatedCustomer
  readonly engine: Engine
  readonly oracle: Oracle
  readonly coverage: Coverage | null
  readonly log: string[] | null
  now: number
  wording: 0 | 1 = 0
  private merge: { readonly other: Case; readonly at: number } | null = null

  constructor(parts: Pick<Scene, 'chance' | 'customer' | 'engine' | 'oracle' | 'coverage' | 'log' | 'now'>) {
    this.chance = parts.chance
    this.customer = parts.customer
    this.engine = parts.engine
    this.oracle = parts.oracle
    this.coverage = parts.coverage
    this.log = parts.log
    this.now = parts.now
  }

  /** A line of the printed history. */
  note(line: string): void {
    this.log?.push(line)
  }

  /** What the store shows, for the printed history. */
  shown(): string {
    if (!this.log) return ''
    const { tags, metafield }: Shown = this.customer.show()
    return `[${tags.join(' ')}] ${metafield ? `${metafield.value} ${metafield.updatedAt}` : 'missing'}`
  }

  /** Somebody other than us changes the store. */
  edit(by: 'staff' | 'visitor' | 'merge', what: string, change: () => void): void {
    const before = this.customer.show()
    change()
    const after = this.customer.show()
    this.note(`${by} ${what} → ${this.shown()}`)
    this.oracle.edited(by, before, after, this.engine.row.of)
    // A webhook for tags, mostly; for a metafield, mostly none.
    if (before.tags === after.tags ? this.chance.once(4) : !this.chance.once(4)) this.engine.row.nominated = true
  }

  /** The app, or the clock, decides; nothing happens when the law refuses. */
  decided(event: CaseEvent): void {
    const { of } = this.engine.row
    const next = this.engine.decide(event)
    if (!next) return
    this.note(`app: ${JSON.stringify(event)} → ${JSON.stringify(next)}`)
    this.oracle.decided(event, of, next)
  }

  /** The notice of the merge arrives. */
  tellMerge(): void {
    const { merge, engine } = this
    if (!merge) return
    this.merge = null
    const before = engine.row.of
    this.coverage?.hit(['9 merge'], before)
    const after = engine.merged(merge.other, null, merge.at, this.now)
    this.note(`told of the merge → ${JSON.stringify(after)}`)
    this.oracle.mergeTold(before, after, {
      verified: before.verified && merge.other.verified,
      frozen: before.frozen || merge.other.frozen,
      refused: before.refused || merge.other.refused,
    })
  }

  /** The shop changes the words of its labels, once. */
  reword(): void {
    if (this.wording === 1) return
    this.wording = 1
    this.engine.reword(PRESETS['zh-Hant'])
    this.note('the shop words its labels anew')
  }

  /** The store merges another customer into this one; nobody has told us yet. */
  mergeWith(other: Case): void {
    if (this.merge) {
      this.tellMerge()
      return
    }
    this.merge = { other, at: this.now }
    this.oracle.mergeBegan()
    this.edit('merge', `of ${JSON.stringify(other)}`, () => {
      this.customer.addTags(labelsFor(other).map((name) => textOf(name, this.wording)))
      // The kept customer's value wins; only what it lacks comes over.
      if (this.customer.show().metafield === null) this.customer.setFlag(other.verified && !other.frozen)
    })
  }

  get merging(): boolean {
    return this.merge !== null
  }
}
