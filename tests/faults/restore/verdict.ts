import { Logger, runOnce } from 'graphile-worker'
import { look } from '../../../app/documents/looks.server.ts'
import { handlersOf } from '../../../app/handlers.server.ts'
import { openDoors } from '../../../app/opening.server.ts'
import { unseal } from '../../../app/platform/crypto.server.ts'
import { readinessOf } from '../../../app/platform/readiness.server.ts'
import { unknownTombstones } from '../../../app/platform/tombstones.server.ts'
import type { World } from '../../../app/platform/world.server.ts'
import { rowsOf } from '../../harness/customers.ts'
import type { Cluster } from './cluster.ts'
import { type File, hashOf, heldOf, type Life } from './life.ts'

const STAFF = { staffId: 9001n }
/** What may name an erased customer: that a law holds something, and that something was asked and done. */
const MAY_STAY = ['held_records', 'compliance_records', 'inbox', 'kyc_tasks']

type Person = Life['customers'][number]

/** Who came while the backup was taken, and may be in it or not; and who came after it, of whom nothing is left that a law could hold. */
interface Late {
  readonly during: readonly Person[]
  readonly after: readonly Person[]
}

const isAmong = (people: readonly Person[], shop: string, customer: bigint): boolean =>
  people.some((one) => one.shop === shop && one.customer === customer)

/** Opens the doors of the restored product as its processes do, and looks at everything. What is wrong. */
export async function judge(world: World, cluster: Cluster, life: Life, backedUp: readonly File[], late: Late): Promise<string[]> {
  const wrong: string[] = []
  const missing = await unknownTombstones(world)
  const opening = openDoors(world, 50)
  if (opening.closedBy === null) wrong.push('the doors were open at once')
  const early = await readinessOf(world.db, false, opening.closedBy)
  if (missing.length > 0 && early.ready) wrong.push('ready before the erasures were done again')
  await opening.opened
  const left = await unknownTombstones(world)
  if (left.length > 0) wrong.push(`${left.length} erasures were not done again`)
  await carryOutForgetting(world)
  for (const file of backedUp) wrong.push(...(await fileFaults(world, cluster, life, file)))
  for (const { shop, customer, held } of life.erased) {
    const may = isAmong(late.after, shop, customer) ? [''] : isAmong(late.during, shop, customer) ? ['', held] : [held]
    wrong.push(...(await traces(world, shop, customer, may)))
  }
  for (const shop of life.erasedShops) {
    if ((await world.db.shop.count({ where: { shopId: shop, uninstalledAt: null } })) > 0)
      wrong.push(`${shop} was erased, and is installed`)
  }
  return wrong
}

/** The jobs of the worker that delete bytes. */
async function carryOutForgetting(world: World): Promise<void> {
  const forget = handlersOf(world)['documents.forget']
  const taskList = { 'documents.forget': (data: unknown) => forget(data as never) }
  await runOnce({ connectionString: world.config.databaseUrl, taskList: taskList as never, logger: new Logger(() => () => undefined) })
}

async function fileFaults(world: World, cluster: Cluster, life: Life, file: File): Promise<string[]> {
  const { id, shop, customer } = file
  const opened = await look(world, shop, id, { as: 'original' }, STAFF)
  const erased = life.takenBack.has(id) || life.isErased(shop, customer)
  if (!erased) {
    if (!opened.ok) return [`the file ${id} is lost`]
    return hashOf(opened.value.content) === file.hash ? [] : [`the file ${id} is not what was handed in`]
  }
  if (opened.ok) return [`the file ${id} was erased, and opens`]
  // What a law holds keeps bytes and key, sealed away.
  const isHeld = file.sent && (await heldOf(world, shop, customer)).includes('papers')
  const isThere = cluster.objectsOf(id).length > 0
  if (isHeld) return isThere ? [] : [`the file ${id} is held by a law, and its bytes are gone`]
  return [...(isThere ? [`the bytes of the erased file ${id} are still there`] : []), ...(await keyFaults(world, cluster, file))]
}

/** Whether any key in the restored database still opens an erased file, wherever its bytes may lie. */
async function keyFaults(world: World, cluster: Cluster, { id, shop }: File): Promise<string[]> {
  const row = await world.db.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })
  if (row?.wrappedKey) return [`the key of the erased file ${id} is still there`]
  const objects = [...cluster.objectsOf(id), ...cluster.backedUpObjectsOf(id)]
  const shopKey = await world.keyring.of(shop).catch(() => null)
  const rows = await world.db.document.findMany({ where: { shopId: shop, wrappedKey: { not: null } } })
  const pairs = rows.flatMap((other) => objects.map((object) => ({ other, object })))
  const opens = pairs.some(({ other, object }) => {
    try {
      const key = unseal(shopKey ?? Buffer.alloc(32), `${shop}:document-key:${other.id}`, other.wrappedKey ?? Buffer.of())
      unseal(key, `${shop}:document:${id}:${object.name}`, object.bytes)
      return true
    } catch {
      return false
    }
  })
  return opens ? [`a key that is left opens the erased file ${id}`] : []
}

async function traces(world: World, shop: string, customer: bigint, may: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  const rows = Object.entries(await rowsOf(world, shop, customer)).filter(([table]) => !MAY_STAY.includes(table))
  if (rows.length > 0) wrong.push(`customer ${customer} was erased, and there are ${JSON.stringify(Object.fromEntries(rows))}`)
  const now = await heldOf(world, shop, customer)
  if (!may.includes(now)) wrong.push(`of customer ${customer} laws held [${may.join('] or [')}], and now hold [${now}]`)
  return wrong
}
