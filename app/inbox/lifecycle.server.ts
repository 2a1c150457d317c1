import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import type { TopicHandler } from './inbox.server.ts'

/** Topics that concern the installation and not a customer. What is not here nominates the customer whom the payload names. */
export function lifecycle(world: World): Readonly<Record<string, TopicHandler>> {
  return {
    /** May come late and twice: a shop that was installed again since is left alone. */
    'app/uninstalled': async (tx, shop, { receivedAt }) => {
      const { count } = await tx.shop.updateMany({
        where: { shopId: shop, uninstalledAt: null, installedAt: { lte: receivedAt } },
        data: { uninstalledAt: world.now() },
      })
      if (count > 0) await tx.session.deleteMany({ where: { shopId: shop } })
    },
    'app/scopes_update': async (tx, shop) => {
      await addJob(tx, 'shop.facts', { shop }, { key: `facts:${shop}` })
    },
  }
}
