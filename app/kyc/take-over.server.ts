import type { Prisma, TakeOver } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob, nominateMany } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { ShopifyRefused, ShopifySilent } from '../shopify/client.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { beginPreview } from './preview.server.ts'
import { sourcesOf } from './sightings.server.ts'
import { giveUp } from './surveys.server.ts'
import { type Source, sameSource } from './take-over.ts'
import { EVERYBODY, firstLabelled, goOnLabelling } from './take-over-labels.server.ts'

/** No part of anybody is under way. */
const UNLABELLED = { labelled: null, partEnd: null, lines: [], mark: null, stagedPath: null, operation: null }

/**
 * A shop has the app anew: whatever an earlier installation was allowed is forgotten, approvals that were not told stay untold, and the owner
 * is asked with a preview. The bases of that time count no longer (rows.server.ts); they need no writing.
 */
export async function askAnew(world: World, tx: Tx, shop: string): Promise<void> {
  const surveys = await tx.kycSurvey.findMany({ where: { shopId: shop, state: { in: ['waiting', 'reading'] } } })
  for (const survey of surveys) await giveUp(tx, survey, 'reinstalled', world.now())
  const asked = {
    state: 'asked',
    preview: null,
    confirmedAt: null,
    confirmedBy: null,
    pausedAt: null,
    cursor: 0n,
    finishedAt: null,
    ...UNLABELLED,
  }
  await tx.takeOver.upsert({ where: { shopId: shop }, create: { shopId: shop, ...asked }, update: asked })
  const unsent = { shopId: shop, audience: 'customer', state: { in: ['held', 'waiting'] } }
  await tx.mail.updateMany({ where: unsent, data: { state: 'dropped' } })
  await addJob(tx, 'kyc.preview', { shop }, { key: `preview:${shop}` })
}

/** The owner wants the store read once more, or another metafield believed. Refuses `not-now` (store-silent) when the store does not answer. */
export async function readAgain(world: World, shop: string, by: StaffMember): Promise<Result<null>> {
  if (!may(by.role, 'take-over')) return refuse({ code: 'not-allowed', needs: 'take-over' })
  return begun(world, shop, null)
}

/** Chooses what is believed beside the tags; null: nothing. A metafield that the preview did not read makes it read again. */
export async function chooseSource(
  world: World,
  shop: string,
  by: StaffMember,
  wanted: Pick<Source, 'namespace' | 'key'> | null,
): Promise<Result<null>> {
  if (!may(by.role, 'take-over')) return refuse({ code: 'not-allowed', needs: 'take-over' })
  const done = await write(world, async (tx) => {
    const row = await lock(tx, shop)
    if (row?.state !== 'asked') return refuse({ code: 'not-now', because: 'taking-over' } as const)
    const index = wanted === null ? null : sourcesOf(row).findIndex((one) => sameSource(one, wanted))
    if (index === -1) return null
    await tx.takeOver.update({ where: { shopId: shop }, data: { source: index } })
    return ok(null)
  })
  return done ?? begun(world, shop, wanted)
}

async function begun(world: World, shop: string, wanted: Pick<Source, 'namespace' | 'key'> | null): Promise<Result<null>> {
  try {
    return (await beginPreview(world, shop, wanted)) ? ok(null) : refuse({ code: 'not-now', because: 'taking-over' })
  } catch (error) {
    if (error instanceof ShopifySilent || error instanceof ShopifyRefused) return refuse({ code: 'not-now', because: 'store-silent' })
    throw error
  }
}

async function lock(tx: Tx, shop: string): Promise<TakeOver | null> {
  await tx.$queryRaw`select 1 from take_overs where shop_id = ${shop} for update`
  return tx.takeOver.findUnique({ where: { shopId: shop } })
}

/** What the owner saw: the preview and the choice that its counts are of. */
export interface Seen {
  readonly preview: string
  readonly source: number | null
}

/**
 * The owner confirms the counts seen, and the taking over begins. Refuses whoever is no owner; `somebody-was-faster` when another preview, or
 * another choice, is shown by now; `not-now` while the store is still being read, or when it was confirmed before.
 */
export async function confirmTakeOver(world: World, shop: string, by: StaffMember, seen: Seen): Promise<Result<null>> {
  if (!may(by.role, 'take-over')) return refuse({ code: 'not-allowed', needs: 'take-over' })
  return write(world, async (tx): Promise<Result<null>> => {
    const row = await lock(tx, shop)
    if (row?.state !== 'asked') return refuse({ code: 'not-now', because: 'taking-over' })
    if (row.preview !== seen.preview || row.source !== seen.source) return refuse({ code: 'somebody-was-faster' })
    const survey = await tx.kycSurvey.findUnique({ where: { shopId_id: { shopId: shop, id: seen.preview } } })
    if (survey?.state !== 'done') return refuse({ code: 'not-now', because: 'preview-unfinished' })
    const labelled = await firstLabelled(tx, shop, seen.preview)
    const to = { state: 'confirmed', confirmedAt: world.now(), confirmedBy: by.id, cursor: 0n, labelled }
    await tx.takeOver.update({ where: { shopId: shop }, data: to })
    const codes = { preview: seen.preview, counts: survey.counts as Prisma.InputJsonObject }
    await audit(world, tx, shop, by, 'confirm', codes)
    if (labelled !== null) await goOnLabelling(tx, shop)
    await carryOn(tx, shop)
    return ok(null)
  })
}

