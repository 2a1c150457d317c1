import type { World } from '../platform/world.server.ts'

/** How many deliveries were given up and wait for a person. */
export const countFailed = (world: World, shop: string): Promise<number> =>
  world.db.inboxRow.count({ where: { shopId: shop, state: 'failed' } })
