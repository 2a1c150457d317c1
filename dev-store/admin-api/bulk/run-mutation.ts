import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { execute, type GraphQLError, parse } from 'graphql'
import type { Caller } from '../context.ts'
import { fieldResolver, typeResolver } from '../resolve.ts'
import { adminSchema } from '../schema.ts'
import type { ResultFile } from './files.ts'
import type { BulkOperation } from './operations.ts'

const shown = (error: GraphQLError) => ({
  message: error.message,
  ...(error.path ? { path: error.path } : {}),
  ...(Object.keys(error.extensions).length ? { extensions: error.extensions } : {}),
})

/** Sends the mutation once for every line of variables, in order; each line of the result has the number of its line. */
export async function runMutation(caller: Caller, operation: BulkOperation, path: string, file: ResultFile): Promise<null> {
  const admin = adminSchema()
  const document = parse(operation.document)
  let lineNumber = -1
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (operation.status !== 'RUNNING') break
    if (line.trim() === '') continue
    lineNumber += 1
    const variables = readLine(line)
    const result = variables
      ? await execute({
          schema: admin.schema,
          document,
          variableValues: variables,
          contextValue: caller,
          rootValue: {},
          fieldResolver: fieldResolver(admin),
          typeResolver,
        })
      : null
    operation.objectCount += 1
    operation.rootObjectCount += 1
    const errors = result ? result.errors?.map(shown) : [{ message: 'The JSONL file has a line that cannot be read.' }]
    await file.add({ ...(result?.data ? { data: result.data } : {}), ...(errors ? { errors } : {}), __lineNumber: lineNumber })
  }
  return null
}

function readLine(line: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(line)
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? (read as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
