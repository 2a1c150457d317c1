import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { textCell } from './csv.ts'

/** A text of people, made safe to open; or a number or day of our own, which stays one. */
export type Cell = string | { readonly own: string }

/** A table as it is written, row by row as it is read: UTF-8 with the mark by which Excel knows it, lines as in RFC 4180 (A7). */
export function csvOf(header: readonly string[], rows: AsyncIterable<readonly Cell[]>): ReadableStream<Uint8Array> {
  async function* cells(): AsyncGenerator<Cell[]> {
    yield header.map(textCell)
    for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? textCell(cell) : cell.own))
  }
  const written = stringify({ bom: true, record_delimiter: 'windows' })
  const source = Readable.from(cells())
  source.on('error', (error) => written.destroy(error))
  written.on('close', () => source.destroy())
  return Readable.toWeb(source.pipe(written)) as ReadableStream<Uint8Array>
}
