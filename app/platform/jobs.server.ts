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
  /** Reads the store for the owner who has just installed the app. */
  'kyc.preview': { shop: string }
  /** Asks for the next customers from before an installation. */
  'kyc.take-over': { shop: string }
  /** Carries the labels on that a large shop's customers from before get in bulk. */
  'kyc.label': { shop: string }
  /** Brings the ledger to what the store shows of an order. */
  'ledger.record': { shop: string; order: string }
  /** Nominates orders that changed since the last time. */
  'ledger.sweep': { shop: string }
  /** Looks whose an order is, and holds it if that is nobody who may order. */
  'gate.check': { shop: string; order: string }
  /** Nominates what is still to be handed over to a customer who was stopped. */
  'gate.customer': { shop: string; customer: string }
  /** Ends rows of the ledger whose time is over. */
  'ledger.end': Record<string, never>
  /** Begins the comparison of every shop. */
  'kyc.nightly': Record<string, never>
  /** Begins what the clock does to papers, in every shop. */
  'kyc.expire-all': Record<string, never>
  /** Reminds of papers that run out, and locks who has run out. */
  'kyc.expire': { shop: string }
  /** Erases a shop that has left. */
  'accounts.erase-shop': { shop: string }
  /** Erases what was written about a customer while the first erasure ran. */
  'accounts.erase-again': { shop: string; customer: string }
  /** Brings sealed records to the owner's word about the laws. */
  'accounts.rejudge': { shop: string }
  /** Ends holds whose clock has run out. */
  'accounts.end-holds': Record<string, never>
  /** Seals what the audit logs of all shops have more. */
  'audit.seal': Record<string, never>
  /** Looks through the audit logs of all shops. */
  'audit.check': Record<string, never>
  /** Deletes the bytes of documents whose keys are gone. */
  'documents.forget': { ids: readonly string[] }
  /** Starts the sweeps of every shop. */
  'kyc.tick': Record<string, never>
  /** Reads the store's facts: name, plan, scopes. */
  'shop.facts': { shop: string }
  /** Carries a change of wording in a large store on. */
  'kyc.relabel': { shop: string }
  /** Carries a bulk reminder on. */
  'desk.remind': { shop: string; run: string }
  /** Brings the tags of watched customers to what the list says, and ends what has run out. */
  'desk.watch-tags': { shop: string }
  /** Makes the segments of the shop, in its words. */
  'desk.segments': { shop: string }
  /** Ends changes of wording of which the stores show nothing any more. */
  'kyc.settle-rewordings': Record<string, never>
  /** Lets jobs go on that were held while the shop could not be asked. */
  'shop.resume': { shop: string }
  /** Finds out whether the app is still installed, after Shopify has said that it is not. */
  'shop.farewell': { shop: string }
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
 * Asks for a reconcile of one customer; requests that wait collapse into one. The worker sees to it that one customer is worked on once at a
 * time: a queue of the library for each would be locked, all of them, by every look for a job.
 * A reconcile that waits for a later time (an edit left alone) has a key of its own, so that an earlier nomination never loses the wake-up.
 */
export async function nominate(tx: Tx, shop: string, customer: bigint, at?: Date): Promise<void> {
  const data = { shop, customer: customer.toString() }
  if (at) await addJob(tx, 'kyc.reconcile', data, { key: wakeKey(shop, customer), runAt: at })
  else await addJob(tx, 'kyc.reconcile', data, { key: reconcileKey(shop, customer) })
}

const reconcileKey = (shop: string, customer: bigint): string => `reconcile:${shop}:${customer}`
const wakeKey = (shop: string, customer: bigint): string => `wake:${shop}:${customer}`

/** What somebody waits for is 0. What the store tells of comes next: an import of a million customers must not stand before one click. */
const NEWS_PRIORITY = 3
const MASS_PRIORITY = 10

/** Asks for a reconcile of customers of whom the store told. Whoever is due already keeps the place, or a better one. */
export async function nominateToldOf(tx: Tx, shop: string, customers: readonly bigint[]): Promise<void> {
  if (customers.length === 0) return
  const inOrder = [...customers].sort((a, b) => (a < b ? -1 : 1))
  await tx.$executeRaw`
    select graphile_worker.add_job(
      'kyc.reconcile', json_build_object('shop', ${shop}::text, 'customer', customer::text),
      job_key := 'reconcile:' || ${shop} || ':' || customer, priority := ${NEWS_PRIORITY}::int, job_key_mode := 'replace')
    from unnest(${inOrder.map(String)}::bigint[]) as customer
    where not exists (
      select 1 from graphile_worker.jobs
      where key = 'reconcile:' || ${shop} || ':' || customer and locked_at is null and attempts < max_attempts
        and priority <= ${NEWS_PRIORITY} and run_at <= now())`
}

/**
 * Asks for a reconcile of many customers, behind everything interactive. Whoever waits already keeps the place, and whoever was tried and
 * failed keeps the back-off.
 */
export async function nominateMany(tx: Tx, shop: string, customers: readonly bigint[]): Promise<void> {
  if (customers.length === 0) return
  // In one order, whoever asks: two that lock the same jobs in opposite orders would wait for each other.
  const inOrder = [...customers].sort((a, b) => (a < b ? -1 : 1))
  await tx.$executeRaw`
    select graphile_worker.add_job(
      'kyc.reconcile', json_build_object('shop', ${shop}::text, 'customer', customer::text),
      job_key := 'reconcile:' || ${shop} || ':' || customer, priority := ${MASS_PRIORITY}::int, job_key_mode := 'replace')
    from unnest(${inOrder.map(String)}::bigint[]) as customer
    where not exists (
      select 1 from graphile_worker.jobs
      where key = 'reconcile:' || ${shop} || ':' || customer and locked_at is null and attempts < max_attempts)`
}

/** Takes a wake-up back that nobody needs any more. */
export async function letSleep(tx: Tx, shop: string, customer: bigint): Promise<void> {
  await tx.$executeRaw`select graphile_worker.remove_job(${wakeKey(shop, customer)})`
}
