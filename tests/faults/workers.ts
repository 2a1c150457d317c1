import type { CaseEvent } from '../../app/kyc/case.ts'
import type { Cycle } from './engine.ts'
import { staff, tooLateForThisAnswer } from './people.ts'
import { MINUTE, type Scene, SECOND } from './scene.ts'
import type { StoreDocument } from './store.ts'

interface Landing {
  readonly at: number
  readonly document: StoreDocument
  /** Decided on a reading without a metafield. */
  readonly overMissing: boolean
}

/** The workers that run the engine step by step, the ways in which they fail, and the writes that are still under way. */
export class Workers {
  private readonly scene: Scene
  private readonly cycles: Cycle[] = []
  private readonly readTurns = new Map<string, number>()
  private readonly landings: Landing[] = []
  /** Nobody else acts any more. */
  settling = false
  /** A whole round has done nothing: from here on there must be silence. */
  quiet = false
  private settleRead = false

  constructor(scene: Scene) {
    this.scene = scene
  }

  /** The owner confirmed what is there now: nobody comes in between. */
  takeOver(): void {
    this.begin()
    const [cycle] = this.cycles
    if (!cycle) return
    this.step(cycle, false)
    this.step(cycle, false)
  }

  /** One step of a cycle in flight, or a new cycle; now and then a second worker believes the first one dead. */
  advance(): void {
    const [first] = this.cycles
    const late = first !== undefined && first.begunAt > 0 && this.scene.now > first.begunAt + 5 * MINUTE
    const second = this.cycles.length === 1 && this.scene.chance.once(late ? 2 : 12)
    if (first?.answer && this.cycles.length === 1 && this.scene.chance.once(10)) {
      this.overtake(first)
      return
    }
    const cycle = second ? undefined : this.cycles[this.scene.chance.under(this.cycles.length || 1)]
    if (cycle) this.step(cycle, true)
    else this.begin()
  }

  /** A worker with an answer in hand is slow: another one carries out a later decision before the answer is taken in. */
  private overtake(slow: Cycle): void {
    const { chance } = this.scene
    const part = chance.of(['identity', 'corporate'] as const)
    this.scene.decided(chance.of<CaseEvent>([{ type: 'revoke' }, { type: 'return', part }, { type: 'clear-payout' }]))
    this.begin()
    const quick = this.cycles.at(-1)
    for (let step = 0; quick && quick !== slow && step < 4 && this.cycles.includes(quick); step++) this.step(quick, false)
    this.step(slow, true)
    this.scene.decided(chance.of<CaseEvent>([{ type: 'submit', part }, { type: 'note-payout' }]))
  }

  private begin(): void {
    const { row } = this.scene.engine
    if (!row.nominated && (row.wakeAt === null || row.wakeAt > this.scene.now)) return
    const cycle = this.scene.engine.load()
    this.cycles.push(cycle)
    this.scene.note(`  ${cycle.id} loads`)
  }

  private step(cycle: Cycle, faults: boolean): void {
    if (!cycle.reading) {
      this.scene.engine.read(cycle, this.scene.customer.show(), this.scene.now)
      this.readTurns.set(cycle.id, this.scene.oracle.now())
      if (this.settling && !this.settleRead) this.scene.oracle.settleBegins(this.scene.customer.show())
      this.settleRead = this.settling
      this.scene.note(`  ${cycle.id} reads ${this.scene.shown()}`)
    } else if (!cycle.outcome) this.commit(cycle)
    else if (!cycle.answer) this.send(cycle, faults)
    else {
      const overtaken = this.scene.engine.row.base?.cycle !== cycle.id
      if (!overtaken) this.scene.oracle.answered(cycle.id, cycle.unknown !== null)
      const own = cycle.document?.metafield && !cycle.answer.errors.metafield && cycle.unknown !== 'metafield'
      if (own && !overtaken) this.scene.oracle.looked(this.scene.oracle.now(), false)
      const taken = this.scene.engine.confirm(cycle, this.scene.now)
      this.scene.note(`  ${cycle.id} confirms: settled ${taken?.settled} again ${taken?.again}`)
      this.finish(cycle)
    }
  }

  private finish(cycle: Cycle): void {
    this.cycles.splice(this.cycles.indexOf(cycle), 1)
  }

  private commit(cycle: Cycle): void {
    const { from } = cycle
    const outcome = this.scene.engine.commit(cycle, this.scene.now)
    if (!outcome) {
      this.scene.note(`  ${cycle.id} is overtaken`)
      this.finish(cycle)
      return
    }
    const { events, tasks, rules, leave, adopted, next } = outcome
    this.scene.note(
      `  ${cycle.id} commits ${rules.join(', ')} ${JSON.stringify(events)} ${JSON.stringify(tasks)} → ${JSON.stringify(next)}`,
    )
    this.scene.coverage?.hit(rules, from.of)
    this.scene.oracle.looked(this.readTurns.get(cycle.id) ?? 0, outcome.base.metafield.value === null)
    this.scene.oracle.committed(
      this.readTurns.get(cycle.id) ?? 0,
      from.of,
      next,
      events,
      tasks.length,
      leave.length > 0,
      adopted,
      cycle.reading?.readAt ?? this.scene.now,
    )
    if (this.quiet) this.scene.oracle.silent(events.length, tasks.length, outcome.writes !== null)
    if (!outcome.writes) this.finish(cycle)
  }

