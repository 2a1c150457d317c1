import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { NotInstalled } from '../shopify/client.server.ts'
import { ShopFactsDocument } from '../shopify/operations.generated.ts'
import type { TopicHandler } from './inbox.server.ts'

/** Topics that concern the installation and not a customer. What is not here nominates the customer whom the payload names. */
export function lifecycle(world: World): Readonly<Record<string, TopicHandler>> {
  return {
    /**
     * May come late and twice, and after the app was installed again: no date of it can be trusted. A shop that was installed since is left
     * alone; where there is still a token the store is asked, because that of an installation that is over opens nothing.
     */
    'app/uninstalled': async (tx, shop, { receivedAt }) => {
      const token = await tx.session.findFirst({
        where: { shopId: shop, isOnline: false, accessToken: { not: null } },
        select: { id: true },
      })
      if (token) await addJob(tx, 'shop.farewell', { shop }, { key: `farewell:${shop}` })
      else await markUninstalled(world, tx, shop, receivedAt)
    },
    'app/scopes_update': async (tx, shop) => {
      await addJob(tx, 'shop.facts', { shop }, { key: `facts:${shop}` })
    },
  }
}

/** Asks the store whether the app is installed, and ends the installation if its token opens nothing. Rejects while nobody knows. */
export async function farewell(world: World, shop: string): Promise<'installed' | 'uninstalled'> {
  const askedAt = world.now()
  try {
    const client = await world.shopify(shop)
    await client.request(ShopFactsDocument, {})
    return 'installed'
  } catch (error) {
    // A shop that is closed or frozen says nothing of the app.
    if (!(error instanceof NotInstalled) || error.status !== 401) throw error
  }
  return (await write(world, (tx) => markUninstalled(world, tx, shop, askedAt))) ? 'uninstalled' : 'installed'
}

/** Work for the shop stops from here on, with a record; its tokens are forgotten. Says whether it was installed at that moment. */
async function markUninstalled(world: World, tx: Tx, shop: string, at: Date): Promise<boolean> {
  const { count } = await tx.shop.updateMany({
    where: { shopId: shop, uninstalledAt: null, installedAt: { lte: at } },
    data: { uninstalledAt: world.now() },
  })
  if (count === 0) return false
  await tx.session.deleteMany({ where: { shopId: shop } })
  await tx.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'system', action: 'app.uninstalled' } })
  return true
}
