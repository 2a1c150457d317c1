import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../platform/db.server.ts'
import { counter, gauge, histogram } from '../platform/metrics.server.ts'
import { spanned, type Telemetry } from '../platform/telemetry.server.ts'

const showInbox = gauge('sekisho_inbox_rows', 'Deliveries that are not settled, by state.')
const showInboxAge = gauge('sekisho_inbox_oldest_seconds', 'Age of the oldest delivery that waits.')
const showJobs = gauge('sekisho_jobs', 'Jobs, by state: waiting (due now), later, failed (given up).')
const showJobAge = gauge('sekisho_jobs_oldest_seconds', 'How long the oldest job that is due has waited.')
const showMails = gauge('sekisho_mails', 'Mails that have not left, by state.')
const showDatabase = gauge('sekisho_database_up', 'Whether the database answered when these figures were read: 1 or 0.')
const countJob = counter('sekisho_jobs_total', 'Jobs carried out, by job and outcome.')
const showJobTime = histogram('sekisho_job_seconds', 'How long a job took, by job.')

/** Runs a job as a span, counts how it ended and how long it took. */
export async function timed<T>(job: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    const result = await spanned(`job ${job}`, { 'sekisho.job': job }, work)
    countJob({ job, outcome: 'done' })
    return result
  } catch (error) {
    countJob({ job, outcome: 'failed' })
    throw error
  } finally {
    showJobTime((performance.now() - started) / 1000, { job })
  }
}

/** Longer than this nobody who collects figures waits. */
const WITHIN_MS = 5000

/**
 * This process's counters, and the figures of the database that all processes share. While the database does not answer, `sekisho_database_up`
 * says so and its figures are those of the last answer: the process's own are never withheld.
 */
export async function metricsText(db: Database, telemetry: Telemetry): Promise<string> {
  const read = Promise.all([readInbox(db), readJobs(db), readMails(db)]).then(
    () => true,
    () => false,
  )
  showDatabase((await Promise.race([read, pause(WITHIN_MS, false, { ref: false })])) ? 1 : 0)
  return telemetry.exposition()
}

interface Figures {
  readonly state: string
  readonly rows: bigint
  readonly oldest: number | null
}

async function readInbox(db: Database): Promise<void> {
  const found = await db.$queryRaw<Figures[]>`
    select state, count(*) as rows, extract(epoch from now() - min(received_at at time zone 'UTC'))::float8 as oldest
    from inbox where state in ('waiting', 'failed') group by state`
  for (const state of ['waiting', 'failed']) showInbox(Number(of(found, state)?.rows ?? 0), { state })
  showInboxAge(Math.max(0, of(found, 'waiting')?.oldest ?? 0))
}

async function readJobs(db: Database): Promise<void> {
  const found = await db.$queryRaw<Figures[]>`
    select case when attempts >= max_attempts then 'failed' when run_at > now() then 'later' else 'waiting' end as state,
      count(*) as rows, extract(epoch from now() - min(run_at))::float8 as oldest
    from graphile_worker.jobs where locked_at is null group by 1`
  for (const state of ['waiting', 'later', 'failed']) showJobs(Number(of(found, state)?.rows ?? 0), { state })
  showJobAge(Math.max(0, of(found, 'waiting')?.oldest ?? 0))
}

async function readMails(db: Database): Promise<void> {
  const found = await db.$queryRaw<Figures[]>`
    select state, count(*) as rows, null::float8 as oldest from mails where state <> 'sent' group by state`
  for (const state of ['waiting', 'claimed', 'held', 'failed', 'uncertain']) showMails(Number(of(found, state)?.rows ?? 0), { state })
}

const of = (found: readonly Figures[], state: string): Figures | undefined => found.find((each) => each.state === state)
