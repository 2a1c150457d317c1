import { gid } from '../store/gids.ts'
import { leftOf } from '../store/orders.ts'
import type { Order, OrderLine, Refund, Shop } from '../store/types.ts'
import { customerPayload } from './customer-payload.ts'
import { zonedTime } from './times.ts'

const bag = (shop: Shop, amount: string) => ({
  shop_money: { amount, currency_code: shop.currency },
  presentment_money: { amount, currency_code: shop.currency },
})

function linePayload(shop: Shop, line: OrderLine): Record<string, unknown> {
  return {
    id: line.id,
    admin_graphql_api_id: gid('LineItem', line.id),
    current_quantity: leftOf(line),
    fulfillable_quantity: leftOf(line),
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 0,
    name: line.title,
    price: line.price,
    price_set: bag(shop, line.price),
    product_exists: true,
    product_id: line.productId,
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: null,
    taxable: true,
    title: line.title,
    total_discount: '0.00',
    variant_id: line.variantId,
    variant_title: null,
    vendor: shop.name,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  }
}

// Fields that a shop without taxes, discounts, shipping and returns leaves empty.
const NOTHING = {
  app_id: null,
  billing_address: null,
  browser_ip: null,
  buyer_accepts_marketing: false,
  cancel_reason: null,
  cart_token: null,
  checkout_token: null,
  client_details: null,
  closed_at: null,
  confirmed: true,
  current_total_additional_fees_set: null,
  current_total_duties_set: null,
  device_id: null,
  discount_applications: [],
  discount_codes: [],
  duties_included: false,
  estimated_taxes: false,
  fulfillment_status: null,
  fulfillments: [],
  landing_site: null,
  landing_site_ref: null,
  line_item_groups: [],
  location_id: null,
  merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
  merchant_of_record_app_id: null,
  note_attributes: [],
  original_total_additional_fees_set: null,
  original_total_duties_set: null,
  payment_gateway_names: ['bogus'],
  payment_terms: null,
  po_number: null,
  reference: null,
  referring_site: null,
  refunds: [],
  returns: [],
  shipping_address: null,
  shipping_lines: [],
  source_identifier: null,
  source_url: null,
  tax_exempt: false,
  tax_lines: [],
  taxes_included: true,
  test: false,
  total_weight: 0,
  user_id: null,
}

const ZERO_BAGS = [
  'current_shipping_price_set',
  'current_total_discounts_set',
  'current_total_tax_set',
  'total_cash_rounding_payment_adjustment_set',
  'total_cash_rounding_refund_adjustment_set',
  'total_discounts_set',
  'total_shipping_price_set',
  'total_tax_set',
]
const ZEROS = ['current_total_discounts', 'current_total_tax', 'total_discounts', 'total_tax', 'total_tip_received', 'total_outstanding']
const TOTALS = ['current_subtotal_price', 'current_total_price', 'subtotal_price', 'total_line_items_price', 'total_price']

/** The body of orders/edited: the edit, and not the order. */
export function editPayload(shop: Shop, order: Order, detail: Record<string, unknown>): Record<string, unknown> {
  const at = zonedTime(String(detail.at), shop.timeZone)
  return {
    order_edit: {
      id: detail.edit,
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: order.id,
      staff_note: '',
      user_id: null,
      line_items: { additions: [{ id: detail.line, delta: detail.delta }], removals: [] },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  }
}

/** The body of refunds/create. No money moves in the dev store, so there are no transactions. */
export function refundPayload(shop: Shop, order: Order, refund: Refund): Record<string, unknown> {
  const at = zonedTime(refund.createdAt, shop.timeZone)
  return {
    id: refund.id,
    admin_graphql_api_id: gid('Refund', refund.id),
    order_id: order.id,
    created_at: at,
    processed_at: at,
    note: null,
    user_id: null,
    restock: true,
    return: null,
    duties: [],
    total_duties_set: bag(shop, '0.00'),
    order_adjustments: [],
    refund_shipping_lines: [],
    transactions: [],
    refund_line_items: refund.lines.flatMap(({ id, lineId, quantity }) => {
      const line = order.lines.find((one) => one.id === lineId)
      const subtotal = (Number(line?.price ?? 0) * quantity).toFixed(2)
      const money = { subtotal: Number(subtotal), subtotal_set: bag(shop, subtotal), total_tax: 0, total_tax_set: bag(shop, '0.00') }
      const restocked = { location_id: null, restock_type: 'no_restock' }
      return line ? [{ id, line_item_id: lineId, line_item: linePayload(shop, line), quantity, ...restocked, ...money }] : []
    }),
  }
}

/** The body of orders/create and orders/cancelled: the REST order, the customer in it again without tags (platform fact 2.3). */
export function orderPayload(shop: Shop, order: Order): Record<string, unknown> {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId)
  const open = shop.settings.protectedCustomerData === 'level-2'
  const at = zonedTime(order.createdAt, shop.timeZone)
  return {
    ...NOTHING,
    ...Object.fromEntries(ZERO_BAGS.map((name) => [name, bag(shop, '0.00')])),
    ...Object.fromEntries(ZEROS.map((name) => [name, '0.00'])),
    ...Object.fromEntries(
      TOTALS.flatMap((name) => [
        [name, order.total],
        [`${name}_set`, bag(shop, order.total)],
      ]),
    ),
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    cancel_reason: order.cancelledAt === null ? null : (order.cancelReason ?? 'CUSTOMER').toLowerCase(),
    cancelled_at: order.cancelledAt === null ? null : zonedTime(order.cancelledAt, shop.timeZone),
    confirmation_number: order.id.toString(36).toUpperCase(),
    contact_email: open ? order.email : null,
    created_at: at,
    currency: shop.currency,
    customer_locale: customer?.locale ?? shop.locale,
    email: open ? (order.email ?? '') : '',
    financial_status: 'paid',
    name: order.name,
    note: order.note,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${shop.domain}/orders/${order.id}`,
    phone: open ? (customer?.phone ?? null) : null,
    presentment_currency: shop.currency,
    processed_at: at,
    source_name: order.source,
    tags: order.tags.join(', '),
    token: order.id.toString(16).padStart(32, '0'),
    updated_at: zonedTime(order.updatedAt, shop.timeZone),
    customer: customer ? customerPayload(shop, customer) : null,
    line_items: order.lines.map((line) => linePayload(shop, line)),
    refunds: (order.refunds ?? []).map((refund) => refundPayload(shop, order, refund)),
  }
}
