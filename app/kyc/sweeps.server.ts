import { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { CustomersByDateDocument, type CustomersByDateQuery, CustomersByIdDocument } from '../shopify/operations.generated.ts'

/** Customers in one request, and requests in one list: Shopify lists 25 000 and no more (platform facts 3.2). By id one job goes on so long, in milliseconds. */
const PACE = { page: 250, pages: 100, sliceMs: 20_000 }
/** The store's index lags behind: the last mark is passed by this much, in milliseconds. */
const OVERLAP_MS = 60_000
const DAY_MS = 24 * 60 * 60_000

/** Dates with more customers than one list holds, worked off by id: all whose date lies between, both ends included, above the number `after`. */
interface Stretch {
  readonly from: number
  readonly until: number
  readonly after: string
}

/**
 * Finds customers whose webhook never came: newest first, down to the last mark, at first to the moment of installation. Where that is more
 * than Shopify lists, the rest is remembered as a stretch and worked off by id, in this job and the next ones. Only nominates; each is read
 * afresh by id. Answers how many it nominated.
 */
export async function sweep(world: World, shop: string, pace = PACE): Promise<number> {
  const client = await world.shopify(shop)
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const startedAt = world.now()
  const mark = (row.sweptUntil ?? row.installedAt).getTime() - OVERLAP_MS
  const down = await downTo(world, client, mark, pace)
  const pending = row.sweep as unknown as Stretch | null
  // A second stretch has to wait for the first: until then the mark stays.
  if (down.left === null || pending === null) {
    const sweep = pending ?? down.left
    const stored = sweep === null ? Prisma.DbNull : (sweep as unknown as Prisma.InputJsonValue)
    await world.db.shop.update({ where: { shopId: shop }, data: { sweptUntil: startedAt, sweep: stored } })
  }
  const stretch = pending ?? down.left
  return down.nominated + (stretch ? await workOff(world, client, stretch, pace) : 0)
}

/** Newest first, down to a moment; `left` is what the list did not hold. */
async function downTo(
  world: World,
  client: ShopClient,
  mark: number,
  { page: first, pages }: typeof PACE,
): Promise<{ nominated: number; left: Stretch | null }> {
  let nominated = 0
  let after: string | null = null
  let until = world.now().getTime()
  for (let page = 0; page < pages; page++) {
    const customers: CustomersByDateQuery['customers'] = (await client.request(CustomersByDateDocument, { first, after })).data.customers
    const { nodes, pageInfo } = customers
    const fresh = nodes.filter(({ updatedAt }) => Date.parse(updatedAt) >= mark)
    nominated += await write(world, (tx) => nominateAll(tx, client.shop, fresh))
    until = Date.parse(fresh.at(-1)?.updatedAt ?? new Date(until).toISOString())
    if (!pageInfo.hasNextPage || fresh.length < nodes.length) return { nominated, left: null }
    after = pageInfo.endCursor ?? null
  }
  return { nominated, left: { from: mark, until, after: '0' } }
}

/**
 * Works a stretch off in the order of numbers, which nothing changes and nobody shares, and remembers the place with each page: whoever dies
 * here goes on there. A search knows whole days only, so the dates are looked at here.
 */
async function workOff(world: World, client: ShopClient, stretch: Stretch, { page: first, sliceMs }: typeof PACE): Promise<number> {
  const ends = performance.now() + sliceMs
  const day = new Date(stretch.from - DAY_MS).toISOString().slice(0, 10)
  let nominated = 0
  let { after } = stretch
  do {
    const query = `updated_at:>='${day}' id:>${after}`
    const { nodes, pageInfo } = (await client.request(CustomersByIdDocument, { first, query })).data.customers
    const inside = nodes.filter(({ updatedAt }) => Date.parse(updatedAt) >= stretch.from && Date.parse(updatedAt) <= stretch.until)
    after = String(customerIdOf(nodes.at(-1)?.id) ?? after)
    const sweep = pageInfo.hasNextPage && nodes.length > 0 ? { ...stretch, after } : null
    nominated += await write(world, async (tx) => {
      await tx.shop.update({ where: { shopId: client.shop }, data: { sweep: sweep ?? Prisma.DbNull } })
      return nominateAll(tx, client.shop, inside)
    })
    if (sweep === null) break
  } while (performance.now() < ends)
  return nominated
}

async function nominateAll(tx: Tx, shop: string, nodes: readonly { readonly id: string }[]): Promise<number> {
  const customers = nodes.flatMap(({ id }) => customerIdOf(id) ?? [])
  await nominateMany(tx, shop, customers)
  return customers.length
}
