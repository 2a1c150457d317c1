// What real stores answered about bulk operations, told again in our own words: texts, codes, order of the checks, order of the lists.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
beforeAll(async () => {
  store = await startStore()
})
beforeEach(async () => {
  await store.lever('POST', 'reset')
  await store.lever('POST', 'settings', { bulkMs: 60_000, bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
})

interface Answer {
  readonly data?: Record<string, never> | null
  readonly errors?: readonly unknown[]
  readonly extensions: { readonly search?: unknown }
}
async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query, variables }),
  })
  return (await answer.json()) as Answer
}

interface Started {
  readonly bulkOperation: { readonly id: string; readonly status: string } | null
  readonly userErrors: { readonly field: string[] | null; readonly message: string; readonly code: string | null }[]
}
const RUN_QUERY =
  'mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { field message code } } }'
const RUN_MUTATION = `mutation($mutation: String!, $path: String!, $clientIdentifier: String) {
  bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $clientIdentifier) { bulkOperation { id status } userErrors { field message code } } }`
const runQuery = async (query: string) =>
  ((await ask(RUN_QUERY, { query })).data as unknown as { bulkOperationRunQuery: Started }).bulkOperationRunQuery
const runMutation = async (mutation: string, path = 'valid', clientIdentifier?: string) =>
  ((await ask(RUN_MUTATION, { mutation, path, clientIdentifier })).data as unknown as { bulkOperationRunMutation: Started })
    .bulkOperationRunMutation

const TAG = 'mutation T($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }'
const ALL = '{ customers { edges { node { id } } } }'
const NO_FILE =
  "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument."

async function upload(body: string): Promise<string> {
  const STAGE = 'mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url } } }'
  const input = [{ filename: 'v.jsonl', mimeType: 'text/jsonl', resource: 'BULK_MUTATION_VARIABLES', httpMethod: 'PUT' }]
  const { data } = await ask(STAGE, { input })
  const { stagedUploadsCreate } = data as unknown as { stagedUploadsCreate: { stagedTargets: { url: string }[] } }
  const url = stagedUploadsCreate.stagedTargets[0]?.url ?? ''
  expect((await fetch(url, { method: 'PUT', body })).status).toBe(200)
  return new URL(url).pathname.replace('/staged-uploads/', '')
}

test('a place for a file by form has the fields of the storage, and one address under both names', async () => {
  const STAGE =
    'mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }'
  const input = [{ filename: 'v.jsonl', mimeType: 'text/jsonl', resource: 'BULK_MUTATION_VARIABLES', httpMethod: 'POST' }]
  const { data } = await ask(STAGE, { input })
  const { stagedTargets } = (
    data as unknown as { stagedUploadsCreate: { stagedTargets: { url: string; resourceUrl: string; parameters: { name: string }[] }[] } }
  ).stagedUploadsCreate
  expect(stagedTargets[0]?.resourceUrl).toBe(stagedTargets[0]?.url)
  expect(stagedTargets[0]?.parameters.map(({ name }) => name).join()).toBe(
    'Content-Type,success_action_status,acl,key,x-goog-date,x-goog-credential,x-goog-algorithm,x-goog-signature,policy',
  )
  const wrong = await ask(
    'mutation Q { stagedUploadsCreate(input: [{ mimeType: "a/b", resource: BULK_MUTATION_VARIABLES }]) { userErrors { message } } }',
  )
  expect(wrong.errors).toMatchObject([
    {
      message: "Argument 'filename' on InputObject 'StagedUploadInput' is required. Expected type String!",
      path: ['mutation Q', 'stagedUploadsCreate', 'input', 0, 'filename'],
    },
  ])
})

describe('bulkOperationRunMutation', () => {
  test.each([
    [
      'mutation { not parseable',
      null,
      'Failed to parse the mutation - syntax error, unexpected end of file at [1, 16]',
      'INVALID_MUTATION',
    ],
    [ALL, null, 'Invalid operation type. Only `mutation` operations are supported.', 'INVALID_MUTATION'],
    [
      'mutation { a: tagsAdd(id: "gid://shopify/Customer/1", tags: []) { userErrors { message } } b: tagsAdd(id: "gid://shopify/Customer/1", tags: []) { userErrors { message } } }',
      ['mutation'],
      'You must specify a single top level mutation.',
      null,
    ],
    [
      'mutation($query: String!) { bulkOperationRunQuery(query: $query) { userErrors { message } } }',
      ['mutation'],
      'You must use an allowed mutation name.',
      null,
    ],
    [
      'mutation C($input: CustomerInput!) { customerCreate(input: $input) { customer { orders(first: 1) { edges { node { lineItems(first: 1) { edges { node { id } } } } } } } } }',
      ['mutation'],
      'Bulk mutations cannot contain more than 1 connection.',
      null,
    ],
    [`#${'a'.repeat(65_535 - TAG.length)}\n${TAG}`, ['query'], 'is too large (65537 bytes; maximum is 65535 bytes)', 'INVALID_MUTATION'],
  ])('refuses %.40s', async (mutation, field, message, code) => {
    expect(await runMutation(mutation)).toEqual({ bulkOperation: null, userErrors: [{ field, message, code }] })
  })

  test.each([
    ['abc', 'is too short (minimum is 10 characters)'],
    ['x'.repeat(256), 'is too long (maximum is 255 characters)'],
  ])('refuses the client identifier %.8s', async (identifier, message) => {
    const userErrors = [{ field: ['clientIdentifier'], message, code: 'INVALID_MUTATION' }]
    expect(await runMutation(TAG, await upload('{}'), identifier)).toEqual({ bulkOperation: null, userErrors })
  })

  test('takes one connection, and a client identifier of ten characters', async () => {
    const one =
      'mutation C($input: CustomerInput!) { customerCreate(input: $input) { customer { orders(first: 1) { edges { node { id } } } } } }'
    expect(await runMutation(one, await upload('{}'), 'x'.repeat(10))).toMatchObject({
      bulkOperation: { status: 'CREATED' },
      userErrors: [],
    })
  })

  test('looks at the file before it looks at what is in the way', async () => {
    const paths = await Promise.all(Array.from({ length: 6 }, () => upload('{}')))
    const running = []
    for (const path of paths.slice(0, 5)) running.push((await runMutation(TAG, path)).bulkOperation?.id)
    expect((await runMutation(TAG, 'valid')).userErrors).toEqual([{ field: null, message: NO_FILE, code: 'NO_SUCH_FILE' }])
    const empty = { field: null, message: 'The input file is empty.', code: 'INVALID_STAGED_UPLOAD_FILE' }
    expect((await runMutation(TAG, await upload(''))).userErrors).toEqual([empty])
    const message = `A bulk mutation operation for this app and shop is already in progress: ${running.join(', ')}.`
    expect((await runMutation(TAG, paths[5])).userErrors).toEqual([{ field: null, message, code: 'OPERATION_IN_PROGRESS' }])
    expect((await runQuery(ALL)).userErrors).toEqual([])
  })
})

