import { Prisma } from '../../generated/prisma/client.ts'
import type { World } from '../platform/world.server.ts'
import type { Part } from './case.ts'
import { rulesOf } from './expiries.server.ts'
import { daysUntil, renewableUntil } from './expiry.ts'
import {
  type Beside,
  columnsAt,
  type From,
  isBackwards,
  isFree,
  type Narrowed,
  narrowing,
  nextInLine,
  OF_VERIFIED,
  PAGE,
  type QueuePage,
  type QueueRow,
  readCursor,
  toPage,
} from './queue.server.ts'
import { type CaseColumns, toCaseRow } from './rows.server.ts'
import type { View } from './views.ts'

type Columns = CaseColumns & Beside & { readonly due_on: string; readonly due_part: string }

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`)

/**
 * The question for one page of the verified whose papers run out up to a day, and the row after it: first who runs out first, each customer
 * once. Read from the index of the days, from the cursor on; its date is the day at midnight UTC.
 */
export function expiringQuery(shop: string, until: string, from: From, narrowed: Narrowed): Prisma.Sql {
  const cursor = readCursor(from)
  const backwards = isBackwards(from)
  const past = !cursor
    ? Prisma.sql`true`
    : backwards
      ? Prisma.sql`(due_on, due_customer) < (${cursor.at.toISOString().slice(0, 10)}, ${cursor.customer})`
      : Prisma.sql`(due_on, due_customer) > (${cursor.at.toISOString().slice(0, 10)}, ${cursor.customer})`
  const order = backwards ? Prisma.sql`due_on desc, due_customer desc` : Prisma.sql`due_on, due_customer`
  return Prisma.sql`
    select ${columnsAt(narrowed.now)}, due_on, due_part from kyc_cases join (
      select shop_id as due_shop, customer_id as due_customer, part as due_part, expires_on as due_on from kyc_expiries
    ) as due on due_shop = shop_id and due_customer = customer_id
    where due_shop = ${shop} and due_on <= ${until} and not gone and ${OF_VERIFIED} and ${past} and ${narrowing('verified', narrowed)}
      and not exists (select 1 from kyc_expiries sooner where sooner.shop_id = due_shop and sooner.customer_id = due_customer
        and (sooner.expires_on, sooner.part) < (due_on, due_part))
    order by ${order} limit ${PAGE + 1}`
}

/** One page of who runs out soon (table C 10): whose new papers are accepted already, and who is reminded. */
export async function expiringPage(world: World, shop: string, from: From, narrowed: Narrowed): Promise<QueuePage> {
  const { rules, today } = await rulesOf(world, shop)
  const found = await world.db.$queryRaw<Columns[]>(expiringQuery(shop, renewableUntil(today, rules), from, narrowed))
  return toPage(found, from, ({ due_on: on, due_part, ...columns }): QueueRow => {
    const expires = { part: due_part as Part, on, left: daysUntil(today, on) }
    const row = toCaseRow(columns)
    const { customerId: customer, claim, takenOver } = columns
    return { customer, case: row.case, since: midnight(on), gone: row.gone, claim, takenOver, expires }
  })
}

/** The case after this one in the list that is shown, as `nextInLine` has it; who runs out soon has no beginning to go back to. */
export async function nextOfList(world: World, shop: string, view: View, narrowed: Narrowed, after: bigint): Promise<bigint | null> {
  if (!narrowed.filter.expiring) return nextInLine(world, shop, view, narrowed, after)
  const first = await world.db.kycExpiry.findFirst({ where: { shopId: shop, customerId: after }, orderBy: { expiresOn: 'asc' } })
  const from = first ? { after: `${midnight(first.expiresOn).toISOString()}_${after}` } : null
  const { rows } = await expiringPage(world, shop, from, narrowed)
  return rows.find((row) => row.customer !== after && isFree(row, narrowed.me))?.customer ?? null
}
