/** What values a filter compares with. A list holds several at once; an event takes parameters and is not evaluated here. */
export type FilterKind = 'list' | 'enum' | 'text' | 'number' | 'amount' | 'day' | 'boolean' | 'event'

/** One filter of the segment language. */
export interface Filter {
  readonly name: string
  /** As the admin shows it, in English. */
  readonly label: string
  readonly kind: FilterKind
  /** Of an enum: every value. */
  readonly values?: readonly string[]
  /** The name inside cursors, where it is another. */
  readonly handle?: string
}

const CONSENTS = ['INVALID', 'NOT_SUBSCRIBED', 'PENDING', 'REDACTED', 'SUBSCRIBED', 'UNSUBSCRIBED']

/**
 * Shopify's own filters (help: "Shopify-based customer segment filters"). The first two, and the first two that mention e-mail, stand as
 * recorded; the order of the others is not known.
 */
export const FILTERS: readonly Filter[] = [
  { name: 'customer_tags', label: 'Customer tags', kind: 'list', handle: 'customer_tag' },
  { name: 'orders_placed', label: 'Orders placed', kind: 'event' },
  { name: 'shopify_email.opened', label: 'Email opened', kind: 'event' },
  { name: 'shopify_email.clicked', label: 'Email clicked', kind: 'event' },
  { name: 'shopify_email.delivered', label: 'Email delivered', kind: 'event' },
  { name: 'shopify_email.bounced', label: 'Email bounced', kind: 'event' },
  { name: 'shopify_email.marked_as_spam', label: 'Email marked as spam', kind: 'event' },
  { name: 'shopify_email.unsubscribed', label: 'Email unsubscribed', kind: 'event' },
  { name: 'products_purchased', label: 'Products purchased', kind: 'event' },
  { name: 'anniversary', label: 'Anniversary', kind: 'event' },
  { name: 'customer_within_distance', label: 'Location', kind: 'event' },
  { name: 'storefront.product_viewed', label: 'Product viewed', kind: 'event' },
  { name: 'storefront.collection_viewed', label: 'Collection viewed', kind: 'event' },
  { name: 'store_credit_accounts', label: 'Store credit', kind: 'event' },
  { name: 'abandoned_checkout_date', label: 'Abandoned checkout date', kind: 'day' },
  { name: 'amount_spent', label: 'Amount spent', kind: 'amount' },
  { name: 'companies', label: 'Companies', kind: 'list' },
  { name: 'created_by_app_id', label: 'Created by app ID', kind: 'number' },
  {
    name: 'customer_account_status',
    label: 'Customer account status',
    kind: 'enum',
    values: ['DECLINED', 'DISABLED', 'ENABLED', 'INVITED'],
  },
  { name: 'customer_added_date', label: 'Date customer was added', kind: 'day' },
  { name: 'customer_cities', label: 'Cities', kind: 'list' },
  { name: 'customer_countries', label: 'Countries or regions', kind: 'list' },
  { name: 'customer_email_domain', label: 'Customer email domain', kind: 'text' },
  { name: 'customer_language', label: 'Customer language', kind: 'text' },
  { name: 'customer_regions', label: 'States or provinces', kind: 'list' },
  { name: 'email_subscription_status', label: 'Email subscription status', kind: 'enum', values: CONSENTS },
  { name: 'first_order_date', label: 'Date of first order', kind: 'day' },
  { name: 'last_order_date', label: 'Date of last order', kind: 'day' },
  { name: 'number_of_orders', label: 'Number of orders', kind: 'number' },
  { name: 'predicted_spend_tier', label: 'Predicted spend tier', kind: 'enum', values: ['HIGH', 'LOW', 'MEDIUM'] },
  {
    name: 'product_subscription_status',
    label: 'Product subscription status',
    kind: 'enum',
    values: ['ACTIVE', 'CANCELLED', 'EXPIRED', 'FAILED', 'NEVER_SUBSCRIBED', 'PAUSED'],
  },
  { name: 'rfm_group', label: 'RFM group', kind: 'text' },
  { name: 'sms_subscription_status', label: 'SMS subscription status', kind: 'enum', values: CONSENTS.filter((one) => one !== 'INVALID') },
]

const byName = new Map(FILTERS.map((one) => [one.name, one]))

/** Shopify's own filter of this name. */
export const filterNamed = (name: string): Filter | undefined => byName.get(name)

const TYPES: Record<FilterKind, string> = {
  list: 'SegmentAssociationFilter',
  enum: 'SegmentEnumFilter',
  text: 'SegmentStringFilter',
  number: 'SegmentIntegerFilter',
  amount: 'SegmentFloatFilter',
  day: 'SegmentDateFilter',
  boolean: 'SegmentBooleanFilter',
  event: 'SegmentEventFilter',
}

/** The type of the schema that shows a filter. */
export const filterType = (filter: Filter): string => TYPES[filter.kind]

/** The cursor of a filter at a place of a list: name and sort with their lengths before them, then the place (recorded). */
export function filterCursor(filter: Filter, place: number): string {
  const part = (text: string) => [Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]
  const sort = filterType(filter)
    .replace(/^Segment|Filter$/g, '')
    .toLowerCase()
  const number = Buffer.alloc(4)
  number.writeUInt32BE(place)
  return Buffer.concat([...part(filter.handle ?? filter.name), ...part(sort), number]).toString('base64url')
}

/** The place after which a cursor continues; undefined for a text that is no such cursor. */
export function placeIn(cursor: string): number | undefined {
  const bytes = Buffer.from(cursor, 'base64url')
  return bytes.length > 6 ? bytes.readUInt32BE(bytes.length - 4) : undefined
}
