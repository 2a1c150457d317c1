import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { metricsText } from '../status/metrics.server.ts'
import { config } from './config.server.ts'
import { openDatabase } from './db.server.ts'
import { readinessOf } from './readiness.server.ts'
import { startTelemetry } from './telemetry.server.ts'

const telemetry = startTelemetry('test', { instance: 'test', collector: false })
const here = openDatabase(config().databaseUrl, 2)
const nobody = openDatabase('postgresql://nobody@127.0.0.1:1/none', 1)
/** Takes every connection and never says a word. */
const mute = createServer(() => {})
await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
const silent = openDatabase(`postgresql://nobody@127.0.0.1:${(mute.address() as AddressInfo).port}/none`, 1)
afterAll(async () => {
  await here.$disconnect()
  mute.close()
})

const AWAY = { ready: false, database: false, migrations: false }

test('a process is ready with its database and migrations, behind open doors, and not while it stops', async () => {
  expect(await readinessOf(here, false, null)).toMatchObject({ ready: true, database: true, migrations: true })
  expect(await readinessOf(here, true, null)).toMatchObject({ ready: false, database: true, stopping: true })
  expect(await readinessOf(here, false, 'master-key')).toMatchObject({ ready: false, closedBy: 'master-key' })
  await here.$executeRaw`update _prisma_migrations set rolled_back_at = now() where migration_name like '%_start'`
  expect(await readinessOf(here, false, null)).toMatchObject({ ready: false, database: true, migrations: false })
  await here.$executeRaw`update _prisma_migrations set rolled_back_at = null`
})

test('a database that is away, or says nothing, is told soon', async () => {
  expect(await readinessOf(nobody, false, null)).toMatchObject(AWAY)
  expect(await readinessOf(silent, false, null)).toMatchObject(AWAY)
}, 15_000)

test('figures of the process are told with the database and without it', async () => {
  expect(await metricsText(here, telemetry)).toMatch(/^sekisho_database_up 1$/m)
  expect(await metricsText(here, telemetry)).toMatch(/^sekisho_inbox_rows\{state="waiting"\} 0$/m)
  expect(await metricsText(nobody, telemetry)).toMatch(/^sekisho_database_up 0$/m)
  expect(await metricsText(silent, telemetry)).toMatch(/^sekisho_database_up 0$/m)
}, 20_000)
