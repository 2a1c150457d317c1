import { Prisma } from '../../generated/prisma/client.ts'
import { counter } from '../platform/metrics.server.ts'
import { reasonOf } from '../platform/reason.ts'
import type { World } from '../platform/world.server.ts'
import type { RunKind } from './runs.ts'

/** Counts drift, by what found it. */
export const countFound = counter(
  'sekisho_drift_total',
  'Customers found to differ or to have changed without a webhook, by what found them.',
)

/** Carries out one regular piece of work and notes how it went, where every process can read it. `work` answers how many it nominated. */
export async function noted(world: World, shop: string, kind: RunKind, work: () => Promise<number>): Promise<number> {
  const startedAt = world.now()
  const where = { shopId_kind: { shopId: shop, kind } }
  const begun = { startedAt, endedAt: null }
  await world.db.shopRun.upsert({ where, create: { shopId: shop, kind, ...begun }, update: begun })
  const end = async (how: { found: number } | { reason: string }) => {
    const budget = await budgetJson(world, shop)
    await world.db.shopRun.updateMany({ where: { shopId: shop, kind }, data: { reason: null, ...how, endedAt: world.now(), budget } })
  }
  try {
    const found = await work()
    countFound({ by: kind }, found)
    await end({ found })
    return found
  } catch (error) {
    await end({ reason: reasonOf(error) })
    throw error
  }
}

async function budgetJson(world: World, shop: string): Promise<Prisma.InputJsonValue | typeof Prisma.DbNull> {
  const told = await world.budgets.told(shop)
  return told ? { ...told } : Prisma.DbNull
}
