import { holdOn, LAWS } from '../accounts/retention.ts'
import { sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { readFacts } from '../staff/facts.ts'
import { readSettings } from '../staff/settings.ts'
import { NOBODY, type Seller, sellerOf } from './counterparty.server.ts'
import { type Missing, missingRows, type Sealed, type Written } from './entries.ts'
import { type ReadOrder, readOrder } from './order.server.ts'

const aboutEntry = (shop: string, number: bigint): string => `${shop}:ledger-entry:${number}`

/** Opens what was sealed of rows of one shop; ask for it after the rows were read. */
export async function entryOpener(world: World, shop: string): Promise<(row: { number: bigint; sealed: Uint8Array }) => Sealed> {
  const keys = await world.keyring.of(shop)
  return ({ number, sealed }) => unsealJson(keys, aboutEntry(shop, number), sealed) as Sealed
}

/**
 * Brings the ledger to what the store shows of an order (D06, table C 16): a row for each bought item, with the other party as known now, and
 * corrections where the order was cancelled, paid back or edited since. The trade is the order as it is placed: with it the customer hands the
 * item over, and a payment follows. An order of somebody who was not to trade has its row all the same; the net (app/gate) has the task. Answers how many rows came;
 * a second time none. Nothing is written for a shop whose owner said that no law asks for it, nor of orders from before the installation.
 */
export async function recordOrder(world: World, shop: string, id: bigint): Promise<number> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const settings = readSettings(row.settings)
  if (!holdOn('ledger', world.now(), settings.holds ?? LAWS)) return 0
  const order = await readOrder(await world.shopify(shop), id)
  if (!order || order.test) return 0
  const written = await writtenOf(world.db, shop, id)
  if (written.length === 0 && order.createdAt < row.installedAt) return 0
  if (missingRows(order, written).length === 0) return 0
  const { timezone } = readFacts(row.facts)
  const day = (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(at)
  const days = { trade: day(order.tradedAt), correction: day(order.cancelledAt ?? world.now()) }
  const seller = order.customer === null ? NOBODY : await sellerOf(world, shop, order.customer, { settings, tradedOn: days.trade })
  return write(world, (tx) => enter(world, tx, shop, { order, seller, days }))
}

interface Trade {
  readonly order: ReadOrder
  readonly seller: Seller
  /** On which days a trade and a correction stand, as YYYY-MM-DD. */
  readonly days: { readonly trade: string; readonly correction: string }
}

async function enter(world: World, tx: Tx, shop: string, trade: Trade): Promise<number> {
  const { order } = trade
  // The ledger of a shop is written by one at a time: its rows are numbered without a gap.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`ledger:${shop}`}, 0))`
  const missing = missingRows(order, await writtenOf(tx, shop, order.id))
  for (const each of missing) await addRow(world, tx, shop, trade, each)
  return missing.length
}

async function addRow(world: World, tx: Tx, shop: string, { order, seller, days }: Trade, { line, kind, step, quantity }: Missing) {
  const last = await tx.ledgerEntry.findFirst({ where: { shopId: shop }, orderBy: { number: 'desc' }, select: { number: true } })
  const number = (last?.number ?? 0n) + 1n
  const trade =
    kind === 'bought' ? null : await tx.ledgerEntry.findFirst({ where: { shopId: shop, orderId: order.id, lineId: line.id, step: 0 } })
  // A correction says what the row said: the other party may be another person by now.
  const said: Sealed = trade
    ? (await entryOpener(world, shop))(trade)
    : { item: line.item, features: line.features, ...seller.counterparty }
  const { customerId, verified, method, price, currency } = trade ?? { ...line, customerId: order.customer, ...seller }
  await tx.ledgerEntry.create({
    data: {
      shopId: shop,
      number,
      kind,
      orderId: order.id,
      orderName: order.name,
      lineId: line.id,
      step,
      corrects: trade?.number ?? null,
      tradedOn: kind === 'bought' ? days.trade : days.correction,
      quantity,
      price,
      currency,
      customerId,
      verified,
      method,
      sealed: sealJson(await world.keyring.of(shop), aboutEntry(shop, number), said),
      recordedAt: world.now(),
    },
  })
}

async function writtenOf(tx: Tx, shop: string, order: bigint): Promise<Written[]> {
  const lines = await tx.ledgerEntry.groupBy({
    by: ['lineId'],
    where: { shopId: shop, orderId: order },
    _count: true,
    _sum: { quantity: true },
  })
  return lines.map(({ lineId, _count, _sum }) => ({ line: lineId, rows: _count, quantity: _sum.quantity ?? 0 }))
}
