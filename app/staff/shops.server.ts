import type { Shop } from '../../generated/prisma/client.ts'
import { askAnew } from '../kyc/take-over.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'

/**
 * The shop's row. On the first visit after an installation it is made, or marked as installed again; then the store's facts are asked for, and
 * a preview of the customers who were there before.
 */
export async function noteShop(world: World, shop: string): Promise<Shop> {
  const known = await world.db.shop.findUnique({ where: { shopId: shop } })
  if (known && known.uninstalledAt === null) return known
  return write(world, async (tx) => {
    const at = world.now()
    const made = await tx.$executeRaw`
      insert into shops (shop_id, installed_at, swept_until) values (${shop}, ${at}, ${at}) on conflict do nothing`
    await tx.$queryRaw`select 1 from shops where shop_id = ${shop} for update`
    const row = await tx.shop.findUniqueOrThrow({ where: { shopId: shop } })
    // Somebody else's visit came at the same moment.
    if (made === 0 && row.uninstalledAt === null) return row
    await addJob(tx, 'shop.facts', { shop }, { key: `facts:${shop}` })
    await askAnew(world, tx, shop)
    return tx.shop.update({ where: { shopId: shop }, data: { uninstalledAt: null, installedAt: at, sweptUntil: at } })
  })
}
