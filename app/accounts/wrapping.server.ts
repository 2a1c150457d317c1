import { KeyLost } from '../platform/keyring.server.ts'
import type { World } from '../platform/world.server.ts'

/** How shops' keys stand. */
export interface KeysState {
  readonly shops: number
  /** In the middle of a change of their key. */
  readonly changing: number
  /** Of which a key is not wrapped by the first master key. */
  readonly wrappedByOthers: number
  readonly lost: readonly string[]
}

/** Counts them; changes nothing. */
export async function keysState(world: World): Promise<KeysState> {
  const lost = await world.keyring.lost()
  const rows = await wrappedRows(world)
  return {
    shops: rows.length,
    changing: rows.filter(({ formerKey }) => formerKey !== null).length,
    wrappedByOthers: rows.filter((row) => !lost.includes(row.shopId) && needsWrapping(world, row)).length,
    lost,
  }
}

interface WrappedRow {
  readonly shopId: string
  readonly wrappedKey: Uint8Array<ArrayBuffer> | null
  readonly formerKey: Uint8Array<ArrayBuffer> | null
}

const wrappedRows = (world: World, shop?: string): Promise<WrappedRow[]> =>
  world.db.shop.findMany({
    where: { wrappedKey: { not: null }, ...(shop ? { shopId: shop } : {}) },
    select: { shopId: true, wrappedKey: true, formerKey: true },
    orderBy: { shopId: 'asc' },
  })

const needsWrapping = (world: World, { shopId, wrappedKey, formerKey }: WrappedRow): boolean =>
  [wrappedKey, formerKey].some((wrapped) => wrapped !== null && !world.keyring.isWrappedByFirst(shopId, wrapped))

/**
 * Wraps every shop's key with the first of the master keys. Afterwards the others are needed for nothing, unless a process that runs still has
 * another one first. May die anywhere, and may run twice.
 */
export async function rewrapAll(world: World, print: (line: string) => void): Promise<{ done: number; undone: readonly string[] }> {
  let done = 0
  const undone: string[] = []
  for (const { shopId } of await wrappedRows(world)) {
    try {
      if (await rewrap(world, shopId)) done += 1
    } catch (error) {
      if (!(error instanceof KeyLost)) throw error
      print(`${shopId}: none of the master keys opens its key; left as it is`)
      undone.push(shopId)
    }
  }
  return { done, undone }
}

/** Only if the row is still what was read: a shop's key may be changed at the same moment. */
async function rewrap(world: World, shop: string): Promise<boolean> {
  for (let changed = false; ; ) {
    const [row] = await wrappedRows(world, shop)
    if (!row || !needsWrapping(world, row)) return changed
    const anew = (wrapped: WrappedRow['wrappedKey']) => wrapped && world.keyring.wrap(shop, world.keyring.unwrap(shop, wrapped))
    const { wrappedKey, formerKey } = row
    const data = { wrappedKey: anew(wrappedKey), formerKey: anew(formerKey) }
    const { count } = await world.db.shop.updateMany({ where: { shopId: shop, wrappedKey, formerKey }, data })
    changed = changed || count > 0
  }
}
