import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { type DocumentNode, print } from 'graphql'
import { type ShopClient, ShopifyRefused, ShopifySilent } from './client.server.ts'
import { shopifyFetch } from './fetch.server.ts'
import {
  CancelBulkDocument,
  ReadBulkOperationDocument,
  RecentBulkMutationsDocument,
  StageVariablesDocument,
  StartBulkMutationDocument,
  StartBulkQueryDocument,
} from './operations.generated.ts'

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

/** A bulk mutation under a name of its own, by which it is found again when nobody knows whether it was started. */
const markedMutation = (document: DocumentNode, mark: string): string =>
  print(document).replace(/^mutation (\w+)/, (_, name: string) => `mutation ${name}_${mark}`)

/** Hands the variables of a bulk mutation over, a line each; answers the path to start it with. Rejects with ShopifyRefused or ShopifySilent. */
export async function stageVariables(client: ShopClient, lines: readonly object[]): Promise<string> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const input = { resource: 'BULK_MUTATION_VARIABLES', filename: 'variables', mimeType: 'text/jsonl', httpMethod: 'POST' } as const
  const { data } = await client.request(StageVariablesDocument, { input: [input] })
  const target = data.stagedUploadsCreate?.stagedTargets?.[0]
  const path = target?.parameters.find(({ name }) => name === 'key')?.value
  if (!target?.url || path === undefined) throw new ShopifyRefused(data.stagedUploadsCreate?.userErrors ?? [])
  const form = new FormData()
  for (const { name, value } of target.parameters) form.append(name, value)
  form.append('file', new Blob([text], { type: 'text/jsonl' }))
  const answer = await shopifyFetch(target.url, { method: 'POST', body: form, signal: AbortSignal.timeout(120_000) }).catch(() => null)
  if (!answer?.ok) throw new ShopifySilent(answer ? `HTTP ${answer.status}` : 'no answer')
  return path
}

/** Starts a bulk mutation on variables that were handed over; null while Shopify already runs as many as it lets an app. */
async function startBulkMutation(client: ShopClient, mutation: string, stagedUploadPath: string): Promise<string | null> {
  const { data } = await client.request(StartBulkMutationDocument, { mutation, stagedUploadPath })
  const { bulkOperation, userErrors } = data.bulkOperationRunMutation ?? { bulkOperation: null, userErrors: [] }
  if (bulkOperation) return bulkOperation.id
  const codes = userErrors.map(({ code }) => code)
  if (codes.includes('OPERATION_IN_PROGRESS') || codes.includes('LIMIT_REACHED')) return null
  throw new ShopifyRefused(userErrors.map(({ message, code }) => ({ message, extensions: { code } })))
}

/** The bulk mutation with a mark in its name, among the last ones; null when it was never started. */
async function findBulkMutation(client: ShopClient, mark: string): Promise<string | null> {
  const { data } = await client.request(RecentBulkMutationsDocument, {})
  return data.bulkOperations.nodes.find(({ query }) => query.includes(mark))?.id ?? null
}

/**
 * Starts a bulk mutation under its mark, unless it was started already: a start without an answer, or one that nobody lived to note down, may
 * have been one. Null while Shopify runs as many as it lets an app.
 */
export async function startOnce(client: ShopClient, document: DocumentNode, mark: string, stagedPath: string): Promise<string | null> {
  return (await findBulkMutation(client, mark)) ?? startBulkMutation(client, markedMutation(document, mark), stagedPath)
}

/** Ends a bulk operation early: what it has written stays. One that is over already is left alone. */
export async function cancelBulk(client: ShopClient, id: string): Promise<void> {
  await client.request(CancelBulkDocument, { id })
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

/** Whole lines of a result, the last without its end, and the byte at which the next line begins. */
export interface ResultLines {
  readonly text: string
  readonly next: number
}

const NEWLINE = 10

/**
 * The lines of a result from a byte on, at most `linesMax` together, as they come in: memory stays flat however long the file is. Leaving
 * the loop early closes the connection. Rejects with ShopifySilent when the file cannot be read.
 */
export async function* linesOf(url: string, from: number, linesMax: number): AsyncGenerator<ResultLines> {
  const answer = await fetch(url, { headers: { 'Accept-Encoding': 'identity', ...(from > 0 ? { Range: `bytes=${from}-` } : {}) } })
  if (answer.status === 416) return
  if (!answer.ok || !answer.body) throw new ShopifySilent(`HTTP ${answer.status}`)
  let at = answer.status === 206 ? from : 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of Readable.fromWeb(answer.body as WebStream) as AsyncIterable<Uint8Array>) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk)
    let start = 0
    for (let end = endOf(bytes, start, linesMax); end !== -1; end = endOf(bytes, start, linesMax)) {
      // A server that knows no ranges begins at the beginning: what was read before is skipped.
      const begin = Math.max(start, start + from - at)
      at += end + 1 - start
      start = end + 1
      if (end > begin) yield { text: bytes.toString('utf8', begin, end), next: at }
    }
    rest = bytes.subarray(start)
  }
  if (rest.length > 0) throw new ShopifySilent('the file ends within a line')
}

/** Where the last of at most `linesMax` whole lines ends, from a byte on; -1 when none does. */
function endOf(bytes: Buffer, from: number, linesMax: number): number {
  let end = -1
  for (let lines = 0; lines < linesMax; lines++) {
    const next = bytes.indexOf(NEWLINE, end === -1 ? from : end + 1)
    if (next === -1) break
    end = next
  }
  return end
}
