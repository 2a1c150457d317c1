import type { Shop } from '../../generated/prisma/client.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'

/**
 * The shop's row. On the first visit after an installation it is made, and the store's facts are asked for; a shop that comes back after
 * an uninstallation is marked as installed again.
 */
export async function noteShop(world: World, shop: string): Promise<Shop> {
  const known = await world.db.shop.findUnique({ where: { shopId: shop } })
  if (known && known.uninstalledAt === null) return known
  return write(world, async (tx) => {
    const installedAt = world.now()
    const row = await tx.shop.upsert({
      where: { shopId: shop },
      create: { shopId: shop, installedAt, sweptUntil: installedAt },
      update: { uninstalledAt: null, installedAt },
    })
    await addJob(tx, 'shop.facts', { shop }, { key: `facts:${shop}` })
    return row
  })
}
