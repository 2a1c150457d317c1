import type { Tx } from '../platform/db.server.ts'
import { nominate } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { Case, CaseEvent } from './case.ts'
import { letGoOfValues, noteExpiries } from './expiries.server.ts'
import { type Actor, type Told, tell } from './history.server.ts'
import { step } from './machine.ts'
import { type CaseRow, lockCase, type Stamps, saveCase, toCaseRow } from './rows.server.ts'
import { endProposal } from './second-eyes.server.ts'

export { type Actor, type HistoryEntry, history, reasonsOf, type Told } from './history.server.ts'
export { type CaseRow, lockCase } from './rows.server.ts'

/** The case of one customer; null when there is none. */
export async function readCase(world: World, shop: string, customer: bigint): Promise<CaseRow | null> {
  const row = await world.db.kycCase.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
  return row ? toCaseRow(row) : null
}

/** Events that a person decided, for the dates of a case. */
const DECISIONS: readonly CaseEvent['type'][] = ['return', 'approve', 'revoke', 'refuse', 'reopen', 'freeze', 'thaw', 'expire']

/** The dates that an event sets. */
export function stampsOf(event: CaseEvent, at: Date): Stamps {
  if (event.type === 'submit') return { submittedAt: at, changedAt: at }
  return DECISIONS.includes(event.type) ? { decidedAt: at, changedAt: at } : { changedAt: at }
}

/**
 * Moves one case one step, inside the caller's transaction: locks the row, asks the law, saves, writes the history, and leaves the job that
 * tells Shopify. Refused: nothing was written.
 */
export async function move(
  world: World,
  tx: Tx,
  shop: string,
  customer: bigint,
  event: CaseEvent,
  by: Actor,
  told: Told = {},
): Promise<Result<Case>> {
  const now = world.now()
  const from = await lockCase(tx, shop, customer, now)
  const next = step(from, event)
  if (!next.ok) return refuse({ code: 'not-now', because: next.refusal.because })
  if (next.value !== from) {
    await saveCase(tx, shop, customer, next.value, stampsOf(event, now))
    await endProposal(world, tx, { shop, customer }, next.value, event.type === 'approve')
    await noteExpiries(world, tx, { shop, customer }, next.value)
    await letGoOfValues(tx, { shop, customer }, event, next.value)
  }
  await tell(world, tx, shop, customer, event.type, by, { ...told, data: { ...dataOf(event), ...told.data } })
  await nominate(tx, shop, customer)
  return ok(next.value)
}

/** The codes of an event for its line in the history. */
export function dataOf(event: CaseEvent): Record<string, string> {
  const { type: _, ...rest } = event
  return rest
}
