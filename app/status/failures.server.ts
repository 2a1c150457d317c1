import { noteDeed } from '../audit/note.server.ts'
import { putBack } from '../inbox/inbox.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'

/** Things of one kind that were given up for one reason, and wait for a person. */
export interface Failure {
  /** A delivery's topic, or a job's name. */
  readonly what: string
  readonly source: 'delivery' | 'job'
  /** Codes as `reasonOf` writes them. */
  readonly reason: string
  readonly count: number
  readonly latest: Date
  /** Some of the customers concerned. */
  readonly customers: readonly bigint[]
}

const KINDS_MAX = 50
const CUSTOMERS_MAX = 5

/** What was given up in a shop: deliveries and jobs, by kind and reason, newest first. */
export async function failuresOf(world: World, shop: string): Promise<Failure[]> {
  const rows = await world.db.$queryRaw<(Omit<Failure, 'count' | 'customers'> & { count: bigint; customers: string[] })[]>`
    select * from (
      select topic as what, 'delivery' as source, coalesce(reason, '') as reason, count(*) as count, max(received_at) as latest,
        (array_remove(array_agg(distinct customer_id::text), null))[1:${CUSTOMERS_MAX}::int] as customers
      from inbox where shop_id = ${shop} and state = 'failed' group by topic, reason
      union all
      select t.identifier, 'job', coalesce(j.last_error, ''), count(*), max(j.updated_at at time zone 'UTC'),
        (array_remove(array_agg(distinct j.payload ->> 'customer'), null))[1:${CUSTOMERS_MAX}::int]
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.payload ->> 'shop' = ${shop} and j.attempts >= j.max_attempts and j.locked_at is null group by t.identifier, j.last_error
    ) as given_up order by latest desc limit ${KINDS_MAX}`
  return rows.map(({ count, customers, ...row }) => ({ ...row, count: Number(count), customers: customers.map(BigInt) }))
}

/** Puts everything that was given up in a shop back into the line, on record. Answers how much it was. */
export async function tryAgain(world: World, shop: string, by: StaffMember): Promise<Result<number>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  return write(world, async (tx): Promise<Result<number>> => {
    const deliveries = await putBack(tx, shop)
    const jobs = await tx.$queryRaw<unknown[]>`
      select 1 from graphile_worker.reschedule_jobs(array(
        select id from graphile_worker._private_jobs
        where payload ->> 'shop' = ${shop} and attempts >= max_attempts and locked_at is null
      ), run_at := now(), attempts := 0)`
    const codes = { deliveries, jobs: jobs.length }
    if (deliveries + jobs.length > 0) await noteDeed(world, tx, shop, by, { action: 'failures.again', codes })
    return ok(deliveries + jobs.length)
  })
}

/** How much was given up and waits for a person. */
export async function countFailures(world: World, shop: string): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: bigint }[]>`
    select (select count(*) from inbox where shop_id = ${shop} and state = 'failed') + (
      select count(*) from graphile_worker._private_jobs
      where payload ->> 'shop' = ${shop} and attempts >= max_attempts and locked_at is null) as count`
  return Number(row?.count ?? 0)
}
