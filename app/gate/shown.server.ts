import type { World } from '../platform/world.server.ts'
import { against, CAUGHT_FOR, type CaughtFor, DECISIONS, type Decision, TROUBLES, type Trouble } from './net.ts'
import { heldOf } from './rows.server.ts'

/** A caught order as its task shows it. */
export interface ShownOrder {
  readonly order: string
  readonly name: string
  readonly customer: string | null
  readonly reason: CaughtFor
  /** Something of it is held. */
  readonly held: boolean
  readonly trouble: Trouble | null
  /** Decided, and not confirmed by the store yet. */
  readonly wanted: Decision | null
  /** Nothing stands against the customer any more. */
  readonly mayOrderNow: boolean
}

/** The caught orders that tasks are about, by number. */
export async function shownOrders(
  world: World,
  shop: string,
  orders: readonly (string | null)[],
): Promise<Readonly<Record<string, ShownOrder>>> {
  const ids = orders.flatMap((order) => (order === null || !/^\d{1,19}$/.test(order) ? [] : [BigInt(order)]))
  if (ids.length === 0) return {}
  const rows = await world.db.caughtOrder.findMany({ where: { shopId: shop, orderId: { in: ids }, ended: null } })
  const customers = rows.flatMap(({ customerId }) => customerId ?? [])
  const cases = await world.db.kycCase.findMany({
    where: { shopId: shop, customerId: { in: customers } },
    select: { customerId: true, verified: true, frozen: true, refused: true },
  })
  const welcome = new Set(cases.filter((of) => against(of) === null).map(({ customerId }) => customerId))
  return Object.fromEntries(
    rows.map((row): [string, ShownOrder] => [
      String(row.orderId),
      {
        order: String(row.orderId),
        name: row.name,
        customer: row.customerId === null ? null : String(row.customerId),
        reason: CAUGHT_FOR.find((each) => each === row.reason) ?? 'not-verified',
        held: heldOf(row).length > 0,
        trouble: TROUBLES.find((each) => each === row.trouble) ?? null,
        wanted: DECISIONS.find((each) => each === row.wanted) ?? null,
        mayOrderNow: row.customerId !== null && welcome.has(row.customerId),
      },
    ]),
  )
}
