/** One signed delivery, not yet interpreted. `shop` is the myshopify.com domain that Shopify named and signed for. */
export interface Delivery {
  readonly shop: string
  readonly topic: string
  readonly webhookId: string
  readonly payload: unknown
}
