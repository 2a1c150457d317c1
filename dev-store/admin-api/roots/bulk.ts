import { Kind } from 'graphql'
import { gid, idOf } from '../../store/gids.ts'
import { type FieldError, fieldError } from '../../store/outcome.ts'
import { apiError, notSupported } from '../api-error.ts'
import { openUpload, uploadAddress, uploaded } from '../bulk/files.ts'
import { type BulkOperation, createOperation, inTheWay, isOver, operationsOf } from '../bulk/operations.ts'
import { bulkQueryErrors, readDocument } from '../bulk/query-rules.ts'
import { runMutation } from '../bulk/run-mutation.ts'
import { runQuery } from '../bulk/run-query.ts'
import { start } from '../bulk/start.ts'
import { type Args, type Caller, type Root, records, text, type View } from '../context.ts'
import { page } from '../pages.ts'
import { adminSchema } from '../schema.ts'
import { numberMatches, readSearch, textMatches, timeMatches } from '../search.ts'
import { staticErrors } from '../static-check.ts'
import { bulkView } from '../views/bulk-view.ts'
import { userErrors } from './answers.ts'

const payload = (caller: Caller, typename: string, operation: BulkOperation | null, errors: View[]): View => ({
  __typename: typename,
  bulkOperation: operation ? bulkView(caller, operation) : null,
  userErrors: errors,
})

/** What Shopify says while as many run as may; undefined while there is room. */
function crowded(caller: Caller, type: BulkOperation['type']): FieldError | undefined {
  const running = inTheWay(caller.shop, type)
  if (running.length === 0) return undefined
  const ids = running.map((one) => gid('BulkOperation', one.id)).join(', ')
  const message = `A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: ${ids}.`
  return fieldError(null, message, 'OPERATION_IN_PROGRESS')
}

const runQueryRoot: Root = (args, caller) => {
  const typename = 'BulkOperationRunQueryPayload'
  const refuse = (errors: FieldError[]) => payload(caller, typename, null, userErrors(errors, 'BulkOperationUserError'))
  const query = text(args, 'query') ?? ''
  const wrong = bulkQueryErrors(query)
  if (wrong.length > 0) return refuse(wrong.map((message) => fieldError(['query'], message, 'INVALID')))
  const full = crowded(caller, 'QUERY')
  if (full) return refuse([full])
  const operation = createOperation(caller.world, caller.shop, 'QUERY', query)
  const answer = payload(caller, typename, operation, [])
  start(caller, operation, (file) => runQuery(caller, operation, file))
  return answer
}

function mutationErrors(mutation: string): string[] {
  const document = readDocument(mutation)
  if (typeof document === 'string') return [`Failed to parse the mutation - ${document}`]
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operations.some((one) => one.operation !== 'mutation')) return ['Invalid operation type. Only `mutation` operations are supported.']
  const roots = operations.flatMap((one) => one.selectionSet.selections)
  if (operations.length !== 1 || roots.length !== 1) return ['You must specify exactly one mutation.']
  return staticErrors(adminSchema().schema, document).map((one) => one.message)
}

const NO_FILE =
  "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument."

const runMutationRoot: Root = (args, caller) => {
  const typename = 'BulkOperationRunMutationPayload'
  const refuse = (errors: FieldError[]) => payload(caller, typename, null, userErrors(errors, 'BulkMutationUserError'))
  const mutation = text(args, 'mutation') ?? ''
  const wrong = mutationErrors(mutation)
  if (wrong.length > 0) return refuse(wrong.map((message) => fieldError(['mutation'], message, 'INVALID_MUTATION')))
  const path = uploaded(caller.world, caller.shop, text(args, 'stagedUploadPath') ?? '')
  if (path === undefined) return refuse([fieldError(null, NO_FILE, 'NO_SUCH_FILE')])
  const full = crowded(caller, 'MUTATION')
  if (full) return refuse([full])
  const operation = createOperation(caller.world, caller.shop, 'MUTATION', mutation)
  const answer = payload(caller, typename, operation, [])
  start(caller, operation, (file) => runMutation(caller, operation, path, file))
  return answer
}

