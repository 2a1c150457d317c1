import type { World } from '../platform/world.server.ts'

/** A settled row keeps its id so long: Shopify repeats a delivery for hours, and a person may send one again days later. */
export const KEPT_DAYS = 30
const DAY_MS = 24 * 60 * 60_000
/** Rows that go in one statement: a night's work must not hold locks for long. */
const BATCH = 5000

/**
 * Forgets settled deliveries after 30 days, and tickets and sessions of customers that ended a day ago. What failed stays until somebody has
 * looked at it. Answers how many rows went.
 */
export async function prune(world: World, batch = BATCH): Promise<number> {
  const settledBefore = new Date(world.now().getTime() - KEPT_DAYS * DAY_MS)
  const endedBefore = new Date(world.now().getTime() - DAY_MS)
  let gone = 0
  for (;;) {
    const rows = await world.db.$executeRaw`
      delete from inbox where ctid in (
        select ctid from inbox where state = 'done' and settled_at < ${settledBefore}::timestamp limit ${batch})`
    gone += rows
    if (rows < batch) break
  }
  const tickets = await world.db.customerTicket.deleteMany({ where: { expiresAt: { lt: endedBefore } } })
  const sessions = await world.db.customerSession.deleteMany({ where: { expiresAt: { lt: endedBefore } } })
  return gone + tickets.count + sessions.count
}
