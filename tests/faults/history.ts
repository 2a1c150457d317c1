import type { Case, CaseEvent, PartState, Party } from '../../app/kyc/case.ts'
import type { Adopt, Base, Policy } from '../../app/kyc/protocol.ts'
import { PRESETS } from '../../app/kyc/tags.ts'
import type { Coverage } from './coverage.ts'
import type * as EngineModule from './engine.ts'
import type { Cycle, Engine } from './engine.ts'
import { LABEL_NAMES, labelOf, labelsFor, Oracle, textOf } from './oracle.ts'
import { Chance } from './random.ts'
import { type Shown, SimulatedCustomer, type StoreDocument } from './store.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const ACTS_MAX = 26
const ROUNDS_MAX = 60
const START = 1_700_000_000_000

/** The engine to drive: the real one, or one with a planted fault. */
export type Machinery = Pick<typeof EngineModule, 'Engine'>

interface Landing {
  readonly at: number
  readonly document: StoreDocument
  /** Decided on a reading without a metafield. */
  readonly overMissing: boolean
}

interface Merge {
  readonly other: Case
  readonly otherBase: Base | null
  readonly at: number
}

/** One history: a customer, an engine, people who act at any moment; drawn from one seed. */
export class History {
  private readonly chance: Chance
  private readonly customer = new SimulatedCustomer()
  private readonly engine: Engine
  private readonly oracle: Oracle
  private readonly cycles: Cycle[] = []
  private readonly readTurns = new Map<string, number>()
  private readonly landings: Landing[] = []
  private merge: Merge | null = null
  private now = START
  private settling = false
  private wording: 0 | 1 = 0

  private readonly coverage: Coverage | null
  private readonly log: string[] | null

  constructor(machinery: Machinery, seed: number, coverage: Coverage | null, log: string[] | null) {
    this.coverage = coverage
    this.log = log
    const chance = new Chance(seed)
    this.chance = chance
    const policy: Policy = {
      approveByTagRemoval: chance.of(['submitted', 'submitted', 'submitted', 'always', 'never']),
      approveByTagAddition: chance.of(['with-removal', 'with-removal', 'with-removal', 'never']),
      handApprovals: chance.of(['count', 'count', 'count', 'count', 'count', 'request']),
    }
    const adopt: Adopt = chance.once(8) ? 'trusting' : 'strict'
    const known = !chance.once(4)
    this.engine = new machinery.Engine(policy, adopt, known || chance.once(3) ? this.someCase(known) : undefined)
    if (known) this.customer.addTags(labelsFor(this.engine.row.of).map((name) => textOf(name, 0)))
    else if (!chance.once(2)) this.customer.addTags(this.someLabels())
    this.customer.addTags(chance.of([[], ['要注意'], ['VIP', '要注意']]))
    this.customer.setFlag(this.startFlag(known))
    this.oracle = new Oracle(policy, this.customer.show())
    if (adopt === 'trusting') this.oracle.trusting(this.customer.show())
    this.note(`seed ${seed}: ${JSON.stringify(policy)} ${adopt} ${JSON.stringify(this.engine.row.of)}`)
    if (known) this.knownBase()
  }

  private startFlag(known: boolean): boolean | null {
    const { of } = this.engine.row
    if (known) return of.verified && !of.frozen ? true : this.chance.of([false, false, null])
    return this.chance.of([null, null, null, null, false, true])
  }

  /** A customer whom the engine has read and settled before. */
  private knownBase(): void {
    const { tags, metafield } = this.customer.show()
    const { row } = this.engine
    const keys: Readonly<Record<string, string>> = {
      opened: 'opened',
      before: 'unverified',
      papers: 'identity-submitted',
      company: 'corporate-submitted',
      account: 'payout',
      person: 'verified',
      corporation: 'corporate-verified',
    }
    const labels = tags.flatMap((tag) => keys[labelOf(tag) ?? ''] ?? []) as unknown as Base['labels']
    row.base = {
      labels,
      metafield: { value: metafield?.value ?? null, updatedAt: metafield?.updatedAt ?? null },
      cycle: 'before',
      readAt: START - MINUTE,
    }
    row.nominated = false
    this.oracle.committed(this.oracle.now(), row.of, row.of, [], 0, false, true, this.now)
  }

