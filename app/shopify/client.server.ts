import { setTimeout as pause } from 'node:timers/promises'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { SpanKind } from '@opentelemetry/api'
import { type DocumentNode, Kind, print } from 'graphql'
import { GraphQLClient } from 'graphql-request'
import { counter, gauge } from '../platform/metrics.server.ts'
import { spanned } from '../platform/telemetry.server.ts'
import type { Lane, ThrottleStatus } from './bucket.ts'
import type { Budgets } from './budgets.server.ts'
import { firstGuess, shapeOf } from './costs.ts'
import { shopifyFetch } from './fetch.server.ts'
import { API_VERSION, type Sessions } from './sessions.server.ts'

/** The app is not installed in this shop, or its token was taken away: nothing can be asked until staff open the app again. */
export class NotInstalled extends Error {
  override name = 'NotInstalled'
  /** 401 where the token is missing or refused; another one says that the shop is closed, frozen or unknown. */
  readonly status: number
  constructor(message: string, status = 401) {
    super(message)
    this.status = status
  }
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

/**
 * One shop's Admin API: typed documents in, answers out; never faster than the shop's bucket of points allows. What Shopify says it did not
 * carry out (THROTTLED, 429, a token that was renewed since) is sent again; a query without an answer too, a mutation never: it may have landed.
 */
export interface ShopClient {
  readonly shop: string
  /** Rejects with ShopifyRefused, NotInstalled or ShopifySilent. Nothing is sent after `sendBefore` (milliseconds since 1970). */
  request<Result, Variables extends object>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    sendBefore?: number,
  ): Promise<Answer<Result>>
}

/** Tries of one request, the first included, and what is waited before the next, in milliseconds. */
const ATTEMPTS_MAX = 6
const BACKOFF_MS = 250

const countCall = counter('sekisho_shopify_calls_total', 'Answers of the Admin API, by outcome.')
const showPoints = gauge('sekisho_bucket_points', 'Points left in the bucket, as last told, by shop.')

