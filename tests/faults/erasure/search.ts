import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
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
  const shapes = allShapes(texts)
  const found: Found[] = []
  for (const { schema, name } of await tables(world)) {
    const rows = await world.db.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from ${schema}.${name} t`)
    const all = rows.map(({ row }) => row).join('\n')
    for (const { text, shape } of shapes) if (all.includes(String(shape))) found.push({ where: `${schema}.${name}`, what: text })
  }
  for (const path of filesIn(world.config.dataDir)) found.push(...foundIn(path, shapes))
  return found
}

/** Where the database's own log stands: what is written from here on is searched by `searchDatabaseFiles`. */
export async function logPosition(world: World): Promise<string> {
  const [row] = await world.db.$queryRaw<{ file: string }[]>`select pg_walfile_name(pg_current_wal_lsn()) as file`
  return row?.file ?? ''
}

/**
 * Looks for texts, or pieces of files, in the bytes of the database itself: its tables with the rows that nobody sees any more, its indexes,
 * and its log since a position. What was plain for a moment is found here.
 */
export async function searchDatabaseFiles(world: World, since: string, what: readonly (string | Buffer)[]): Promise<Found[]> {
  await world.db.$executeRaw`checkpoint`
  const [at] = await world.db.$queryRaw<{ dir: string; oid: string }[]>`
    select current_setting('data_directory') as dir, oid::text as oid from pg_database where datname = current_database()`
  if (!at) throw new Error('a database without a folder')
  const log = filesIn(join(at.dir, 'pg_wal')).filter((path) => /^[0-9A-F]{24}$/.test(basename(path)) && basename(path) >= since)
  const shapes = allShapes(what)
  return [...filesIn(join(at.dir, 'base', at.oid)), ...log].flatMap((path) => foundIn(path, shapes))
}

/** The files of the vault that are no noise: they hold a piece of what is looked for, begin as pictures or papers do, or can be pressed. */
export function searchVault(world: World, what: readonly (string | Buffer)[]): Found[] {
  const shapes = allShapes(what)
  return filesIn(join(world.config.dataDir, 'documents')).flatMap((path) => {
    const bytes = readFileSync(path)
    const isPressed = bytes.length > 1000 && deflateRawSync(bytes).length < bytes.length * 0.99
    const begins = ['%PDF', '\xff\xd8\xff', '\x89PNG'].filter((magic) => bytes.subarray(0, 64).includes(Buffer.from(magic, 'latin1')))
    return [
      ...foundIn(path, shapes),
      ...begins.map((each) => ({ where: path, what: each })),
      ...(isPressed ? [{ where: path, what: 'no noise' }] : []),
    ]
  })
}

/** Pieces of a file, from all over it, each long enough to be nobody else's. */
export const piecesOfFile = (bytes: Buffer, count = 12, length = 24): Buffer[] =>
  Array.from({ length: count }, (_, at) => Math.floor((at * (bytes.length - length)) / (count - 1))).map((start) =>
    bytes.subarray(start, start + length),
  )

interface Shape {
  readonly text: string
  readonly shape: string | Buffer
}

const allShapes = (what: readonly (string | Buffer)[]): Shape[] =>
  what.flatMap((each) =>
    Buffer.isBuffer(each)
      ? [each, each.toString('hex'), ...shifts(each)].map((shape) => ({ text: `the bytes ${each.toString('hex')}`, shape }))
      : shapesOf(each).map((shape) => ({ text: each, shape })),
  )

function foundIn(path: string, shapes: readonly Shape[]): Found[] {
  const bytes = readFileSync(path)
  return shapes.filter(({ text, shape }) => bytes.includes(shape) || path.includes(text)).map(({ text }) => ({ where: path, what: text }))
}

/** A text as it may stand somewhere. */
function shapesOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const written = [JSON.stringify(text).slice(1, -1), bytes.toString('hex'), ...shifts(bytes)]
  // A few characters of an encoding would be found by chance.
  return [...new Set([text, ...written.filter((shape) => shape.length >= 8)])]
}

/** Base64 shifts with what stands before it: its middle is the same in each of the three. */
const shifts = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) => {
    const written = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return written.slice(before === 0 ? 0 : before + 1, -2)
  })

const tables = (world: World): Promise<{ schema: string; name: string }[]> =>
  world.db.$queryRaw`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`
