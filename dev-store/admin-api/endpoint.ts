import { type DocumentNode, execute, GraphQLError, getOperationAST, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { available, costReport, take, tallyOf } from './bucket.ts'
import type { Caller } from './context.ts'
import { COST_MAX, requestedCost } from './cost.ts'
import { fieldResolver, typeResolver } from './resolve.ts'
import { adminSchema } from './schema.ts'
import type { SearchNote } from './search-notes.ts'
import { staticErrors } from './static-check.ts'
import { syntaxWords } from './syntax-words.ts'
import { variableErrors } from './variables.ts'

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}
export interface GraphqlRequest {
  readonly query?: unknown
  readonly variables?: unknown
  readonly operationName?: unknown
}

const LIMITS = 'https://shopify.dev/api/usage/rate-limits'
const ok = (body: Record<string, unknown>): Answer => ({ status: 200, body })

/** An error with its keys in Shopify's order; errors without a place or path say nothing of it. */
function shown(error: GraphQLError): Record<string, unknown> {
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    ...(Object.keys(error.extensions).length ? { extensions: error.extensions } : {}),
  }
}

function read(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const { message, offset } = syntaxWords(error)
    const positions = offset === undefined ? error.positions : [offset]
    return new GraphQLError(message, { source: error.source, positions, extensions: { code: 'PARSE_ERROR' } })
  }
}

function tooExpensive(cost: number): Answer {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${COST_MAX}).\n\nSee https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.\n\nTo query larger amounts of data with fewer limits, bulk operations should be used instead.\nSee https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n`
  return ok({ errors: [{ message, extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: COST_MAX, documentation: LIMITS } }] })
}

function choose(document: DocumentNode, name: unknown): OperationDefinitionNode | Answer {
  const wanted = typeof name === 'string' && name !== '' ? name : undefined
  const operation = getOperationAST(document, wanted)
  if (operation) return operation
  const message = wanted ? `No operation named "${wanted}"` : 'An operation name is required'
  return ok({ errors: [{ message }] })
}

/** What is really charged: queries that found fewer records than asked cost less. */
function actualCost(requested: number, data: unknown, operation: OperationDefinitionNode): number {
  if (operation.operation === 'mutation') return requested
  let records = 0
  const count = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) count(one)
    else if (value !== null && typeof value === 'object') {
      records += 1
      for (const one of Object.values(value)) count(one)
    }
  }
  count(data)
  return Math.min(requested, Math.max(1, records - 1))
}

/** Answers one GraphQL request as Shopify's Admin API of 2026-07 does: always 200 once the caller is known. */
export async function answerGraphql(caller: Caller, request: GraphqlRequest): Promise<Answer> {
  const { world, shop } = caller
  if (typeof request.query !== 'string' || request.query.trim() === '') {
    return { status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } }
  }
  const admin = adminSchema()
  const document = read(request.query)
  if (document instanceof GraphQLError) return ok({ errors: [shown(document)] })
  const refusals = staticErrors(admin.schema, document)
  if (refusals.length) return ok({ errors: refusals.map(shown) })
  const operation = choose(document, request.operationName)
  if (!('kind' in operation && operation.kind === Kind.OPERATION_DEFINITION)) return operation as Answer
  const variables = (request.variables ?? {}) as Record<string, unknown>
  const invalid = variableErrors(admin.schema, operation, variables)
  if (invalid.length) return ok({ errors: invalid.map(shown) })
  const cost = requestedCost(admin.schema, document, operation, variables)
  if (cost > COST_MAX) return tooExpensive(cost)
  const tally = tallyOf(shop)
  if (available(world, shop) < cost) {
    tally.throttled += 1
    const error = { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: LIMITS } }
    return ok({ errors: [error], extensions: costReport(world, shop, cost, null) })
  }
  take(world, shop, cost)
  const notes: SearchNote[] = []
  const result = await execute({
    schema: admin.schema,
    document,
    variableValues: variables,
    operationName: operation.name?.value ?? null,
    contextValue: { ...caller, notes },
    rootValue: {},
    fieldResolver: fieldResolver(admin),
    typeResolver,
  })
  const actual = actualCost(cost, result.data, operation)
  take(world, shop, actual - cost)
  tally.answered += 1
  tally.charged += actual
  if (operation.operation === 'mutation') tally.mutations += 1
  const body: Record<string, unknown> = { data: result.data ?? null }
  if (result.errors) body.errors = result.errors.map(shown)
  body.extensions = { ...costReport(world, shop, cost, actual), ...(notes.length ? { search: notes } : {}) }
  return ok(body)
}
