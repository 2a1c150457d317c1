import { openLegs } from '../methods/legs.server.ts'
import type { World } from '../platform/world.server.ts'
import type { Settings } from '../staff/settings.ts'
import type { Party } from './case.ts'
import type { Policy } from './protocol.ts'
import { needsSecond } from './second-eyes.ts'

/**
 * Whether an approval by hand on Shopify's page counts for this customer. Nobody knows who edits there: where an approval takes two members or
 * a role, or a leg of the legal method is open, it is a request, put back by the law with a task (design.md section 3).
 */
export async function handApprovals(
  world: World,
  settings: Settings,
  of: { readonly shop: string; readonly customer: bigint; readonly party: Party },
): Promise<Policy['handApprovals']> {
  if (settings.approvalByHand === 'request' || needsSecond(settings.secondApproval, of.party)) return 'request'
  return (await openLegs(world.db, settings, of, world.now())).length > 0 ? 'request' : 'count'
}
