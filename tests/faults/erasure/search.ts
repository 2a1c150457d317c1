import { readFileSync } from 'node:fs'
import type { World } from '../../../app/platform/world.server.ts'
import { filesIn } from '../../harness/files.ts'

/** A table, or a file, in which something was found. */
export interface Found {
  readonly where: string
  readonly what: string
}

/**
 * Looks for texts in every row of every table of the database, the library's queue included, and in every file of the data folder: as they
 * are, and as hexadecimal or Base64 writes them. It knows nothing of the product but where its database and its folder are.
 */
export async function searchEverywhere(world: World, texts: readonly string[]): Promise<Found[]> {
  const shapes = texts.flatMap((text) => shapesOf(text).map((shape) => ({ text, shape })))
  const found: Found[] = []
  for (const { schema, name } of await tables(world)) {
    const rows = await world.db.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from ${schema}.${name} t`)
    const all = rows.map(({ row }) => row).join('\n')
    for (const { text, shape } of shapes) if (all.includes(shape)) found.push({ where: `${schema}.${name}`, what: text })
  }
  for (const path of filesIn(world.config.dataDir)) {
    const bytes = readFileSync(path)
    for (const { text, shape } of shapes) if (bytes.includes(shape) || path.includes(text)) found.push({ where: path, what: text })
  }
  return found
}

/** A text as it may stand somewhere. Base64 shifts with what stands before it: its middle is the same in each of the three. */
function shapesOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const shifted = [0, 1, 2].map((before) => {
    const written = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return written.slice(before === 0 ? 0 : before + 1, -2)
  })
  const written = [JSON.stringify(text).slice(1, -1), bytes.toString('hex'), ...shifted]
  // A few characters of an encoding would be found by chance.
  return [...new Set([text, ...written.filter((shape) => shape.length >= 8)])]
}

const tables = (world: World): Promise<{ schema: string; name: string }[]> =>
  world.db.$queryRaw`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`
