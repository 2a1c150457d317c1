import { Prisma } from '../../generated/prisma/client.ts'
import { ErasedCustomer } from '../accounts/erased.server.ts'
import { leaveMail } from '../messaging/outbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { Case, Part } from './case.ts'
import { lockCase, move } from './cases.server.ts'
import { rulesOf, type Who } from './expiries.server.ts'
import { daysAfter, type ExpiryRules, hasLapsed, reminderDue } from './expiry.ts'
import { tellCustomer } from './mails.server.ts'
import { openTask } from './tasks.server.ts'

const SYSTEM = { kind: 'system' } as const
/** Rows in one look. */
const PAGE = 500

/** Asks every installed shop for what runs out. Asked twice, the second time finds nothing to do. */
export async function expireAll(world: World): Promise<void> {
  const shops = await world.db.shop.findMany({ where: { uninstalledAt: null }, select: { shopId: true } })
  for (const { shopId: shop } of shops)
    await write(world, (tx) => addJob(tx, 'kyc.expire', { shop }, { key: `expire:${shop}`, queue: `expire:${shop}`, priority: 10 }))
}

interface Due {
  readonly customer_id: bigint
  readonly part: Part
  readonly expires_on: string
  readonly told: number | null
}

/** The next verified customers whose papers run out up to a day, in the order of the index. */
export const dueQuery = (
  shop: string,
  until: string,
  after: Pick<Due, 'customer_id' | 'part' | 'expires_on'> | null,
): Prisma.Sql => Prisma.sql`
  select e.customer_id, e.part, e.expires_on, e.told from kyc_expiries e
    join kyc_cases c on c.shop_id = e.shop_id and c.customer_id = e.customer_id and c.verified and not c.gone
  where e.shop_id = ${shop} and e.expires_on <= ${until}
    and (e.expires_on, e.customer_id, e.part) > (${after?.expires_on ?? ''}, ${after?.customer_id ?? 0n}, ${after?.part ?? ''})
  order by e.expires_on, e.customer_id, e.part limit ${PAGE}`

/**
 * What the clock does to one shop's papers, once a day or as often as it is asked (table C 10): reminds, one mail for each step, and locks who
 * has run out. Each customer is one transaction: a process that dies leaves the rest to the next run, and nobody hears anything twice.
 */
export async function expire(world: World, shop: string): Promise<void> {
  const { rules, today } = await rulesOf(world, shop)
  const until = daysAfter(today, Math.max(0, ...rules.remindDays))
  for (let after: Due | null = null; ; ) {
    const rows: Due[] = await world.db.$queryRaw<Due[]>(dueQuery(shop, until, after))
    for (const { customer_id: customer, expires_on, told } of rows) {
      if (!hasLapsed(expires_on, today, rules) && reminderDue(expires_on, told, today, rules) === null) continue
      await attend(world, { shop, customer }, rules, today)
    }
    after = rows.at(-1) ?? null
    if (after === null || rows.length < PAGE) return
  }
}

/** Looks at one customer under the lock of the case: what was due a moment ago may have been renewed. */
async function attend(world: World, who: Who, rules: ExpiryRules, today: string): Promise<void> {
  await write(world, async (tx) => {
    const of = await lockCase(tx, who.shop, who.customer, world.now())
    if (!of.verified) return
    const rows = await tx.kycExpiry.findMany({ where: { shopId: who.shop, customerId: who.customer }, orderBy: { part: 'desc' } })
    const lapsed = rows.filter(({ expiresOn }) => hasLapsed(expiresOn, today, rules)).map(({ part }) => part as Part)
    if (lapsed.length > 0) return lapse(world, tx, who, of, lapsed)
    for (const { part, expiresOn, told } of rows) {
      const step = reminderDue(expiresOn, told, today, rules)
      // A renewal that waits for us is nothing to remind of, and who is frozen may do nothing about it.
      if (step === null || of.frozen || of[part as Part] === 'submitted') continue
      await tx.kycExpiry.updateMany({ where: { shopId: who.shop, customerId: who.customer, part }, data: { told: step } })
      await remind(world, tx, who, part, expiresOn, rules)
    }
  }).catch((error: unknown) => {
    if (!(error instanceof ErasedCustomer)) throw error
  })
}

async function remind(world: World, tx: Tx, { shop, customer }: Who, part: string, day: string, { ask }: ExpiryRules): Promise<void> {
  if (ask) await leaveMail(world, tx, { shop, template: 'customer.expiring', customer, facts: { part, day } })
  else await openTask(world, tx, shop, customer, { code: 'expires-soon', part })
}

/**
 * Locks who has run out (law: expire). Only the part that ran out is asked for again. A renewal that waits for a reviewer goes on waiting, with
 * the date on which it came in.
 */
export async function lapse(world: World, tx: Tx, { shop, customer }: Who, of: Case, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    const moved = await move(world, tx, shop, customer, { type: 'expire', part }, SYSTEM)
    if (!moved.ok) throw new Error('the law did not take what the clock says')
    if (of[part] === 'submitted') await keepWaiting(world, tx, { shop, customer }, part)
  }
  const [part] = parts
  await tellCustomer(world, tx, shop, customer, { type: 'expire', ...(part && parts.length === 1 ? { part } : {}) })
  await openTask(world, tx, shop, customer, { code: 'papers-expired', parts })
}

/** Hands in again what was handed in: the law takes a part that ran out back to the beginning. */
export async function keepWaiting(world: World, tx: Tx, { shop, customer }: Who, part: Part): Promise<void> {
  const id = { shopId_customerId: { shopId: shop, customerId: customer } }
  const { submittedAt } = await tx.kycCase.findUniqueOrThrow({ where: id, select: { submittedAt: true } })
  await move(world, tx, shop, customer, { type: 'submit', part }, SYSTEM)
  await tx.kycCase.update({ where: id, data: { submittedAt } })
}
