import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tx } from './db.server.ts'
import type { World } from './world.server.ts'

/** What was erased, by its id: nothing about anybody. */
export interface Erasure {
  readonly shop: string
  readonly kind: 'document' | 'customer' | 'shop' | 'held'
  readonly subject: string
}

export interface Tombstone extends Erasure {
  readonly id: string
  readonly at: Date
}

/** The list lacks erasures that the database knows: the folder is not the right one, or was itself restored. */
export class TombstonesLack extends Error {
  override name = 'TombstonesLack'
}

/**
 * Puts an erasure on the list outside the database, durably, before the caller's transaction commits; the database remembers with the commit
 * that it has gone through it. Where a process dies in between, the erasure is on the list alone and is done again later.
 */
export async function layTombstone(world: World, tx: Tx, erasure: Erasure): Promise<void> {
  const { shop, kind, subject } = erasure
  const at = world.now()
  const mark = createHash('sha256').update(`${shop}\n${kind}\n${subject}`).digest('hex').slice(0, 24)
  const id = `${String(at.getTime()).padStart(14, '0')}-${mark}`
  const { folder, path } = place(world, id)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const half = `${path}.${process.pid}.${world.newId()}.part`
  const file = await open(half, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify({ shop, kind, subject }))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(half, path)
  await tx.tombstone.upsert({ where: { shopId_id: { shopId: shop, id } }, create: { shopId: shop, id }, update: {} })
}

const BATCH = 1000

/**
 * The erasures on the list that this database has not gone through, oldest first: those that came after the backup from which it was
 * restored. Rejects with TombstonesLack when the list itself is not whole.
 */
export async function unknownTombstones(world: World): Promise<readonly Tombstone[]> {
  // The database first: what is laid meanwhile is on the list before it is in the database.
  const known = new Set<string>()
  for (let after = ''; ; ) {
    const rows = await world.db.$queryRaw<
      { id: string }[]
    >`select distinct id from tombstones where id > ${after} order by id limit ${BATCH}`
    for (const { id } of rows) known.add(id)
    after = rows.at(-1)?.id ?? ''
    if (rows.length < BATCH) break
  }
  const listed = await listedIds(world)
  const lacking = [...known].filter((id) => !listed.has(id)).length
  if (lacking > 0) throw new TombstonesLack(`${lacking} erasures that the database knows are not on the list`)
  const unknown = [...listed].filter((id) => !known.has(id)).sort()
  return Promise.all(unknown.map((id) => read(world, id)))
}

const ID = /^(\d{14})-[0-9a-f]{24}$/

/** A folder a month. */
function place(world: World, id: string): { folder: string; path: string } {
  const folder = join(world.config.tombstoneDir, dateOf(id).toISOString().slice(0, 7))
  return { folder, path: join(folder, id) }
}

const dateOf = (id: string): Date => new Date(Number(ID.exec(id)?.[1] ?? Number.NaN))

async function listedIds(world: World): Promise<Set<string>> {
  // Made here, so that a first start has a list, and a folder that cannot be written to is noticed now.
  await mkdir(world.config.tombstoneDir, { recursive: true, mode: 0o700 })
  const entries = await readdir(world.config.tombstoneDir, { recursive: true })
  return new Set(entries.map((path) => path.split(/[\\/]/).at(-1) ?? '').filter((name) => ID.test(name)))
}

async function read(world: World, id: string): Promise<Tombstone> {
  const { shop, kind, subject } = JSON.parse(await readFile(place(world, id).path, 'utf8')) as Erasure
  return { id, at: dateOf(id), shop, kind, subject }
}
