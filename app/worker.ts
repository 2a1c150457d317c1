// The worker process: carries out the jobs. Any number of them may run on one database. Started by `npm run worker`.
import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type JobHelpers, parseCronItems, type TaskList, type WorkerEvents } from 'graphile-worker'
import { compliance, eraseAgain } from './accounts/compliance.server.ts'
import { rejudge } from './accounts/holds.server.ts'
import { endHolds, eraseShop, forgetBytes } from './accounts/shop-erasure.server.ts'
import { checkAll } from './audit/checks.server.ts'
import { sealAll } from './audit/seal.server.ts'
import { CRON } from './crontab.ts'
import { remind } from './desk/reminders.server.ts'
import { makeSegments } from './desk/segments.server.ts'
import { endWatches, settleWatchTags } from './desk/watch.server.ts'
import { drain } from './inbox/inbox.server.ts'
import { farewell, lifecycle } from './inbox/lifecycle.server.ts'
import { prune } from './inbox/prune.server.ts'
import { compare, comparison } from './kyc/comparison.server.ts'
import { expire, expireAll } from './kyc/expiring.server.ts'
import { afterMerge } from './kyc/merges.server.ts'
import { beginFirstPreview, preview } from './kyc/preview.server.ts'
import { afterBulkMutation, relabel } from './kyc/relabelling.server.ts'
import { afterBulk, carrySurveyOn, type Readers } from './kyc/surveys.server.ts'
import { sweep } from './kyc/sweeps.server.ts'
import { synchronise } from './kyc/sync.server.ts'
import { carryTakeOverOn } from './kyc/take-over.server.ts'
import { afterLabelling, label } from './kyc/take-over-labels.server.ts'
import { addUpTallies } from './kyc/tallies.server.ts'
import { watch } from './kyc/watch.server.ts'
import { settleRewordings } from './kyc/wording-change.server.ts'
import { endEntries } from './ledger/keeping.server.ts'
import { ORDER_TOPICS, sweepOrders } from './ledger/nominating.server.ts'
import { recordOrder } from './ledger/record.server.ts'
import { sendMail } from './messaging/send.server.ts'
import { openDoors } from './opening.server.ts'
import { addJob, type Jobs } from './platform/jobs.server.ts'
import { sayLastWords } from './platform/last-words.server.ts'
import { counter } from './platform/metrics.server.ts'
import { startMonitor } from './platform/monitor.server.ts'
import { Presence } from './platform/presence.server.ts'
import { takeJobs } from './platform/queue.server.ts'
import { readinessOf } from './platform/readiness.server.ts'
import { placesOf, reasonOf } from './platform/reason.ts'
import { startTelemetry } from './platform/telemetry.server.ts'
import { forMassWork, world as theWorld, type World, write } from './platform/world.server.ts'
import { NotInstalled } from './shopify/client.server.ts'
import { noteFacts } from './staff/facts.server.ts'
import { holdJob, resume, standstillOf } from './status/held-jobs.server.ts'
import { metricsText, timed } from './status/metrics.server.ts'
import { noted } from './status/runs.server.ts'

const CONCURRENCY = 10
/** Between the comparisons of two shops. */
const APART_MS = 5000

const countReconcile = counter('sekisho_reconcile_total', 'Reconciles, by how they ended.')

type Handlers = { [Name in keyof Jobs]: (data: Jobs[Name]) => Promise<unknown> }

/** What each job does. A job is idempotent: it may run twice, and it may die anywhere. */
export function handlersOf(world: World): Handlers {
  return {
    'inbox.drain': ({ shop }) =>
      drain(world, shop, {
        ...lifecycle(world),
        ...compliance(world),
        ...ORDER_TOPICS,
        'customers/merge': afterMerge(world),
        'bulk_operations/finish': afterAnyBulk,
      }),
    'kyc.reconcile': async ({ shop, customer }) => {
      const ended = await synchronise(world, shop, BigInt(customer))
      countReconcile({ ended })
      if (ended === 'unsettled') throw new Unsettled(`customer ${customer} is not settled yet`)
    },
    'mail.send': ({ shop, mail }) => sendMail(world, shop, mail),
    'kyc.sweep': ({ shop }) => noted(world, shop, 'sweep', () => sweep(world, shop)),
    'kyc.watch': ({ shop }) => noted(world, shop, 'watch', () => watch(world, shop)),
    'kyc.compare': ({ shop }) => compare(world, shop),
    'kyc.survey': ({ shop, survey }) => carrySurveyOn(world, shop, survey, READERS),
    'kyc.preview': ({ shop }) => beginFirstPreview(world, shop),
    'kyc.take-over': ({ shop }) => carryTakeOverOn(world, shop),
    'kyc.label': ({ shop }) => label(world, shop),
    'kyc.expire-all': () => expireAll(world),
    'kyc.expire': ({ shop }) => expire(world, shop),
    'kyc.nightly': () => nightly(world),
    'shop.facts': ({ shop }) => noteFacts(world, shop),
    'kyc.relabel': ({ shop }) => relabel(world, shop),
    'kyc.settle-rewordings': () => settleRewordings(world),
    'shop.resume': ({ shop }) => resume(world, shop),
    'shop.farewell': ({ shop }) => farewell(world, shop),
    'kyc.tick': () => tick(world),
    'desk.segments': ({ shop }) => makeSegments(world, shop),
    'desk.watch-tags': ({ shop }) => settleWatchTags(world, shop),
    'desk.remind': ({ shop, run }) => remind(world, shop, run),
    'inbox.prune': () => prune(world),
    'accounts.erase-shop': ({ shop }) => eraseShop(world, shop),
    'accounts.erase-again': ({ shop, customer }) => eraseAgain(world, shop, BigInt(customer)),
    'accounts.rejudge': ({ shop }) => rejudge(world, shop),
    'accounts.end-holds': () => endHolds(world),
    'ledger.record': ({ shop, order }) => recordOrder(world, shop, BigInt(order)),
    'ledger.sweep': ({ shop }) => sweepOrders(world, shop),
    'ledger.end': () => endEntries(world),
    'audit.seal': () => sealAll(world),
    'audit.check': () => checkAll(world),
    'documents.forget': ({ ids }) => forgetBytes(world, ids),
  }
}

