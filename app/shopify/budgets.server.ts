import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '../platform/db.server.ts'
import { type Bucket, firstBucket, freeAt, type Given, give, type Lane, type Settled, settle, type ThrottleStatus } from './bucket.ts'

/** Points that were given to one request. */
export type Ticket = Pick<Settled, 'points' | 'spentBefore'>

interface Seat {
  readonly cost: number
  readonly go: (ticket: Ticket) => void
  readonly fail: (error: unknown) => void
}

interface Row {
  readonly state: Bucket
  readonly version: bigint
  readonly now: number
}

/**
 * The buckets of points of all shops, as every process on one database shares them: a row a shop, changed only from the version that was
 * read, so that no point is given out twice. Requests of one process wait in two lines a shop and are asked for together.
 */
export class Budgets {
  private readonly db: Database
  /** Under this name the others see what this process has under way. */
  private readonly process = randomUUID().slice(0, 8)
  private readonly lines = new Map<string, Line>()

  constructor(db: Database) {
    this.db = db
  }

  /** Resolves when a request of so many points may be sent; whoever was let go says what became of it with `settle`. */
  reserve(shop: string, lane: Lane, cost: number): Promise<Ticket> {
    return new Promise((go, fail) => this.lineOf(shop).wait(lane, { cost, go, fail }))
  }

  settle(shop: string, settled: Settled): void {
    this.lineOf(shop).settle(settled)
  }

  /** The shop's budget as last told, restored since; null when nothing was ever asked there. */
  async told(shop: string): Promise<ThrottleStatus | null> {
    const row = await readRow(this.db, shop)
    if (!row) return null
    const { maximum, restoreRate } = row.state
    return { maximumAvailable: maximum, restoreRate, currentlyAvailable: Math.max(0, Math.floor(freeAt(row.state, row.now))) }
  }

  private lineOf(shop: string): Line {
    const known = this.lines.get(shop)
    if (known) return known
    const made = new Line(this.db, shop, this.process)
    this.lines.set(shop, made)
    return made
  }
}

class Line {
  private readonly db: Database
  private readonly shop: string
  private readonly process: string
  private readonly seats: Record<Lane, Seat[]> = { urgent: [], mass: [] }
  private settled: Settled[] = []
  private known: { readonly bucket: Bucket; readonly version: bigint } | null = null
  /** The database's clock, and our own when it was read: machines' clocks differ. */
  private clock = { theirs: 0, ours: 0 }
  private busy = false
  private again = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(db: Database, shop: string, process: string) {
    this.db = db
    this.shop = shop
    this.process = process
  }

  wait(lane: Lane, seat: Seat): void {
    this.seats[lane].push(seat)
    this.look()
  }

  settle(settled: Settled): void {
    this.settled.push(settled)
    this.look()
  }

  private look(): void {
    clearTimeout(this.timer)
    this.again = true
    if (this.busy) return
    this.busy = true
    // The rest of this turn's requests come along.
    setImmediate(() => void this.work())
  }

  private async work(): Promise<void> {
    try {
      while (this.again) {
        this.again = false
        await this.turn()
      }
    } catch (error) {
      // What was settled is not known to the others; their next answers tell them.
      this.known = null
      this.settled = []
      for (const seat of [...this.seats.urgent.splice(0), ...this.seats.mass.splice(0)]) seat.fail(error)
    } finally {
      this.busy = false
      if (this.again) this.look()
    }
  }

  /** Settles what was answered and gives out what may go, in one statement; when another process was faster, in its turn behind the lock. */
  private async turn(): Promise<void> {
    const from = this.known ?? (await this.read())
    let next = this.next(from.bucket)
    if (next.changes && !(await this.save(this.db, next.given.bucket, from.version))) {
      // Whoever is overtaken once would be again and again: the lock of the row is given in the order of asking.
      next = await this.db.$transaction(
        async (tx) => {
          const current = await this.read(tx, true)
          const after = this.next(current.bucket)
          await this.save(tx, after.given.bucket, current.version)
          return after
        },
        { maxWait: 10_000, timeout: 10_000 },
      )
    }
    this.settled.splice(0, next.answered)
    const { given } = next
    for (const lane of ['urgent', 'mass'] as const)
      for (const seat of this.seats[lane].splice(0, given[lane])) seat.go({ points: seat.cost, spentBefore: given.bucket.spent })
    if (given.waitMs !== null) this.lookIn(given.waitMs)
  }

  /** What the bucket becomes by what this process knows and wants. */
  private next(bucket: Bucket): { readonly given: Given; readonly answered: number; readonly changes: boolean } {
    const now = this.clock.theirs + performance.now() - this.clock.ours
    const settled = this.settled.reduce((before, each) => settle(before, this.process, each, now), bucket)
    const costs = (lane: Lane) => this.seats[lane].map(({ cost }) => cost)
    const given = give(settled, this.process, { urgent: costs('urgent'), mass: costs('mass') }, now)
    const answered = this.settled.length
    return { given, answered, changes: answered + given.urgent + given.mass > 0 }
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      // Others have taken and given meanwhile.
      this.known = null
      this.look()
    }, ms)
  }

  private async save(db: Tx, bucket: Bucket, version: bigint): Promise<boolean> {
    const rows = await db.$queryRaw<{ now: number }[]>`
      update shop_budgets set state = ${JSON.stringify(bucket)}::jsonb, version = version + 1
      where shop_id = ${this.shop} and version = ${version}
      returning extract(epoch from clock_timestamp())::float8 * 1000 as now`
    this.known = rows[0] ? { bucket, version: version + 1n } : null
    if (rows[0]) this.clock = { theirs: rows[0].now, ours: performance.now() }
    return rows[0] !== undefined
  }

  private async read(db: Tx = this.db, locked = false): Promise<{ bucket: Bucket; version: bigint }> {
    for (;;) {
      const row = await readRow(db, this.shop, locked)
      if (row) {
        this.clock = { theirs: row.now, ours: performance.now() }
        this.known = { bucket: row.state, version: row.version }
        return this.known
      }
      // A crash of the database forgets the row. Counted from zero, a new one would soon have the version that some process remembers of the old.
      await db.$executeRaw`
        insert into shop_budgets (shop_id, version, state)
        values (${this.shop}, extract(epoch from clock_timestamp()) * 1000000, ${JSON.stringify(firstBucket(0))}::jsonb || jsonb_build_object(
          'at', extract(epoch from clock_timestamp()) * 1000, 'toldAt', extract(epoch from clock_timestamp()) * 1000,
          'massAt', extract(epoch from clock_timestamp()) * 1000))
        on conflict do nothing`
    }
  }
}

async function readRow(db: Tx, shop: string, locked = false): Promise<Row | undefined> {
  const rows = locked
    ? await db.$queryRaw<Row[]>`
        select state, version, extract(epoch from clock_timestamp())::float8 * 1000 as now from shop_budgets where shop_id = ${shop} for update`
    : await db.$queryRaw<Row[]>`
        select state, version, extract(epoch from clock_timestamp())::float8 * 1000 as now from shop_budgets where shop_id = ${shop}`
  return rows[0]
}
