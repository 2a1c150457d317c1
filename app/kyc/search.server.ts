import { createHmac } from 'node:crypto'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import { type Asked, type Named, piecesOf } from './pieces.ts'

/** Hashes pieces with a key of the shop: who has the database and not the key cannot tell a name from them, and with the key they are forgotten. */
async function hasher(world: World, shop: string): Promise<(piece: string) => number> {
  const key = await world.keyring.lookup(shop, 'search')
  return (piece) => createHmac('sha256', key).update(piece).digest().readInt32BE(0)
}

/** The hashes by which a customer is found, sorted, each once. */
export async function hashesOf(world: World, shop: string, of: Named): Promise<readonly number[]> {
  const hash = await hasher(world, shop)
  return [...new Set(piecesOf(of).map(hash))].sort((a, b) => a - b)
}

/**
 * Lets a customer be found by what the store has just told; nothing of the texts is kept. Writes only what is new, and nothing for who has no
 * case, or had one that is being erased (docs/decisions/0010-search-by-keyed-pieces.md).
 */
export async function letBeFound(world: World, shop: string, customer: bigint, of: Named): Promise<void> {
  const pieces = [...(await hashesOf(world, shop, of))]
  await world.db.$executeRaw`
    insert into kyc_search (shop_id, customer_id, pieces)
    select shop_id, customer_id, ${pieces}::int[] from kyc_cases
    where shop_id = ${shop} and customer_id = ${customer} and not gone
      and not exists (select 1 from kyc_search where shop_id = ${shop} and customer_id = ${customer} and pieces = ${pieces}::int[])
    for key share
    on conflict (shop_id, customer_id) do update set pieces = excluded.pieces`
}

/** Lets a customer be found no more. */
export const letBeForgotten = (tx: Tx, shop: string, customer: bigint): Promise<unknown> =>
  tx.kycSearch.deleteMany({ where: { shopId: shop, customerId: customer } })

/** Somebody whom the index names. `sure`: by something that cannot lie; else the texts must be looked at. */
export interface Candidate {
  readonly customer: bigint
  readonly sure: boolean
}

/**
 * Among so many of the newest customers a page of a very common name is found by looking at each; and so many customers with the same pieces
 * are common: walking from the newest down then meets a page of them soon.
 */
const PACE = { newest: 5000, common: 1000 }

/**
 * Whom the index names, the newest customers first, at most `limit`, only below `under`. PostgreSQL cannot know which hash is rare: it would
 * walk a million customers backwards for a name that nobody bears, and intersect long lists of the index for one that many bear. So it is
 * told: look at the newest, then ask the index for so many that a walk would be short, then walk. What cannot lie is always rare.
 */
export async function candidates(
  world: World,
  shop: string,
  asked: Asked,
  limit: number,
  under: bigint | null,
  pace = PACE,
): Promise<Candidate[]> {
  if (asked.sure.length + asked.pieces.length === 0) return []
  const hash = await hasher(world, shop)
  const below = under === null ? Prisma.empty : Prisma.sql`and customer_id < ${under}`
  const sure =
    asked.sure.length === 0 ? Prisma.sql`false` : Prisma.sql`shop_id = ${shop} and pieces && ${asked.sure.map(hash)}::int[] ${below}`
  const named =
    asked.pieces.length === 0 ? Prisma.sql`false` : Prisma.sql`shop_id = ${shop} and pieces @> ${asked.pieces.map(hash)}::int[] ${below}`
  const rows = await world.db.$queryRaw<{ customer_id: bigint; sure: boolean }[]>`
    with surely as materialized (select customer_id from kyc_search where ${sure}),
      newest as materialized (
        select customer_id from (
          select * from kyc_search where shop_id = ${shop} ${below} order by customer_id desc limit ${pace.newest}
        ) as last where ${named} order by customer_id desc limit ${limit}),
      rare as materialized (
        select customer_id from kyc_search where (select count(*) from newest) < ${limit} and ${named} limit ${pace.common}),
      common as (
        select customer_id from kyc_search where (select count(*) from rare) = ${pace.common} and ${named}
        order by customer_id desc limit ${limit})
    select customer_id, bool_or(sure) as sure from (
      select customer_id, true as sure from surely
      union all select customer_id, false from newest where (select count(*) from newest) = ${limit}
      union all select customer_id, false from rare where (select count(*) from rare) < ${pace.common}
      union all select customer_id, false from common
    ) as found group by customer_id order by customer_id desc limit ${limit}`
  return rows.map((row) => ({ customer: row.customer_id, sure: row.sure }))
}
