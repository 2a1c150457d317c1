import { findFulfillment, hold, release } from '../../store/fulfillment.ts'
import { gid, idOf } from '../../store/gids.ts'
import { setOrderCustomer } from '../../store/order-changes.ts'
import { cancelOrder } from '../../store/orders.ts'
import type { Outcome } from '../../store/outcome.ts'
import type { FulfillmentOrder, Shop } from '../../store/types.ts'
import { type Args, list, type Root, record, text, texts } from '../context.ts'
import { fulfillmentView } from '../views/fulfillment-view.ts'
import { orderView } from '../views/order-view.ts'
import { userErrors } from './answers.ts'

const idIn = (args: Args, name: string, type: string): number => idOf(text(args, name) ?? '', type) ?? -1

function shown(shop: Shop, outcome: Outcome<FulfillmentOrder>) {
  const found = outcome.ok ? findFulfillment(shop, outcome.value.id) : undefined
  return found ? fulfillmentView(found.order, found.fulfillment) : null
}

/** Changes of orders and of what is left to hand over. */
export const orderMutations: Record<string, Root> = {
  fulfillmentOrderHold: (args, { world, shop, by }) => {
    const input = record(args, 'fulfillmentHold')
    const draft = {
      reason: text(input, 'reason') ?? 'OTHER',
      notes: text(input, 'reasonNotes') ?? null,
      handle: text(input, 'handle') ?? '',
      byApp: true,
    }
    const outcome = hold(world, shop, idIn(args, 'id', 'FulfillmentOrder'), draft, by)
    return {
      __typename: 'FulfillmentOrderHoldPayload',
      fulfillmentOrder: shown(shop, outcome),
      userErrors: userErrors(outcome.ok ? [] : outcome.errors, 'FulfillmentOrderHoldUserError'),
    }
  },
  fulfillmentOrderReleaseHold: (args, { world, shop, by }) => {
    const named = list(args, 'holdIds').length > 0 ? texts(args, 'holdIds').map((one) => idOf(one, 'FulfillmentHold') ?? -1) : null
    const outcome = release(world, shop, idIn(args, 'id', 'FulfillmentOrder'), named, by)
    return {
      __typename: 'FulfillmentOrderReleaseHoldPayload',
      fulfillmentOrder: shown(shop, outcome),
      userErrors: userErrors(outcome.ok ? [] : outcome.errors, 'FulfillmentOrderReleaseHoldUserError'),
    }
  },
  orderCustomerSet: (args, caller) => {
    const { world, shop, by } = caller
    const outcome = setOrderCustomer(world, shop, idIn(args, 'orderId', 'Order'), idIn(args, 'customerId', 'Customer'), by)
    return {
      __typename: 'OrderCustomerSetPayload',
      order: outcome.ok ? orderView(caller, outcome.value) : null,
      userErrors: userErrors(outcome.ok ? [] : outcome.errors, 'OrderCustomerSetUserError'),
    }
  },
  // Shopify does it in a job a little later; here it is done when the answer comes.
  orderCancel: (args, { world, shop, by }) => {
    const outcome = cancelOrder(world, shop, idIn(args, 'orderId', 'Order'), by, text(args, 'reason') ?? 'OTHER')
    const errors = outcome.ok ? [] : outcome.errors.map((one) => ({ ...one, code: one.code ?? 'INVALID' }))
    return {
      __typename: 'OrderCancelPayload',
      job: outcome.ok ? { __typename: 'Job', id: gid('Job', crypto.randomUUID()), done: true } : null,
      orderCancelUserErrors: userErrors(errors, 'OrderCancelUserError'),
      userErrors: userErrors(outcome.ok ? [] : outcome.errors),
    }
  },
}
