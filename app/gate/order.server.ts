import { type Answer, type ShopClient, ShopifyRefused } from '../shopify/client.server.ts'
import { customerIdOf, orderGid, resourceIdOf } from '../shopify/gid.ts'
import { GateFulfillmentDocument, type GateFulfillmentQuery, GateOrderDocument } from '../shopify/operations.generated.ts'
import type { Handover } from './net.ts'

/** An order, as far as the net looks at it. */
export interface PlacedOrder {
  readonly id: bigint
  readonly name: string
  readonly createdAt: Date
  readonly cancelled: boolean
  readonly customer: { readonly id: bigint; readonly createdAt: Date; readonly shownVerified: boolean } | null
}

/** Holds of ours bear this name, so that a second one is refused and others' are left alone. */
export const HOLD_HANDLE = 'sekisho-net'

/** Reads whose an order is, in one request; null when the store has no such order. Rejects with ShopifyRefused when something is withheld. */
export async function readPlaced(client: ShopClient, id: bigint): Promise<PlacedOrder | null> {
  const { data, errors } = await client.request(GateOrderDocument, { id: orderGid(id) })
  if (errors.length > 0) throw new ShopifyRefused(errors)
  const { order } = data
  if (!order) return null
  const customer = customerIdOf(order.customer?.id)
  return {
    id,
    name: order.name,
    createdAt: new Date(order.createdAt),
    cancelled: order.cancelledAt !== null,
    customer:
      order.customer && customer !== null
        ? { id: customer, createdAt: new Date(order.customer.createdAt), shownVerified: order.customer.verified?.value === 'true' }
        : null,
  }
}

/** Reads all fulfillment orders that we may see of an order. Rejects with ShopifyRefused without the right to see any. */
export async function readHandovers(client: ShopClient, id: bigint): Promise<readonly Handover[]> {
  const all: Handover[] = []
  let after: string | null = null
  for (;;) {
    const { data, errors }: Answer<GateFulfillmentQuery> = await client.request(GateFulfillmentDocument, { id: orderGid(id), after })
    if (errors.length > 0) throw new ShopifyRefused(errors)
    const page: NonNullable<GateFulfillmentQuery['order']>['fulfillmentOrders'] | undefined = data.order?.fulfillmentOrders
    if (!page) return all
    for (const { id: each, status, fulfillmentHolds } of page.nodes) {
      const holds = fulfillmentHolds.filter(({ handle, heldByRequestingApp }) => heldByRequestingApp && handle === HOLD_HANDLE)
      all.push({ id: resourceIdOf('FulfillmentOrder', each) ?? 0n, status, holds: holds.map((hold) => hold.id) })
    }
    if (!page.pageInfo.hasNextPage || page.pageInfo.endCursor === null) return all
    after = page.pageInfo.endCursor
  }
}
