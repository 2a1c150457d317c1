import { type Case, partsOf } from './case.ts'
import { missingOf } from './machine.ts'

/** The lists that staff work through; a case may be in more than one. */
export const VIEWS = ['waiting', 'returned', 'registered', 'verified', 'frozen', 'refused', 'all'] as const
export type View = (typeof VIEWS)[number]

export const isView = (value: unknown): value is View => VIEWS.includes(value as View)

/** Which lists show a case. Every case is in `all` and in at least one other: nobody falls between the lists. */
export function viewsOf(of: Case): readonly View[] {
  const states = partsOf(of.party).map((part) => of[part])
  const open = !of.refused
  const waiting = open && (states.includes('submitted') || isReady(of))
  const returned = open && states.includes('returned')
  const views: Record<Exclude<View, 'all'>, boolean> = {
    waiting,
    returned,
    // A04: registered, and what is required never came.
    registered: open && !of.verified && !of.frozen && !waiting && !returned,
    verified: of.verified && !of.frozen,
    frozen: of.frozen,
    refused: of.refused,
  }
  return VIEWS.filter((view) => view === 'all' || views[view])
}

/** Everything required was accepted, and only the approval itself is missing. */
export const isReady = (of: Case): boolean => !of.verified && !of.frozen && !of.refused && missingOf(of, 'accepted').length === 0