  private someCase(known: boolean): Case {
    const { chance } = this
    const party = chance.of<Party>(['none', 'individual', 'individual', 'corporation', 'corporation'])
    const state = (): PartState => chance.of<PartState>(['none', 'submitted', 'submitted', 'accepted', 'returned'])
    const verified = chance.once(3)
    const renewal = (): PartState => chance.of<PartState>(['accepted', 'submitted', 'submitted', 'returned'])
    const refused = !verified && chance.once(8)
    const paper = () => (verified ? renewal() : refused ? 'returned' : state())
    const identity = paper()
    const corporate = party === 'corporation' ? paper() : 'none'
    return {
      party,
      identity,
      corporate,
      payout: chance.once(3),
      verified,
      frozen: chance.once(6),
      refused,
      denyPending: !known && chance.once(2),
      version: 3,
    }
  }

  private someLabels(): readonly string[] {
    return LABEL_NAMES.filter(() => this.chance.once(3)).map((name) => textOf(name, 0))
  }

  private note(line: string): void {
    this.log?.push(line)
  }

  /** Runs it to its end; throws a Violation where a property breaks. */
  run(): void {
    if (this.engine.adopt === 'trusting') this.takeOver()
    else if (this.chance.once(4)) this.denyFirst()
    const acts = 4 + this.chance.under(ACTS_MAX)
    for (let act = 0; act < acts; act++) this.act()
    this.settle()
  }

  /** The owner confirmed what is there now: nobody comes in between. */
  private takeOver(): void {
    this.begin()
    const [cycle] = this.cycles
    if (!cycle) return
    this.step(cycle, false)
    this.step(cycle, false)
  }

  /** A denial in the app, perhaps taken half back, and edits before anybody has looked. */
  private denyFirst(): void {
    const { chance } = this
    const part = chance.of(['identity', 'corporate'] as const)
    const events = chance.of<readonly CaseEvent[]>([
      [{ type: 'return', part }],
      [
        { type: 'return', part },
        { type: 'submit', part },
      ],
      [
        { type: 'return', part },
        { type: 'submit', part },
      ],
      [{ type: 'freeze' }],
      [{ type: 'freeze' }, { type: 'thaw' }],
      [{ type: 'freeze' }, { type: 'thaw' }],
      [{ type: chance.of(['revoke', 'refuse'] as const) }],
    ])
    for (const event of events) this.decided(event)
    const edits = chance.under(4)
    for (let edit = 0; edit < edits; edit++)
      if (chance.once(3)) this.visitor()
      else this.staff()
    if (chance.once(3)) this.edit('staff', 'removes ①開設', () => this.customer.removeTags([textOf('opened', this.wording)]))
    const paper = textOf(chance.of(['papers', 'company']), this.wording)
    if (chance.once(3)) this.edit('visitor', `posts ${paper}`, () => this.customer.addTags([paper]))
    if (chance.once(4)) this.mergeAct()
    if (this.merge && chance.once(2)) this.tellMerge()
    this.wholeCycle()
  }

  private act(): void {
    const roll = this.chance.under(100)
    if (roll < 34) this.advance()
    else if (roll < 48) this.wholeCycle()
    else if (roll < 66) this.staff()
    else if (roll < 70) this.visitor()
    else if (roll < 83) this.decide()
    else if (roll < 92) this.wait()
    else if (roll < 95) this.crash()
    else if (roll < 98) this.nominate()
    else if (roll < 99) this.mergeAct()
    else this.reword()
  }

  // ---- the engine, step by step -------------------------------------------------------------------------------------------

  /** One step of a cycle in flight, or a new cycle; now and then a second worker believes the first one dead. */
  private advance(): void {
    const [first] = this.cycles
    const late = first !== undefined && first.begunAt > 0 && this.now > first.begunAt + 5 * MINUTE
    const second = this.cycles.length === 1 && this.chance.once(late ? 2 : 12)
    const cycle = second ? undefined : this.cycles[this.chance.under(this.cycles.length || 1)]
    if (cycle) this.step(cycle, true)
    else this.begin()
  }

  private begin(): void {
    const { row } = this.engine
    if (!row.nominated && (row.wakeAt === null || row.wakeAt > this.now)) return
    const cycle = this.engine.load()
    this.cycles.push(cycle)
    this.note(`  ${cycle.id} loads`)
  }

