import { type LedgerEntry, Prisma } from '../../generated/prisma/client.ts'
import type { World } from '../platform/world.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import type { Asked, Place } from './asked.ts'
import type { EntryKind, Sealed } from './entries.ts'
import { entryOpener } from './record.server.ts'

/** A row of the ledger, opened. */
export interface Entry extends Sealed {
  readonly number: bigint
  readonly kind: EntryKind
  readonly orderName: string
  readonly corrects: bigint | null
  readonly tradedOn: string
  readonly quantity: number
  readonly price: bigint
  readonly currency: string
  readonly customer: bigint | null
  readonly verified: boolean
  readonly method: string | null
}

type Row = Omit<Entry, keyof Sealed> & Pick<LedgerEntry, 'sealed'>

/** Days and numbers of the pages that this asks for, in order. Exported for the test of its plan. */
export function pageQuery(shop: string, { from, to, shown, customer }: Asked, after: Place | null, limit: number): Prisma.Sql {
  const narrowed = {
    all: Prisma.empty,
    unidentified: Prisma.sql`and not verified`,
    corrections: Prisma.sql`and corrects is not null`,
  }[shown]
  const whose = customer === null ? Prisma.empty : Prisma.sql`and customer_id = ${customer}`
  const rest = after === null ? Prisma.empty : Prisma.sql`and (traded_on, number) > (${after.tradedOn}, ${after.number})`
  return Prisma.sql`
    select number, kind, order_name as "orderName", corrects, traded_on as "tradedOn", quantity, price, currency, customer_id as customer,
      verified, method, sealed
    from ledger_entries where shop_id = ${shop} and traded_on >= ${from} and traded_on <= ${to} ${whose} ${narrowed} ${rest}
    order by traded_on, number limit ${limit}`
}

/** Rows of the ledger in order, from a place on. */
export async function entriesOf(world: World, shop: string, asked: Asked, after: Place | null, limit: number): Promise<Entry[]> {
  const rows = await world.db.$queryRaw<Row[]>(pageQuery(shop, asked, after, limit))
  const open = await entryOpener(world, shop)
  return rows.map((row) => {
    const { sealed: _, ...rest } = row
    return { ...rest, ...open(row) }
  })
}

/** How many rows are asked for; with a place, of those up to there. */
export async function countOf(
  world: World,
  shop: string,
  { from, to, shown, customer }: Asked,
  upTo: Place | null = null,
): Promise<number> {
  return world.db.ledgerEntry.count({
    where: {
      shopId: shop,
      tradedOn: { gte: from, lte: to },
      ...(upTo ? { OR: [{ tradedOn: { lt: upTo.tradedOn } }, { tradedOn: upTo.tradedOn, number: { lte: upTo.number } }] } : {}),
      ...(shown === 'unidentified' ? { verified: false } : {}),
      ...(shown === 'corrections' ? { corrects: { not: null } } : {}),
      ...(customer === null ? {} : { customerId: customer }),
    },
  })
}

/** Today in the shop's time zone, as YYYY-MM-DD. */
export async function todayOf(world: World, shop: string): Promise<string> {
  const { timezone: timeZone } = await factsOf(world, shop)
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(world.now())
}