const afterAnyBulk: typeof afterBulk = async (...told) => {
  await afterBulk(...told)
  await afterBulkMutation(...told)
  await afterLabelling(...told)
}

/** What each reading of the whole store does with it. */
const READERS: Readers = { compare: comparison, preview }

/** The store still differs; the job is tried again later. */
class Unsettled extends Error {
  override name = 'Unsettled'
}

/** Starts the sweeps of every installed shop; jobs that still wait from the last time collapse. */
async function tick(world: World): Promise<void> {
  await addUpTallies(world)
  await endWatches(world)
  const shops = await world.db.shop.findMany({ where: { uninstalledAt: null }, select: { shopId: true } })
  for (const { shopId: shop } of shops) {
    const asked = await world.db.takeOver.count({ where: { shopId: shop } })
    await write(world, async (tx) => {
      if (asked === 0) {
        await addJob(tx, 'kyc.preview', { shop }, { key: `preview:${shop}`, priority: 10 })
        await addJob(tx, 'desk.segments', { shop }, { key: `segments:${shop}`, priority: 10 })
      }
      await addJob(tx, 'kyc.sweep', { shop }, { key: `sweep:${shop}`, queue: `sweep:${shop}`, priority: 10 })
      await addJob(tx, 'ledger.sweep', { shop }, { key: `orders:${shop}`, queue: `orders:${shop}`, priority: 10 })
      await addJob(tx, 'shop.facts', { shop }, { key: `facts:${shop}`, priority: 10 })
    })
  }
}

/** Begins the comparison of every installed shop, a little apart, so that a night of many shops is no rush. */
async function nightly(world: World): Promise<void> {
  const shops = await world.db.shop.findMany({ where: { uninstalledAt: null }, select: { shopId: true } })
  for (const [index, { shopId: shop }] of shops.entries()) {
    const runAt = new Date(world.now().getTime() + index * APART_MS)
    await write(world, (tx) => addJob(tx, 'kyc.compare', { shop }, { key: `compare:${shop}`, runAt, attemptsMax: 3, priority: 10 }))
  }
}

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

/** Jobs that come again by themselves: a failure is logged and waits for the next time. */
const PERIODIC: readonly (keyof Jobs)[] = ['kyc.sweep', 'kyc.watch', 'ledger.sweep', 'kyc.tick', 'shop.facts', 'inbox.prune', 'audit.seal']

/**
 * Carries out one job; rejects when it is to be tried again. Jobs of a shop that uninstalled the app end with a record. Where only the token
 * is refused, or a scope is missing, they are held with all their tries: what was decided meanwhile must still be carried out.
 */
export async function carryOut<Name extends keyof Jobs>(
  world: World,
  name: Name,
  data: Jobs[Name],
  job?: { readonly id: string; readonly key: string | null },
): Promise<void> {
  const { shop } = (data ?? {}) as { shop?: string }
  try {
    await timed(name, () => handlersOf(world)[name](data))
  } catch (error) {
    if (error instanceof NotInstalled && shop && (await isUninstalled(world, shop))) {
      world.log.warn({ job: name, shop }, 'the app was uninstalled from this shop')
      return
    }
    const because = shop && job && !PERIODIC.includes(name) ? await standstillOf(world, shop, error) : null
    if (because && job) {
      await holdJob(world, job)
      world.log.warn({ job: name, shop, because }, 'a job is held until the shop can be asked again')
      return
    }
    world.log.error({ job: name, shop, reason: reasonOf(error), at: placesOf(error) }, 'a job failed and will be tried again')
    if (!PERIODIC.includes(name)) throw error
  }
}

async function isUninstalled(world: World, shop: string): Promise<boolean> {
  const row = await world.db.shop.findUnique({ where: { shopId: shop }, select: { uninstalledAt: true } })
  return row === null || row.uninstalledAt !== null
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

// import.meta.main came with Node 24; this also holds on 22.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const world = theWorld()
  sayLastWords(world)
  const { monitor } = world.config
  const telemetry = startTelemetry('sekisho-worker', world.config)
  let stopping = false
  const opening = openDoors(world)
  const readiness = () => readinessOf(world.db, stopping, opening.closedBy)
  const metrics = monitor ? await startMonitor({ readiness, metrics: () => metricsText(world.db, telemetry) }, monitor) : null
  // Nothing has begun: whoever is told to stop now, stops.
  const stopAtOnce = () => process.exit(0)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stopAtOnce)
  await opening.opened
  // A process that lives and takes no jobs would be restarted by nobody: what cannot go on ends, with the reason and nobody's data.
  const giveUp = (reason: string): never => {
    world.log.fatal({ reason }, 'the worker cannot go on and ends')
    process.exit(1)
  }
  const worker = await startWorker(world).catch((error: unknown) => giveUp(reasonOf(error)))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, stopAtOnce)
  world.log.info('the worker runs')
  const stop = async () => {
    if (stopping) return
    stopping = true
    await worker.stop()
    metrics?.close()
    await telemetry.stop().catch(() => undefined)
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
  worker.promise.then(
    () => stopping || giveUp('no more jobs are taken'),
    (error: Error) => stopping || giveUp(error.name),
  )
}
