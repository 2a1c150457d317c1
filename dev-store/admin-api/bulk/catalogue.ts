import { gid } from '../../store/gids.ts'
import { apiError } from '../api-error.ts'
import { type Args, type Caller, text, type View } from '../context.ts'
import { page } from '../pages.ts'
import { holds, numberMatches, readSearch, type Search, type Term, textMatches, timeMatches } from '../search.ts'
import { type SearchWarning, termsOf, unknownField, unknownValue } from '../search-notes.ts'
import { bulkView } from '../views/bulk-view.ts'
import { type BulkOperation, operationsOf } from './operations.ts'

/** What the filters take; `expired` is a status and yet none of them (recorded). */
const VALUES: Record<string, readonly string[]> = {
  status: ['canceled', 'canceling', 'completed', 'created', 'failed', 'running'],
  operation_type: ['mutation', 'query'],
}
const FIELDS = new Set(['created_at', 'id', 'operation_type', 'status'])

function warningOf({ field, value }: Term): SearchWarning | undefined {
  if (field === null) return undefined
  if (!FIELDS.has(field)) return unknownField(field)
  const values = VALUES[field]
  return values && !values.includes(value.toLowerCase()) ? unknownValue(field, value) : undefined
}

function termMatches(operation: BulkOperation, term: Term): boolean {
  switch (term.field) {
    case 'status':
      return textMatches(operation.status, term.value)
    case 'operation_type':
      return textMatches(operation.type, term.value)
    case 'id':
      return numberMatches(operation.id, term)
    case 'created_at':
      return timeMatches(operation.createdAt, term)
    default:
      return true
  }
}

function check(search: Search): void {
  const wrong = termsOf(search).find((term) => term.field === 'created_at' && Number.isNaN(Date.parse(term.value)))
  if (wrong) throw apiError('Invalid timestamp for query filter `created_at`.', 'BAD_REQUEST')
}

function found(args: Args, caller: Caller): BulkOperation[] {
  const all = operationsOf(caller.shop)
  const query = text(args, 'query')
  if (!query?.trim()) return all
  const search = readSearch(query)
  check(search)
  const warnings = termsOf(search).flatMap((term) => warningOf(term) ?? [])
  caller.remark?.(query, search, warnings)
  return all.filter((one) => holds(search, (term) => termMatches(one, term)))
}

/** The operations of the shop: newest first unless reversed; by COMPLETED_AT those that never completed come last (recorded). */
export function bulkOperations(args: Args, caller: Caller): View {
  const value = (one: BulkOperation) => (args.sortKey === 'COMPLETED_AT' ? (one.completedAt ?? '') : one.createdAt)
  const sorted = [...found(args, caller)].sort((a, b) => value(b).localeCompare(value(a)) || b.id - a.id)
  return page('BulkOperation', sorted, args, (one) => bulkView(caller, one), value)
}

/** The ids of operations as an error lists them. */
export const idsOf = (operations: readonly BulkOperation[]): string => operations.map((one) => gid('BulkOperation', one.id)).join(', ')