/** The operation an id names; an id of another kind is an error of the request. */
function find(caller: Caller, id: string): BulkOperation | undefined {
  const number = idOf(id, 'BulkOperation')
  if (number === undefined) throw apiError(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND')
  return operationsOf(caller.shop).find((one) => one.id === number)
}

const cancel: Root = (args, caller) => {
  const operation = find(caller, text(args, 'id') ?? '')
  const answer = (shown: BulkOperation | null, errors: FieldError[] = []) =>
    payload(caller, 'BulkOperationCancelPayload', shown, userErrors(errors))
  if (!operation) return answer(null, [fieldError(['id'], 'Bulk operation does not exist')])
  if (isOver(operation)) {
    return answer(operation, [fieldError(null, `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`)])
  }
  operation.status = 'CANCELING'
  return answer(operation)
}

function search(caller: Caller, query: string | undefined): BulkOperation[] {
  const all = operationsOf(caller.shop)
  if (!query?.trim()) return all
  const test = readSearch(query)
  return all.filter((one) =>
    test((term) => {
      if (term.field === 'status') return textMatches(one.status, term.value)
      if (term.field === 'operation_type') return textMatches(one.type, term.value)
      if (term.field === 'id') return numberMatches(one.id, term)
      if (term.field === 'created_at') return timeMatches(one.createdAt, term)
      throw notSupported(`bulkOperations query ${term.field}:`)
    }),
  )
}

function operations(args: Args, caller: Caller): View {
  const value = (one: BulkOperation) => (args.sortKey === 'COMPLETED_AT' ? (one.completedAt ?? '') : one.createdAt)
  const sorted = [...search(caller, text(args, 'query'))].sort((a, b) => value(a).localeCompare(value(b)) || a.id - b.id)
  return page('BulkOperation', sorted, args, (one) => bulkView(caller, one), value)
}

const current: Root = (args, caller) => {
  const type = text(args, 'type') ?? 'QUERY'
  const last = operationsOf(caller.shop).findLast((one) => one.type === type)
  return last ? bulkView(caller, last) : null
}

function target(caller: Caller, input: Args): View {
  const resource = text(input, 'resource')
  if (resource !== 'BULK_MUTATION_VARIABLES') throw notSupported(`stagedUploadsCreate ${resource}`)
  const { key, signature } = openUpload(caller.world, caller.shop, text(input, 'filename') ?? '')
  const mimeType = text(input, 'mimeType') ?? ''
  const address = uploadAddress(caller.world)
  const byForm = text(input, 'httpMethod') === 'POST'
  const fields = byForm
    ? { 'Content-Type': mimeType, success_action_status: '201', acl: 'private', key, 'x-goog-signature': signature }
    : { content_type: mimeType, acl: 'private' }
  return {
    __typename: 'StagedMediaUploadTarget',
    url: byForm ? address : `${address}${key}?X-Goog-Signature=${signature}`,
    resourceUrl: byForm ? null : `${address}${key}`,
    parameters: Object.entries(fields).map(([name, value]) => ({ __typename: 'StagedUploadParameter', name, value })),
  }
}

export const bulkQueries: Record<string, Root> = {
  bulkOperation: (args, caller) => {
    const operation = find(caller, text(args, 'id') ?? '')
    return operation ? bulkView(caller, operation) : null
  },
  bulkOperations: operations,
  currentBulkOperation: current,
}

export const bulkMutations: Record<string, Root> = {
  bulkOperationRunQuery: runQueryRoot,
  bulkOperationRunMutation: runMutationRoot,
  bulkOperationCancel: cancel,
  stagedUploadsCreate: (args, caller) => ({
    __typename: 'StagedUploadsCreatePayload',
    stagedTargets: records(args, 'input').map((input) => target(caller, input)),
    userErrors: [],
  }),
}
