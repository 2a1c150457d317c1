import { eraseDocument } from '../documents/vault.server.ts'
import { type Tombstone, unknownTombstones } from '../platform/tombstones.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { eraseCustomer } from './erasure.server.ts'
import { endRecords } from './holds.server.ts'
import { eraseShop } from './shop-erasure.server.ts'

/**
 * Erases again, at its own date, whatever was erased after the backup from which this database was restored. Answers how many erasures that
 * were. May run twice, in two processes, and may die anywhere. Rejects with TombstonesLack when the list is not whole: then nobody knows what
 * else is missing.
 */
export async function replayTombstones(world: World): Promise<number> {
  const stones = await unknownTombstones(world)
  for (const stone of stones) await replay({ ...world, now: () => stone.at }, stone)
  if (stones.length > 0) world.log.warn({ erasures: stones.length }, 'erasures from after the backup were done again')
  return stones.length
}

/** With the clock of the erasure: holds run from then, and it lays the same tombstone, which the database then knows. */
async function replay(world: World, { shop, kind, subject, at, id }: Tombstone): Promise<void> {
  if (kind === 'document') return eraseDocument(world, shop, subject)
  if (kind === 'customer' && !(await livedOn(world, shop, BigInt(subject), at))) {
    await write(world, (tx) => eraseCustomer(world, tx, shop, BigInt(subject)))
  }
  if (kind === 'held') {
    const rows = await world.db.heldRecord.findMany({ where: { shopId: shop, id: subject } })
    await write(world, (tx) => endRecords(world, tx, rows))
  }
  if (kind === 'shop') {
    await world.db.shop.updateMany({ where: { shopId: shop, installedAt: { lte: at }, uninstalledAt: null }, data: { uninstalledAt: at } })
    await eraseShop(world, shop)
  }
  await world.db.tombstone.upsert({ where: { shopId_id: { shopId: shop, id } }, create: { shopId: shop, id }, update: {} })
}

/** Whether the customer handed in anything after that erasure: then the database is younger, and the erasure never came to its end. */
async function livedOn(world: World, shopId: string, customerId: bigint, at: Date): Promise<boolean> {
  const who = { shopId, customerId }
  const after = { gt: at }
  const [documents, profiles, consents] = await Promise.all([
    world.db.document.count({ where: { ...who, uploadedAt: after } }),
    world.db.kycProfile.count({ where: { ...who, updatedAt: after } }),
    world.db.kycConsent.count({ where: { ...who, acceptedAt: after } }),
  ])
  return documents + profiles + consents > 0
}
