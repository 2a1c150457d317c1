import { checkQuery } from '../../segments/checking.ts'
import { gid, readGid } from '../../store/gids.ts'
import { type FieldError, fieldError } from '../../store/outcome.ts'
import { createSegment, deleteSegment, draftErrors, updateSegment } from '../../store/segments.ts'
import type { Segment } from '../../store/types.ts'
import { apiError } from '../api-error.ts'
import { type Args, type Caller, number, type Root, text, type View } from '../context.ts'
import { page } from '../pages.ts'
import { holds, numberMatches, readSearch, type Term } from '../search.ts'
import { termsOf, unknownField } from '../search-notes.ts'
import { segmentView } from '../views/segment-view.ts'
import { userErrors } from './answers.ts'

/** The segment an id names, if there is one. An id of another kind is an error of the whole root (recorded). */
export function segmentOf(caller: Caller, id: string): Segment | undefined {
  const read = readGid(id)
  if (read?.type !== 'Segment') throw apiError('invalid id', 'RESOURCE_NOT_FOUND')
  return caller.shop.segments.get(read.id)
}

const payload = (typename: string, segment: Segment | null, errors: readonly FieldError[]): View => ({
  __typename: typename,
  segment: segment && segmentView(segment),
  userErrors: userErrors(errors),
})

function queryErrors({ world, shop }: Caller, query: string): FieldError[] {
  const checked = checkQuery(world, shop, query)
  return 'problems' in checked ? checked.problems.map((one) => fieldError(['query'], `Query ${one}`)) : []
}

const create: Root = (args, caller) => {
  const draft = { name: text(args, 'name') ?? '', query: text(args, 'query') ?? '' }
  const wrong = draftErrors(draft)
  // The grammar is looked at only when the texts are good (recorded).
  const errors = wrong.length > 0 ? wrong : queryErrors(caller, draft.query)
  if (errors.length > 0) return payload('SegmentCreatePayload', null, errors)
  const made = createSegment(caller.world, caller.shop, draft)
  return made.ok ? payload('SegmentCreatePayload', made.value, []) : payload('SegmentCreatePayload', null, made.errors)
}

const GONE = fieldError(['id'], 'Segment does not exist')

const update: Root = (args, caller) => {
  const refuse = (errors: readonly FieldError[]) => payload('SegmentUpdatePayload', null, errors)
  const segment = segmentOf(caller, text(args, 'id') ?? '')
  if (!segment) return refuse([GONE])
  const draft = { name: text(args, 'name'), query: text(args, 'query') }
  if (draft.name === undefined && draft.query === undefined) {
    return refuse([fieldError(null, 'At least one attribute to change must be present')])
  }
  const wrong = draftErrors(draft)
  const errors = wrong.length > 0 || draft.query === undefined ? wrong : queryErrors(caller, draft.query)
  if (errors.length > 0) return refuse(errors)
  updateSegment(caller.world, caller.shop, segment, draft)
  return payload('SegmentUpdatePayload', segment, [])
}

const remove: Root = (args, caller) => {
  const segment = segmentOf(caller, text(args, 'id') ?? '')
  if (segment) deleteSegment(caller.world, caller.shop, segment)
  return {
    __typename: 'SegmentDeletePayload',
    deletedSegmentId: segment ? gid('Segment', segment.id) : null,
    userErrors: userErrors(segment ? [] : [GONE]),
  }
}

const find: Root = (args, caller) => {
  const segment = segmentOf(caller, text(args, 'id') ?? '')
  if (!segment) throw apiError('Segment does not exist', 'NOT_FOUND')
  return segmentView(segment)
}

const tokens = (words: string): string[] => words.toLowerCase().match(/[\p{L}\p{N}_]+\*?/gu) ?? []

/** True when the words of a term stand side by side in a name. A star at the end stands for any ending. */
function nameMatches(name: string, value: string): boolean {
  const has = tokens(name)
  const wanted = tokens(value)
  const fits = (word: string | undefined, want: string) => (want.endsWith('*') ? word?.startsWith(want.slice(0, -1)) : word === want)
  return has.some((_, from) => wanted.every((want, i) => fits(has[from + i], want)))
}

function termMatches(segment: Segment, term: Term): boolean {
  if (term.field === 'id') return numberMatches(segment.id, term)
  return term.field !== null && term.field !== 'name' ? true : nameMatches(segment.name, term.value)
}

function found({ shop, remark }: Caller, query: string | undefined): Segment[] {
  const all = [...shop.segments.values()]
  if (!query?.trim()) return all
  const search = readSearch(query)
  const unknown = termsOf(search).flatMap(({ field }) => (field === null || field === 'id' || field === 'name' ? [] : unknownField(field)))
  remark?.(query, search, unknown)
  return all.filter((one) => holds(search, (term) => termMatches(one, term)))
}

const SORTS: Record<string, (segment: Segment) => number> = {
  CREATION_DATE: ({ createdAt }) => createdAt,
  LAST_EDIT_DATE: ({ editedAt }) => editedAt,
}

function segments(args: Args, caller: Caller): View {
  const value = SORTS[text(args, 'sortKey') ?? ''] ?? (({ id }: Segment) => id)
  const sorted = found(caller, text(args, 'query')).sort((a, b) => value(a) - value(b) || a.id - b.id)
  return page('Segment', sorted, args, segmentView, value)
}

function count(args: Args, caller: Caller): View {
  const { size } = caller.shop.segments
  const limit = number(args, 'limit') ?? Number.POSITIVE_INFINITY
  return { __typename: 'Count', count: Math.min(size, limit), precision: size >= limit ? 'AT_LEAST' : 'EXACT' }
}

export const segmentQueries: Record<string, Root> = { segment: find, segments, segmentsCount: count }
export const segmentMutations: Record<string, Root> = { segmentCreate: create, segmentUpdate: update, segmentDelete: remove }
