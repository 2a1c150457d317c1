import { apiError } from './api-error.ts'
import { type Args, type View, WHOLE } from './context.ts'

/** Shopify's cursors: base64 of the last id and the last value of the sort key. */
const cursorOf = (id: number, value: string | number): string =>
  Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64')

function idIn(cursor: string, argument: string): number {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as { last_id?: unknown }
    if (typeof read.last_id === 'number') return read.last_id
  } catch {
    // falls through to the one message
  }
  throw apiError(`Invalid cursor for current pagination sort.`, 'BAD_REQUEST', { argument })
}

const PAGE_MAX = 250

function check(args: Args, most: number): void {
  const { first, last } = args
  if (typeof first !== 'number' && typeof last !== 'number') {
    throw apiError('you must provide one of first or last', 'BAD_REQUEST')
  }
  if (typeof first === 'number' && typeof last === 'number') {
    throw apiError('providing both first and last is not supported', 'BAD_REQUEST')
  }
  for (const [name, n] of [
    ['first', first],
    ['last', last],
  ] as const) {
    if (typeof n !== 'number') continue
    if (n < 0) throw apiError(`${name} cannot be negative`, 'BAD_REQUEST')
    if (n > most) throw apiError(`${name} cannot exceed ${most}`, 'BAD_REQUEST')
  }
}

function whole<T>(type: string, records: readonly T[], view: (record: T) => View): View {
  const edges = (from: number, until: number) =>
    records.slice(from, until).map((one) => ({ __typename: `${type}Edge`, cursor: null, node: view(one) }))
  const pageInfo = { __typename: 'PageInfo', hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }
  return { __typename: `${type}Connection`, edges: () => edges(0, records.length), pageInfo, [WHOLE]: { count: records.length, edges } }
}

/** One page of records that are already filtered and in order, as a connection of at most `most` at a time. `reverse` is honoured here. */
export function page<T extends { id: number }>(
  type: string,
  records: readonly T[],
  args: Args,
  view: (record: T) => View,
  sortValue: (record: T) => string | number = (record) => record.id,
  most = PAGE_MAX,
): View {
  if (args[WHOLE]) return whole(type, args.reverse === true ? [...records].reverse() : records, view)
  check(args, most)
  const ordered = args.reverse === true ? [...records].reverse() : records
  const position = (cursor: unknown, name: string) => {
    if (typeof cursor !== 'string') return undefined
    const id = idIn(cursor, name)
    const at = ordered.findIndex((one) => one.id === id)
    return at === -1 ? undefined : at
  }
  const from = (position(args.after, 'after') ?? -1) + 1
  const until = position(args.before, 'before') ?? ordered.length
  const first = typeof args.first === 'number' ? args.first : undefined
  const last = typeof args.last === 'number' ? args.last : undefined
  const start = last === undefined ? from : Math.max(from, until - last)
  const end = first === undefined ? until : Math.min(until, from + first)
  const shown = ordered.slice(start, end)
  const cursors = shown.map((one) => cursorOf(one.id, sortValue(one)))
  return {
    __typename: `${type}Connection`,
    edges: () => shown.map((one, i) => ({ __typename: `${type}Edge`, cursor: cursors[i], node: view(one) })),
    nodes: () => shown.map(view),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: end < ordered.length,
      hasPreviousPage: start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  }
}
