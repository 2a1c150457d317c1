// One embedded PostgreSQL for a whole test run, in a temporary folder, with a migrated template that every test file copies.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEMPLATE } from './environment.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the administrator's database of the run's server. */
    serverUrl: string
  }
}

// Nothing here has to survive a power cut.
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']

/** Vitest's global setup: starts the server, and gives back what stops it and removes its folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-test-'))
  const server = await startPostgres(dir, await freePort(), FLAGS)
  const stop = async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await migrate(server.url(TEMPLATE))
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('serverUrl', server.url('postgres'))
  return stop
}