  private step(cycle: Cycle, faults: boolean): void {
    if (!cycle.reading) {
      this.engine.read(cycle, this.customer.show(), this.now)
      this.readTurns.set(cycle.id, this.oracle.now())
      if (this.settling && !this.settleRead) this.oracle.settleBegins(this.customer.show())
      this.settleRead = this.settling
      this.note(`  ${cycle.id} reads ${this.shown()}`)
    } else if (!cycle.outcome) this.commit(cycle)
    else if (!cycle.answer) this.send(cycle, faults)
    else {
      const overtaken = this.engine.row.base?.cycle !== cycle.id
      if (overtaken) this.oracle.unanswered(cycle.document?.metafield?.value ?? null, cycle.document?.remove ?? [], this.now)
      const own = cycle.document?.metafield && !cycle.answer.errors.metafield && cycle.unknown !== 'metafield'
      if (own && !overtaken) this.oracle.looked(this.oracle.now(), false)
      const taken = this.engine.confirm(cycle, this.now)
      this.note(`  ${cycle.id} confirms: settled ${taken?.settled} again ${taken?.again}`)
      this.finish(cycle)
    }
  }

  private finish(cycle: Cycle): void {
    this.cycles.splice(this.cycles.indexOf(cycle), 1)
  }

  private commit(cycle: Cycle): void {
    const { from } = cycle
    const outcome = this.engine.commit(cycle, this.now)
    if (!outcome) {
      this.note(`  ${cycle.id} is overtaken`)
      this.finish(cycle)
      return
    }
    const { events, tasks, rules, leave, adopted, next } = outcome
    this.note(`  ${cycle.id} commits ${rules.join(', ')} ${JSON.stringify(events)} ${JSON.stringify(tasks)} → ${JSON.stringify(next)}`)
    this.coverage?.hit(rules, from.of)
    this.oracle.looked(this.readTurns.get(cycle.id) ?? 0, outcome.base.metafield.value === null)
    this.oracle.committed(
      this.readTurns.get(cycle.id) ?? 0,
      from.of,
      next,
      events,
      tasks.length,
      leave.length > 0,
      adopted,
      cycle.reading?.readAt ?? this.now,
    )
    if (this.quiet) this.oracle.silent(events.length, tasks.length, outcome.writes !== null)
    if (!outcome.writes) this.finish(cycle)
  }

  private send(cycle: Cycle, faults: boolean): void {
    const document = this.engine.send(cycle, this.now)
    if (!document) {
      this.note(`  ${cycle.id} is too late to send`)
      this.finish(cycle)
      return
    }
    const committed = cycle.outcome?.next
    if (committed) this.oracle.sending(document.metafield?.value ?? null, committed)
    const overMissing = cycle.reading?.metafield.value === null
    const fate = faults ? this.chance.under(12) : 11
    if (fate === 0) {
      this.lose(cycle, document, 'never lands')
    } else if (fate === 1) {
      this.land({ document, overMissing })
      this.lose(cycle, document, 'lands, answer lost')
    } else if (fate <= 3) {
      const at = this.now + this.chance.of([20 * SECOND, 2 * MINUTE, 8 * MINUTE + 30 * SECOND])
      this.landings.push({ at, document, overMissing })
      this.lose(cycle, document, 'will land late')
      if (document.metafield?.value && this.chance.once(3)) this.decided({ type: this.chance.of(['revoke', 'freeze'] as const) })
    } else {
      cycle.answer = this.land({ document, overMissing }, faults && this.chance.once(8) ? () => this.interrupt() : undefined)
      if (faults && this.chance.once(25)) this.tooLateForThisAnswer()
      if (fate === 4 && document.metafield) {
        cycle.unknown = 'metafield'
        this.oracle.unanswered(document.metafield.value, [], this.now)
      }
      this.note(
        `  ${cycle.id} writes ${JSON.stringify(document)} → ${this.shown()} ${JSON.stringify(cycle.answer.errors)} ${cycle.unknown ?? ''}`,
      )
    }
  }

  /** Staff switch on, then the app denies, both after the store has answered and before anybody has read the answer. */
  private tooLateForThisAnswer(): void {
    this.edit('staff', 'switches on', () => this.customer.setFlag(true))
    this.decided({ type: 'return', part: this.chance.of(['identity', 'corporate'] as const) })
  }

  private lose(cycle: Cycle, document: StoreDocument, how: string): void {
    this.note(`  ${cycle.id} writes ${JSON.stringify(document)}: ${how}`)
    this.oracle.unanswered(document.metafield?.value ?? null, document.remove, this.now)
    this.engine.failed()
    this.finish(cycle)
  }

  /** Somebody acts between two parts of our document. */
  private interrupt(): void {
    if (this.chance.once(2)) this.staff()
  }

