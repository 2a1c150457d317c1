import { type KycCase, Prisma } from '../../generated/prisma/client.ts'
import { nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { customerGid } from '../shopify/gid.ts'
import { ReadCustomersDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import { differs, isUnmet } from './nominees.ts'
import type { Base, Leave } from './protocol.ts'
import { toCase } from './rows.server.ts'
import { isState, toReading, type Wordings } from './store.server.ts'
import { wordingsOf } from './wordings.ts'

/** Customers in one request. */
const PAGE = 100
/** Customers whose numbers are in memory at once. */
const STRETCH = 5000
/** Decisions this fresh are still watched: staff correct themselves. */
const RECENT_MS = 24 * 60 * 60_000
/** So many of those whom nothing presses have their turn in one round. */
const TURN = 1000

// The condition of the index kyc_cases_open (migration "million"), word for word: handed in and not done with, locked, or with a denial on its way.
const OPEN = Prisma.sql`(deny_pending or frozen or refused or identity in ('submitted', 'returned') or corporate in ('submitted', 'returned')
  or (not verified and (identity <> 'none' or corporate <> 'none')))`

/** Who must be looked at in every round, in the order of their numbers: open cases, those that changed lately, those that should have woken. */
export const pressingQuery = (shop: string, after: bigint, now: Date): Prisma.Sql => Prisma.sql`
  (select customer_id from kyc_cases where shop_id = ${shop} and not gone and ${OPEN} and customer_id > ${after} order by customer_id limit ${STRETCH})
  union
  (select customer_id from kyc_cases
    where shop_id = ${shop} and not gone and (decided_at is not null or changed_at > opened_at)
      and changed_at >= ${new Date(now.getTime() - RECENT_MS)}::timestamp and customer_id > ${after} order by customer_id limit ${STRETCH})
  union
  (select customer_id from kyc_cases
    where shop_id = ${shop} and not gone and wake_at is not null and wake_at < ${now}::timestamp and customer_id > ${after} order by customer_id limit ${STRETCH})
  order by customer_id limit ${STRETCH}`

/** Whose turn it is among the others who are not verified: a switch thrown by hand on one who never handed anything in is found too, in time. */
export const turnQuery = (shop: string, after: bigint): Prisma.Sql => Prisma.sql`
  select customer_id from kyc_cases where shop_id = ${shop} and not gone and not verified and not ${OPEN} and customer_id > ${after}
  order by customer_id limit ${TURN}`

/**
 * Looks at every open or lately decided case by id, because a metafield edit may raise no webhook and touch no date (design.md section 4), and
 * at some of the others in turns. Nominates those that differ from what was last confirmed. Answers how many.
 */
export async function watch(world: World, shop: string): Promise<number> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const watcher = { world, shop, wordings: wordingsOf(readSettings(row.settings)), client: await world.shopify(shop) }
  let nominated = 0
  for (let after = 0n; ; ) {
    const customers = await idsOf(world, pressingQuery(shop, after, world.now()))
    nominated += await look(watcher, customers)
    after = customers.at(-1) ?? after
    if (customers.length < STRETCH) break
  }
  const turn = await idsOf(world, turnQuery(shop, row.watchedUntil))
  nominated += await look(watcher, turn)
  const watchedUntil = turn.length < TURN ? 0n : (turn.at(-1) ?? 0n)
  await world.db.shop.update({ where: { shopId: shop }, data: { watchedUntil } })
  return nominated
}

const idsOf = async (world: World, query: Prisma.Sql): Promise<bigint[]> =>
  (await world.db.$queryRaw<{ customer_id: bigint }[]>(query)).map((row) => row.customer_id)

interface Watcher {
  readonly world: World
  readonly shop: string
  readonly wordings: Wordings
  readonly client: ShopClient
}

/** Reads these customers and nominates those that differ; says how many. */
async function look({ world, shop, wordings, client }: Watcher, customers: readonly bigint[]): Promise<number> {
  let nominated = 0
  for (let from = 0; from < customers.length; from += PAGE) {
    const customerId = { in: customers.slice(from, from + PAGE) }
    const cases = await world.db.kycCase.findMany({ where: { shopId: shop, gone: false, customerId } })
    if (cases.length === 0) continue
    const { data } = await client.request(ReadCustomersDocument, { ids: cases.map((each) => customerGid(each.customerId)) })
    const differing = cases.filter((each, index) => {
      const state = data.nodes[index]
      if (!isState(state)) return true
      const reading = toReading(state, wordings, 0)
      const { base, leave } = each as unknown as { base: Base | null; leave: readonly Leave[] | null }
      // A job that was to see to it may have given up.
      return overdue(each, world.now()) || differs(base, reading) || isUnmet(toCase(each), leave ?? [], reading)
    })
    const nominees = differing.map((each) => each.customerId)
    if (nominees.length > 0) await write(world, (tx) => nominateMany(tx, shop, nominees))
    nominated += nominees.length
  }
  return nominated
}

const overdue = ({ wakeAt, denyPending }: KycCase, now: Date): boolean => denyPending || (wakeAt !== null && wakeAt < now)
