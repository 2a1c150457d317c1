// Workers that die, doubt and wait: what the job library leaves to us.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOut } from '../../app/handlers.server.ts'
import { addJob } from '../../app/platform/jobs.server.ts'
import { Presence } from '../../app/platform/presence.server.ts'
import { NotInstalled } from '../../app/shopify/client.server.ts'
import { startWorker } from '../../app/worker.ts'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'

let world: TestWorld
const opened: Presence[] = []
const presence = () => {
  const made = new Presence(world.config.databaseUrl)
  opened.push(made)
  return made
}

beforeAll(async () => {
  world = await testWorld({ now: new Date() })
})
afterAll(() => Promise.all(opened.map((each) => each.close())))

const lockJobs = (by: string) =>
  world.db.$executeRaw`update graphile_worker._private_jobs set attempts = 1, locked_by = ${by}, locked_at = now() - interval '1 minute'`

/** Waits until `check` holds; fails after ten seconds. */
async function until(check: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await check())) {
    if (Date.now() > end) throw new Error('it did not come to pass')
    await pause(20)
  }
}

test('one customer is worked on once at a time, in this process and in others, and who waits waits for all', async () => {
  const [here, there] = [presence(), presence()]
  let inside = 0
  let most = 0
  let done = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await pause(20)
    inside -= 1
    done += 1
  }
  await Promise.all([here, here, here, here, there, there, there].map((each) => each.alone('customer:1', work)))
  expect(most).toBe(1)
  // One that runs and one that waits in each process; the others have nothing left to see.
  expect(done).toBe(4)
  await Promise.all([here.alone('customer:1', work), here.alone('customer:2', work)])
  expect(most).toBe(2)
})

test('a failure goes to the caller and bars nobody', async () => {
  const one = presence()
  await expect(one.alone('x', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  let ran = false
  await presence().alone('x', async () => {
    ran = true
  })
  expect(ran).toBe(true)
})

test('a dead worker gives its jobs back at once, a living one keeps them', async () => {
  const shop = await newShop(world)
  const [living, watching] = [presence(), presence()]
  await living.announce('pool-living')
  await addJob(world.db, 'kyc.watch', { shop }, { key: 'held' })
  await lockJobs('pool-living')
  expect(await watching.bury()).toEqual([])
  await living.close()
  await until(async () => (await watching.bury()).includes('pool-living'))
  expect(await world.db.$queryRaw`select locked_by from graphile_worker.jobs`).toEqual([{ locked_by: null }])
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
})

test('a presence whose connection broke comes back under its names', async () => {
  const living = presence()
  await living.announce('pool-cut')
  await addJob(world.db, 'kyc.watch', { shop: 'none' }, { key: 'held' })
  await lockJobs('pool-cut')
  await world.db.$queryRaw`
    select pg_terminate_backend(pid)::text from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`
  await until(() =>
    living.bury().then(
      (dead) => dead.length === 0,
      () => false,
    ),
  )
  expect(await presence().bury()).toEqual([])
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
})

test('a job that was asked for again while it ran, and then gave up, does not stay behind', async () => {
  await addJob(world.db, 'kyc.watch', { shop: 'none' }, { key: 'again' })
  await world.db.$executeRaw`update graphile_worker._private_jobs set attempts = 1, locked_by = 'pool-x', locked_at = now()`
  await addJob(world.db, 'kyc.watch', { shop: 'none' }, { key: 'again' })
  await world.db.$executeRaw`update graphile_worker._private_jobs set locked_by = null, locked_at = null, last_error = 'failed'`
  expect(await waitingJobs(world)).toHaveLength(2)
  await presence().bury()
  expect(await waitingJobs(world)).toMatchObject([{ key: 'again' }])
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
})

test('a started worker takes over what a killed one held', async () => {
  const shop = await newShop(world)
  await addJob(world.db, 'inbox.drain', { shop }, { key: `inbox:${shop}` })
  await lockJobs('pool-killed')
  const worker = await startWorker(world)
  try {
    await until(async () => !(await waitingJobs(world)).some(({ key }) => key === `inbox:${shop}`))
  } finally {
    await worker.stop()
  }
})

test('where the token is refused the job waits; where the app was uninstalled it ends with a record', async () => {
  const refusing: TestWorld = { ...world, shopify: () => Promise.reject(new NotInstalled('no token')) }
  const shop = await newShop(world)
  const job = { shop, customer: '1' }
  await expect(carryOut(refusing, 'kyc.reconcile', job)).rejects.toThrow('no token')
  await carryOut(refusing, 'kyc.watch', { shop })
  await world.db.shop.update({ where: { shopId: shop }, data: { uninstalledAt: world.now() } })
  await carryOut(refusing, 'kyc.reconcile', job)
})

test('a server that thinks in another time zone shifts nothing', async () => {
  const client = new pg.Client({ connectionString: world.config.databaseUrl })
  await client.connect()
  await client.query(`alter database "${new URL(world.config.databaseUrl).pathname.slice(1)}" set timezone = 'Asia/Tokyo'`)
  await client.end()
  const { openDatabase } = await import('../../app/platform/db.server.ts')
  const db = openDatabase(world.config.databaseUrl)
  const [row] = await db.$queryRaw<{ zone: string }[]>`select current_setting('timezone') as zone`
  await db.$disconnect()
  expect(row?.zone).toBe('UTC')
})
