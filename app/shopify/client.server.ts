import { setTimeout as pause } from 'node:timers/promises'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { SpanKind } from '@opentelemetry/api'
import { type DocumentNode, print } from 'graphql'
import { GraphQLClient } from 'graphql-request'
import { counter, gauge } from '../platform/metrics.server.ts'
import { spanned } from '../platform/telemetry.server.ts'
import { availableAt, type Bucket, firstBucket, learn, reserve, type ThrottleStatus } from './bucket.ts'
import { shopifyFetch } from './fetch.server.ts'
import { API_VERSION, type Sessions } from './sessions.server.ts'

/** The app is not installed in this shop, or its token was taken away: nothing can be asked until staff open the app again. */
export class NotInstalled extends Error {
  override name = 'NotInstalled'
}

/** An error as Shopify writes it beside or instead of data. */
export interface ApiError {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions?: { readonly [key: string]: unknown } | undefined
}

/** Shopify answered, and refused. `code` is Shopify's extension code of the first error; the text may quote input, so it is not logged. */
export class ShopifyRefused extends Error {
  override name = 'ShopifyRefused'
  readonly code: string
  readonly errors: readonly ApiError[]
  constructor(errors: readonly ApiError[]) {
    const code = String(errors[0]?.extensions?.code ?? 'UNKNOWN')
    super(`Shopify refused: ${code}`)
    this.code = code
    this.errors = errors
  }
}

/** No usable answer: a time-out, a broken line, 429 or 5xx. A write may have landed nevertheless. */
export class ShopifySilent extends Error {
  override name = 'ShopifySilent'
}

export interface Answer<Result> {
  readonly data: Result
  /** Errors of single fields beside the data, such as withheld names. */
  readonly errors: readonly ApiError[]
}

/** One shop's Admin API: typed documents in, answers out; never faster than the shop's bucket of points allows. */
export interface ShopClient {
  readonly shop: string
  /** Rejects with ShopifyRefused, NotInstalled or ShopifySilent. Nothing is sent after `sendBefore` (milliseconds since 1970). */
  request<Result, Variables extends object>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    sendBefore?: number,
  ): Promise<Answer<Result>>
}

/** What a request is taken to cost until its answer says so: a mutation document of ours asks 10 points a root field. */
const ASSUMED_COST = 30
const ATTEMPTS = 6
const BACKOFF_MS = 500

const countCall = counter('sekisho_shopify_calls_total', 'Answers of the Admin API, by outcome.')
const showPoints = gauge('sekisho_bucket_points', 'Points left in the bucket, as last told, by shop.')

const buckets = new Map<string, { bucket: Bucket; inFlight: number }>()

/** A client for a shop in which the app is installed; throws NotInstalled otherwise. */
export async function shopClient(sessions: Sessions, shop: string): Promise<ShopClient> {
  const token = (await sessions.offline(shop))?.accessToken
  if (!token) throw new NotInstalled(shop)
  const client = new GraphQLClient(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
    fetch: shopifyFetch,
    headers: { 'X-Shopify-Access-Token': token },
    errorPolicy: 'all',
  })
  return {
    shop,
    request: <Result, Variables extends object>(
      document: TypedDocumentNode<Result, Variables>,
      variables: Variables,
      sendBefore?: number,
    ) => {
      const ask = () => client.rawRequest<Result>(textOf(document), variables)
      return spanned(`shopify ${nameOf(document)}`, { 'sekisho.shop': shop }, () => askPatiently(shop, ask, sendBefore), SpanKind.CLIENT)
    },
  }
}

const texts = new WeakMap<object, string>()

function textOf(document: DocumentNode): string {
  const text = texts.get(document) ?? print(document)
  texts.set(document, text)
  return text
}

/** The name of an operation of ours, such as `WriteCustomer`. */
function nameOf(document: DocumentNode): string {
  const [first] = document.definitions
  return first?.kind === 'OperationDefinition' ? (first.name?.value ?? '') : ''
}

interface Raw<Result> {
  data: Result
  errors?: readonly ApiError[] | undefined
  extensions?: unknown
}

async function askPatiently<Result>(
  shop: string,
  ask: () => Promise<Raw<Result>>,
  sendBefore = Number.POSITIVE_INFINITY,
): Promise<Answer<Result>> {
  for (let attempt = 1; ; attempt++) {
    const raw = await askOnce(shop, ask, sendBefore)
    const errors = raw.errors ?? []
    countCall({ outcome: isThrottled(errors) ? 'throttled' : raw.data ? 'answered' : 'refused' })
    if (!isThrottled(errors)) {
      if (raw.data === null || raw.data === undefined) throw new ShopifyRefused(errors)
      return { data: raw.data, errors }
    }
    if (attempt === ATTEMPTS) throw new ShopifySilent('throttled')
    await pause(BACKOFF_MS * attempt)
  }
}

async function askOnce<Result>(shop: string, ask: () => Promise<Raw<Result>>, sendBefore: number): Promise<Raw<Result>> {
  const line = buckets.get(shop) ?? { bucket: firstBucket(Date.now()), inFlight: 0 }
  buckets.set(shop, line)
  const taken = reserve(line.bucket, ASSUMED_COST, Date.now())
  line.bucket = taken.bucket
  if (taken.waitMs > 0) await pause(taken.waitMs)
  if (Date.now() > sendBefore) throw new ShopifySilent('too late to send')
  line.inFlight += ASSUMED_COST
  try {
    const raw = await ask()
    const told = throttleStatus(raw.extensions)
    if (told) {
      line.bucket = learn(told, line.inFlight - ASSUMED_COST, Date.now())
      showPoints(told.currentlyAvailable, { shop })
    }
    return raw
  } catch (error) {
    const ours = withoutTexts(error)
    countCall({ outcome: ours instanceof NotInstalled ? 'not-installed' : 'silent' })
    throw ours
  } finally {
    line.inFlight -= ASSUMED_COST
  }
}

function throttleStatus(extensions: unknown): ThrottleStatus | undefined {
  return (extensions as { cost?: { throttleStatus?: ThrottleStatus } } | undefined)?.cost?.throttleStatus
}

/** The shop's budget as this process last believed it; null when it has not asked anything there. */
export function budgetOf(shop: string): ThrottleStatus | null {
  const line = buckets.get(shop)
  return line ? { ...line.bucket, currentlyAvailable: Math.floor(availableAt(line.bucket, Date.now())) } : null
}

const isThrottled = (errors: readonly ApiError[]): boolean => errors.some((error) => error.extensions?.code === 'THROTTLED')

/** graphql-request's errors carry the whole request, tokens and input included; ours carry a class and a code. */
function withoutTexts(error: unknown): Error {
  const status = (error as { response?: { status?: number } }).response?.status
  if (status === 401) return new NotInstalled('the token is no longer valid')
  if (status === 402 || status === 403 || status === 404) return new NotInstalled(`the shop answers ${status}`)
  return new ShopifySilent(status ? `HTTP ${status}` : ((error as Error).name ?? 'no answer'))
}
