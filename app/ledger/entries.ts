/** What a row says: an item was bought, or a row before was put right. */
export const ENTRY_KINDS = ['bought', 'cancelled', 'fewer', 'more'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** One line of an order in the store. */
export interface OrderLine {
  readonly id: bigint
  readonly item: string
  readonly features: string
  /** As ordered; what was taken out since is still in it. */
  readonly quantity: number
  /** What is left after refunds and edits. */
  readonly current: number
  /** For one item, in the smallest unit. */
  readonly price: bigint
  readonly currency: string
}

/** An order in the store: with it a customer sells (D06). */
export interface Order {
  readonly id: bigint
  readonly name: string
  readonly customer: bigint | null
  readonly lines: readonly OrderLine[]
  readonly cancelled: boolean
}

/** What the ledger holds of a line already, summed up. */
export interface Written {
  readonly line: bigint
  readonly rows: number
  readonly quantity: number
}

/** A row that is missing. */
export interface Missing {
  readonly line: OrderLine
  readonly kind: EntryKind
  readonly step: number
  readonly quantity: number
}

/**
 * The rows that the ledger lacks of an order, given what it holds: the trade with the quantity that was ordered, then what brings the sum to
 * what the store shows now. It compares states and not news, so that the same news twice, late or in another order changes nothing.
 */
export function missingRows(order: Order, written: readonly Written[]): readonly Missing[] {
  return order.lines.flatMap((line) => {
    const before = written.find((each) => each.line === line.id) ?? { rows: 0, quantity: 0 }
    const bought: Missing[] = before.rows === 0 ? [{ line, kind: 'bought', step: 0, quantity: line.quantity }] : []
    const difference = (order.cancelled ? 0 : line.current) - (before.rows === 0 ? line.quantity : before.quantity)
    if (difference === 0) return bought
    const kind = order.cancelled ? 'cancelled' : difference < 0 ? 'fewer' : 'more'
    return [...bought, { line, kind, step: Math.max(before.rows, 1), quantity: difference }]
  })
}

/** The other party, and how identity was checked, as they were when the row was written. Null: not known then. */
export interface Counterparty {
  readonly name: string | null
  readonly address: string | null
  readonly occupation: string | null
  /** Full years on the day of the trade. */
  readonly age: number | null
  /** The paper, as a reviewer read it. */
  readonly document: { readonly kind: string; readonly issuer: string; readonly number: string } | null
}

/** What is sealed of a row. */
export interface Sealed extends Counterparty {
  readonly item: string
  readonly features: string
}

/** The features of an item in one text: variant, article number, maker, and what the customer entered for it. */
export function featuresOf(line: {
  readonly variantTitle: string | null
  readonly sku: string | null
  readonly vendor: string | null
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[]
}): string {
  // A key that begins so is for programs; Shopify's own screens do not show it either.
  const entered = line.customAttributes.filter(({ key, value }) => !key.startsWith('_') && value)
  const parts = [line.variantTitle, line.vendor, line.sku, ...entered.map(({ key, value }) => `${key}: ${value}`)]
  return parts.filter((part): part is string => Boolean(part?.trim())).join(' / ')
}