  private send(cycle: Cycle, faults: boolean): void {
    const document = this.scene.engine.send(cycle, this.scene.now)
    if (!document) {
      this.scene.note(`  ${cycle.id} is too late to send`)
      this.finish(cycle)
      return
    }
    const committed = cycle.outcome?.next
    if (committed) this.scene.oracle.sending(document.metafield?.value ?? null, committed)
    this.scene.oracle.sent(cycle.id, document.metafield?.value ?? null, document.remove, this.scene.now)
    const overMissing = cycle.reading?.metafield.value === null
    const fate = faults ? this.scene.chance.under(12) : 11
    if (fate === 0) {
      this.lose(cycle, document, 'never lands')
    } else if (fate === 1) {
      this.land({ document, overMissing })
      this.lose(cycle, document, 'lands, answer lost')
    } else if (fate <= 3) {
      const at = this.scene.now + this.scene.chance.of([20 * SECOND, 2 * MINUTE, 8 * MINUTE + 30 * SECOND])
      this.landings.push({ at, document, overMissing })
      this.lose(cycle, document, 'will land late')
      if (document.metafield?.value && this.scene.chance.once(3))
        this.scene.decided({ type: this.scene.chance.of(['revoke', 'freeze'] as const) })
    } else {
      cycle.answer = this.land({ document, overMissing }, faults && this.scene.chance.once(8) ? () => this.interrupt() : undefined)
      if (faults && this.scene.chance.once(25)) tooLateForThisAnswer(this.scene)
      if (fate === 4 && document.metafield) {
        cycle.unknown = 'metafield'
      }
      this.scene.note(
        `  ${cycle.id} writes ${JSON.stringify(document)} → ${this.scene.shown()} ${JSON.stringify(cycle.answer.errors)} ${cycle.unknown ?? ''}`,
      )
    }
  }

  private lose(cycle: Cycle, document: StoreDocument, how: string): void {
    this.scene.note(`  ${cycle.id} writes ${JSON.stringify(document)}: ${how}`)
    this.scene.engine.failed()
    this.finish(cycle)
  }

  /** Somebody acts between two parts of our document. */
  private interrupt(): void {
    if (this.scene.chance.once(2)) staff(this.scene)
  }

  private land({ document, overMissing }: Pick<Landing, 'document' | 'overMissing'>, between?: () => void) {
    let before = this.scene.customer.show()
    const answer = this.scene.customer.write(document, () => {
      this.scene.oracle.landed(before, this.scene.customer.show(), this.settleRead, overMissing)
      between?.()
      before = this.scene.customer.show()
    })
    return answer
  }

  wholeCycle(): void {
    for (let step = 0; step < 12; step++) {
      const cycle = this.cycles[0]
      if (cycle) this.step(cycle, true)
      else if (step > 0 && !this.scene.engine.row.nominated) return
      else this.begin()
    }
  }

  crash(): void {
    if (this.cycles.length === 0) return
    const cycle = this.scene.chance.of(this.cycles)
    this.scene.note(`  ${cycle.id} crashes`)
    this.finish(cycle)
    this.scene.engine.failed()
  }

  landUntil(to: number): void {
    this.landings.sort((one, other) => one.at - other.at)
    while (this.landings[0] && this.landings[0].at <= to) {
      const landing = this.landings.shift()
      if (!landing) break
      this.scene.now = Math.max(this.scene.now, landing.at)
      this.land(landing)
      this.scene.note(`lands late: ${JSON.stringify(landing.document)} → ${this.scene.shown()}`)
    }
    this.scene.now = Math.max(this.scene.now, to)
  }

  /** Cycles without faults until no job waits; true when one of them wrote. */
  runUndisturbed(): boolean {
    let wrote = false
    for (let step = 0; step < 80; step++) {
      const cycle = this.cycles[0]
      if (cycle) {
        wrote ||= cycle.outcome !== null
        this.step(cycle, false)
      } else if (this.scene.engine.row.nominated) this.begin()
      else return wrote
    }
    return true
  }

  /** Everything under way lands, and what was decided before the last edit is carried out. */
  drain(): void {
    this.landUntil(this.landings.reduce((latest, landing) => Math.max(latest, landing.at), this.scene.now))
  }

  finishAll(): void {
    for (let cycle = this.cycles[0]; cycle; cycle = this.cycles[0]) this.step(cycle, false)
  }
}
