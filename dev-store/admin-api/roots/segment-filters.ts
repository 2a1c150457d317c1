import { FILTERS, type Filter, filterCursor, filterNamed, filterType, placeIn } from '../../segments/filters.ts'
import { apiError, notSupported } from '../api-error.ts'
import { type Args, type Caller, number, type Root, text, type View } from '../context.ts'
import { page } from '../pages.ts'

const PAGE_MAX = 250

function filterView(filter: Filter): View {
  const range = { minRange: null, maxRange: null }
  return {
    __typename: filterType(filter),
    queryName: filter.name,
    localizedName: filter.label,
    multiValue: filter.kind === 'list',
    ...(filter.kind === 'number' || filter.kind === 'amount' ? range : {}),
  }
}

/** One page of filters; their cursors are of a kind of their own. */
function filterPage(filters: readonly Filter[], args: Args): View {
  const [first, last] = [number(args, 'first'), number(args, 'last')]
  if (first === undefined && last === undefined) throw apiError('you must provide one of first or last', 'BAD_REQUEST')
  if ((first ?? last ?? 0) > PAGE_MAX) throw apiError(`${first === undefined ? 'last' : 'first'} cannot exceed ${PAGE_MAX}`, 'BAD_REQUEST')
  const placed = (name: string) => {
    const cursor = text(args, name)
    return cursor === undefined ? undefined : placeIn(cursor)
  }
  const from = (placed('after') ?? -1) + 1
  const until = placed('before') ?? filters.length
  const start = last === undefined ? from : Math.max(from, until - last)
  const end = first === undefined ? until : Math.min(until, from + first)
  const shown = filters.slice(start, end)
  const cursors = shown.map((one, i) => filterCursor(one, start + i))
  return {
    __typename: 'SegmentFilterConnection',
    edges: () => shown.map((one, i) => ({ __typename: 'SegmentFilterEdge', cursor: cursors[i], node: filterView(one) })),
    nodes: () => shown.map(filterView),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: end < filters.length,
      hasPreviousPage: start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  }
}

const suggestions: Root = (args) => {
  const search = (text(args, 'search') ?? '').toLowerCase()
  const hit = ({ name, label }: Filter) => name.toLowerCase().includes(search) || label.toLowerCase().includes(search)
  return filterPage(FILTERS.filter(hit), args)
}

const readable = (value: string): string => value.charAt(0) + value.slice(1).toLowerCase().replaceAll('_', ' ')

/** What a filter can be compared with: the values of an enum, or what the customers of the shop have. */
function valuesOf({ shop }: Caller, name: string): string[] {
  const customers = [...shop.customers.values()]
  if (name === 'customer_tags') return [...new Set(customers.flatMap(({ tags }) => tags))]
  if (name === 'customer_countries') return [...new Set(customers.flatMap((one) => one.addresses.flatMap((a) => a.countryCode ?? [])))]
  const values = filterNamed(name)?.values
  if (!values) throw notSupported(`segmentValueSuggestions ${name}`)
  return [...values]
}

function values(args: Args, caller: Caller): View {
  const name = text(args, 'filterQueryName')
  if (name === undefined) throw notSupported('segmentValueSuggestions without filterQueryName')
  const plain = name === 'customer_tags' || name === 'customer_countries'
  const shown = valuesOf(caller, name).map((value, i) => ({ id: i + 1, queryName: value, localizedValue: plain ? value : readable(value) }))
  const search = (text(args, 'search') ?? '').toLowerCase()
  const found = shown.filter((one) => one.localizedValue.toLowerCase().includes(search) || one.queryName.toLowerCase().includes(search))
  return page('SegmentValue', found, args, ({ queryName, localizedValue }) => ({ __typename: 'SegmentValue', queryName, localizedValue }))
}

export const segmentFilterQueries: Record<string, Root> = {
  segmentFilters: (args) => filterPage(FILTERS, args),
  segmentFilterSuggestions: suggestions,
  segmentValueSuggestions: values,
  // Saved searches are older than every shop of the dev store.
  segmentMigrations: (args) => page('SegmentMigration', [], args, () => ({ __typename: 'SegmentMigration' })),
}
