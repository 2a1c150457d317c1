import { type Keys, seal, unseal } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts'

/** What one look through the sealed values of a shop found of a former key. */
export interface Pass {
  /** Values that the former key had sealed. */
  readonly found: number
  /** Of those, what the current key has sealed now. The rest was being written, went, or does not open. */
  readonly resealed: number
  /** Columns with values that do not open: a fault, or somebody's doing. */
  readonly broken: readonly string[]
}

interface Batch {
  /** The row's own columns, as text. */
  readonly row: string[]
  /** The columns that the seal is bound to, as text. */
  readonly named: string[]
  readonly sealed: Uint8Array
}

const BATCH = 200

/**
 * Seals anew, with the current key of a shop, what a former one has sealed: column by column, in small transactions, each value only if it is
 * still what was read. Nobody waits for it, it waits for nobody, and it may die anywhere. `progress` hears of every batch.
 */
export async function resealAll(world: World, shop: string, progress: (column: string, done: number) => void): Promise<Pass> {
  let [found, resealed] = [0, 0]
  const broken: string[] = []
  for (const column of SEALED_COLUMNS) {
    let after: readonly string[] | null = null
    for (let done = 0; ; ) {
      const batch: Batch[] = await nextBatch(world, shop, column, after)
      if (batch.length === 0) break
      after = batch.at(-1)?.row ?? null
      // After the rows: what they were sealed with cannot be newer than these.
      const opened = reseal(await world.keyring.of(shop), shop, column, batch)
      if (opened.length < batch.length) broken.push(nameOf(column))
      const written = opened.length > 0 ? await writeBatch(world, shop, column, opened) : 0
      found += batch.length
      resealed += written
      done += written
      progress(nameOf(column), done)
    }
  }
  return { found, resealed, broken: [...new Set(broken)] }
}

/** Whether anything of a shop is still sealed with that key. */
export async function anySealedWith(tx: Tx, shop: string, number: number): Promise<boolean> {
  for (const { table, column } of SEALED_COLUMNS) {
    const sql = `select 1 from ${table} where shop_id = $1 and key_number_of(${column}) = $2 limit 1`
    if ((await tx.$queryRawUnsafe<unknown[]>(sql, shop, number)).length > 0) return true
  }
  return false
}

export const nameOf = ({ table, column }: SealedColumn): string => `${table}.${column}`

async function nextBatch(world: World, shop: string, of: SealedColumn, after: readonly string[] | null): Promise<Batch[]> {
  const { table, column, row, about } = of
  const [names, [, ...named]] = [Object.keys(row), about]
  const texts = (columns: readonly string[]) => `array[${columns.map((each) => `${each}::text`).join(', ')}]`
  const places = Object.values(row).map((type, at) => `$${at + 2}::text::${type}`)
  const beyond = after ? `and (${names.join(', ')}) > (${places.join(', ')})` : ''
  const sql = `select ${texts(names)} as row, ${texts(named)} as named, ${column} as sealed from ${table}
    where shop_id = $1 and key_number_of(${column}) < (select key_number from shops where shop_id = $1) ${beyond}
    order by ${names.join(', ')} limit ${BATCH}`
  return world.db.$queryRawUnsafe<Batch[]>(sql, shop, ...(after ?? []))
}

function reseal(keys: Keys, shop: string, { about: [word], boundBefore }: SealedColumn, batch: readonly Batch[]) {
  const aboutOf = (named: readonly string[]) => [shop, word, ...named].join(':')
  return batch.flatMap(({ row, named, sealed }) => {
    const about = aboutOf(named)
    for (const bound of [about, ...(boundBefore === undefined ? [] : [aboutOf(named.slice(0, boundBefore))])]) {
      try {
        return [{ row, before: sealed, after: seal(keys, about, unseal(keys, bound, sealed)) }]
      } catch {
        // Bound otherwise, or it does not open at all.
      }
    }
    return []
  })
}

/** Rows that somebody holds are left for the next look: whoever waits here could wait in a circle. */
async function writeBatch(world: World, shop: string, of: SealedColumn, values: ReturnType<typeof reseal>): Promise<number> {
  const { table, column, row } = of
  const names = Object.keys(row)
  const same = Object.entries(row).map(([name, type], at) => `t.${name} = v.k${at}::${type}`)
  const sql = `with v as (select * from unnest($2::text[], $3::text[], ${names.map((_, at) => `$${at + 4}::text[]`).join(', ')})
      as v (before, after, ${names.map((_, at) => `k${at}`).join(', ')})),
    held as materialized (select t.ctid, v.after from ${table} t join v on ${same.join(' and ')}
      where t.shop_id = $1 and t.${column} = decode(v.before, 'hex') for update of t skip locked)
    update ${table} t set ${column} = decode(held.after, 'hex') from held where t.ctid = held.ctid`
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const columns = [values.map(({ before }) => hex(before)), values.map(({ after }) => hex(after))]
  return world.db.$executeRawUnsafe(sql, shop, ...columns, ...names.map((_, at) => values.map((value) => value.row[at] ?? '')))
}
