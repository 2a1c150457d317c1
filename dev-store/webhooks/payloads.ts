import { ordersOf } from '../store/customers.ts'
import { gid } from '../store/gids.ts'
import type { Consent, Shop } from '../store/types.ts'
import { type Happening, timeOf, type World } from '../store/world.ts'
import { customerPayload } from './customer-payload.ts'
import { editPayload, orderPayload, refundPayload } from './order-payload.ts'
import { shopPayload } from './shop-payload.ts'
import { zonedTime } from './times.ts'

const now = (world: World) => new Date(timeOf(world)).toISOString()

const consent = (shop: Shop, given: Consent | null) => ({
  state: (given?.state ?? 'NOT_SUBSCRIBED').toLowerCase(),
  opt_in_level: given?.optInLevel?.toLowerCase() ?? null,
  consent_updated_at: given?.updatedAt ? zonedTime(given.updatedAt, shop.timeZone) : null,
})

function compliance(shop: Shop, happening: Happening, ordersKey: string): Record<string, unknown> | undefined {
  const { id } = happening.subject
  const detail = happening.detail ?? {}
  const customer = shop.customers.get(id)
  return {
    shop_id: shop.id,
    shop_domain: shop.domain,
    customer: { id, email: detail.email ?? customer?.email ?? null, phone: detail.phone ?? customer?.phone ?? null },
    [ordersKey]: detail.orders ?? (customer ? ordersOf(shop, customer).map((order) => order.id) : []),
  }
}

function customerBody(world: World, shop: Shop, happening: Happening): Record<string, unknown> | undefined {
  const { id } = happening.subject
  const customer = shop.customers.get(id)
  switch (happening.type) {
    case 'customers/delete':
      return { id, tax_exemptions: [], admin_graphql_api_id: gid('Customer', id) }
    case 'customer.tags_added':
    case 'customer.tags_removed':
      return { customerId: gid('Customer', id), tags: happening.detail?.tags, occurredAt: now(world) }
    case 'customers_email_marketing_consent/update':
      return customer && { customer_id: id, email_address: customer.email, email_marketing_consent: consent(shop, customer.emailConsent) }
    case 'customers_marketing_consent/update':
      return customer && { id, phone: customer.phone, sms_marketing_consent: consent(shop, customer.smsConsent) }
    case 'customers/merge':
      return { ...happening.detail }
    case 'customers/data_request':
      return { ...compliance(shop, happening, 'orders_requested'), data_request: { id: happening.detail?.requestId } }
    case 'customers/redact':
      return compliance(shop, happening, 'orders_to_redact')
    default:
      return customer && happening.type.startsWith('customers/') ? customerPayload(shop, customer) : undefined
  }
}

/** The body of the webhook that tells apps of a happening, as it is at this moment; undefined when there is no such topic. */
export function payloadOf(world: World, shop: Shop, happening: Happening): Record<string, unknown> | undefined {
  if (happening.type.startsWith('customer')) return customerBody(world, shop, happening)
  if (happening.subject.type === 'Order') {
    const order = shop.orders.get(happening.subject.id)
    if (happening.type === 'orders/create' || happening.type === 'orders/cancelled') return order && orderPayload(shop, order)
    if (happening.type === 'orders/edited') return order && editPayload(shop, order, happening.detail ?? {})
    const refund = order?.refunds?.find(({ id }) => id === happening.detail?.refund)
    return order && refund && refundPayload(shop, order, refund)
  }
  if (happening.type === 'bulk_operations/finish') {
    const zoned = (at: unknown) => (typeof at === 'string' ? zonedTime(at, shop.timeZone) : null)
    const { created_at, completed_at } = happening.detail ?? {}
    return { ...happening.detail, created_at: zoned(created_at), completed_at: zoned(completed_at) }
  }
  if (happening.type === 'app/uninstalled') return shopPayload(shop)
  if (happening.type === 'shop/redact') return { shop_id: shop.id, shop_domain: shop.domain }
  if (happening.type !== 'app/scopes_update') return undefined
  const { previous, current } = happening.detail ?? {}
  return { id: world.config.apiClientId, shop_id: gid('Shop', shop.id), previous, current, updated_at: now(world) }
}
