import { type Answer, type ShopClient, ShopifyRefused } from '../shopify/client.server.ts'
import { customerGid, orderGid } from '../shopify/gid.ts'
import {
  CancelOrderDocument,
  GiveOrderDocument,
  HoldFulfillmentDocument,
  ReleaseFulfillmentDocument,
  TagOrderDocument,
  UntagOrderDocument,
} from '../shopify/operations.generated.ts'
import { type Handover, openOf } from './net.ts'
import { HOLD_HANDLE } from './order.server.ts'
import { CANCEL_NOTE } from './words.ts'

const fulfillmentGid = (id: bigint): string => `gid://shopify/FulfillmentOrder/${id}`

/** The data of an answer; a refused field is a refusal of the whole. */
function whole<Result>({ data, errors }: Answer<Result>): Result {
  if (errors.length > 0) throw new ShopifyRefused(errors)
  return data
}

/** Holds everything that is open and not held by us; answers what is held now, by number. What Shopify refuses to hold is left out. */
export async function holdAll(client: ShopClient, all: readonly Handover[], note: string): Promise<readonly bigint[]> {
  const held: bigint[] = []
  for (const { id, holds } of openOf(all)) {
    if (holds.length > 0) {
      held.push(id)
      continue
    }
    const hold = { reason: 'OTHER', reasonNotes: note, handle: HOLD_HANDLE, notifyMerchant: false } as const
    const { fulfillmentOrderHold: done } = whole(await client.request(HoldFulfillmentDocument, { id: fulfillmentGid(id), hold }))
    // Somebody was there before us with our own handle: an earlier run whose answer was lost.
    const isThere = done?.userErrors.every(({ code }) => code === 'DUPLICATE_FULFILLMENT_HOLD_HANDLE') ?? false
    if (isThere) held.push(id)
  }
  return held
}

/** Takes our holds away, and nobody else's. A fulfillment order that is gone meanwhile needs none taken. */
export async function releaseAll(client: ShopClient, all: readonly Handover[]): Promise<void> {
  for (const { id, holds } of all) {
    if (holds.length === 0) continue
    const { fulfillmentOrderReleaseHold: done } = whole(
      await client.request(ReleaseFulfillmentDocument, { id: fulfillmentGid(id), holds: [...holds] }),
    )
    const refused = done?.userErrors.filter(({ code }) => code !== 'FULFILLMENT_ORDER_NOT_FOUND') ?? []
    if (refused.length > 0) throw new Refused(refused[0]?.code ?? 'UNKNOWN')
  }
}

/** Shopify carried nothing out, and says why. */
export class Refused extends Error {
  override name = 'Refused'
}

/** Puts a tag on an order; says whether it is there. An order with 250 tags bears no more, and is held all the same. */
export async function tagOrder(client: ShopClient, order: bigint, tag: string): Promise<boolean> {
  const { tagsAdd } = whole(await client.request(TagOrderDocument, { id: orderGid(order), tags: [tag] }))
  return tagsAdd?.userErrors.length === 0
}

/** Takes a tag off an order. */
export async function untagOrder(client: ShopClient, order: bigint, tag: string): Promise<void> {
  whole(await client.request(UntagOrderDocument, { id: orderGid(order), tags: [tag] }))
}

/** Makes another customer the order's. Throws Refused when the store does not let us. */
export async function giveOrder(client: ShopClient, order: bigint, customer: bigint): Promise<void> {
  const asked = { order: orderGid(order), customer: customerGid(customer) }
  const { orderCustomerSet: done } = whole(await client.request(GiveOrderDocument, asked))
  if (done?.userErrors[0]) throw new Refused(done.userErrors[0].code ?? 'UNKNOWN')
}

/** Asks the store to cancel an order for good; it does so a little later. Throws Refused when it does not. */
export async function cancelOrder(client: ShopClient, order: bigint): Promise<void> {
  const { orderCancel: done } = whole(await client.request(CancelOrderDocument, { order: orderGid(order), staffNote: CANCEL_NOTE }))
  if (done?.orderCancelUserErrors[0]) throw new Refused(done.orderCancelUserErrors[0].code ?? 'UNKNOWN')
}
