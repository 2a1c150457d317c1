import { gid } from '../../store/gids.ts'
import type { FulfillmentHold, FulfillmentOrder, Order } from '../../store/types.ts'
import type { View } from '../context.ts'

/** One hold. `heldByRequestingApp`: there is one app here, and staff. */
const holdView = (hold: FulfillmentHold): View => ({
  __typename: 'FulfillmentHold',
  id: gid('FulfillmentHold', hold.id),
  handle: hold.handle || null,
  heldByRequestingApp: hold.byApp,
  reason: hold.reason,
  reasonNotes: hold.notes,
  displayReason: hold.reason.toLowerCase().replaceAll('_', ' '),
})

/** A fulfillment order as the Admin API shows it. */
export const fulfillmentView = (order: Order, one: FulfillmentOrder): View => ({
  __typename: 'FulfillmentOrder',
  id: gid('FulfillmentOrder', one.id),
  orderId: gid('Order', order.id),
  orderName: order.name,
  status: one.status,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  fulfillmentHolds: one.holds.map(holdView),
})
