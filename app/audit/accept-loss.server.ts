import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { isSame, type Seal } from './chain.ts'
import { copiesOf } from './copies.server.ts'
import { isEqual, isLostBy, lostMacOf, macOf, type SealKey, sealKeyOf, sealKeysOf } from './marks.server.ts'
import { ChainBroken, lockChain } from './seal.server.ts'

/**
 * After a restore: takes the seals that only the copy outside knows back into the database, as lost, so that the chain goes on and says for
 * ever what went. How many. Rejects with ChainBroken where a seal does not follow, or was made with no key of ours: that is no loss, but
 * somebody's doing. Without anything new lost it only signs earlier losses with the present key, where another one had signed them.
 */
export async function acceptLoss(world: World, shop: string): Promise<number> {
  return write(world, async (tx) => {
    if (!(await lockChain(tx, shop))) throw new ChainBroken('the log is being sealed: try again')
    const [key, keys] = [sealKeyOf(world.config), sealKeysOf(world.config)]
    await signAnew(tx, shop, key, keys)
    const last = await tx.auditSeal.findFirst({ where: { shopId: shop }, orderBy: { n: 'desc' } })
    let head = last?.head ?? ''
    const lost = await outsideAfter(world, shop, last?.n ?? 0n)
    const at = world.now()
    for (const seal of lost) {
      const made = keys.get(seal.keyId)
      if (seal.prev !== head || !made || !isEqual(seal.mac, macOf(made, shop, seal)))
        throw new ChainBroken(`seal ${seal.n} in the copy outside does not follow from the one before`)
      await tx.auditSeal.create({
        data: { shopId: shop, ...seal, copiedAt: at, lostAt: at, lostMac: lostMacOf(key, shop, seal, at) },
      })
      head = seal.head
    }
    if (lost.length > 0) {
      const codes = { seals: lost.length, rows: lost.reduce((sum, { rows }) => sum + rows, 0) }
      await tx.auditEntry.create({ data: { shopId: shop, at, actor: 'system', action: 'audit.loss-accepted', codes } })
    }
    return lost.length
  })
}

/** What any copy outside knows after a seal, in order: they must say the same. */
async function outsideAfter(world: World, shop: string, last: bigint): Promise<Seal[]> {
  const known = new Map<bigint, Seal>()
  for (const copies of copiesOf(world)) {
    for (const seal of await copies.read(shop)) {
      const other = known.get(seal.n)
      if (other && !isSame(shop, other, seal)) throw new ChainBroken(`seal ${seal.n} is another one in each of the copies outside`)
      known.set(seal.n, seal)
    }
  }
  return [...known.values()].filter(({ n }) => n > last).sort((a, b) => (a.n < b.n ? -1 : 1))
}

/** While the master key is being replaced both keys are at hand: afterwards nobody could check what the former one signed. */
async function signAnew(tx: Tx, shop: string, key: SealKey, keys: ReadonlyMap<string, SealKey>): Promise<void> {
  for (const seal of await tx.auditSeal.findMany({ where: { shopId: shop, lostAt: { not: null } } })) {
    if (seal.lostAt === null || !isLostBy(keys, shop, seal, seal.lostAt, seal.lostMac)) continue
    const lostMac = lostMacOf(key, shop, seal, seal.lostAt)
    await tx.auditSeal.update({ where: { shopId_n: { shopId: shop, n: seal.n } }, data: { lostMac } })
  }
}
