import type { Part, Party } from './case.ts'
import { isView, type View } from './views.ts'

/** What narrows a list. */
export interface QueueFilter {
  readonly party: Party | null
  /** The part that waits, or was returned. Lists of work only. */
  readonly part: Part | null
  /** Only cases that have waited longer than the shop allows. Lists of work only. */
  readonly late: boolean
  /** Cases that the asker works on, or that nobody does. Lists of work only. */
  readonly claim: 'mine' | 'free' | null
  /** Only whose papers run out soon, in the order of the days. The verified only. */
  readonly expiring: boolean
}

export const NO_FILTER: QueueFilter = { party: null, part: null, late: false, claim: null, expiring: false }

/** Lists whose cases wait for somebody: they are short, and can be narrowed by more than the party. */
export const isWork = (view: View): boolean => view === 'waiting' || view === 'returned'

const PARTIES: readonly Party[] = ['none', 'individual', 'corporation']
const PARTS: readonly Part[] = ['identity', 'corporate']
const CLAIMS = ['mine', 'free'] as const

/** Reads a filter out of an address; what does not narrow this list is left out. */
export function readFilter(view: View, params: URLSearchParams): QueueFilter {
  const one = <T extends string>(known: readonly T[], name: string): T | null => known.find((each) => each === params.get(name)) ?? null
  const party = one(PARTIES, 'party')
  if (view === 'verified') return { ...NO_FILTER, party, expiring: params.get('expiring') === '1' }
  if (!isWork(view)) return { ...NO_FILTER, party }
  return { ...NO_FILTER, party, part: one(PARTS, 'part'), late: params.get('late') === '1', claim: one(CLAIMS, 'claim') }
}

/** The words of an address for a list and a filter: always in the same order, so that equal ones are equal texts. */
export function listAddress(view: View, filter: QueueFilter = NO_FILTER): string {
  const params = new URLSearchParams({ view })
  if (filter.party) params.set('party', filter.party)
  if (filter.part) params.set('part', filter.part)
  if (filter.late) params.set('late', '1')
  if (filter.claim) params.set('claim', filter.claim)
  if (filter.expiring) params.set('expiring', '1')
  return params.toString()
}

/** The list and filter of an address; what is no list is the first one. */
export function readList(params: URLSearchParams): { readonly view: View; readonly filter: QueueFilter } {
  const asked = params.get('view')
  const view = isView(asked) ? asked : 'waiting'
  return { view, filter: readFilter(view, params) }
}

export const isFiltered = (filter: QueueFilter): boolean =>
  filter.party !== null || filter.part !== null || filter.late || filter.claim !== null || filter.expiring
