import { type World, write } from '../platform/world.server.ts'
import { copiesOf } from './copies.server.ts'
import { isEqual, lostMacOf, macOf, sealKeyOf } from './marks.server.ts'
import { ChainBroken, lockChain } from './seal.server.ts'

/**
 * After a restore: takes the seals that only the copy outside knows back into the database, as lost, so that the chain goes on and says for
 * ever what went. How many. Rejects with ChainBroken where a seal does not follow, or was made with no key of ours: that is no loss, but
 * somebody's doing. Without anything lost it does nothing.
 */
export async function acceptLoss(world: World, shop: string): Promise<number> {
  return write(world, async (tx) => {
    if (!(await lockChain(tx, shop))) throw new ChainBroken('the log is being sealed: try again')
    const key = sealKeyOf(world.config)
    const last = await tx.auditSeal.findFirst({ where: { shopId: shop }, orderBy: { n: 'desc' } })
    let head = last?.head ?? ''
    const lost = (await copiesOf(world).read(shop)).filter(({ n }) => n > (last?.n ?? 0n))
    const at = world.now()
    for (const seal of lost) {
      if (seal.prev !== head || seal.keyId !== key.id || !isEqual(seal.mac, macOf(key, shop, seal)))
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
