import type { Case } from '../../kyc/case.ts'
import { isWork, listAddress, NO_FILTER, type QueueFilter, readList } from '../../kyc/filters.ts'
import { type View, viewsOf } from '../../kyc/views.ts'

/** Which page of which list, narrowed by what, or which search. */
export interface QueueAsk {
  readonly view: View
  readonly filter: QueueFilter
  readonly query: string
  readonly from: { readonly after: string } | { readonly before: string } | null
}

/** Reads the address of the queue; whatever is no list is the first one. */
export function readQueueAsk(params: URLSearchParams): QueueAsk {
  const after = params.get('after')
  const before = params.get('before')
  return {
    ...readList(params),
    query: (params.get('q') ?? '').trim().slice(0, 100),
    from: after ? { after } : before ? { before } : null,
  }
}

interface Ask {
  readonly view: View
  readonly filter?: QueueFilter
  readonly query?: string
  readonly after?: string | null
  readonly before?: string | null
}

/** The address of a page of a list. */
export function queueAddress({ view, filter = NO_FILTER, query, after, before }: Ask): string {
  const params = new URLSearchParams(listAddress(view, filter))
  if (query) params.set('q', query)
  if (after) params.set('after', after)
  if (before) params.set('before', before)
  return `/app/cases?${params}`
}

/** The address of a case, which remembers the list that it was opened from. */
export const caseAddress = (customer: bigint, { view, filter }: Pick<QueueAsk, 'view' | 'filter'>): string =>
  `/app/cases/${customer}?${listAddress(view, filter)}`

/** The list that an address remembers, in its canonical words; null where it remembers none. */
export function rememberedList(params: URLSearchParams): string | null {
  if (!params.has('view')) return null
  const { view, filter } = readList(params)
  return listAddress(view, filter)
}

/** The address that leads on from a case to the next of a list. */
export const nextAddress = (after: bigint, list: string | null): string =>
  `/app/cases/next?after=${after}&${list ?? listAddress('waiting')}`

/**
 * Where a decision leads: on, when it has ended the work on the case, or this member's part of it, and the case was opened from a list of work.
 */
export function leadsOn(customer: bigint, of: Case, list: string, proposed: boolean): string | undefined {
  const { view } = readList(new URLSearchParams(list))
  const over = proposed || !viewsOf(of).includes('waiting')
  return list !== '' && isWork(view) && over ? nextAddress(customer, list) : undefined
}
