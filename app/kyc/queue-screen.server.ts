import type { World } from '../platform/world.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { findPeople, type Names, namesOf } from './people.server.ts'
import { type From, type QueuePage, queueOf, queuePage, viewCounts } from './queue.server.ts'
import type { View } from './views.ts'

/** One page of a list, or what a search found, with everything beside it. */
export interface QueueScreen extends QueuePage {
  readonly view: View
  /** What was searched for; empty: a list is shown. */
  readonly query: string
  /** A search found more than is shown. */
  readonly more: boolean
  /** The store was asked and did not answer, or does not let us search. */
  readonly unanswered: boolean
  readonly counts: Readonly<Record<View, number>>
  readonly names: Names
  readonly namesWithheld: boolean
  readonly now: Date
}

/** Reads a page of a list, or searches all cases for a person. Never rejects for the store's sake. */
export async function queueScreen(
  world: World,
  shop: string,
  { view, query, from }: { readonly view: View; readonly query: string; readonly from: From },
): Promise<QueueScreen> {
  const [page, figures, facts] = await Promise.all([
    query === '' ? listed(world, shop, view, from) : found(world, shop, query),
    viewCounts(world, shop),
    factsOf(world, shop),
  ])
  return { ...page, view, query, counts: figures, namesWithheld: facts.namesWithheld, now: world.now() }
}

type Page = QueuePage & Pick<QueueScreen, 'names' | 'more' | 'unanswered'>

async function listed(world: World, shop: string, view: View, from: From): Promise<Page> {
  const page = await queuePage(world, shop, view, from)
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
