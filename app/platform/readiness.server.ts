import { readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from './db.server.ts'

/** Why a process is or is not ready for work. */
export interface Readiness {
  readonly ready: boolean
  readonly database: boolean
  readonly migrations: boolean
  readonly stopping: boolean
  /** What keeps the doors closed; null when they are open. */
  readonly closedBy: ClosedBy | null
}

/** Nothing was looked at yet · the master key does not open the shops' keys · erasures are missing · the database does not answer. */
export type ClosedBy = 'starting' | 'master-key' | 'tombstones' | 'database'

const FOLDER = new URL('../../prisma/migrations/', import.meta.url)

/** The migrations that this version of the app needs. */
const needed = (): string[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

/** A database that takes longer to answer is away: whoever routes by us cannot wait for it. */
const WITHIN_MS = 3000

/**
 * Whether a process may be given work: it reaches the database, every migration of this version is applied, its doors
 * are open, and it was not told to stop.
 * A database that is ahead is fine: an upgrade migrates first and replaces processes afterwards.
 */
export async function readinessOf(db: Database, stopping: boolean, closedBy: ClosedBy | null): Promise<Readiness> {
  const names = await Promise.race([appliedTo(db), pause(WITHIN_MS, null, { ref: false })])
  if (!names) return { ready: false, database: false, migrations: false, stopping, closedBy }
  const migrations = needed().every((name) => names.has(name))
  return { ready: migrations && !stopping && closedBy === null, database: true, migrations, stopping, closedBy }
}

/** The migrations that were applied to a database; null when it does not answer. */
async function appliedTo(db: Database): Promise<ReadonlySet<string> | null> {
  try {
    const applied = await db.$queryRaw<{ name: string }[]>`
      select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`
    return new Set(applied.map(({ name }) => name))
  } catch {
    return null
  }
}
