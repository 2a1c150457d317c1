import { type Answer, type ShopClient, ShopifyRefused } from '../shopify/client.server.ts'
import { customerIdOf, orderGid, orderIdOf, resourceIdOf } from '../shopify/gid.ts'
import { ReadOrderDocument, type ReadOrderQuery } from '../shopify/operations.generated.ts'
import { featuresOf, type Order, type OrderLine } from './entries.ts'
import { minorUnits } from './money.ts'

/** An order as it was read, with the moments that decide on which day it stands in the ledger. */
export interface ReadOrder extends Order {
  readonly createdAt: Date
  /** The moment of the trade: imported orders bring an earlier one. */
  readonly tradedAt: Date
  readonly cancelledAt: Date | null
  /** Placed to try something out: no trade. */
  readonly test: boolean
}

type Found = NonNullable<ReadOrderQuery['order']>

/** Reads one order with all of its lines; null when the store has none. Rejects with ShopifyRefused when something of it is withheld. */
export async function readOrder(client: ShopClient, order: bigint): Promise<ReadOrder | null> {
  const lines: OrderLine[] = []
  let after: string | null = null
  type Page = Answer<ReadOrderQuery>
  for (;;) {
    const { data, errors }: Page = await client.request(ReadOrderDocument, { id: orderGid(order), after })
    if (errors.length > 0) throw new ShopifyRefused(errors)
    const found: ReadOrderQuery['order'] = data.order
    if (!found) return null
    lines.push(...found.lineItems.nodes.map(toLine))
    const { pageInfo }: Found['lineItems'] = found.lineItems
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return toOrder(found, lines)
    after = pageInfo.endCursor
  }
}

function toOrder(found: Found, lines: readonly OrderLine[]): ReadOrder {
  return {
    id: orderIdOf(found.id) ?? 0n,
    name: found.name,
    customer: customerIdOf(found.customer?.id),
    lines,
    cancelled: found.cancelledAt !== null,
    cancelledAt: found.cancelledAt === null ? null : new Date(found.cancelledAt),
    createdAt: new Date(found.createdAt),
    tradedAt: new Date(found.processedAt),
    test: found.test,
  }
}

function toLine(line: Found['lineItems']['nodes'][number]): OrderLine {
  const { amount, currencyCode } = line.discountedUnitPriceAfterAllDiscountsSet.shopMoney
  return {
    id: resourceIdOf('LineItem', line.id) ?? 0n,
    item: line.title,
    features: featuresOf(line),
    quantity: line.quantity,
    current: line.currentQuantity,
    price: minorUnits(amount, currencyCode),
    currency: currencyCode,
  }
}