/** Stops the taking over where it stands, or lets it go on. Whoever waits then waits as before the confirmation. */
export async function pauseTakeOver(world: World, shop: string, by: StaffMember, paused: boolean): Promise<Result<null>> {
  if (!may(by.role, 'take-over')) return refuse({ code: 'not-allowed', needs: 'take-over' })
  return write(world, async (tx): Promise<Result<null>> => {
    const row = await lock(tx, shop)
    if (row?.state !== 'confirmed') return refuse({ code: 'not-now', because: 'not-taking-over' })
    if ((row.pausedAt !== null) === paused) return ok(null)
    // What was staged and not started is staged anew: the pause may have outlived it.
    await tx.takeOver.update({ where: { shopId: shop }, data: { pausedAt: paused ? world.now() : null, stagedPath: null } })
    await audit(world, tx, shop, by, paused ? 'pause' : 'resume', {})
    if (row.labelled !== null) await goOnLabelling(tx, shop)
    if (paused) return ok(null)
    // Jobs that ran meanwhile left their customers alone: they are asked for again at once.
    await tx.$executeRaw`
      update kyc_sightings set nominated_at = to_timestamp(0) where shop_id = ${shop} and settled_at is null and nominated_at is not null`
    await carryOn(tx, shop)
    return ok(null)
  })
}

const audit = (world: World, tx: Tx, shop: string, by: StaffMember, what: string, codes: Prisma.InputJsonObject) =>
  noteDeed(world, tx, shop, by, { action: `customers.take-over.${what}`, codes })

const carryOn = (tx: Tx, shop: string, runAt?: Date): Promise<void> =>
  addJob(tx, 'kyc.take-over', { shop }, { key: `take-over:${shop}`, queue: `take-over:${shop}`, priority: 10, ...(runAt ? { runAt } : {}) })

/**
 * How many customers are under way at once, how soon it is looked again, and after how long a customer of whom nothing came is asked for
 * again. Few are in the queue at any time, so that a pause is a pause, and other work never waits behind a million.
 */
const PACE = { underWay: 400, lookMs: 1000, againMs: 2 * 60_000 }

/**
 * Carries a confirmed taking over on by one step: asks for the next customers, in the order of their ids. Nothing is lost with a process: who
 * was asked for and who is done stands in the rows. Answers whether more is to come.
 */
export async function carryTakeOverOn(world: World, shop: string, pace = PACE): Promise<'over' | 'goes-on'> {
  const step = await write(world, (tx) => takeStep(world, tx, shop, pace))
  // What was seen has served; a process that dies here leaves it to the next preview.
  if (step === 'done') await world.db.kycSighting.deleteMany({ where: { shopId: shop } })
  return step === 'goes-on' ? step : 'over'
}

async function takeStep(world: World, tx: Tx, shop: string, pace: typeof PACE): Promise<'over' | 'goes-on' | 'done'> {
  const row = await lock(tx, shop)
  const { uninstalledAt } = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { uninstalledAt: true } })
  if (uninstalledAt !== null) return 'over'
  if (row?.state !== 'confirmed' || row.pausedAt !== null || row.preview === null) return 'over'
  const at = world.now()
  await settleKnown(tx, shop, at)
  const stale = new Date(at.getTime() - pace.againMs)
  const waiting = { shopId: shop, settledAt: null }
  const underWay = await tx.kycSighting.count({ where: { ...waiting, nominatedAt: { gt: stale } } })
  const again = await tx.kycSighting.findMany({
    where: { ...waiting, nominatedAt: { lte: stale } },
    take: Math.max(0, pace.underWay - underWay),
    select: { customerId: true },
  })
  const next = await tx.kycSighting.findMany({
    where: { ...waiting, customerId: { gt: row.cursor, lte: row.labelled ?? EVERYBODY }, nominatedAt: null },
    orderBy: { customerId: 'asc' },
    take: Math.max(0, pace.underWay - underWay - again.length),
    select: { customerId: true },
  })
  const customers = [...again, ...next].map(({ customerId }) => customerId)
  if (customers.length === 0 && underWay === 0 && (row.labelled ?? EVERYBODY) === EVERYBODY) {
    await tx.takeOver.update({ where: { shopId: shop }, data: { state: 'done', finishedAt: at } })
    world.log.info({ shop }, 'the customers from before were taken over')
    return 'done'
  }
  await tx.kycSighting.updateMany({ where: { shopId: shop, customerId: { in: customers } }, data: { nominatedAt: at } })
  await nominateMany(tx, shop, customers)
  const cursor = next.at(-1)?.customerId
  if (cursor !== undefined) await tx.takeOver.update({ where: { shopId: shop }, data: { cursor } })
  await carryOn(tx, shop, new Date(at.getTime() + pace.lookMs))
  return 'goes-on'
}

/** Who was nominated and is managed since the installation already has nothing more to wait for: they came to us before the owner confirmed. */
const settleKnown = (tx: Tx, shop: string, at: Date) => tx.$executeRaw`
  update kyc_sightings s set settled_at = ${at}
  from kyc_cases c, shops where shops.shop_id = ${shop} and s.shop_id = ${shop} and s.settled_at is null and s.nominated_at is not null
    and c.shop_id = ${shop} and c.customer_id = s.customer_id and c.read_at >= shops.installed_at`
