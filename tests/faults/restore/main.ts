import type { World } from '../../../app/platform/world.server.ts'
import { migrate } from '../../../scripts/migrate.ts'
import { TEST_ENVIRONMENT } from '../../harness/environment.ts'
import { Chance } from '../random.ts'
import { Cluster } from './cluster.ts'
import type { Life } from './life.ts'

const SHOPS = ['alpha.myshopify.com', 'beta.myshopify.com']

/**
 * F8: life, a backup while it goes on, more life and erasures, everything lost, the backup restored. Then nobody gets in before every erasure
 * from after the backup was done again; what must exist is there byte for byte, and what was erased opens with no key that is left. A count is
 * one such loss.
 */
export async function runRestore(count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> {
  let failed = 0
  for (let at = seed; at < seed + count; at++) {
    const cluster = await Cluster.open()
    try {
      const told = await loseAndRestore(cluster, new Chance(at))
      print(`seed ${at}: ${told.line}`)
      for (const wrong of told.wrong.slice(0, 10)) print(`  wrong: ${wrong}`)
      if (told.wrong.length > 0) failed += 1
    } finally {
      await cluster.close()
    }
  }
  return { passed: count - failed, failed }
}

/** A world on this cluster. Loaded late: the app reads its environment as it loads. */
async function worldOn(cluster: Cluster): Promise<World> {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) process.env[name] ??= value
  const { readConfig } = await import('../../../app/platform/config.server.ts')
  const { openDatabase } = await import('../../../app/platform/db.server.ts')
  const { makeWorld } = await import('../../../app/platform/world.server.ts')
  const env = { DATABASE_URL: cluster.url, SEKISHO_DATA_DIR: cluster.documents, SEKISHO_TOMBSTONE_DIR: cluster.tombstones }
  return makeWorld(readConfig({ ...TEST_ENVIRONMENT, ...env }), openDatabase(cluster.url))
}

async function loseAndRestore(cluster: Cluster, chance: Chance): Promise<{ line: string; wrong: string[] }> {
  await migrate(cluster.url)
  const before = await worldOn(cluster)
  const { Life } = await import('./life.ts')
  const life = new Life(chance)
  for (const shop of SHOPS) await life.openShop(before, shop)
  for (let people = 0; people < 4 + chance.under(4); people++) await life.arrive(before, chance.of(SHOPS))
  for (let erasures = 0; erasures < chance.under(3); erasures++) await life.erase(before)
  const known = { files: life.files.length, people: life.customers.length, erasures: life.erased.length + life.takenBack.size }
  const during: Promise<unknown>[] = []
  await cluster.backUp(async () => {
    if (chance.once(2)) during.push(lateLife(life, before, chance))
    await Promise.all(during)
  })
  const backedUp = life.files.slice(0, known.files)
  const peopleAtEnd = life.customers.length
  for (let acts = 0; acts < 3 + chance.under(5); acts++) await lateLife(life, before, chance)
  await before.db.$disconnect()
  const documentsToo = chance.once(2)
  await cluster.drop(documentsToo)
  await cluster.restore()
  const after = await worldOn(cluster)
  try {
    const { judge } = await import('./verdict.ts')
    const late = { during: life.customers.slice(known.people, peopleAtEnd), after: life.customers.slice(peopleAtEnd) }
    const wrong = await judge(after, cluster, life, backedUp, late)
    const erasures = life.erased.length + life.takenBack.size
    const lost = documentsToo ? 'database and documents' : 'the database'
    return {
      line: `lost ${lost}; ${backedUp.length} files in the backup, ${erasures} erasures, ${erasures - known.erasures} after it began`,
      wrong,
    }
  } finally {
    await after.db.$disconnect()
  }
}

async function lateLife(life: Life, world: World, chance: Chance): Promise<void> {
  const shops = SHOPS.filter((shop) => !life.erasedShops.has(shop))
  if (shops.length > 0 && chance.once(3)) await life.arrive(world, chance.of(shops))
  else await life.erase(world)
}
