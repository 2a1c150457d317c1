import type { Shop } from '../store/types.ts'
import { timeOf, type World } from '../store/world.ts'

interface Level {
  available: number
  at: number
}

const levels = new WeakMap<Shop, Level>()

/** What a shop's Admin API has been asked since its bucket was last refilled by hand. */
export interface Tally {
  /** Documents that were carried out, and how many of them were mutations. */
  answered: number
  mutations: number
  throttled: number
  /** Points that were charged. */
  charged: number
}

const tallies = new WeakMap<Shop, Tally>()

/** The shop's tally, kept from the first question on. */
export function tallyOf(shop: Shop): Tally {
  const known = tallies.get(shop)
  if (known) return known
  const tally: Tally = { answered: 0, mutations: 0, throttled: 0, charged: 0 }
  tallies.set(shop, tally)
  return tally
}

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

/** A full bucket again, and a new tally. */
export function refill(shop: Shop): void {
  levels.delete(shop)
  tallies.delete(shop)
}
