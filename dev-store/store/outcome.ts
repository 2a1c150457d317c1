/** What Shopify says about one input: `field` is the path to it, `code` exists on typed user errors only. */
export interface FieldError {
  readonly field: readonly string[] | null
  readonly message: string
  readonly code?: string
}

/** Either the value or all reasons why nothing was changed. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] }

/** The good end. */
export const done = <T>(value: T): Outcome<T> => ({ ok: true, value })

/** The bad end, with every reason. */
export const refused = (...errors: readonly FieldError[]): { readonly ok: false; readonly errors: readonly FieldError[] } => ({
  ok: false,
  errors,
})

/** One reason. */
export const fieldError = (field: readonly string[] | null, message: string, code?: string): FieldError =>
  code === undefined ? { field, message } : { field, message, code }
