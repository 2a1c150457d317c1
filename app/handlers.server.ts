// What each job does, and how one job is carried out.
import { compliance, eraseAgain } from './accounts/compliance.server.ts'
import { rejudge } from './accounts/holds.server.ts'
import { endHolds, eraseShop, forgetBytes } from './accounts/shop-erasure.server.ts'
import { checkAll } from './audit/checks.server.ts'
import { sealAll } from './audit/seal.server.ts'
import { remind } from './desk/reminders.server.ts'
import { makeSegments } from './desk/segments.server.ts'
import { endWatches, settleWatchTags } from './desk/watch.server.ts'
import { checkOrder } from './gate/check.server.ts'
import { nominateOrdersOf } from './gate/nominating.server.ts'
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
import { addJob, type Jobs } from './platform/jobs.server.ts'
import { counter } from './platform/metrics.server.ts'
import { placesOf, reasonOf } from './platform/reason.ts'
import { type World, write } from './platform/world.server.ts'
import { NotInstalled } from './shopify/client.server.ts'
import { noteFacts } from './staff/facts.server.ts'
import { holdJob, resume, standstillOf } from './status/held-jobs.server.ts'
import { timed } from './status/metrics.server.ts'
import { noted } from './status/runs.server.ts'

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
    'gate.check': ({ shop, order }) => checkOrder(world, shop, BigInt(order)),
    'gate.customer': ({ shop, customer }) => nominateOrdersOf(world, shop, BigInt(customer)),
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
