import { setImmediate as breathe } from 'node:timers/promises'
import { execute, parse } from 'graphql'
import type { BulkRun, Caller } from '../context.ts'
import { fieldResolver, typeResolver } from '../resolve.ts'
import { adminSchema } from '../schema.ts'
import type { ResultFile } from './files.ts'
import type { BulkOperation } from './operations.ts'

/** Records of the root that are resolved at one time, so that a store of any size fits. */
const BATCH = 250

type Value = Record<string, unknown>
const isRecord = (value: unknown): value is Value => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Lines of one connection: every node, and after it what hangs on it, with the id of its parent. */
function* linesOf(run: BulkRun, connection: Value, path: string, parentId: unknown): Generator<Value> {
  const edges = Array.isArray(connection.edges) ? connection.edges : []
  for (const edge of edges) {
    const node = isRecord(edge) ? edge.node : null
    if (!isRecord(node)) continue
    const nested: Value[] = []
    const own = split(run, node, `${path}.edges.node`, node.id, nested)
    yield parentId === undefined ? own : { ...own, __parentId: parentId }
    yield* nested
  }
}

/** The record without its connections, whose lines go to `nested`. */
function split(run: BulkRun, record: Value, path: string, id: unknown, nested: Value[]): Value {
  const own: Value = {}
  for (const [name, value] of Object.entries(record)) {
    const at = path === '' ? name : `${path}.${name}`
    if (!isRecord(value)) own[name] = value
    else if (run.connections.has(at)) nested.push(...linesOf(run, value, at, id))
    else own[name] = split(run, value, at, id, nested)
  }
  return own
}

/** How a query ended that was carried out; null while all is well. */
type Trouble = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | null

async function runBatch(caller: Caller, document: ReturnType<typeof parse>, run: BulkRun): Promise<{ data: Value; trouble: Trouble }> {
  const admin = adminSchema()
  const result = await execute({
    schema: admin.schema,
    document,
    contextValue: { ...caller, bulk: run },
    rootValue: {},
    fieldResolver: fieldResolver(admin),
    typeResolver,
  })
  const [first] = result.errors ?? []
  if (first) console.error(`a bulk query failed: ${first.message}`)
  const trouble = first ? (first.extensions.code === 'ACCESS_DENIED' ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR') : null
  return { data: (result.data ?? {}) as Value, trouble }
}

/** Carries out a query that obeys the rules and writes its lines. Stops early when the operation is canceled. */
export async function runQuery(caller: Caller, operation: BulkOperation, file: ResultFile): Promise<Trouble> {
  const document = parse(operation.document)
  const run: BulkRun = { roots: new Map(), connections: new Set(), from: 0, until: BATCH }
  for (;;) {
    const { data, trouble } = await runBatch(caller, document, run)
    if (trouble) return trouble
    for (const [name, value] of Object.entries(data)) {
      if (!isRecord(value)) continue
      const isRoot = run.connections.has(name)
      if (!isRoot && run.from > 0) continue
      const nested: Value[] = []
      if (!isRoot) split(run, value, name, undefined, nested)
      for (const line of isRoot ? linesOf(run, value, name, undefined) : nested) {
        operation.objectCount += 1
        if (!('__parentId' in line)) operation.rootObjectCount += 1
        await file.add(line)
      }
    }
    run.from = run.until
    run.until += BATCH
    const most = Math.max(0, ...[...run.roots.values()].map((root) => root.count))
    if (run.from >= most || operation.status !== 'RUNNING') return null
    await breathe()
  }
}
