import type { World } from '../platform/world.server.ts'
import { NotInstalled, ShopifyRefused } from '../shopify/client.server.ts'
import { missingScopes } from '../shopify/scopes.ts'
import { readFacts } from '../staff/facts.ts'

/** Why the jobs of a shop cannot be carried out, whoever tries and however often. */
export type Standstill = 'no-token' | 'scopes-missing'

/** Held jobs look by themselves this often, in case whatever should have released them was lost. */
const LOOK_HOURS = 6

/** What a failure says of the shop; null when trying again later is right. `unsettled`: Shopify refused a part of a write. */
export async function standstillOf(world: World, shop: string, error: unknown): Promise<Standstill | null> {
  if (error instanceof NotInstalled) return 'no-token'
  const refused = error instanceof ShopifyRefused ? error.code === 'ACCESS_DENIED' : (error as Error).name === 'Unsettled'
  if (!refused) return null
  const row = await world.db.shop.findUnique({ where: { shopId: shop }, select: { facts: true } })
  const { readAt, scopes } = readFacts(row?.facts)
  return readAt !== undefined && missingScopes(scopes).length > 0 ? 'scopes-missing' : null
}

/**
 * Lays a job that is being carried out aside, with all its tries, until `resume` or its own next look: a shop may take days to open the app
 * again, and nothing that was decided meanwhile may be lost. A job that was asked for again since has a successor and may go.
 */
export async function holdJob(world: World, job: { readonly id: string; readonly key: string | null }): Promise<void> {
  const runAt = new Date(world.now().getTime() + LOOK_HOURS * 3_600_000)
  await world.db.$executeRaw`
    select graphile_worker.add_job(
      t.identifier, j.payload, queue_name := q.queue_name, run_at := ${runAt}::timestamptz, max_attempts := j.max_attempts::int,
      job_key := j.key, priority := j.priority::int, flags := array['held'], job_key_mode := 'replace')
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.id = ${job.id}::bigint and j.key is not distinct from ${job.key}`
}

const BATCH = 1000

/** Lets the held jobs of a shop go on; answers how many. */
export async function resume(world: World, shop: string): Promise<number> {
  let released = 0
  for (;;) {
    const [row] = await world.db.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from graphile_worker.reschedule_jobs(array(
        select id from graphile_worker._private_jobs
        where flags ? 'held' and payload ->> 'shop' = ${shop} and run_at > now() and locked_at is null limit ${BATCH}), run_at := now())`
    released += row?.count ?? 0
    if (!row || row.count < BATCH) break
  }
  if (released > 0) world.log.info({ shop, released }, 'held jobs go on')
  return released
}
