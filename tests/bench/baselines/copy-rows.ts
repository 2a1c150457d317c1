// The limit of the reconcile bench: COPY of the same rows from a file, over one connection, into a table with a key; then INSERT … SELECT.
import { createReadStream } from 'node:fs'
import pg from 'pg'

interface Connection {
  readonly stream: NodeJS.WriteStream
  readonly query: (text: string) => void
  readonly sendCopyFromChunk: (chunk: unknown) => void
  readonly endCopyFrom: () => void
}

const [connectionString = '', file = ''] = process.argv.slice(2)
const client = new pg.Client({ connectionString })
await client.connect()
const seconds: Record<string, number> = {}
const timed = async (name: string, work: Promise<unknown>) => {
  const started = performance.now()
  await work
  seconds[name] = (performance.now() - started) / 1000
}
/** What node-postgres asks of a query that is a COPY. */
const copy = (text: string) =>
  new Promise<void>((handleReadyForQuery, handleError) => {
    const handleCopyInResponse = async (connection: Connection) => {
      for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await new Promise((drained) => connection.stream.once('drain', drained))
      }
      connection.endCopyFrom()
    }
    const submit = (connection: Connection) => connection.query(text)
    client.query({ submit, handleCopyInResponse, handleCommandComplete: () => undefined, handleReadyForQuery, handleError } as never)
  })
const columns = 'shop_id text, customer_id bigint, created_at timestamptz, tags text, value boolean, updated_at text'
for (const table of ['copied', 'inserted']) await client.query(`create table ${table} (${columns}, primary key (shop_id, customer_id))`)
await timed('copySeconds', copy('copy copied from stdin'))
await timed('insertSelectSeconds', client.query('insert into inserted select * from copied'))
process.stdout.write(`${JSON.stringify(seconds)}\n`)
await client.end()
