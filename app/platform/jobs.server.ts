import type { Tx } from './db.server.ts'

/** Every kind of job and what it is told. Handlers stand in app/worker.ts. */
export interface Jobs {
  /** Empties the inbox of one shop. */
  'inbox.drain': { shop: string }
  /** Reads one customer and brings store and case together. */
  'kyc.reconcile': { shop: string; customer: string }
  /** Sends one mail row. */
  'mail.send': { shop: string; mail: string }
  /** Nominates customers changed since the last sweep. */
  'kyc.sweep': { shop: string }
  /** Nominates open and recently decided cases. */
  'kyc.watch': { shop: string }
  /** Forgets what is settled and old. */
  'inbox.prune': Record<string, never>
  /** Begins the nightly comparison of one shop. */
  'kyc.compare': { shop: string }
  /** Carries a reading of the whole store on. */
  'kyc.survey': { shop: string; survey: string }
  /** Begins the comparison of every shop. */
  'kyc.nightly': Record<string, never>
  /** Starts the sweeps of every shop. */
  'kyc.tick': Record<string, never>
  /** Reads the store's facts: name, plan, scopes. */
  'shop.facts': { shop: string }
}

interface When {
  /** Jobs with the same key collapse into one while they wait. */
  readonly key?: string
  /** Jobs of one queue run one at a time, in order. */
  readonly queue?: string
  readonly runAt?: Date
  readonly attemptsMax?: number
  /** Lower runs first. Interactive work is 0, mass work 10. */
  readonly priority?: number
}

/** Leaves a job in the transaction of the rows it follows from: it exists exactly when they do. */
export async function addJob<Name extends keyof Jobs>(tx: Tx, name: Name, data: Jobs[Name], when: When = {}): Promise<void> {
  const { key = null, queue = null, runAt = null, attemptsMax = 25, priority = 0 } = when
  await tx.$executeRaw`
    select graphile_worker.add_job(
      ${name}, ${JSON.stringify(data)}::json,
      queue_name := ${queue}, run_at := ${runAt}::timestamptz, max_attempts := ${attemptsMax}::int,
      job_key := ${key}, priority := ${priority}::int, job_key_mode := 'replace')`
}

/**
 * Asks for a reconcile of one customer; requests that wait collapse into one.
 * A reconcile that waits for a later time (an edit left alone) has a key of its own, so that an earlier nomination never loses the wake-up.
 */
export async function nominate(tx: Tx, shop: string, customer: bigint, at?: Date, priority = 0): Promise<void> {
  const of = `${shop}:${customer}`
  const data = { shop, customer: customer.toString() }
  if (at) await addJob(tx, 'kyc.reconcile', data, { key: `wake:${of}`, queue: `customer:${of}`, runAt: at, priority })
  else await addJob(tx, 'kyc.reconcile', data, { key: `reconcile:${of}`, queue: `customer:${of}`, priority })
}

/** Asks for a reconcile of many customers at once; always in one order, so that two who ask do not wait for each other's jobs. */
export async function nominateMany(tx: Tx, shop: string, customers: readonly bigint[], priority: number): Promise<void> {
  if (customers.length === 0) return
  const ids = [...customers].sort((a, b) => (a < b ? -1 : 1)).map(String)
  await tx.$executeRaw`
    select graphile_worker.add_job(
      'kyc.reconcile', json_build_object('shop', ${shop}::text, 'customer', id),
      queue_name := 'customer:' || ${shop} || ':' || id, max_attempts := 25,
      job_key := 'reconcile:' || ${shop} || ':' || id, priority := ${priority}::int, job_key_mode := 'replace')
    from unnest(${ids}::text[]) as id`
}
