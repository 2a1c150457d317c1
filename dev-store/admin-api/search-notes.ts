import type { Search, Term } from './search.ts'

/** What Shopify remarks about a search of which it could not use everything. */
export interface SearchWarning {
  readonly field: string
  readonly message: string
  readonly code: 'invalid_field' | 'invalid_value'
}
/** One entry of `extensions.search`. */
export interface SearchNote {
  readonly path: readonly string[]
  readonly query: string
  readonly parsed: unknown
  readonly warnings: readonly SearchWarning[]
}

/** A field that this search does not know. Shopify ignores the term: it finds more than was asked for, and only the note says so (recorded). */
export const unknownField = (field: string): SearchWarning => ({
  field,
  message: 'Invalid search field for this query.',
  code: 'invalid_field',
})

/** A value outside of the few that the field takes. Nothing is found (recorded). */
export const unknownValue = (field: string, value: string): SearchWarning => ({
  field,
  message: `Input \`${value}\` is not an accepted value.`,
  code: 'invalid_value',
})

const RANGES = { '<': 'range_lt', '<=': 'range_lte', '>': 'range_gt', '>=': 'range_gte' } as const

function termShown({ field, comparison, value, quoted }: Term): Record<string, string> {
  const name = comparison === '=' ? (quoted ? 'match_phrase' : 'match_all') : RANGES[comparison]
  return { field: field ?? 'default', [name]: value }
}

/** A search as Shopify prints that it understood it. */
export function parsed(search: Search): unknown {
  if ('term' in search) return termShown(search.term)
  if ('not' in search) return { not: parsed(search.not) }
  return 'and' in search ? { and: search.and.map(parsed) } : { or: search.or.map(parsed) }
}

/** Every term, in the order of writing. */
export function termsOf(search: Search): Term[] {
  if ('term' in search) return [search.term]
  if ('not' in search) return termsOf(search.not)
  return ('and' in search ? search.and : search.or).flatMap(termsOf)
}
