/** `gid://shopify/Customer/123` for 123n. */
export const customerGid = (customer: bigint): string => `gid://shopify/Customer/${customer}`

/** The number in a customer's gid or in a bare id; null for anything else. */
export const customerIdOf = (value: unknown): bigint | null => resourceIdOf('Customer', value)

/** `gid://shopify/Order/123` for 123n. */
export const orderGid = (order: bigint): string => `gid://shopify/Order/${order}`

/** The number in an order's gid or in a bare id; null for anything else. */
export const orderIdOf = (value: unknown): bigint | null => resourceIdOf('Order', value)

/** The number in the gid of a kind of resource, or in a bare id; null for anything else. Shopify's ids fit in 64 bits. */
export function resourceIdOf(kind: string, value: unknown): bigint | null {
  const [, named, digits] = /^(?:gid:\/\/shopify\/(\w+)\/)?(\d{1,19})$/.exec(String(value ?? '')) ?? []
  if (digits === undefined || (named !== undefined && named !== kind)) return null
  const id = BigInt(digits)
  return id > 9223372036854775807n ? null : id
}
