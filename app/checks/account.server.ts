import { holderInForce } from '../payout/in-force.server.ts'
import type { World } from '../platform/world.server.ts'

/** The person who holds the payout account, as banks write the name, for the check of names; null without one, and where a company holds it. */
export const accountKana = (world: World, shop: string, customer: bigint): Promise<string | null> =>
  holderInForce(world, { shop, customer })
