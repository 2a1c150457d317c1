import type { KycCase } from '../../generated/prisma/client.ts'
import { nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { CustomersByDateDocument, type CustomersByDateQuery, ReadCustomersDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import { differs, isUnmet } from './nominees.ts'
import type { Base, Leave } from './protocol.ts'
import { toCase } from './rows.server.ts'
import { isState, toReading } from './store.server.ts'
import { wordingsOf } from './wordings.ts'

const PAGE = 100
const PAGES_MAX = 250
/** `updated_at` in a search is a whole day, and its index lags: the last mark is passed by this much, in milliseconds. */
const OVERLAP_MS = 60_000
/** Decisions this fresh are still watched: staff correct themselves. */
const RECENT_MS = 24 * 60 * 60_000

/**
 * Finds customers whose webhook never came: newest first, down to the last mark. Only nominates; each is read afresh by id.
 * Answers how many it nominated.
 */
export async function sweep(world: World, shop: string): Promise<number> {
  const client = await world.shopify(shop)
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const startedAt = world.now()
  const until = row.sweptUntil ? row.sweptUntil.getTime() - OVERLAP_MS : Number.NEGATIVE_INFINITY
  let nominated = 0
  let after: string | null = null
  for (let page = 0; page < PAGES_MAX; page++) {
    const customers: CustomersByDateQuery['customers'] = (
      await client.request(CustomersByDateDocument, { first: PAGE, after, query: null })
    ).data.customers
    const fresh = customers.nodes.filter(({ updatedAt }) => Date.parse(updatedAt) >= until)
    nominated += await nominateAll(
      world,
      shop,
      fresh.map(({ id }) => id),
    )
    if (!customers.pageInfo.hasNextPage || fresh.length < customers.nodes.length) break
    after = customers.pageInfo.endCursor
  }
  await world.db.shop.update({ where: { shopId: shop }, data: { sweptUntil: startedAt } })
  return nominated
}

/**
 * Looks at every open or recently decided case by id, because a metafield edit may raise no webhook and touch no date (design.md section 4).
 * Nominates those that differ from what was last confirmed. Answers how many.
 */
export async function watch(world: World, shop: string): Promise<number> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const wordings = wordingsOf(readSettings(row.settings))
  const since = new Date(world.now().getTime() - RECENT_MS)
  const client = await world.shopify(shop)
  let nominated = 0
  let after = 0n
  for (;;) {
    const cases = await world.db.kycCase.findMany({
      where: {
        shopId: shop,
        gone: false,
        customerId: { gt: after },
        OR: [
          { verified: false },
          { frozen: true },
          { decidedAt: { gte: since } },
          { changedAt: { gte: since } },
          // Whatever became of the job that was to come.
          { denyPending: true },
          { wakeAt: { lt: world.now() } },
        ],
      },
      orderBy: { customerId: 'asc' },
      take: PAGE,
    })
    const last = cases.at(-1)
    if (!last) return nominated
    after = last.customerId
    const ids = cases.map(({ customerId }) => `gid://shopify/Customer/${customerId}`)
    const { data } = await client.request(ReadCustomersDocument, { ids })
    const differing = cases.filter((each, index) => {
      const state = data.nodes[index]
      if (!isState(state)) return true
      const reading = toReading(state, wordings, 0)
      const { base, leave } = each as unknown as { base: Base | null; leave: readonly Leave[] | null }
      // A job that was to see to it may have given up.
      return overdue(each, world.now()) || differs(base, reading) || isUnmet(toCase(each), leave ?? [], reading)
    })
    nominated += await nominateAll(
      world,
      shop,
      differing.map(({ customerId }) => String(customerId)),
    )
  }
}

const overdue = ({ wakeAt, denyPending }: KycCase, now: Date): boolean => denyPending || (wakeAt !== null && wakeAt < now)

async function nominateAll(world: World, shop: string, ids: readonly string[]): Promise<number> {
  const customers = ids.flatMap((id) => customerIdOf(id) ?? [])
  if (customers.length > 0) await write(world, (tx) => nominateMany(tx, shop, customers))
  return customers.length
}
