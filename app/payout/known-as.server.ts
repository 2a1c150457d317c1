import { namesRead } from '../checks/readings.server.ts'
import { personOf } from '../kyc/people.server.ts'
import type { World } from '../platform/world.server.ts'
import type { KnownAs } from './holder-match.ts'
import type { Who } from './in-force.server.ts'

/** By which names a customer is known now: from the papers as read, else from the store. Never rejects for a silent store. */
export async function knownAs(world: World, who: Who): Promise<KnownAs> {
  const person = await personOf(world, who.shop, who.customer)
  const declared = typeof person === 'object' ? person : { name: null, company: null }
  return namesRead(world, world.db, who, declared)
}