  private land({ document, overMissing }: Pick<Landing, 'document' | 'overMissing'>, between?: () => void) {
    let before = this.customer.show()
    const answer = this.customer.write(document, () => {
      this.oracle.landed(before, this.customer.show(), this.settleRead, overMissing)
      between?.()
      before = this.customer.show()
    })
    return answer
  }

  private wholeCycle(): void {
    for (let step = 0; step < 12; step++) {
      const cycle = this.cycles[0]
      if (cycle) this.step(cycle, true)
      else if (step > 0 && !this.engine.row.nominated) return
      else this.begin()
    }
  }

  private crash(): void {
    if (this.cycles.length === 0) return
    const cycle = this.chance.of(this.cycles)
    if (cycle.answer && cycle.document) this.oracle.unanswered(cycle.document.metafield?.value ?? null, cycle.document.remove, this.now)
    this.note(`  ${cycle.id} crashes`)
    this.finish(cycle)
    this.engine.failed()
  }

  // ---- people --------------------------------------------------------------------------------------------------------------

  private staff(): void {
    const { chance, customer } = this
    const own = customer.show().tags.filter(labelOf)
    const awaiting = own.filter((tag) => ['before', 'papers', 'company'].includes(labelOf(tag) ?? ''))
    const before = textOf('before', this.wording)
    const roll = chance.under(20)
    if (roll < 4) this.edit('staff', 'switches on', () => customer.setFlag(true))
    else if (roll < 7) this.edit('staff', 'switches off', () => customer.setFlag(false))
    else if (roll < 8) this.edit('staff', 'blanks', () => customer.setFlag(null))
    else if (roll < 11) this.edit('staff', 'removes ① and ②', () => customer.removeTags(awaiting))
    else if (roll < 14 && awaiting.length > 0) this.edit('staff', 'removes one of ①②', () => customer.removeTags([chance.of(awaiting)]))
    else if (roll < 16) {
      const third = textOf(chance.of(['person', 'person', 'corporation']), this.wording)
      this.edit('staff', `replaces ① by ${third}`, () => {
        customer.removeTags(chance.once(3) ? awaiting : [before])
        customer.addTags(chance.once(5) ? [third, textOf('corporation', this.wording)] : [third])
      })
    } else if (roll < 17) this.edit('staff', 'removes ③', () => customer.removeTags(own.filter((tag) => tag.startsWith('③'))))
    else if (roll < 18 && own.length > 0) this.edit('staff', 'removes a label', () => customer.removeTags([chance.of(own)]))
    else if (roll < 19) this.edit('staff', 'adds a label', () => customer.addTags([textOf(chance.of(LABEL_NAMES), this.wording)]))
    else
      this.edit('staff', 'edits other tags', () =>
        chance.once(2) ? customer.addTags(['要注意', 'gold']) : customer.removeTags(['VIP', 'gold']),
      )
    if (chance.once(9)) this.staff()
  }

  private visitor(): void {
    const labels = LABEL_NAMES.filter(() => this.chance.once(3)).map((name) => textOf(name, this.chance.once(5) ? 1 : this.wording))
    const unread = this.wording === 0 ? labels.filter((text) => LABEL_NAMES.some((name) => textOf(name, 0) === text)) : labels
    this.edit('visitor', `posts ${unread.join(' ')}`, () => this.customer.addTags([...unread, 'newsletter']))
  }

  private edit(by: 'staff' | 'visitor' | 'merge', what: string, change: () => void): void {
    const before = this.customer.show()
    change()
    const after = this.customer.show()
    this.note(`${by} ${what} → ${this.shown()}`)
    this.oracle.edited(by, before, after, this.engine.row.of)
    // A webhook for tags, mostly; for a metafield, mostly none.
    if (before.tags === after.tags ? this.chance.once(4) : !this.chance.once(4)) this.engine.row.nominated = true
  }

  private decide(): void {
    const { chance } = this
    const part = chance.of(['identity', 'corporate'] as const)
    const event = chance.of<CaseEvent>([
      { type: 'choose-party', party: chance.of(['individual', 'corporation'] as const) },
      { type: 'submit', part },
      { type: 'submit', part: 'identity' },
      { type: 'accept', part },
      { type: 'accept', part: 'identity' },
      { type: 'return', part },
      { type: 'return', part },
      { type: 'approve', via: 'app' },
      { type: 'approve', via: 'app' },
      { type: 'approve', via: 'app' },
      { type: 'revoke' },
      { type: 'revoke' },
      { type: 'refuse' },
      { type: 'reopen' },
      { type: 'freeze' },
      { type: 'thaw' },
      { type: 'thaw' },
      { type: 'expire', part },
      { type: 'note-payout' },
      { type: 'clear-payout' },
    ])
    this.decided(event)
  }

