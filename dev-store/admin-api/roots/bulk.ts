import { idOf } from '../../store/gids.ts'
import { type FieldError, fieldError } from '../../store/outcome.ts'
import { stamp } from '../../store/world.ts'
import { apiError, notSupported } from '../api-error.ts'
import { bulkOperations, idsOf } from '../bulk/catalogue.ts'
import { openUpload, uploadAddress, uploaded } from '../bulk/files.ts'
import { bulkMutationError, DOCUMENT_BYTES_MAX, fileError, recordErrors } from '../bulk/mutation-rules.ts'
import { type BulkOperation, createOperation, inTheWay, isOver, operationsOf } from '../bulk/operations.ts'
import { bulkQueryErrors } from '../bulk/query-rules.ts'
import { runMutation } from '../bulk/run-mutation.ts'
import { runQuery } from '../bulk/run-query.ts'
import { start } from '../bulk/start.ts'
import { type Args, type Caller, type Root, records, text, type View } from '../context.ts'
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
  const message = `A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: ${idsOf(running)}.`
  return fieldError(null, message, 'OPERATION_IN_PROGRESS')
}

const runQueryRoot: Root = (args, caller) => {
  const typename = 'BulkOperationRunQueryPayload'
  const refuse = (errors: FieldError[]) => payload(caller, typename, null, userErrors(errors, 'BulkOperationUserError'))
  const query = text(args, 'query') ?? ''
  const bytes = Buffer.byteLength(query)
  const tooLarge = `Query is too large (${bytes} bytes; maximum is ${DOCUMENT_BYTES_MAX} bytes)`
  const wrong = bytes > DOCUMENT_BYTES_MAX ? [tooLarge] : bulkQueryErrors(query)
  if (wrong.length > 0) return refuse(wrong.map((message) => fieldError(['query'], message, 'INVALID')))
  const full = crowded(caller, 'QUERY')
  if (full) return refuse([full])
  const operation = createOperation(caller.world, caller.shop, 'QUERY', query)
  const answer = payload(caller, typename, operation, [])
  start(caller, operation, (file) => runQuery(caller, operation, file))
  return answer
}

const runMutationRoot: Root = (args, caller) => {
  const refuse = (errors: FieldError[]) =>
    payload(caller, 'BulkOperationRunMutationPayload', null, userErrors(errors, 'BulkMutationUserError'))
  const mutation = text(args, 'mutation') ?? ''
  const wrong = bulkMutationError(mutation)
  if (wrong) return refuse([wrong])
  const unfit = recordErrors(mutation, text(args, 'clientIdentifier'))
  if (unfit.length > 0) return refuse(unfit)
  const upload = uploaded(caller.world, caller.shop, text(args, 'stagedUploadPath') ?? '')
  const trouble = fileError(upload) ?? crowded(caller, 'MUTATION')
  if (trouble) return refuse([trouble])
  const operation = createOperation(caller.world, caller.shop, 'MUTATION', mutation)
  const answer = payload(caller, 'BulkOperationRunMutationPayload', operation, [])
  start(caller, operation, (file) => runMutation(caller, operation, upload?.path ?? '', file))
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
  const date = stamp(caller.world).replace(/[-:]/g, '')
  const signed = { algorithm: 'GOOG4-RSA-SHA256', credential: `dev-store/${date.slice(0, 8)}/auto/storage/goog4_request` }
  const byForm = text(input, 'httpMethod') === 'POST'
  const fields = byForm
    ? {
        'Content-Type': mimeType,
        success_action_status: '201',
        acl: 'private',
        key,
        'x-goog-date': date,
        'x-goog-credential': signed.credential,
        'x-goog-algorithm': signed.algorithm,
        'x-goog-signature': signature,
        policy: Buffer.from(JSON.stringify({ conditions: [{ key }, ['content-length-range', 1, 104857600]] })).toString('base64'),
      }
    : { content_type: mimeType, acl: 'private' }
  const query = new URLSearchParams({
    'X-Goog-Algorithm': signed.algorithm,
    'X-Goog-Credential': signed.credential,
    'X-Goog-Date': date,
    'X-Goog-Expires': '604800',
    'X-Goog-SignedHeaders': 'host',
    'X-Goog-Signature': signature,
  })
  // Both addresses are the same one (recorded).
  const url = byForm ? address : `${address}${key}?${query}`
  return {
    __typename: 'StagedMediaUploadTarget',
    url,
    resourceUrl: url,
    parameters: Object.entries(fields).map(([name, value]) => ({ __typename: 'StagedUploadParameter', name, value })),
  }
}

export const bulkQueries: Record<string, Root> = {
  bulkOperation: (args, caller) => {
    const operation = find(caller, text(args, 'id') ?? '')
    return operation ? bulkView(caller, operation) : null
  },
  bulkOperations,
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
