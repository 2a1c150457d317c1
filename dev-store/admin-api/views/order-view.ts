import { fulfillmentOf, fulfillmentStatus } from '../../store/fulfillment.ts'
import { gid } from '../../store/gids.ts'
import { leftOf } from '../../store/orders.ts'
import type { Order, OrderLine } from '../../store/types.ts'
import type { Args, Caller, View } from '../context.ts'
import { page } from '../pages.ts'
import { customerView } from './customer-view.ts'
import { fulfillmentView } from './fulfillment-view.ts'
import { metafieldFields } from './metafield-view.ts'
import { moneyBagView } from './money-view.ts'
import { productView, variantView } from './product-view.ts'

function lineView(caller: Caller, line: OrderLine): View {
  const product = caller.shop.products.get(line.productId)
  const variant = product?.variants.find((one) => one.id === line.variantId)
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    title: line.title,
    name: line.title,
    quantity: line.quantity,
    currentQuantity: leftOf(line),
    variantTitle: null,
    sku: null,
    vendor: product?.vendor ?? null,
    customAttributes: [],
    originalUnitPriceSet: moneyBagView(caller.shop, Number(line.price)),
    discountedUnitPriceAfterAllDiscountsSet: moneyBagView(caller.shop, Number(line.price)),
    product: () => (product ? productView(caller, product) : null),
    variant: () => (product && variant ? variantView(caller, product, variant) : null),
  }
}

/** An order as the Admin API shows it. */
export function orderView(caller: Caller, order: Order): View {
  const { shop } = caller
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId)
  return {
    __typename: 'Order',
    id: gid('Order', order.id),
    legacyResourceId: String(order.id),
    name: order.name,
    number: order.number,
    email: order.email,
    phone: customer?.phone ?? null,
    note: order.note,
    tags: order.tags,
    test: false,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    processedAt: order.createdAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelledAt === null ? null : (order.cancelReason ?? 'CUSTOMER'),
    closed: false,
    closedAt: null,
    currencyCode: shop.currency,
    sourceName: order.source,
    displayFinancialStatus: order.cancelledAt === null ? 'PAID' : 'VOIDED',
    displayFulfillmentStatus: fulfillmentStatus(order),
    fulfillmentOrders: (args: Args) => page('FulfillmentOrder', fulfillmentOf(order), args, (one) => fulfillmentView(order, one)),
    totalPriceSet: moneyBagView(shop, Number(order.total)),
    currentTotalPriceSet: moneyBagView(shop, Number(order.total)),
    subtotalLineItemsQuantity: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    customer: () => (customer ? customerView(caller, customer) : null),
    lineItems: (args: Args) => page('LineItem', order.lines, args, (line) => lineView(caller, line)),
    ...metafieldFields(caller, 'ORDER', order),
  }
}
