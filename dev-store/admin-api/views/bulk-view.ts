import { gid } from '../../store/gids.ts'
import { type BulkOperation, isExpired } from '../bulk/operations.ts'
import type { Caller, View } from '../context.ts'

/** A bulk operation as the Admin API shows it. Counts are texts, as all unsigned 64-bit integers are. */
export function bulkView({ world }: Caller, operation: BulkOperation): View {
  const expired = isExpired(world, operation)
  const file = expired ? null : operation.file
  const complete = operation.status === 'COMPLETED'
  return {
    __typename: 'BulkOperation',
    id: gid('BulkOperation', operation.id),
    status: expired && complete ? 'EXPIRED' : operation.status,
    type: operation.type,
    errorCode: operation.errorCode,
    createdAt: operation.createdAt,
    completedAt: operation.completedAt,
    objectCount: String(operation.objectCount),
    rootObjectCount: String(operation.rootObjectCount),
    fileSize: complete && operation.file ? String(operation.file.bytes) : null,
    url: complete && file ? file.url : null,
    // A canceled operation shows no file, whatever it had counted (recorded).
    partialDataUrl: operation.status === 'FAILED' && file ? file.url : null,
    query: operation.document,
  }
}
