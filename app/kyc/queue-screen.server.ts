import type { World } from '../platform/world.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { findPeople, type Names, namesOf } from './people.server.ts'
import { counts, type From, type QueuePage, queueOf, queuePage } from './queue.server.ts'
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

/** Reads a page of a list, or searches all cases by name or e-mail in the store. Never rejects for the store's sake. */
export async function queueScreen(
  world: World,
  shop: string,
  { view, query, from }: { readonly view: View; readonly query: string; readonly from: From },
): Promise<QueueScreen> {
  const [page, figures, facts] = await Promise.all([
    query === '' ? queuePage(world, shop, view, from).then((rows) => ({ ...rows, ...ANSWERED })) : found(world, shop, query),
    counts(world, shop),
    factsOf(world, shop),
  ])
  const names = await namesOf(
    world,
    shop,
    page.rows.map(({ customer }) => customer),
  )
  return { ...page, view, query, counts: figures.views, names, namesWithheld: facts.namesWithheld, now: world.now() }
}

const ANSWERED = { more: false, unanswered: false } as const

async function found(world: World, shop: string, query: string): Promise<QueuePage & Pick<QueueScreen, 'more' | 'unanswered'>> {
  const people = await findPeople(world, shop, query)
  const pages = { next: null, previous: null }
  if (people === 'unread') return { rows: [], ...pages, more: false, unanswered: true }
  return { rows: await queueOf(world, shop, people.customers), ...pages, more: people.more, unanswered: false }
}
