// The worker process: carries out the jobs. Any number of them may run on one database. Started by `npm run worker`.
import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type JobHelpers, parseCronItems, type TaskList, type WorkerEvents } from 'graphile-worker'
import { CRON } from './crontab.ts'
import { carryOut, handlersOf } from './handlers.server.ts'
import { openDoors } from './opening.server.ts'
import { addJob, type Jobs } from './platform/jobs.server.ts'
import { sayLastWords } from './platform/last-words.server.ts'
import { startMonitor } from './platform/monitor.server.ts'
import { Presence } from './platform/presence.server.ts'
import { takeJobs } from './platform/queue.server.ts'
import { readinessOf } from './platform/readiness.server.ts'
import { reasonOf } from './platform/reason.ts'
import { startTelemetry } from './platform/telemetry.server.ts'
import { forMassWork, world as theWorld, type World, write } from './platform/world.server.ts'
import { metricsText } from './status/metrics.server.ts'

const CONCURRENCY = 10

/** Every shop's watch, as often as configured: shorter than a crontab's minute in development. */
function watchAll(world: World): { stop(): void } {
  const timer = setInterval(() => {
    void (async () => {
      const shops = await world.db.shop.findMany({ where: { uninstalledAt: null }, select: { shopId: true } })
      for (const { shopId: shop } of shops) {
        await write(world, (tx) => addJob(tx, 'kyc.watch', { shop }, { key: `watch:${shop}`, queue: `sweep:${shop}`, priority: 5 }))
      }
    })().catch((error: Error) => world.log.error({ reason: reasonOf(error) }, 'the watch could not be started'))
  }, world.config.watchSeconds * 1000)
  return { stop: () => clearInterval(timer) }
}

/** The library keeps the words of an error beside the job, so they must be codes. */
async function inCodes(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    throw new Error(reasonOf(error))
  })
}

function tasksOf(world: World, presence: Presence): TaskList {
  const names = Object.keys(handlersOf(world)) as (keyof Jobs)[]
  const mass = forMassWork(world)
  const task =
    (name: keyof Jobs) =>
    (data: unknown, { job }: JobHelpers) => {
      // What stands behind others in the queue also stands behind them at Shopify's bucket.
      const work = () => carryOut(job.priority > 0 ? mass : world, name, data as never, job)
      if (name !== 'kyc.reconcile') return inCodes(work())
      const { shop, customer } = data as Jobs['kyc.reconcile']
      return inCodes(presence.alone(`customer:${shop}:${customer}`, work))
    }
  return Object.fromEntries(names.map((name) => [name, task(name)]))
}

/** Lets the others know that this worker lives, and takes over the jobs of those that do not. */
function keepPresence(world: World, presence: Presence): { events: WorkerEvents; pools: readonly string[]; stop(): Promise<void> } {
  const complain = (error: Error) => world.log.error({ reason: reasonOf(error) }, 'the presence of workers is not known')
  const bury = () =>
    presence.bury().then((dead) => dead.length > 0 && world.log.warn({ dead }, 'workers died; their jobs are taken over'), complain)
  const events: WorkerEvents = new EventEmitter()
  const pools: string[] = []
  events.on('pool:create', ({ workerPool }) => {
    pools.push(workerPool.id)
    void presence.announce(workerPool.id).then(bury, complain)
  })
  const timer = setInterval(bury, world.config.takeoverSeconds * 1000)
  return {
    events,
    pools,
    stop: () => {
      clearInterval(timer)
      return presence.close()
    },
  }
}

/**
 * Runs until told to stop. `stop` takes no new jobs and waits for those under way, at most for the grace; what still runs then is released,
 * so that another worker takes it at once and not after hours.
 */
export async function startWorker(world: World): Promise<{ stop(): Promise<void>; promise: Promise<void> }> {
  const presence = new Presence(world.config.databaseUrl)
  // Jobs are locked in the name of the pool.
  const { events, pools, ...present } = keepPresence(world, presence)
  const graceMs = world.config.graceSeconds * 1000
  const taking = {
    events,
    // Ours ends sooner: nothing of ours listens to the library's signal.
    preset: { worker: { gracefulShutdownAbortTimeout: 2 * graceMs } },
    connectionString: world.config.databaseUrl,
    taskList: tasksOf(world, presence),
    concurrency: CONCURRENCY,
    parsedCronItems: parseCronItems([...CRON]),
  }
  const runner = await takeJobs(taking)
  const watching = watchAll(world)
  return {
    promise: runner.promise,
    stop: async () => {
      watching.stop()
      const finished = runner.stop().then(() => true)
      if (!(await Promise.race([finished, pause(graceMs, false, { ref: false })]))) {
        await world.db.$executeRaw`select graphile_worker.force_unlock_workers(${pools}::text[])`
        world.log.warn('the grace is over; the jobs under way were released')
      }
      await present.stop()
    },
  }
}

/** The process's own life: opens the doors, takes jobs, and ends when it is told to or cannot go on. */
async function live(): Promise<void> {
  const world = theWorld()
  sayLastWords(world)
  const { monitor } = world.config
  const telemetry = startTelemetry('sekisho-worker', world.config)
  let stopping = false
  let metrics: Awaited<ReturnType<typeof startMonitor>> | null = null
  let starting: ReturnType<typeof startWorker> | null = null
  // One listener from the first line to the last: a signal that arrives while listeners are exchanged would be lost.
  const stop = async () => {
    if (stopping) return
    stopping = true
    // Before the doors are open nothing has begun; afterwards a job may be under way before the start is whole.
    if (starting) await (await starting).stop()
    metrics?.close()
    await telemetry.stop().catch(() => undefined)
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
  const opening = openDoors(world)
  const readiness = () => readinessOf(world.db, stopping, opening.closedBy)
  if (monitor) metrics = await startMonitor({ readiness, metrics: () => metricsText(world.db, telemetry) }, monitor)
  await opening.opened
  if (stopping) return
  // A process that lives and takes no jobs would be restarted by nobody: what cannot go on ends, with the reason and nobody's data.
  const giveUp = (reason: string): never => {
    world.log.fatal({ reason }, 'the worker cannot go on and ends')
    process.exit(1)
  }
  starting = startWorker(world)
  const worker = await starting.catch((error: unknown) => giveUp(reasonOf(error)))
  world.log.info('the worker runs')
  worker.promise.then(
    () => stopping || giveUp('no more jobs are taken'),
    (error: Error) => stopping || giveUp(error.name),
  )
}

// import.meta.main came with Node 24; this also holds on 22.
if (process.argv[1] === fileURLToPath(import.meta.url)) await live()
