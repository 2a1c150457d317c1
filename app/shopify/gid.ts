/** `gid://shopify/Customer/123` for 123n. */
export const customerGid = (customer: bigint): string => `gid://shopify/Customer/${customer}`

/** The number in a customer's gid or in a bare id; null for anything else. Shopify's ids fit in 64 bits. */
export function customerIdOf(value: unknown): bigint | null {
  const digits = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,19})$/.exec(String(value ?? ''))?.[1]
  return digits === undefined || BigInt(digits) > 9223372036854775807n ? null : BigInt(digits)
}
