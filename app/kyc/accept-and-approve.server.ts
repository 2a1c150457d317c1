import type { Result } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { type Case, partsOf } from './case.ts'
import { readCase } from './cases.server.ts'
import { decide } from './decisions.server.ts'

/**
 * Accepts every submitted part and approves (C17). Each step is a decision of its own, with its own line in the history, and holds on to
 * the version that the step before left: whoever is faster in between stops the rest, and what was accepted stays accepted.
 */
export async function acceptAndApprove(
  world: World,
  { shop, customer, version, by }: { shop: string; customer: bigint; version: number; by: StaffMember },
): Promise<Result<Case>> {
  const row = await readCase(world, shop, customer)
  const submitted = row ? partsOf(row.case.party).filter((part) => row.case[part] === 'submitted') : []
  let at = version
  for (const part of submitted) {
    const accepted = await decide(world, { shop, customer, version: at, by, decision: { type: 'accept', part } })
    if (!accepted.ok) return accepted
    at = accepted.value.version
  }
  return decide(world, { shop, customer, version: at, by, decision: { type: 'approve' } })
}
