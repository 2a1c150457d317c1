import type { CaughtOrder } from '../../generated/prisma/client.ts'
import { readCase } from '../kyc/cases.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { type ShopClient, ShopifyRefused } from '../shopify/client.server.ts'
import { readFacts } from '../staff/facts.ts'
import { readSettings } from '../staff/settings.ts'
import { cancelOrder, giveOrder, holdAll, Refused, releaseAll, tagOrder, untagOrder } from './holding.server.ts'
import { against, CAUGHT_FOR, type CaughtFor, fateOf, type Handover, openOf, type Trouble } from './net.ts'
import { nominateCheck } from './nominating.server.ts'
import { type PlacedOrder, readHandovers } from './order.server.ts'
import { type Ending, endCaught, followCustomer, heldOf, noteHeld, noteTrouble } from './rows.server.ts'
import { holdNote, ORDER_TAG } from './words.ts'

/** Where something is done: which shop's store, and by what means. */
export interface At {
  readonly world: World
  readonly client: ShopClient
  readonly shop: string
}

/** Brings a caught order to what was decided, and until then to being held. */
export async function settle(at: At, row: CaughtOrder, order: PlacedOrder | null): Promise<'ended' | 'kept' | 'under-way'> {
  if (!order) return end(at, row, 'gone')
  if (order.cancelled) return end(at, row, 'cancelled')
  if (row.wanted === null) return keepHeld(at, await withCustomer(at, row, order))
  try {
    return await carryOut(at, row, order)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await noteTrouble(at.world, at.shop, row.orderId, 'decision-refused')
    return 'kept'
  }
}

const withCustomer = async ({ world, shop }: At, row: CaughtOrder, { customer }: PlacedOrder): Promise<CaughtOrder> =>
  row.customerId === (customer?.id ?? null) ? row : followCustomer(world, shop, row, customer?.id ?? null)

/** Holds and tags whatever is not, unless somebody has decided on Shopify's own page. Writes nothing where everything is as it should be. */
export async function keepHeld(at: At, row: CaughtOrder): Promise<'ended' | 'kept'> {
  const { world, client, shop } = at
  try {
    const all = await readHandovers(client, row.orderId)
    const fate = fateOf(all, heldOf(row))
    if (fate !== 'keep') return end(at, row, fate)
    const { settings, facts } = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true, facts: true } })
    const { language } = readSettings(settings)
    const held = await holdAll(client, all, holdNote(language, reasonIn(row)))
    const tag = row.tag ?? ((await tagOrder(client, row.orderId, ORDER_TAG[language])) ? ORDER_TAG[language] : null)
    await noteHeld(world, shop, row, { held, tag, trouble: troubleOf(row, all, held, readFacts(facts).scopes) })
    return 'kept'
  } catch (error) {
    if (error instanceof ShopifyRefused && error.code === 'ACCESS_DENIED') await noteTrouble(world, shop, row.orderId, 'scopes-missing')
    throw error
  }
}

const reasonIn = ({ reason }: CaughtOrder): CaughtFor => CAUGHT_FOR.find((each) => each === reason) ?? 'not-verified'

const HOLDING = 'write_merchant_managed_fulfillment_orders'

// Shopify leaves out what we may not see, so an order of which nothing is shown may have everything left to hand over.
function troubleOf(row: CaughtOrder, all: readonly Handover[], held: readonly bigint[], granted: readonly string[]): Trouble | null {
  const open = openOf(all)
  if (all.length === 0 && granted.length > 0 && !granted.includes(HOLDING)) return 'scopes-missing'
  if (open.length === 0) return 'nothing-open'
  if (held.length < open.length) return 'hold-refused'
  return row.trouble === 'decision-refused' ? 'decision-refused' : null
}

/** Cancelling takes the store a moment; after this long it was lost, and a person has to look. */
const CANCELLED_AFTER_MS = 10 * 60_000

async function carryOut(at: At, row: CaughtOrder, order: PlacedOrder): Promise<'ended' | 'kept' | 'under-way'> {
  if (row.wanted === 'cancel') return cancel(at, row)
  if (row.wanted === 'reattribute' && order.customer?.id !== row.toCustomer) await give(at, row)
  return end(at, row, row.wanted === 'reattribute' ? 'reattributed' : 'released')
}

/** Whoever was verified when a member chose may be so no more. */
async function give({ world, client, shop }: At, { orderId, toCustomer }: CaughtOrder): Promise<void> {
  const of = toCustomer === null ? null : await readCase(world, shop, toCustomer)
  if (toCustomer === null || against(of?.case ?? null) !== null) throw new Refused('not verified any more')
  await giveOrder(client, orderId, toCustomer)
}

async function cancel({ world, client, shop }: At, { orderId, trouble, wantedAt }: CaughtOrder): Promise<'kept' | 'under-way'> {
  const isLate = world.now().getTime() - (wantedAt?.getTime() ?? 0) > CANCELLED_AFTER_MS
  if (trouble === 'cancelling' && isLate) throw new Refused('not cancelled')
  if (trouble !== 'cancelling') {
    await cancelOrder(client, orderId)
    await noteTrouble(world, shop, orderId, 'cancelling')
  }
  await write(world, (tx) => nominateCheck(tx, shop, orderId, { at: new Date(world.now().getTime() + CANCELLED_AFTER_MS / 10) }))
  return 'under-way'
}

/** Takes our holds and our tag away, and writes down how it ended. */
async function end(at: At, row: CaughtOrder, ended: Ending): Promise<'ended'> {
  const { world, client, shop } = at
  if (ended !== 'gone') {
    if (ended !== 'cancelled') await releaseAll(client, await readHandovers(client, row.orderId))
    if (row.tag) await untagOrder(client, row.orderId, row.tag)
  }
  await endCaught(world, shop, row, ended)
  return 'ended'
}
