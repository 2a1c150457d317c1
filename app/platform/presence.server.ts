import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const TRY_EVERY_MS = 100
const TRY_FOR_MS = 10_000

/** Somebody else has worked on the same thing for so long that the job had better be tried again later. */
export class StillBusy extends Error {
  override name = 'StillBusy'
}

/**
 * What a process holds while it lives, and loses in the moment when it dies: advisory locks of one connection of its own. They make sure
 * that one customer is worked on once at a time over all processes, and tell the others whose jobs they may take over.
 */
export class Presence {
  private readonly url: string
  private readonly names = new Set<string>()
  private readonly running = new Map<string, Promise<unknown>>()
  private readonly waiting = new Set<string>()
  private connection: Promise<pg.Client> | null = null
  /** The last question on the connection: it takes one at a time. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(url: string) {
    this.url = url
  }

  /** Says over all processes that whoever works under this name lives. */
  async announce(name: string): Promise<void> {
    this.names.add(name)
    await this.lock(name)
  }

  /**
   * Runs `work` while nobody else runs work of the same key, in any process. Who comes while another one waits already goes away at once:
   * the one that waits will see everything that is there now. Rejects with StillBusy, or with what `work` rejects with.
   */
  async alone(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.running.get(key)
    if (before) {
      if (this.waiting.has(key)) return
      this.waiting.add(key)
      await before
      this.waiting.delete(key)
    }
    const mine = this.locked(key, work)
    const done = mine.catch(() => undefined)
    this.running.set(key, done)
    try {
      await mine
    } finally {
      if (this.running.get(key) === done) this.running.delete(key)
    }
  }

  /**
   * Frees the jobs of workers that died (the library itself waits four hours) and clears away jobs that gave up and have a successor.
   * Answers the names of the dead.
   */
  async bury(): Promise<readonly string[]> {
    const rows = await this.query<{ name: string }>(
      `select name from (
         select distinct locked_by as name from graphile_worker.jobs where locked_at < now() - interval '10 seconds' and locked_by <> all($1)
       ) as held where pg_try_advisory_xact_lock(hashtextextended(name, 0))`,
      [[...this.names]],
    )
    const dead = rows.map(({ name }) => name)
    if (dead.length > 0) await this.query('select graphile_worker.force_unlock_workers($1)', [dead])
    await this.query(CLEAR_AWAY)
    return dead
  }

  async close(): Promise<void> {
    const client = await this.connection?.catch(() => null)
    this.connection = null
    await client?.end()
  }

  private async locked(key: string, work: () => Promise<void>): Promise<void> {
    const until = Date.now() + TRY_FOR_MS
    while (!(await this.lock(key))) {
      if (Date.now() > until) throw new StillBusy(`${key} is worked on elsewhere`)
      await pause(TRY_EVERY_MS)
    }
    try {
      await work()
    } finally {
      await this.ask('select pg_advisory_unlock(hashtextextended($1, 0)) as done', key).catch(() => false)
    }
  }

  private lock(key: string): Promise<boolean> {
    return this.ask('select pg_try_advisory_lock(hashtextextended($1, 0)) as done', key)
  }

  private async ask(query: string, key: string): Promise<boolean> {
    const [row] = await this.query<{ done: boolean }>(query, [key])
    return row?.done === true
  }

  private query<Found extends object>(query: string, values: unknown[] = []): Promise<Found[]> {
    const asked = this.last.then(async () => (await (await this.client()).query<Found>(query, values)).rows)
    this.last = asked.catch(() => undefined)
    return asked
  }

  private client(): Promise<pg.Client> {
    this.connection ??= this.connect().catch((error: unknown) => {
      this.connection = null
      throw error
    })
    return this.connection
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true })
    client.on('error', () => {
      this.connection = null
    })
    await client.connect()
    for (const name of this.names) await client.query('select pg_try_advisory_lock(hashtextextended($1, 0))', [name])
    return client
  }
}

// Whoever asks for a job that runs gets a new one: the old one loses its key and may not be tried again. If it then fails, it stays behind.
export const CLEAR_AWAY = `
  select graphile_worker.complete_jobs(array(
    select id from graphile_worker.jobs where key is null and attempts >= max_attempts and locked_at is null))`
