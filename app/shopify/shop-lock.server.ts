import type { Database } from '../platform/db.server.ts'

/** Runs `work` while no other work for the same shop runs, in this process or another. */
export type ShopLock = <T>(shop: string, work: () => Promise<T>) => Promise<T>

const tails = new Map<string, Promise<unknown>>()

const inShopOrder: ShopLock = (shop, work) => {
  const result = (tails.get(shop) ?? Promise.resolve()).then(work, work)
  tails.set(shop, result)
  const forget = () => {
    if (tails.get(shop) === result) tails.delete(shop)
  }
  result.then(forget, forget)
  return result
}

/**
 * Serialises over all processes with an advisory lock, held by a transaction and so never left behind.
 * Waiting happens in this process first: otherwise twenty waiters would hold twenty connections,
 * and the one with the lock would find none left for its own queries.
 */
export function shopLock(db: Database): ShopLock {
  return (shop, work) =>
    inShopOrder(shop, () =>
      db.$transaction(
        async (tx) => {
          await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${shop}, 0))`
          return work()
        },
        { maxWait: 10_000, timeout: 30_000 },
      ),
    )
}
