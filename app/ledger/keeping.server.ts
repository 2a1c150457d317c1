import type { HeldOutcome } from '../accounts/outcome.ts'
import { type Hold, holdOn, LAWS, type LawId, leastYearsOf } from '../accounts/retention.ts'
import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'

const BATCH = 500

/** The rows of one order stay and go together: their clock starts with the last of them. */
interface OrderRows {
  readonly shopId: string
  readonly orderId: bigint
  readonly last: Date
  readonly rows: number
}

/**
 * What becomes of a customer's rows when the customer is erased: they stay, sealed, as long as a law holds them, because a ledger with holes is
 * none; the others go. `held` counts what no earlier erasure has told of; null when there is nothing.
 */
export async function eraseFromLedger(
  world: World,
  tx: Tx,
  who: { readonly shopId: string; readonly customerId: bigint },
  laws: readonly LawId[],
): Promise<{ readonly erased: number; readonly held: HeldOutcome | null }> {
  const told = await tx.complianceRecord.findFirst({ where: { ...who, topic: 'customers/redact' }, orderBy: { id: 'desc' } })
  const orders = await tx.$queryRaw<OrderRows[]>`
    select shop_id as "shopId", order_id as "orderId", max(recorded_at) as last,
      (count(*) filter (where customer_id = ${who.customerId} and recorded_at > ${told?.at ?? new Date(0)}::timestamp))::int as rows
    from ledger_entries where shop_id = ${who.shopId} and order_id in
      (select order_id from ledger_entries where shop_id = ${who.shopId} and customer_id = ${who.customerId})
    group by shop_id, order_id`
  let held: HeldOutcome | null = null
  let erased = 0
  for (const order of orders) {
    const hold = holdOn('ledger', order.last, laws)
    if (!hold || hold.until <= world.now()) erased += await end(tx, order)
    else if (order.rows > 0) held = add(held, hold, order.rows)
  }
  return { erased, held }
}

function add(held: HeldOutcome | null, { law, years, until }: Hold, rows: number): HeldOutcome {
  const later = held && held.until > until.toISOString() ? held.until : until.toISOString()
  return { kind: 'ledger', law, years, until: later, count: (held?.count ?? 0) + rows }
}

/** Takes away a whole ledger that no law holds, when its shop is erased. Answers how many rows stay. */
export async function eraseLedger(tx: Tx, shop: string, now: Date, laws: readonly LawId[]): Promise<number> {
  if (!holdOn('ledger', now, laws)) {
    await letGo(tx)
    await tx.ledgerEntry.deleteMany({ where: { shopId: shop } })
  }
  return tx.ledgerEntry.count({ where: { shopId: shop } })
}

/**
 * Ends rows whose time is over (table C 18). As long as the shop is not erased, the years of 古物営業法 are the least: an owner who says that no
 * law applies has no new rows written, and loses none. Answers how many rows went.
 */
export async function endEntries(world: World, batch = BATCH): Promise<number> {
  const shops = await world.db.$queryRaw<{ shopId: string; settings: unknown }[]>`
    select shop_id as "shopId", settings from shops s where exists (select 1 from ledger_entries e where e.shop_id = s.shop_id)`
  let ended = 0
  for (const { shopId, settings } of shops) {
    const laws = [...new Set<LawId>([...(readSettings(settings).holds ?? LAWS), 'kobutsu'])]
    ended += await endEntriesOf(world, shopId, laws, batch)
  }
  return ended
}

async function endEntriesOf(world: World, shop: string, laws: readonly LawId[], batch: number): Promise<number> {
  const over = new Date(world.now())
  over.setUTCFullYear(over.getUTCFullYear() - leastYearsOf('ledger', laws))
  let ended = 0
  let after = 0n
  for (;;) {
    const orders = await world.db.$queryRaw<OrderRows[]>`
      select ${shop} as "shopId", order_id as "orderId", max(recorded_at) as last, count(*)::int as rows
      from ledger_entries e where shop_id = ${shop} and recorded_at <= ${over}::timestamp and order_id > ${after}
        and not exists (select 1 from ledger_entries l
          where l.shop_id = e.shop_id and l.order_id = e.order_id and l.recorded_at > ${over}::timestamp)
      group by order_id order by order_id limit ${batch}`
    for (const order of orders) {
      const hold = holdOn('ledger', order.last, laws)
      if (hold && hold.until > world.now()) continue
      ended += await write(world, (tx) => end(tx, order))
    }
    if (orders.length < batch) return ended
    after = orders.at(-1)?.orderId ?? after
  }
}

async function end(tx: Tx, { shopId, orderId, last }: OrderRows): Promise<number> {
  // A correction that came meanwhile starts the clock anew.
  if ((await tx.ledgerEntry.count({ where: { shopId, orderId, recordedAt: { gt: last } } })) > 0) return 0
  await letGo(tx)
  return (await tx.ledgerEntry.deleteMany({ where: { shopId, orderId } })).count
}

/** Says to the database that this transaction takes rows away (migration "ledger"). */
const letGo = (tx: Tx): Promise<number> => tx.$executeRaw`select set_config('sekisho.ledger', 'ending', true)`
