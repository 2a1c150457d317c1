import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { type DocumentNode, print } from 'graphql'
import { type ShopClient, ShopifyRefused, ShopifySilent } from './client.server.ts'
import { type EveryCustomerQuery, ReadBulkOperationDocument, StartBulkQueryDocument } from './operations.generated.ts'

/** One line of a bulk query over all customers. */
export type EveryCustomerLine = EveryCustomerQuery['customers']['edges'][number]['node']

/** Where a bulk operation stands. `url` is null when nothing was found. */
export type BulkState =
  | { readonly at: 'running' }
  | { readonly at: 'done'; readonly url: string | null }
  | { readonly at: 'lost'; readonly reason: string }

/** Starts a bulk query; null while Shopify already runs as many as it lets an app. Rejects with ShopifyRefused when the query is wrong. */
export async function startBulkQuery(client: ShopClient, document: DocumentNode): Promise<string | null> {
  const { data } = await client.request(StartBulkQueryDocument, { query: print(document) })
  const { bulkOperation, userErrors } = data.bulkOperationRunQuery ?? { bulkOperation: null, userErrors: [] }
  if (bulkOperation) return bulkOperation.id
  const codes = userErrors.map(({ code }) => code)
  if (codes.includes('OPERATION_IN_PROGRESS') || codes.includes('LIMIT_REACHED')) return null
  throw new ShopifyRefused(userErrors.map(({ message, code }) => ({ message, extensions: { code } })))
}

/** Looks at an operation once. What Shopify no longer knows, or no longer has the file of, is lost. */
export async function readBulkOperation(client: ShopClient, id: string): Promise<BulkState> {
  const { data } = await client.request(ReadBulkOperationDocument, { id })
  const found = data.bulkOperation
  if (!found) return { at: 'lost', reason: 'UNKNOWN' }
  switch (found.status) {
    case 'CREATED':
    case 'RUNNING':
    case 'CANCELING':
      return { at: 'running' }
    case 'COMPLETED':
      return { at: 'done', url: found.url ?? null }
    default:
      return { at: 'lost', reason: found.errorCode ?? found.status }
  }
}

/** A line of a result and the byte at which the next one begins. */
export interface ResultLine {
  readonly text: string
  readonly next: number
}

const NEWLINE = 10

/**
 * The lines of a result from a byte on, one by one as they come in: memory stays flat however long the file is. Leaving the loop early
 * closes the connection. Rejects with ShopifySilent when the file cannot be read.
 */
export async function* linesOf(url: string, from: number): AsyncGenerator<ResultLine> {
  const answer = await fetch(url, { headers: { 'Accept-Encoding': 'identity', ...(from > 0 ? { Range: `bytes=${from}-` } : {}) } })
  if (answer.status === 416) return
  if (!answer.ok || !answer.body) throw new ShopifySilent(`HTTP ${answer.status}`)
  let at = answer.status === 206 ? from : 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of Readable.fromWeb(answer.body as WebStream) as AsyncIterable<Uint8Array>) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk)
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      const text = bytes.toString('utf8', start, end)
      at += end + 1 - start
      start = end + 1
      // A server that knows no ranges begins at the beginning.
      if (text !== '' && at > from) yield { text, next: at }
    }
    rest = bytes.subarray(start)
  }
  if (rest.length > 0) throw new ShopifySilent('the file ends within a line')
}
