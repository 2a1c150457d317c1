// Workers whose database goes away: at the worst moment of their start, and for long in the middle of their life.
import { expect, test } from 'vitest'
import { addJob } from '../../app/platform/jobs.server.ts'
import { newShop, type TestWorld, testWorld } from '../harness/database.ts'
import { type Child, startProcess, until } from './child.ts'
import { openLine } from './line.ts'

const runs = (worker: Child) => until('the worker runs', () => worker.output().includes('the worker runs'))

const idle = (world: TestWorld) => async () => {
  const [row] = await world.db.$queryRaw<{ busy: number }[]>`
    select count(*)::int as busy from graphile_worker._private_jobs where locked_at is not null`
  return row?.busy === 0
}

let told = 0
/** Leaves work for a worker; answers whether it is done. */
async function leaveWork(world: TestWorld, shop: string): Promise<() => Promise<boolean>> {
  told += 1
  const webhookId = `told ${told}`
  await world.db.inboxRow.create({ data: { shopId: shop, webhookId, topic: 'app/scopes_update', payload: {} } })
  await addJob(world.db, 'inbox.drain', { shop })
  return async () => (await world.db.inboxRow.count({ where: { shopId: shop, webhookId, state: 'done' } })) === 1
}

async function ends(worker: Child): Promise<void> {
  worker.process.kill('SIGTERM')
  expect(await worker.ended).toBe(0)
}

/** Whom an outage met at a moment from which there is no way on ends with code 1, and is started again as by any platform. */
function kept(start: () => Child): { now(): Child; watch(): void; starts(): number } {
  let worker = start()
  let starts = 1
  const watch = () => {
    if (worker.process.exitCode === null) return
    expect(worker.process.exitCode).toBe(1)
    worker = start()
    starts += 1
  }
  return { now: () => worker, watch, starts: () => starts }
}

test('a worker whose line to the database breaks at its first look for jobs does not live on without taking any', async () => {
  const world = await testWorld({ now: new Date() })
  const shop = await newShop(world)
  const line = await openLine(world.config.databaseUrl)
  // What the library asks once, and remembers.
  line.breakAt('_private_tasks as tasks')
  const start = () => startProcess('app/worker.ts', { LOG_LEVEL: 'info', DATABASE_URL: line.url })
  const worker = kept(start)
  await until('the line is broken', () => line.isBroken())
  line.mend()
  const done = await leaveWork(world, shop)
  await until('the work is done', async () => {
    worker.watch()
    return done()
  })
  expect(worker.starts()).toBe(2)
  await runs(worker.now())
  await ends(worker.now())
}, 120_000)

test('a worker works on after a long time without its database, in which it asked again and again', async () => {
  const world = await testWorld({ now: new Date() })
  const shop = await newShop(world)
  const line = await openLine(world.config.databaseUrl)
  const start = () => startProcess('app/worker.ts', { LOG_LEVEL: 'info', DATABASE_URL: line.url, SEKISHO_TAKEOVER_SECONDS: '1' })
  const worker = kept(start)
  await runs(worker.now())
  await until('the first work is done', await leaveWork(world, shop))
  await until('nothing is under way', idle(world))
  line.breakNow()
  const done = await leaveWork(world, shop)
  const holds = (asked: () => Promise<boolean> | boolean) => () => {
    worker.watch()
    return asked()
  }
  await until(
    'everything in it has asked in vain, more than once',
    holds(() => line.inVain() >= 25),
    150_000,
  )
  line.mend()
  await until('the work is done', holds(done), 60_000)
  await until('and what comes later', holds(await leaveWork(world, shop)), 60_000)
  await runs(worker.now())
  await ends(worker.now())
}, 300_000)
