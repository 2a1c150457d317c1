/** Why Shopify would refuse a value for one of its scalars, or undefined; `coercion` marks errors of custom scalars. */
export function scalarProblem(typeName: string, value: unknown): { explanation: string; coercion: boolean } | undefined {
  const shown = typeof value === 'string' ? value : JSON.stringify(value)
  const plain = () => ({ explanation: `Could not coerce value ${JSON.stringify(value)} to ${typeName}`, coercion: false })
  const custom = (explanation: string) => ({ explanation, coercion: true })
  switch (typeName) {
    case 'String':
    case 'HTML':
    case 'FormattedString':
      return typeof value === 'string' ? undefined : plain()
    case 'Int':
      return Number.isInteger(value) && Math.abs(value as number) <= 2147483648 ? undefined : plain()
    case 'Float':
      return typeof value === 'number' ? undefined : plain()
    case 'Boolean':
      return typeof value === 'boolean' ? undefined : plain()
    case 'ID':
      return typeof value === 'string' && /^gid:\/\/[^/]+\/[^/]+\/.+/.test(value) ? undefined : custom(`Invalid global id '${shown}'`)
    case 'DateTime':
      return typeof value === 'string' && isDateTime(value) ? undefined : custom(`invalid DateTime '${shown}'`)
    case 'Date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? undefined : custom(`invalid Date '${shown}'`)
    case 'Decimal':
    case 'Money':
      return /^[+-]?\d*\.?\d+$/.test(String(value)) ? undefined : custom(`invalid decimal '${shown}'`)
    case 'UnsignedInt64':
      return /^\d+$/.test(String(value)) ? undefined : custom(`invalid unsigned 64-bit integer '${shown}'`)
    case 'URL':
      return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(value) ? undefined : custom(`Invalid url '${shown}', missing scheme`)
    default:
      return undefined
  }
}

const isDateTime = (text: string) =>
  /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text) && !Number.isNaN(Date.parse(text))
