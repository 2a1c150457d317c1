/** What the app asks of a store; shopify.app.toml gives the reason for each, and a test holds the two together. */
export const SCOPES = [
  'read_customers',
  'write_customers',
  'read_customer_merge',
  'read_orders',
  'write_orders',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
  'read_third_party_fulfillment_orders',
  'write_third_party_fulfillment_orders',
  'write_app_proxy',
] as const

/** What the store has not granted of it. A right to write includes the right to read, and Shopify then names only the former. */
export const missingScopes = (granted: readonly string[]): readonly string[] =>
  SCOPES.filter((scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, 'write_')))
