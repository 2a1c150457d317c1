import type { World } from '../platform/world.server.ts'
import { type Facts, readFacts } from './facts.ts'

/** What a shop last told about itself. */
export async function factsOf(world: World, shop: string): Promise<Facts> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { facts: true } })
  return readFacts(row.facts)
}