describe('bulkOperationRunQuery', () => {
  test('refuses a document that is larger than its column', async () => {
    const query = `#${'a'.repeat(65_535 - ALL.length)}\n${ALL}`
    const message = 'Query is too large (65537 bytes; maximum is 65535 bytes)'
    expect(await runQuery(query)).toEqual({ bulkOperation: null, userErrors: [{ field: ['query'], message, code: 'INVALID' }] })
  })

  test('refuses what it cannot read, naming the last token it read', async () => {
    const message = 'Invalid bulk query: syntax error, unexpected end of file at [1, 13]'
    expect((await runQuery('{ customers {')).userErrors).toEqual([{ field: ['query'], message, code: 'INVALID' }])
  })
})

describe('reading', () => {
  const nodes = async (args: string) => {
    const { data, extensions } = await ask(`{ bulkOperations(first: 9, ${args}) { nodes { id } } }`)
    return {
      ids: (data as unknown as { bulkOperations: { nodes: { id: string }[] } }).bulkOperations.nodes.map(({ id }) => id),
      extensions,
    }
  }
  const started = async (count: number) => {
    const ids: string[] = []
    for (let n = 0; n < count; n++) ids.push((await runQuery(ALL)).bulkOperation?.id ?? '')
    return ids
  }

  test('the list begins with the newest; reversed, with the oldest', async () => {
    const [first, second] = await started(2)
    expect((await nodes('reverse: false')).ids).toEqual([second, first])
    expect((await nodes('reverse: true, sortKey: COMPLETED_AT')).ids).toEqual([first, second])
  })

  test.each([
    ['status:EXPIRED', 'status', 'EXPIRED', 'Input `EXPIRED` is not an accepted value.', 'invalid_value', 0],
    ['operation_type:EXPORT', 'operation_type', 'EXPORT', 'Input `EXPORT` is not an accepted value.', 'invalid_value', 0],
    ['made_up:value', 'made_up', 'value', 'Invalid search field for this query.', 'invalid_field', 1],
  ])('a search for %s is remarked upon', async (query, field, value, message, code, found) => {
    await started(1)
    const { ids, extensions } = await nodes(`query: "${query}"`)
    expect(ids).toHaveLength(found)
    const note = { path: ['bulkOperations'], query, parsed: { field, match_all: value }, warnings: [{ field, message, code }] }
    expect(extensions.search).toEqual([note])
  })

  test('a search that is understood is not remarked upon, and an unreadable time is an error', async () => {
    await started(1)
    const { ids, extensions } = await nodes('query: "status:created AND created_at:>2020-01-01"')
    expect(ids).toHaveLength(1)
    expect(extensions).not.toHaveProperty('search')
    expect(await ask('{ bulkOperations(first: 1, query: "created_at:soon") { nodes { id } } }')).toMatchObject({
      data: null,
      errors: [
        { message: 'Invalid timestamp for query filter `created_at`.', extensions: { code: 'BAD_REQUEST' }, path: ['bulkOperations'] },
      ],
    })
  })

  test('node and nodes find operations, and nothing where there is none', async () => {
    const [id] = await started(1)
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on BulkOperation { id status } } }'
    const { data } = await ask(query, { ids: [id, 'gid://shopify/BulkOperation/0', id] })
    const shown = { __typename: 'BulkOperation', id, status: 'CREATED' }
    expect(data).toEqual({ nodes: [shown, null, shown] })
  })

  test('an argument that is refused stands where its field does; an id of another kind is no bulk operation', async () => {
    const malformed = await ask('query Q {\n  bulkOperation(id: "not-a-gid") { id }\n}')
    expect(malformed.errors).toMatchObject([{ message: "Invalid global id 'not-a-gid'", locations: [{ line: 2, column: 3 }] }])
    const other = await ask('{ bulkOperation(id: "gid://shopify/Product/1") { id } }')
    expect(other).toMatchObject({ data: { bulkOperation: null }, errors: [{ message: 'Invalid id: gid://shopify/Product/1' }] })
  })
})
