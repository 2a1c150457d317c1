/** Who did something, as the event log and the webhooks tell it apart. */
export type Actor =
  | { readonly kind: 'app' }
  | { readonly kind: 'staff'; readonly id: number }
  | { readonly kind: 'customer'; readonly id: number }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'system' }

export interface Address {
  id: number
  firstName: string | null
  lastName: string | null
  company: string | null
  address1: string | null
  address2: string | null
  city: string | null
  province: string | null
  provinceCode: string | null
  country: string | null
  countryCode: string | null
  zip: string | null
  phone: string | null
}

type MarketingState = 'NOT_SUBSCRIBED' | 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'PENDING' | 'REDACTED' | 'INVALID'
export type OptInLevel = 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN'

export interface Consent {
  state: MarketingState
  optInLevel: OptInLevel | null
  updatedAt: string | null
  /** Only SMS consents say where they were collected. */
  collectedFrom: 'SHOPIFY' | 'OTHER' | null
}

export interface Metafield {
  id: number
  namespace: string
  key: string
  type: string
  value: string
  /** Changes with every write of another value; what `compareDigest` of the Admin API is computed from. */
  revision: number
  createdAt: string
  updatedAt: string
}

export interface Customer {
  id: number
  firstName: string | null
  lastName: string | null
  /** Lower case, trimmed. */
  email: string | null
  /** E.164. */
  phone: string | null
  emailConsent: Consent
  smsConsent: Consent | null
  locale: string
  note: string | null
  /** Sorted, unique ignoring case. */
  tags: string[]
  taxExempt: boolean
  taxExemptions: string[]
  verifiedEmail: boolean
  state: 'DISABLED' | 'ENABLED' | 'INVITED' | 'DECLINED'
  multipassIdentifier: string | null
  addresses: Address[]
  defaultAddressId: number | null
  metafields: Metafield[]
  dataSaleOptOut: boolean
  createdAt: string
  updatedAt: string
}

export interface Variant {
  id: number
  title: string
  /** Decimal text in the shop's currency, as Shopify writes money: "10000.00". */
  price: string
  sku: string | null
}

export interface Product {
  id: number
  title: string
  handle: string
  descriptionHtml: string
  vendor: string
  productType: string
  status: 'ACTIVE' | 'DRAFT' | 'ARCHIVED'
  tags: string[]
  variants: Variant[]
  metafields: Metafield[]
  createdAt: string
  updatedAt: string
}

export interface OrderLine {
  id: number
  productId: number
  variantId: number
  title: string
  quantity: number
  /** How many of them were paid back; absent: none. */
  refunded?: number
  price: string
}

export interface Refund {
  id: number
  createdAt: string
  lines: { id: number; lineId: number; quantity: number }[]
}

/** Somebody or some app wants that nothing is handed over. */
export interface FulfillmentHold {
  id: number
  reason: string
  notes: string | null
  /** Empty: none. */
  handle: string
  /** Placed by the app; else by staff. */
  byApp: boolean
}

/** A part of an order that is handed over in one go. */
export interface FulfillmentOrder {
  id: number
  status: 'OPEN' | 'ON_HOLD' | 'CLOSED' | 'CANCELLED'
  lineIds: number[]
  holds: FulfillmentHold[]
}

export interface Order {
  id: number
  /** As shown to people: "#1001". */
  name: string
  number: number
  customerId: number | null
  email: string | null
  lines: OrderLine[]
  /** Absent: none. */
  refunds?: Refund[]
  /** Decimal text in the shop's currency. */
  total: string
  tags: string[]
  metafields: Metafield[]
  note: string | null
  source: 'web' | 'draft' | 'pos' | 'api'
  cancelledAt: string | null
  /** Shopify's word; absent: CUSTOMER. */
  cancelReason?: string
  /** Absent in snapshots of older dev stores. */
  fulfillment?: FulfillmentOrder[]
  createdAt: string
  updatedAt: string
}

export interface Staff {
  id: number
  firstName: string
  lastName: string
  email: string
  /** Language of the admin for this person: ja, en, zh-TW, zh-CN. */
  locale: string
  accountOwner: boolean
  collaborator: boolean
}

export interface MetafieldDefinition {
  id: number
  ownerType: string
  namespace: string
  key: string
  name: string
  description: string | null
  type: string
  validations: { name: string; value: string }[]
  access: { admin: string; storefront: string; customerAccount: string }
  capabilities: { adminFilterable: boolean; uniqueValues: boolean; smartCollectionCondition: boolean }
  constraints: { key: string; values: string[] } | null
  pinnedPosition: number | null
  /** Declared in shopify.app.toml: the API may not change it, and a reset brings it back. */
  managedByApp: boolean
}

export interface AccessToken {
  token: string
  kind: 'offline' | 'online'
  staffId: number | null
  scopes: string[]
  /** Milliseconds of the dev store's clock; null never ends. */
  expiresAt: number | null
  revoked: boolean
}

export interface RefreshToken {
  token: string
  expiresAt: number
  /** The token that replaced this one, as long as that one was not used: the lost-response rule. */
  replacedBy: string | null
  dead: boolean
}

export interface Installation {
  installed: boolean
  scopes: string[]
  tokens: AccessToken[]
  refreshTokens: RefreshToken[]
}

export interface ShopSettings {
  bucket: { maximum: number; restorePerSecond: number }
  plan: 'basic' | 'grow' | 'advanced' | 'plus' | 'development'
  /** Approval of protected customer data: without level 2 names, e-mails and phones are withheld. */
  protectedCustomerData: 'none' | 'level-1' | 'level-2'
  /** Real behaviour is not documented, so it is a switch: does an edit of a metafield send customers/update? */
  metafieldWebhooks: boolean
  /** How long a bulk operation or a query of segment members takes at least, in milliseconds. */
  bulkMs: number
  /** Nobody gets through checkout without signing in (`loginRequiredAtCheckout`). */
  customersNeedAccount: boolean
}

/** A saved segment query. Times in milliseconds: they order what was made in the same second. */
export interface Segment {
  readonly id: number
  name: string
  /** As it was sent, with the space around it. */
  query: string
  readonly createdAt: number
  editedAt: number
}

/** One line of the history, for people and for tests. */
export interface LogEntry {
  id: number
  at: string
  type: string
  /** Gid of what it happened to. */
  subject: string
  by: Actor
  detail: Record<string, unknown>
}

export interface Shop {
  domain: string
  handle: string
  id: number
  name: string
  email: string
  locale: string
  currency: string
  timeZone: string
  countryCode: string
  createdAt: string
  settings: ShopSettings
  installation: Installation
  staff: Staff[]
  customers: Map<number, Customer>
  products: Map<number, Product>
  orders: Map<number, Order>
  definitions: Map<number, MetafieldDefinition>
  shopMetafields: Metafield[]
  segments: Map<number, Segment>
  /** Ids that once belonged to a customer who is gone. */
  goneCustomers: Set<number>
  /** Outlives a reset, so that an id never means two things. */
  lastId: number
  log: LogEntry[]
}
