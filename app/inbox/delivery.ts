/** One signed delivery, not yet interpreted. `shop` is the myshopify.com domain that Shopify named and signed for. */
export interface Delivery {
  readonly shop: string
  readonly topic: string
  readonly webhookId: string
  readonly payload: unknown
}

/** What is kept of a payload. Those of the compliance topics name a person, and are wanted for their ids only. */
export function essentials(topic: string, payload: unknown): unknown {
  if (topic === 'orders/edited') {
    // What staff wrote with the edit may name somebody.
    const { order_edit } = (payload ?? {}) as { order_edit?: { order_id?: unknown } }
    return { order_edit: { order_id: order_edit?.order_id } }
  }
  if (topic !== 'customers/data_request' && topic !== 'customers/redact') return payload
  const { customer, data_request } = (payload ?? {}) as { customer?: { id?: unknown }; data_request?: { id?: unknown } }
  return { customer: { id: customer?.id }, data_request: { id: data_request?.id } }
}
