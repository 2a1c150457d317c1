import type { CaughtOrder } from '../../generated/prisma/client.ts'
import { readCase } from '../kyc/cases.server.ts'
import { nominate } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { against, type CaughtFor, isCaught, openOf, stoodAt, TURN_TYPES, type Turn } from './net.ts'
import { nominateCheck } from './nominating.server.ts'
import { type PlacedOrder, readHandovers, readPlaced } from './order.server.ts'
import { catchOrder, caughtOf } from './rows.server.ts'
import { type At, keepHeld, settle } from './settling.server.ts'

/** How a look at an order ended. */
export type Checked = 'gone' | 'passed' | 'waits' | 'decided' | 'caught' | 'kept' | 'ended' | 'under-way'

/** A customer of whom store and case disagree is reconciled first: the order is looked at again after this long, until it is this old. */
const AGAIN_MS = 60_000
const PATIENCE_MS = 10 * 60_000

/**
 * The net (D01, D04, table C 13): reads afresh whose an order is, asks the law, and holds, tags and reports what was not to be ordered. An order of who
 * may order costs this one reading. A caught one is brought to what was decided about it. May run twice, and die anywhere.
 */
export async function checkOrder(world: World, shop: string, id: bigint): Promise<Checked> {
  const client = await world.shopify(shop)
  const order = await readPlaced(client, id)
  const at: At = { world, client, shop }
  const row = await caughtOf(world.db, shop, id)
  if (row && row.ended === null) return settle(at, row, order)
  if (!order) return 'gone'
  if (order.cancelled) return 'passed'
  const reason = await reasonOf(world, shop, order)
  if (reason === null) return 'passed'
  if (reason === 'unsettled') return lookAgain(world, shop, order)
  if (row && isDecided(row, order, reason)) return 'decided'
  if (!(await isToBeCaught(at, order, reason))) return 'passed'
  await keepHeld(at, await catchOrder(world, shop, order, reason))
  return 'caught'
}

/** A person's decision stands, for this customer and for this reason. */
const isDecided = (row: CaughtOrder, { customer }: PlacedOrder, reason: CaughtFor): boolean =>
  row.ended !== 'over' && row.customerId === (customer?.id ?? null) && row.reason === reason

/** What stands against an order; null: nothing, or nobody can say yet. */
async function reasonOf(world: World, shop: string, { createdAt, customer }: PlacedOrder): Promise<CaughtFor | 'unsettled' | null> {
  const { installedAt } = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { installedAt: true } })
  // What was ordered before us is none of our business.
  if (createdAt < installedAt) return null
  if (customer === null) return 'no-customer'
  const row = await readCase(world, shop, customer.id)
  // Who was there before the installation waits for the owner's word (docs/decisions/0005-existing-customers-wait.md), and is hindered by nothing.
  if (!row && customer.createdAt < installedAt) return null
  const reason = against(row?.case ?? null)
  const isYoung = world.now().getTime() - createdAt.getTime() < PATIENCE_MS
  return reason === 'not-verified' && customer.shownVerified && isYoung ? 'unsettled' : reason
}

/** The store shows the customer as verified and the case does not: an approval by hand that has not been read yet, perhaps. */
async function lookAgain(world: World, shop: string, { id, customer }: PlacedOrder): Promise<'waits'> {
  await write(world, async (tx) => {
    if (customer) await nominate(tx, shop, customer.id)
    await nominateCheck(tx, shop, id, { at: new Date(world.now().getTime() + AGAIN_MS) })
  })
  return 'waits'
}

async function isToBeCaught({ world, client, shop }: At, order: PlacedOrder, reason: CaughtFor): Promise<boolean> {
  const turns = order.customer ? await turnsOf(world, shop, order.customer.id) : []
  const asked = { reason, turns, placed: order.createdAt }
  if (reason === 'no-customer' || against(stoodAt(turns, order.createdAt)) !== null) return true
  return isCaught({ ...asked, open: openOf(await readHandovers(client, order.id)).length > 0 })
}

async function turnsOf(world: World, shop: string, customer: bigint): Promise<Turn[]> {
  const rows = await world.db.kycEvent.findMany({
    where: { shopId: shop, customerId: customer, type: { in: [...TURN_TYPES] } },
    orderBy: { id: 'asc' },
    select: { type: true, at: true, data: true },
  })
  return rows.map(({ type, at, data }) => {
    const { verdict } = (data ?? {}) as { verdict?: unknown }
    return { type, at, ...(typeof verdict === 'string' ? { verdict } : {}) }
  })
}
