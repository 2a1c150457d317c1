/** How many digits a currency has behind the point: 0 for JPY, 2 for most. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** An amount as Shopify writes it ("18000.0") in the smallest unit of its currency; half a unit counts as one. Throws when it is no amount. */
export function minorUnits(amount: string, currency: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount) ?? []
  if (whole === '') throw new TypeError('not an amount')
  const digits = digitsOf(currency)
  const exact = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  const units = exact + (Number(fraction[digits] ?? '0') >= 5 ? 1n : 0n)
  return sign === '-' ? -units : units
}

/** The amount in plain digits, as a table holds it: 1234n of USD is "12.34". */
export function plainAmount(units: bigint, currency: string): string {
  const digits = digitsOf(currency)
  if (digits === 0) return units.toString()
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
