import { newKey } from '../platform/crypto.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { anySealedWith, resealAll } from './resealing.server.ts'

interface Wishes {
  /** One shop; every shop that has a key when missing. */
  readonly shop?: string
  /** How long a former key lives on after everything was sealed anew: longer than anybody takes from reading a row to opening it. */
  readonly graceMs: number
  readonly pause: (ms: number) => Promise<unknown>
  readonly print: (line: string) => void
}

/** What became of a change of keys. A shop that is not done keeps both keys, and everything opens; another run goes on with it. */
export interface Rotated {
  readonly done: number
  readonly resealed: number
  readonly undone: readonly string[]
}

/**
 * Gives shops a new key while everybody works: a new key seals from here on, the former one still opens, everything is sealed anew, and then
 * the former one is forgotten. Where a change was begun and not ended, it ends that one and begins none for who has been through it. May die
 * anywhere, and may run twice.
 */
export async function rotateShopKeys(world: World, wishes: Wishes): Promise<Rotated> {
  const { print, pause, graceMs } = wishes
  const lost = new Set(await world.keyring.lost())
  for (const shop of lost) print(`${shop}: the master key does not open its key; left as it is`)
  const shops = (await concerned(world, wishes)).filter(({ shopId }) => !lost.has(shopId))
  for (const { shopId, formerKey } of shops) if (formerKey === null) await begin(world, shopId)
  let resealed = 0
  for (const { shopId } of shops) resealed += await untilNothingIsFound(world, shopId, print)
  if (shops.length > 0) {
    print(`everything is sealed anew; the former keys stay ${graceMs / 1000} s for who is reading`)
    await pause(graceMs)
  }
  const undone: string[] = []
  for (const { shopId } of shops) {
    let isDone = false
    for (let look = 0; look < LOOKS_MAX && !isDone; look++) {
      resealed += await untilNothingIsFound(world, shopId, print)
      isDone = await end(world, shopId)
    }
    if (isDone) print(`${shopId}: done`)
    else undone.push(shopId)
  }
  for (const shop of undone) print(`${shop}: values of its former key are left, so both stay; run it again`)
  return { done: shops.length - undone.length, resealed, undone: [...undone, ...lost] }
}

/** The shops whose key is to change: who is in the middle of it and, in a change that was begun, who has not been through it yet. */
async function concerned(world: World, { shop, print }: Wishes) {
  const where = { wrappedKey: { not: null }, ...(shop ? { shopId: shop } : {}) }
  const select = { shopId: true, formerKey: true, keySince: true }
  const all = await world.db.shop.findMany({ where, select, orderBy: { shopId: 'asc' } })
  const open = all.filter(({ formerKey }) => formerKey !== null)
  if (open.length === 0) return all
  const begun = Math.min(...open.map(({ keySince }) => keySince?.getTime() ?? 0))
  print(`a change of ${new Date(begun).toISOString()} was not ended: going on with it`)
  return all.filter(({ formerKey, keySince }) => formerKey !== null || (keySince?.getTime() ?? 0) < begun)
}

/** From the commit on every process seals with the new key: keys are read each time. */
async function begin(world: World, shop: string): Promise<void> {
  const row = await world.db.shop.findUnique({ where: { shopId: shop }, select: { wrappedKey: true } })
  const wrappedKey = row?.wrappedKey
  if (!wrappedKey) return
  // The first versions derived this one from the key that now goes: from here on it stands for itself.
  await world.keyring.lookup(shop, 'search')
  await world.db.shop.updateMany({
    where: { shopId: shop, wrappedKey, formerKey: null },
    data: {
      wrappedKey: world.keyring.wrap(shop, newKey()),
      formerKey: wrappedKey,
      keyNumber: { increment: 1 },
      keySince: world.now(),
    },
  })
}

/** Who was just writing with the former key is seen only when nobody writes any more: the next look finds it. */
const LOOKS_MAX = 5
const PASSES_MAX = 20
const TOLD_EVERY = 2000

/** How many values were sealed anew. Ends when nothing is found, or when what is found cannot be sealed. */
async function untilNothingIsFound(world: World, shop: string, print: (line: string) => void): Promise<number> {
  let sum = 0
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const told = new Map<string, number>()
    const { found, resealed, broken } = await resealAll(world, shop, (column, done) => {
      if (done - (told.get(column) ?? 0) < TOLD_EVERY) return
      told.set(column, done)
      print(`${shop}: ${column} ${done}`)
    })
    sum += resealed
    for (const column of broken) print(`${shop}: values of ${column} do not open`)
    if (found === 0 || (resealed === 0 && broken.length > 0)) break
  }
  if (sum > 0) print(`${shop}: ${sum} values sealed anew`)
  return sum
}

/**
 * Forgets the former key of a shop, unless something is left that it has sealed. Whoever is writing such a value holds a lock on the shop that
 * this waits for, and whoever comes later is refused (the trigger sealed_with_a_living_key): between the look and the forgetting is nobody.
 */
async function end(world: World, shop: string): Promise<boolean> {
  return write(world, async (tx) => {
    const [row] = await tx.$queryRaw<{ key_number: number; former: boolean }[]>`
      select key_number, former_key is not null as former from shops where shop_id = ${shop} for update`
    if (!row?.former) return true
    if (await anySealedWith(tx, shop, row.key_number - 1)) return false
    await tx.shop.update({ where: { shopId: shop }, data: { formerKey: null } })
    const codes = { number: row.key_number }
    await tx.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'system', action: 'keys.changed', codes } })
    return true
  })
}