/** A client for a shop in which the app is installed; throws NotInstalled otherwise. Its requests wait in the lane given. */
export async function shopClient(sessions: Sessions, budgets: Budgets, shop: string, lane: Lane): Promise<ShopClient> {
  let token = (await sessions.offline(shop))?.accessToken
  if (!token) throw new NotInstalled(shop)
  const client = new GraphQLClient(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, { fetch: shopifyFetch, errorPolicy: 'all' })
  const asker: Asker = {
    shop,
    lane,
    budgets,
    ask: (document, variables) =>
      client.rawRequest<never>(textOf(document), variables, { 'X-Shopify-Access-Token': token ?? '' }) as Promise<Raw<never>>,
    renew: async () => {
      const renewed = await sessions.renewed(shop, token ?? '').catch(() => {
        throw new ShopifySilent('the token could not be renewed')
      })
      token = renewed ?? token
      return renewed !== null
    },
  }
  return {
    shop,
    request: <Result, Variables extends object>(
      document: TypedDocumentNode<Result, Variables>,
      variables: Variables,
      sendBefore?: number,
    ) => {
      const ask = () => askPatiently<Result>(asker, document, variables, sendBefore)
      return spanned(`shopify ${nameOf(document)}`, { 'sekisho.shop': shop }, ask, SpanKind.CLIENT)
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
  readonly data: Result
  readonly errors?: readonly ApiError[] | undefined
  readonly extensions?: unknown
}

interface Asker {
  readonly shop: string
  readonly lane: Lane
  readonly budgets: Budgets
  readonly ask: (document: DocumentNode, variables: object) => Promise<Raw<never>>
  /** Says whether there is another token than the one that was refused. */
  readonly renew: () => Promise<boolean>
}

async function askPatiently<Result>(
  asker: Asker,
  document: DocumentNode,
  variables: object,
  sendBefore = Number.POSITIVE_INFINITY,
): Promise<Answer<Result>> {
  for (let attempt = 1; ; attempt++) {
    const came = await askOnce<Result>(asker, document, variables, sendBefore)
    if ('data' in came) return came
    const { failure, again, afterMs } = came
    const isLast = attempt === ATTEMPTS_MAX || Date.now() + afterMs > sendBefore
    if (again === 'never' || isLast) throw failure
    if (again === 'if-renewed' && (attempt > 1 || !(await asker.renew()))) throw failure
    if (again === 'if-harmless' && (isMutation(document) || attempt > 2)) throw failure
    await pause(afterMs * attempt)
  }
}

const isMutation = (document: DocumentNode): boolean =>
  document.definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === 'mutation')

/** Why there is no answer, and whether the same may be sent again. */
interface Failed {
  readonly failure: Error
  readonly again: 'always' | 'if-harmless' | 'if-renewed' | 'never'
  readonly afterMs: number
}

async function askOnce<Result>(
  asker: Asker,
  document: DocumentNode,
  variables: object,
  sendBefore: number,
): Promise<Answer<Result> | Failed> {
  const { shop, lane, budgets } = asker
  const ticket = await budgets.reserve(shop, lane, costOf(document, variables))
  const { points } = ticket
  const sentAt = performance.now()
  if (Date.now() > sendBefore) {
    budgets.settle(shop, { ...ticket, charged: 0, told: null, tookMs: 0 })
    return { failure: new ShopifySilent('too late to send'), again: 'never', afterMs: 0 }
  }
  try {
    const raw: Raw<Result> = await asker.ask(document, variables)
    const throttled = isThrottled(raw.errors ?? [])
    const { requested, actual, told } = costIn(raw.extensions)
    if (requested !== null) noteCost(document, variables, requested)
    budgets.settle(shop, { ...ticket, charged: throttled ? 0 : (actual ?? requested ?? points), told, tookMs: performance.now() - sentAt })
    if (told) showPoints(told.currentlyAvailable, { shop })
    countCall({ outcome: throttled ? 'throttled' : raw.data ? 'answered' : 'refused' })
    if (throttled) return { failure: new ShopifySilent('throttled'), again: 'always', afterMs: BACKOFF_MS }
    if (raw.data === null || raw.data === undefined) {
      return { failure: new ShopifyRefused(raw.errors ?? []), again: 'never', afterMs: 0 }
    }
    return { data: raw.data, errors: raw.errors ?? [] }
  } catch (error) {
    const failed = failureOf(error)
    // Whoever knocks in vain at the door is not charged; what was not answered may have been.
    budgets.settle(shop, {
      ...ticket,
      charged: failed.again === 'if-harmless' ? points : 0,
      told: null,
      tookMs: performance.now() - sentAt,
    })
    countCall({ outcome: failed.failure instanceof NotInstalled ? 'not-installed' : 'silent' })
    return failed
  }
}

const costs = new WeakMap<DocumentNode, Map<string, number>>()

/** What Shopify last asked for the same document with lists and pages of the same size. */
const costOf = (document: DocumentNode, variables: object): number => {
  const told = costs.get(document)?.get(shapeOf(variables as Record<string, unknown>))
  return told ?? firstGuess(document, variables as Record<string, unknown>)
}

function noteCost(document: DocumentNode, variables: object, requested: number): void {
  const known = costs.get(document) ?? new Map<string, number>()
  costs.set(document, known.set(shapeOf(variables as Record<string, unknown>), requested))
}

function costIn(extensions: unknown): { requested: number | null; actual: number | null; told: ThrottleStatus | null } {
  const { cost } = (extensions ?? {}) as {
    cost?: { requestedQueryCost?: number; actualQueryCost?: number | null; throttleStatus?: ThrottleStatus }
  }
  return { requested: cost?.requestedQueryCost ?? null, actual: cost?.actualQueryCost ?? null, told: cost?.throttleStatus ?? null }
}

const isThrottled = (errors: readonly ApiError[]): boolean => errors.some((error) => error.extensions?.code === 'THROTTLED')

/** graphql-request's errors carry the whole request, tokens and input included; ours carry a class and a code. */
function failureOf(error: unknown): Failed {
  const response = (error as { response?: { status?: number; headers?: Headers } }).response
  const status = response?.status
  if (status === 401) return { failure: new NotInstalled('the token is no longer valid'), again: 'if-renewed', afterMs: 0 }
  if (status === 402 || status === 403 || status === 404) {
    return { failure: new NotInstalled(`the shop answers ${status}`, status), again: 'never', afterMs: 0 }
  }
  const failure = new ShopifySilent(status ? `HTTP ${status}` : ((error as Error).name ?? 'no answer'))
  if (status === 429) return { failure, again: 'always', afterMs: retryAfterMs(response?.headers) }
  return { failure, again: 'if-harmless', afterMs: BACKOFF_MS }
}

/** Shopify says in whole seconds how long to stay away; a second where it does not (platform facts 3.2). */
function retryAfterMs(headers: Headers | undefined): number {
  const seconds = Number(headers?.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 30) * 1000 : 1000
}
