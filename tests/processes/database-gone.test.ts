// A worker whose database goes away for a while: it works on afterwards, or it has ended so that the platform starts it again.
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { addJob } from '../../app/platform/jobs.server.ts'
import { newShop, testWorld } from '../harness/database.ts'
import { startProcess, until } from './child.ts'

test('a worker never lives on without taking jobs', async () => {
  const world = await testWorld({ now: new Date() })
  const shop = await newShop(world)
  const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)
  const root = new pg.Client({ connectionString: inject('serverUrl') })
  await root.connect()
  const worker = startProcess('app/worker.ts', { LOG_LEVEL: 'info' })
  await until('the worker runs', () => worker.output().includes('the worker runs'))
  await root.query(`alter database ${name} with allow_connections false`)
  await root.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const missed = async () => (await root.query('select 1 from pg_stat_activity where datname = $1', [name])).rows.length === 0
  await until('it has lost its connections', missed)
  // Long enough for everything in it to have asked in vain.
  await until('it has noticed', () => worker.process.exitCode !== null || /"level":[56]0/.test(worker.output()), 60_000)
  await root.query(`alter database ${name} with allow_connections true`)
  await root.end()
  // This process's own connections were cut too; the pool takes a new one.
  const row = { shopId: shop, webhookId: 'after', topic: 'app/scopes_update', payload: {} }
  await until('the database answers', async () => (await world.db.inboxRow.create({ data: row })) !== null)
  await addJob(world.db, 'inbox.drain', { shop })
  const done = async () => (await world.db.inboxRow.count({ where: { shopId: shop, state: 'done' } })) === 1
  await until('the job is done, or the worker has ended', async () => worker.process.exitCode !== null || (await done()), 60_000)
  if (worker.process.exitCode === null) {
    worker.process.kill('SIGTERM')
    expect(await worker.ended).toBe(0)
  } else expect(worker.process.exitCode).toBe(1)
}, 180_000)
