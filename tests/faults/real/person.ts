import type { Base, Leave } from '../../../app/kyc/protocol.ts'
import { DEFAULT_SHOP } from '../../../dev-store/store/world.ts'
import type { CaseFacts } from '../manual.ts'
import { Oracle, type PolicyFacts } from '../oracle.ts'
import type { Shown } from '../store.ts'
import { Diary, type Line } from './diary.ts'
import type { Run } from './run.ts'
import type { Scene } from './scene.ts'

/** The row as PostgreSQL has it. */
export interface Row extends CaseFacts {
  readonly version: number
  readonly base: Base | null
  readonly leave: readonly Leave[] | null
  readonly deny_pending: boolean
}

const NOBODY: Row = {
  party: 'none',
  identity: 'none',
  corporate: 'none',
  payout: false,
  verified: false,
  frozen: false,
  refused: false,
  version: 0,
  base: null,
  leave: null,
  deny_pending: false,
}

const SEEN = `
  select (select row_to_json(c) from kyc_cases c where shop_id = $1 and customer_id = $2) as row,
    (select coalesce(json_agg(json_build_object('id', id, 'type', type, 'actor', actor, 'data', data) order by id), '[]') from kyc_events
      where shop_id = $1 and customer_id = $2 and id > $3) as lines,
    (select coalesce(sum(count), 0)::int from kyc_tasks where shop_id = $1 and customer_id = $2) as tasks,
    (select coalesce(json_agg(json_build_object('id', id, 'state', state) order by created_at), '[]') from mails
      where shop_id = $1 and customer_id = $2 and template = 'customer.verified') as mails`

/** One customer of a history: what the store and the row show, told to an oracle of his own. */
export class Person {
  readonly id: number
  readonly oracle: Oracle
  readonly diary: Diary
  row: Row = NOBODY
  /** Deleted, or merged away. */
  gone = false
  /** Who was merged into this one, until we have been told. */
  mergedIn: Person | null = null
  shown: Shown
  private readonly scene: Scene
  private tasks = 0
  private lastLine = 0

  constructor(scene: Scene, id: number, policy: PolicyFacts) {
    this.scene = scene
    this.id = id
    this.shown = this.look()
    this.oracle = new Oracle(policy, this.shown)
    this.diary = new Diary(policy.takesTwo === true)
  }

  /** What the store shows now; the date is the revision, because two edits in one second have one date. */
  look(): Shown {
    const customer = this.scene.desk.shop.customers.get(this.id)
    const metafield = customer?.metafields.find(({ key }) => key === 'verified')
    return {
      tags: [...(customer?.tags ?? [])],
      metafield: metafield
        ? { value: metafield.value === 'true', updatedAt: `${metafield.id}/${metafield.revision}`, compareDigest: '' }
        : null,
    }
  }

  tell(): string {
    const { tags, metafield } = this.shown
    return `[${tags.join(' ')}] ${metafield ? `${metafield.value} ${metafield.updatedAt}` : 'missing'}`
  }

  /** Something in the store changed, by our own write or by somebody else. */
  changed(ours: boolean, overMissing: boolean): void {
    if (this.gone) return
    const from = this.shown
    this.shown = this.look()
    if (same(from, this.shown)) return
    if (ours) {
      this.scene.note(`  store of ${this.id}: ${this.tell()}`)
      this.oracle.landed(from, this.shown, this.scene.settling, overMissing)
    }
    this.diary.store(this.shown.metafield?.value === true, this.oracle.now())
  }

  /** Somebody who is not us edits. */
  edit(by: 'staff' | 'visitor' | 'merge', what: string, change: () => void): void {
    const from = this.shown
    change()
    this.shown = this.look()
    this.scene.note(`${by} ${what} of ${this.id} → ${this.tell()}`)
    this.oracle.edited(by, from, this.shown, this.row)
    this.diary.store(this.shown.metafield?.value === true, this.oracle.now())
  }

  /** A write of ours goes out. */
  sent(run: Run, flag: boolean | null, removed: readonly string[]): void {
    if (this.gone) return
    const cycle = this.row.base?.cycle ?? ''
    this.oracle.sending(flag, run.committed ?? this.row)
    this.oracle.sent(run.cycle ?? cycle, flag, removed, this.scene.desk.now)
  }

  /** A transaction of `run` was committed: what did it change? */
  async observe(run: Run): Promise<void> {
    const { rows } = await this.scene.desk.sql.query<{
      row: Row | null
      lines: Line[]
      tasks: number
      mails: { id: string; state: string }[]
    }>(SEEN, [DEFAULT_SHOP, this.id, this.lastLine])
    const [seen] = rows
    if (!seen?.row) return
    const from = this.row
    const opened = seen.tasks - this.tasks
    this.row = seen.row
    this.tasks = seen.tasks
    this.lastLine = seen.lines.at(-1)?.id ?? this.lastLine
    const said = seen.lines.map(({ type, actor }) => `${actor} ${type}`).join(', ')
    if (said || from.version !== this.row.version || opened > 0) {
      const { base: _, leave, ...rest } = this.row
      this.scene.note(
        `  ${run.name} → ${said || 'nothing said'}, ${opened} tasks ${JSON.stringify({ ...facts(rest), leave: leave?.length })}`,
      )
    }
    if (this.gone) return
    if (seen.lines.some(({ type }) => type === 'merged')) this.toldOfMerge(from)
    this.judge(run, from, seen.lines, opened)
    this.diary.observe(seen.lines, from, this.row, seen.mails, this.oracle.now(), run.readTurn)
  }

  /** Rule 9: the strictest of both goes on. */
  private toldOfMerge(from: Row): void {
    const other = this.mergedIn?.row ?? from
    this.mergedIn = null
    this.oracle.mergeTold(from, this.row, {
      verified: from.verified && other.verified,
      frozen: from.frozen || other.frozen,
      refused: from.refused || other.refused,
    })
  }

  private judge(run: Run, from: Row, lines: readonly Line[], opened: number): void {
    const { oracle, row } = this
    const events = lines.filter(({ actor }) => actor === 'shopify-admin').map(({ type, data }) => ({ type, ...data }))
    const decided = lines.filter(({ actor, data, type }) => actor === 'staff' || actor === 'customer' || (type === 'expire' && data))
    for (const { type, data } of decided) oracle.decided({ type, ...data }, from, row)
    const cycle = row.base?.cycle ?? null
    if (cycle === null || cycle === from.base?.cycle) return
    if (cycle.endsWith(' confirmed')) {
      oracle.answered(cycle.slice(0, -' confirmed'.length), run.wrote?.unknown === true)
      if (run.wrote && run.wrote.flag !== null && !run.wrote.refused && !run.wrote.unknown) oracle.looked(oracle.now(), false)
      return
    }
    run.committed = row
    run.cycle = cycle
    oracle.looked(run.readTurn, row.base?.metafield.value === null)
    const leaving = (row.leave ?? []).length > 0
    oracle.committed(run.readTurn, from, row, events, opened, leaving, from.base === null, row.base?.readAt ?? this.scene.desk.now)
    if (this.scene.quiet) oracle.silent(events.length, opened, false)
  }
}

const facts = (row: Omit<Row, 'base' | 'leave'>) => ({
  party: row.party,
  identity: row.identity,
  corporate: row.corporate,
  verified: row.verified,
  frozen: row.frozen,
  refused: row.refused,
  pending: row.deny_pending,
  version: row.version,
})

const same = (one: Shown, other: Shown): boolean =>
  one.tags.join() === other.tags.join() && one.metafield?.updatedAt === other.metafield?.updatedAt
