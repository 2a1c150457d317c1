import { Kind } from 'graphql'
import { type FieldError, fieldError } from '../../store/outcome.ts'
import { adminSchema } from '../schema.ts'
import { staticErrors } from '../static-check.ts'
import type { Upload } from './files.ts'
import { connectionsIn, readDocument } from './query-rules.ts'

/** Documents are kept in a column of this size; longer ones are refused (recorded). */
export const DOCUMENT_BYTES_MAX = 65_535
const FILE_BYTES_MAX = 100 * 1024 * 1024
const IDENTIFIER_MIN = 10
const IDENTIFIER_MAX = 255
/** Mutations that no bulk operation may run. */
const NOT_ALLOWED = new Set(['bulkOperationRunMutation', 'bulkOperationRunQuery'])

const invalid = (field: string[] | null, message: string) => fieldError(field, message, 'INVALID_MUTATION')

/** Why Shopify would not run this mutation in bulk: its first reason, in its words. Some of them carry no code (recorded). */
export function bulkMutationError(mutation: string): FieldError | undefined {
  const document = readDocument(mutation)
  if (typeof document === 'string') return invalid(null, `Failed to parse the mutation - ${document}`)
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operations.some((one) => one.operation !== 'mutation')) {
    return invalid(null, 'Invalid operation type. Only `mutation` operations are supported.')
  }
  const [operation] = operations
  const roots = operations.flatMap((one) => one.selectionSet.selections)
  if (!operation || roots.length !== 1) return fieldError(['mutation'], 'You must specify a single top level mutation.')
  if (roots.some((one) => one.kind === Kind.FIELD && NOT_ALLOWED.has(one.name.value))) {
    return fieldError(['mutation'], 'You must use an allowed mutation name.')
  }
  const [refusal] = staticErrors(adminSchema().schema, document)
  if (refusal) return invalid(['mutation'], refusal.message)
  if (connectionsIn(document, operation) > 1) return fieldError(['mutation'], 'Bulk mutations cannot contain more than 1 connection.')
  return undefined
}

/** What is wrong with the operation that would be kept; all reasons at once. */
export function recordErrors(mutation: string, clientIdentifier: string | undefined): FieldError[] {
  const errors: FieldError[] = []
  const bytes = Buffer.byteLength(mutation)
  if (bytes > DOCUMENT_BYTES_MAX) errors.push(invalid(['query'], `is too large (${bytes} bytes; maximum is ${DOCUMENT_BYTES_MAX} bytes)`))
  if (!clientIdentifier) return errors
  const { length } = clientIdentifier
  if (length < IDENTIFIER_MIN) errors.push(invalid(['clientIdentifier'], `is too short (minimum is ${IDENTIFIER_MIN} characters)`))
  if (length > IDENTIFIER_MAX) errors.push(invalid(['clientIdentifier'], `is too long (maximum is ${IDENTIFIER_MAX} characters)`))
  return errors
}

const NO_FILE =
  "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument."

/** What is wrong with the file of variables. This is said before operations that are in the way are looked at (recorded). */
export function fileError(upload: Upload | undefined): FieldError | undefined {
  if (!upload?.path) return fieldError(null, NO_FILE, 'NO_SUCH_FILE')
  if (upload.bytes === 0) return fieldError(null, 'The input file is empty.', 'INVALID_STAGED_UPLOAD_FILE')
  if (upload.bytes <= FILE_BYTES_MAX) return undefined
  return fieldError(null, 'The input file size exceeds the maximum allowed size of 100 MB.', 'INVALID_STAGED_UPLOAD_FILE')
}
