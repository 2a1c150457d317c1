import type { Jobs } from '../../../app/platform/jobs.server.ts'
import { CLEAR_AWAY } from '../../../app/platform/presence.server.ts'
import { DEFAULT_SHOP } from '../../../dev-store/store/world.ts'
import type { Desk } from './desk.ts'

/** A job as it stands in the library's table. */
export interface Job {
  readonly id: string
  readonly task: keyof Jobs
  readonly payload: { readonly shop: string; readonly customer?: string }
  readonly key: string | null
  readonly attempts: number
}

const DUE = `
  select j.id, t.identifier as task, j.payload, j.key, j.attempts
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`

/** The library's table of jobs, worked by the clock of a history: its workers know only the machine's. */
export class Queue {
  private readonly desk: Desk

  constructor(desk: Desk) {
    this.desk = desk
  }

  /** Takes the first job that is due; null when none is. */
  async take(): Promise<Job | null> {
    const { rows } = await this.desk.sql.query<Job>(
      `${DUE} where j.is_available and j.run_at <= $1 and (t.identifier <> 'kyc.reconcile' or not exists (
         select 1 from graphile_worker._private_jobs k where k.task_id = j.task_id and k.locked_at is not null
           and k.payload ->> 'customer' = j.payload ->> 'customer'))
       order by j.priority, j.run_at, j.id limit 1`,
      [new Date(Math.max(this.desk.now, Date.now()))],
    )
    const [job] = rows
    if (!job) return null
    await this.desk.sql.query(
      `update graphile_worker._private_jobs set attempts = attempts + 1, locked_by = 'history', locked_at = now() where id = $1`,
      [job.id],
    )
    return { ...job, attempts: job.attempts + 1 }
  }

  async complete({ id }: Job): Promise<void> {
    await this.desk.sql.query('delete from graphile_worker._private_jobs where id = $1', [id])
  }

  async fail({ id }: Job, message: string): Promise<void> {
    const { rows } = await this.desk.sql.query<{ attempts: number }>('select attempts from graphile_worker._private_jobs where id = $1', [
      id,
    ])
    const runAt = new Date(this.desk.now + 1000 * Math.exp(Math.min(rows[0]?.attempts ?? 1, 10)))
    await this.desk.sql.query(
      'update graphile_worker._private_jobs set last_error = $2, run_at = $3, locked_by = null, locked_at = null where id = $1',
      [id, message, runAt],
    )
  }

  /** Its worker died and was missed: what the living do then (presence.server.ts). */
  async unlock({ id }: Job): Promise<void> {
    await this.desk.sql.query('update graphile_worker._private_jobs set locked_by = null, locked_at = null where id = $1', [id])
  }

  async clearAway(): Promise<void> {
    await this.desk.sql.query(CLEAR_AWAY)
  }

  async add(task: keyof Jobs): Promise<void> {
    await this.desk.sql.query('select graphile_worker.add_job($1, $2::json, job_key := $1)', [task, JSON.stringify({ shop: DEFAULT_SHOP })])
  }

  /** When the next job is due; null when none waits. */
  async next(): Promise<number | null> {
    const { rows } = await this.desk.sql.query<{ at: Date | null }>(
      'select min(run_at) as at from graphile_worker._private_jobs where is_available',
    )
    return rows[0]?.at?.getTime() ?? null
  }

  /** What is left in the table. */
  async rest(): Promise<(Job & { last_error: string | null })[]> {
    return (await this.desk.sql.query(DUE.replace('j.attempts', 'j.attempts, j.last_error'))).rows
  }
}