  private decided(event: CaseEvent): void {
    const { of } = this.engine.row
    const next = this.engine.decide(event)
    if (!next) return
    this.note(`app: ${JSON.stringify(event)} → ${JSON.stringify(next)}`)
    this.oracle.decided(event, of, next)
  }

  private nominate(): void {
    this.engine.row.nominated = true
  }

  private wait(): void {
    const to = this.now + this.chance.of([200, 5 * SECOND, MINUTE, 3 * MINUTE, 5 * MINUTE, 9 * MINUTE, 11 * MINUTE, 16 * MINUTE])
    this.landUntil(to)
    this.note(`it is ${Math.round((this.now - START) / SECOND)} s`)
  }

  private landUntil(to: number): void {
    this.landings.sort((one, other) => one.at - other.at)
    while (this.landings[0] && this.landings[0].at <= to) {
      const landing = this.landings.shift()
      if (!landing) break
      this.now = Math.max(this.now, landing.at)
      this.land(landing)
      this.note(`lands late: ${JSON.stringify(landing.document)} → ${this.shown()}`)
    }
    this.now = Math.max(this.now, to)
  }

  private mergeAct(): void {
    if (this.merge) {
      this.tellMerge()
      return
    }
    const other = this.someCase(true)
    const tags = labelsFor(other).map((name) => textOf(name, this.wording))
    const flag = other.verified && !other.frozen
    this.merge = { other, otherBase: null, at: this.now }
    this.oracle.mergeBegan()
    this.edit('merge', `of ${JSON.stringify(other)}`, () => {
      this.customer.addTags(tags)
      // The kept customer's value wins; only what it lacks comes over.
      if (this.customer.show().metafield === null) this.customer.setFlag(flag)
    })
  }

  private tellMerge(): void {
    const { merge, engine } = this
    if (!merge) return
    this.merge = null
    const before = engine.row.of
    this.coverage?.hit(['9 merge'], before)
    const after = engine.merged(merge.other, merge.otherBase, merge.at, this.now)
    this.note(`told of the merge → ${JSON.stringify(after)}`)
    this.oracle.mergeTold(before, after, {
      verified: before.verified && merge.other.verified,
      frozen: before.frozen || merge.other.frozen,
      refused: before.refused || merge.other.refused,
    })
  }

  private reword(): void {
    if (this.wording === 1) return
    this.wording = 1
    this.engine.reword(PRESETS['zh-Hant'])
    this.note('the shop words its labels anew')
  }

  // ---- the end -------------------------------------------------------------------------------------------------------------

  private settleRead = false
  private quiet = false

  private settle(): void {
    const last = this.landings.reduce((latest, landing) => Math.max(latest, landing.at), this.now)
    this.landUntil(last)
    this.tellMerge()
    this.settling = true
    let still = 0
    for (let round = 0; round < ROUNDS_MAX && still < 3; round++) {
      const { row } = this.engine
      row.nominated = true
      const worked = this.runUndisturbed()
      still = worked || row.wakeAt !== null ? 0 : still + 1
      this.quiet = still > 0
      this.now = row.wakeAt === null ? this.now + 5 * MINUTE : Math.max(row.wakeAt, this.now)
    }
    if (still < 3) this.oracle.unsettled(`still busy: ${this.shown()} ${JSON.stringify(this.engine.row)}`)
    this.oracle.settled(this.engine.row.of, this.customer.show(), this.wording)
  }

  /** Cycles without faults until no job waits; true when one of them wrote. */
  private runUndisturbed(): boolean {
    let wrote = false
    for (let step = 0; step < 80; step++) {
      const cycle = this.cycles[0]
      if (cycle) {
        wrote ||= cycle.outcome !== null
        this.step(cycle, false)
      } else if (this.engine.row.nominated) this.begin()
      else return wrote
    }
    return true
  }

  private shown(): string {
    if (!this.log) return ''
    const { tags, metafield }: Shown = this.customer.show()
    return `[${tags.join(' ')}] ${metafield ? `${metafield.value} ${metafield.updatedAt}` : 'missing'}`
  }
}
