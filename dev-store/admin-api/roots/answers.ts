import type { FieldError } from '../../store/outcome.ts'
import type { View } from '../context.ts'

/** User errors as the schema wants them; `code` stands on typed errors only, null where Shopify gives none. */
export function userErrors(errors: readonly FieldError[], typename = 'UserError', prefix: readonly string[] = []): View[] {
  return errors.map((one) => {
    const field = one.field === null ? (prefix.length ? prefix : null) : [...prefix, ...one.field]
    return { __typename: typename, field, message: one.message, code: one.code ?? null, elementIndex: null, elementKey: null }
  })
}
