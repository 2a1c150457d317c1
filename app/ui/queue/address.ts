import { isView, type View } from '../../kyc/views.ts'

/** Which page of which list, or which search. */
export interface QueueAsk {
  readonly view: View
  readonly query: string
  readonly from: { readonly after: string } | { readonly before: string } | null
}

/** Reads the address of the queue; whatever is no list is the first one. */
export function readQueueAsk(params: URLSearchParams): QueueAsk {
  const view = params.get('view')
  const after = params.get('after')
  const before = params.get('before')
  return {
    view: isView(view) ? view : 'waiting',
    query: (params.get('q') ?? '').trim().slice(0, 100),
    from: after ? { after } : before ? { before } : null,
  }
}

/** The address of a page of a list. */
export function queueAddress(ask: { view: View; query?: string; after?: string | null; before?: string | null }): string {
  const params = new URLSearchParams({ view: ask.view })
  if (ask.query) params.set('q', ask.query)
  if (ask.after) params.set('after', ask.after)
  if (ask.before) params.set('before', ask.before)
  return `/app/cases?${params}`
}
