import type { SavedView } from '../desk/saved-views.server.ts'
import type { World } from '../platform/world.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { expiringPage } from './expiring-list.server.ts'
import type { QueueFilter } from './filters.ts'
import { findPeople, type Names, namesOf } from './people.server.ts'
import { type From, figuresAndLists, type QueuePage, queueOf, queuePage } from './queue.server.ts'
import type { View } from './views.ts'

/** One page of a list, or what a search found, with everything beside it. */
export interface QueueScreen extends QueuePage {
  readonly view: View
  readonly filter: QueueFilter
  /** What was searched for; empty: a list is shown. */
  readonly query: string
  /** A search found more than is shown. */
  readonly more: boolean
  /** The store was asked and did not answer, or does not let us search. */
  readonly unanswered: boolean
  readonly counts: Readonly<Record<View, number>>
  readonly names: Names
  readonly namesWithheld: boolean
  readonly saved: readonly SavedView[]
  /** Who asks: a claim of this member is one's own. */
  readonly me: bigint
  readonly serviceHours: number
  readonly now: Date
}

interface Ask {
  readonly view: View
  readonly filter: QueueFilter
  readonly query: string
  readonly from: From
  readonly me: bigint
  readonly serviceHours: number
}

/** Reads a page of a list, or searches all cases for a person. Never rejects for the store's sake. */
export async function queueScreen(world: World, shop: string, ask: Ask): Promise<QueueScreen> {
  const { view, filter, query, me, serviceHours } = ask
  const [page, { views, saved }, facts] = await Promise.all([
    query === '' ? listed(world, shop, ask) : found(world, shop, query),
    figuresAndLists(world, shop),
    factsOf(world, shop),
  ])
  const beside = { counts: views, saved, namesWithheld: facts.namesWithheld, me, serviceHours, now: world.now() }
  return { ...page, ...beside, view, filter, query }
}

type Page = QueuePage & Pick<QueueScreen, 'names' | 'more' | 'unanswered'>

async function listed(world: World, shop: string, { view, filter, from, me, serviceHours }: Ask): Promise<Page> {
  const narrowed = { filter, me, serviceHours, now: world.now() }
  const page = await (filter.expiring ? expiringPage(world, shop, from, narrowed) : queuePage(world, shop, view, from, narrowed))
  const customers = page.rows.map(({ customer }) => customer)
  return { ...page, names: await namesOf(world, shop, customers), more: false, unanswered: false }
}

async function found(world: World, shop: string, query: string): Promise<Page> {
  const people = await findPeople(world, shop, query)
  const pages = { next: null, previous: null }
  if (people === 'unread') return { rows: [], ...pages, names: {}, more: false, unanswered: true }
  const { customers, names, more } = people
  return { rows: await queueOf(world, shop, customers), ...pages, names, more, unanswered: false }
}
