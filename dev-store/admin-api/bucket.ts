import type { Shop } from '../store/types.ts'
import { timeOf, type World } from '../store/world.ts'

interface Level {
  available: number
  at: number
}

const levels = new WeakMap<Shop, Level>()

/** How full the app's bucket at this shop is now, refilled by the clock. */
export function available(world: World, shop: Shop): number {
  const { maximum, restorePerSecond } = shop.settings.bucket
  const now = timeOf(world)
  const level = levels.get(shop) ?? { available: maximum, at: now }
  const refilled = Math.min(maximum, level.available + (Math.max(0, now - level.at) / 1000) * restorePerSecond)
  levels.set(shop, { available: refilled, at: now })
  return refilled
}

/** Takes points out of the bucket (negative numbers put them back). */
export function take(world: World, shop: Shop, points: number): void {
  const left = available(world, shop) - points
  levels.set(shop, { available: Math.min(shop.settings.bucket.maximum, left), at: timeOf(world) })
}

/** `extensions.cost` of an answer. */
export function costReport(world: World, shop: Shop, requested: number, actual: number | null): Record<string, unknown> {
  return {
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: {
        maximumAvailable: shop.settings.bucket.maximum,
        currentlyAvailable: Math.floor(available(world, shop)),
        restoreRate: shop.settings.bucket.restorePerSecond,
      },
    },
  }
}

/** A full bucket again. */
export const refill = (shop: Shop): boolean => levels.delete(shop)
