import { gid } from '../../store/gids.ts'
import type { Shop } from '../../store/types.ts'
import { nextId, stamp, tell, timeOf, type World } from '../../store/world.ts'

/** A bulk operation as long as this process lives. */
export interface BulkOperation {
  readonly id: number
  readonly type: 'QUERY' | 'MUTATION'
  /** The document as it was sent. */
  readonly document: string
  readonly createdAt: string
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED'
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | null
  completedAt: string | null
  objectCount: number
  rootObjectCount: number
  /** The file with what was found, once it is over; null when nothing was. */
  file: { readonly url: string; readonly bytes: number } | null
}

/** Of queries, and again of mutations, per app and shop (platform fact 3.10). */
const CONCURRENT_MAX = 5
/** Result files are there for seven days. */
const KEPT_MS = 7 * 86_400_000
const OVER = new Set(['COMPLETED', 'CANCELED', 'FAILED'])

const lists = new WeakMap<Shop, BulkOperation[]>()

/** The shop's operations, oldest first. */
export function operationsOf(shop: Shop): BulkOperation[] {
  const known = lists.get(shop)
  if (known) return known
  const list: BulkOperation[] = []
  lists.set(shop, list)
  return list
}

/** Those that are not over and so stand in the way of a further one; empty while there is room. */
export function inTheWay(shop: Shop, type: BulkOperation['type']): BulkOperation[] {
  const running = operationsOf(shop).filter((one) => one.type === type && !OVER.has(one.status))
  return running.length < CONCURRENT_MAX ? [] : running
}

/** A new operation; whoever asks for it starts it. */
export function createOperation(world: World, shop: Shop, type: BulkOperation['type'], document: string): BulkOperation {
  const operation: BulkOperation = {
    id: nextId(shop),
    type,
    document,
    createdAt: stamp(world),
    status: 'CREATED',
    errorCode: null,
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    file: null,
  }
  operationsOf(shop).push(operation)
  return operation
}

export const isOver = (operation: BulkOperation): boolean => OVER.has(operation.status)

/** True once the file is no longer handed out. */
export const isExpired = (world: World, operation: BulkOperation): boolean =>
  operation.completedAt !== null && timeOf(world) - Date.parse(operation.completedAt) > KEPT_MS

/** Ends an operation and tells the app. An operation of a shop that was emptied meanwhile ends silently. */
export function finish(
  world: World,
  shop: Shop,
  operation: BulkOperation,
  end: Pick<BulkOperation, 'status' | 'errorCode' | 'file'>,
): void {
  Object.assign(operation, end)
  operation.completedAt = end.status === 'COMPLETED' ? stamp(world) : null
  if (!operationsOf(shop).includes(operation)) return
  tell(world, shop, {
    type: 'bulk_operations/finish',
    subject: { type: 'BulkOperation', id: operation.id },
    by: { kind: 'system' },
    detail: {
      admin_graphql_api_id: gid('BulkOperation', operation.id),
      completed_at: operation.completedAt,
      created_at: operation.createdAt,
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: operation.status.toLowerCase(),
      type: operation.type.toLowerCase(),
    },
  })
}

/** No operations any more; those under way notice and end silently. */
export function forgetOperations(shop: Shop): void {
  for (const one of operationsOf(shop)) if (!isOver(one)) one.status = 'CANCELED'
  lists.delete(shop)
}
