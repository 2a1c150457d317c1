import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCustomer } from '../store/customers.ts'
import { openShop } from '../store/shops.ts'
import { DEFAULT_SHOP } from '../store/world.ts'
import { type Listener, startListener, startTrial, type Trial, until } from '../trial.ts'

let trial: Trial
let app: Listener
beforeAll(async () => {
  app = await startListener()
  trial = await startTrial({ appUrl: app.url })
})
beforeEach(async () => {
  await trial.lever('POST', 'reset')
  await trial.lever('POST', 'settings', { installed: true, bulkMs: 0, bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
})
afterAll(async () => {
  await trial.store.close()
  await app.close()
})

interface Operation {
  readonly id: string
  readonly status: string
  readonly objectCount: string
  readonly rootObjectCount: string
  readonly fileSize: string | null
  readonly url: string | null
  readonly partialDataUrl: string | null
  readonly errorCode: string | null
  readonly completedAt: string | null
}
interface Started {
  readonly bulkOperation: Operation | null
  readonly userErrors: { readonly field: string[] | null; readonly message: string; readonly code?: string }[]
}
const FIELDS = 'id status type errorCode createdAt completedAt objectCount rootObjectCount fileSize url partialDataUrl query'
const RUN = `mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { ${FIELDS} } userErrors { field message code } } }`
const run = async (query: string) => (await trial.data<{ bulkOperationRunQuery: Started }>(RUN, { query })).bulkOperationRunQuery
const read = async (id: string) =>
  (await trial.data<{ bulkOperation: Operation }>(`query($id: ID!) { bulkOperation(id: $id) { ${FIELDS} } }`, { id })).bulkOperation
const cancel = async (id: string) =>
  (
    await trial.data<{ bulkOperationCancel: Started }>(
      `mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { ${FIELDS} } userErrors { field message } } }`,
      { id },
    )
  ).bulkOperationCancel

async function over(started: Started): Promise<Operation> {
  const id = started.bulkOperation?.id ?? ''
  for (const deadline = Date.now() + 5000; Date.now() < deadline; ) {
    const found = await read(id)
    if (!['CREATED', 'RUNNING', 'CANCELING'].includes(found.status)) return found
  }
  throw new Error(`${id} does not end`)
}
const linesAt = async (url: string | null): Promise<Record<string, unknown>[]> =>
  (await (await fetch(url ?? 'none:')).text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Made without the API: hundreds of them are no work. */
function customers(count: number): number[] {
  const { world } = trial.store
  const shop = openShop(world, DEFAULT_SHOP)
  return Array.from({ length: count }, (_, n) => {
    const made = createCustomer(world, shop, { email: `c${n}@example.com`, tags: [`t${n}`] }, { kind: 'visitor' })
    if (!made.ok) throw new Error(made.errors[0]?.message)
    return made.value.id
  })
}
const ALL = '{ customers { edges { node { id tags } } } }'

test('a query over all customers ends in a file with a line for each, more of them than a page holds', async () => {
  const ids = customers(260)
  const started = await run(ALL)
  expect(started).toMatchObject({ bulkOperation: { status: 'CREATED', objectCount: '0', url: null, query: ALL }, userErrors: [] })
  const ended = await over(started)
  expect(ended).toMatchObject({ status: 'COMPLETED', objectCount: '260', rootObjectCount: '260', errorCode: null, partialDataUrl: null })
  expect(new URL(ended.url ?? '').pathname).toMatch(/^\/bulk-results\/[0-9a-f]{48}\.jsonl$/)
  const text = await (await fetch(ended.url ?? '')).text()
  expect(ended.fileSize).toBe(String(Buffer.byteLength(text)))
  const lines = await linesAt(ended.url)
  expect(lines.map(({ id }) => id)).toEqual(ids.map((id) => `gid://shopify/Customer/${id}`))
  expect(lines[7]).toEqual({ id: `gid://shopify/Customer/${ids[7]}`, tags: ['t7'] })
})

test('what hangs on a record comes after it with the id of its parent, through aliases and fragments', async () => {
  const [id] = customers(1)
  await trial.lever('POST', 'act/set-metafield', { customer: id, key: 'verified', value: 'true' })
  const query = `{ customers { edges { node { ...Own fields: metafields { edges { node { id key } } } } } } }
    fragment Own on Customer { id ok: metafield(namespace: "$app", key: "verified") { value } }`
  const ended = await over(await run(query))
  expect(ended).toMatchObject({ objectCount: '2', rootObjectCount: '1' })
  expect(await linesAt(ended.url)).toEqual([
    { id: `gid://shopify/Customer/${id}`, ok: { value: 'true' } },
    { id: expect.stringMatching(/Metafield/), key: 'verified', __parentId: `gid://shopify/Customer/${id}` },
  ])
})

test('an empty store gives no file; the file of a full one is gone after seven days, and an address that is guessed finds nothing', async () => {
  expect(await over(await run(ALL))).toMatchObject({ status: 'COMPLETED', objectCount: '0', url: null, fileSize: null })
  customers(1)
  const ended = await over(await run(ALL))
  expect((await fetch((ended.url ?? '').replace(/[0-9a-f]{48}/, '0'.repeat(48)))).status).toBe(404)
  await trial.lever('POST', 'clock', { advanceMs: 7 * 86_400_000 + 60_000 })
  expect(await read(ended.id)).toMatchObject({ status: 'EXPIRED', url: null })
  await trial.lever('POST', 'clock', { reset: true })
})

test('five run at one time; the sixth is told which are in its way; a canceled one ends canceled and cannot be canceled again', async () => {
  await trial.lever('POST', 'settings', { bulkMs: 600_000 })
  const running = []
  for (let n = 0; n < 5; n++) running.push(await run(ALL))
  const ids = running.map((one) => one.bulkOperation?.id ?? '')
  const message = `A bulk query operation for this app and shop is already in progress: ${ids.join(', ')}.`
  expect(await run(ALL)).toEqual({ bulkOperation: null, userErrors: [{ field: null, message, code: 'OPERATION_IN_PROGRESS' }] })
  expect(await cancel(ids[0] ?? '')).toMatchObject({ bulkOperation: { id: ids[0], status: 'CANCELING' }, userErrors: [] })
  expect(await cancel(ids[0] ?? '')).toMatchObject({ bulkOperation: { status: 'CANCELING' }, userErrors: [] })
  const [first, second] = running
  if (!first || !second) throw new Error('nothing runs')
  await trial.lever('POST', 'settings', { bulkMs: 0 })
  expect(await over(first)).toMatchObject({ status: 'CANCELED', completedAt: null, url: null })
  await over(second)
  const late = { field: null, message: 'A bulk operation cannot be canceled when it is completed' }
  expect(await cancel(ids[1] ?? '')).toMatchObject({ bulkOperation: { status: 'COMPLETED' }, userErrors: [late] })
  expect(await cancel('gid://shopify/BulkOperation/1')).toEqual({
    bulkOperation: null,
    userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }],
  })
})

test('operations are listed, filtered and ordered; the current one is the last', async () => {
  const first = await over(await run(ALL))
  const second = await over(await run(ALL))
  const { bulkOperations, currentBulkOperation } = await trial.data<{
    bulkOperations: { nodes: { id: string }[] }
    currentBulkOperation: { id: string }
  }>('{ bulkOperations(first: 5, query: "status:completed operation_type:query") { nodes { id } } currentBulkOperation { id } }')
  expect(bulkOperations.nodes.map(({ id }) => id)).toEqual([second.id, first.id])
  expect(currentBulkOperation.id).toBe(second.id)
  const none = await trial.data<{ bulkOperations: { nodes: [] } }>(
    '{ bulkOperations(first: 5, query: "operation_type:mutation") { nodes { id } } }',
  )
  expect(none.bulkOperations.nodes).toEqual([])
})

test.each([
  ['{ shop { id } }', ['Bulk queries must contain at least one connection.']],
  ['', ['Invalid bulk query: syntax error, unexpected end of file']],
  ['{ customers { edges { node { id nonsense } } } }', ["Invalid bulk query: Field 'nonsense' doesn't exist on type 'Customer'"]],
  ['subscription { x }', ['Invalid operation type. Only `query` operations are supported.']],
  [
    '{ nodes(ids: ["gid://shopify/Product/1"]) { id } }',
    ['Bulk queries cannot contain a top level `nodes` field.', 'Bulk queries must contain at least one connection.'],
  ],
])('%s is refused in Shopify’s words', async (query, messages) => {
  expect(await run(query)).toEqual({
    bulkOperation: null,
    userErrors: messages.map((message) => ({ field: ['query'], message, code: 'INVALID' })),
  })
})

test('a query without the scope fails with the reason, and so does one for what the dev store does not know', async () => {
  customers(1)
  await trial.lever('POST', 'settings', { protectedCustomerData: 'none' })
  expect(await over(await run(ALL))).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', url: null })
  await trial.lever('POST', 'settings', { protectedCustomerData: 'level-2' })
  const unknown = await over(await run('{ draftOrders { edges { node { id } } } }'))
  expect(unknown).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR' })
})

test('the end is told to the app', async () => {
  const ended = await over(await run(ALL))
  // What earlier operations had to tell may still come in.
  const told = () =>
    app.arrivals
      .filter((one) => one.headers['x-shopify-topic'] === 'bulk_operations/finish')
      .map((one) => JSON.parse(one.body) as { readonly admin_graphql_api_id: string })
      .find((body) => body.admin_graphql_api_id === ended.id)
  await until(() => told() !== undefined)
  expect(told()).toMatchObject({ status: 'completed', type: 'query', error_code: null })
})

const STAGE = `mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }`
interface Target {
  readonly url: string
  readonly parameters: { readonly name: string; readonly value: string }[]
}
async function stage(httpMethod: 'POST' | 'PUT'): Promise<Target> {
  const input = [{ filename: 'vars.jsonl', mimeType: 'text/jsonl', resource: 'BULK_MUTATION_VARIABLES', httpMethod }]
  const [target] = (await trial.data<{ stagedUploadsCreate: { stagedTargets: Target[] } }>(STAGE, { input })).stagedUploadsCreate
    .stagedTargets
  if (!target) throw new Error('no target')
  return target
}
const MUTATE = `mutation($mutation: String!, $path: String!) { bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) { bulkOperation { ${FIELDS} } userErrors { field message code } } }`
const mutate = async (mutation: string, path: string) =>
  (await trial.data<{ bulkOperationRunMutation: Started }>(MUTATE, { mutation, path })).bulkOperationRunMutation
const TAG = 'mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { message } } }'

test('a mutation runs once for every line of the file that was sent by form, in order', async () => {
  const ids = customers(2)
  const { url, parameters } = await stage('POST')
  const form = new FormData()
  for (const { name, value } of parameters) form.append(name, value)
  const lines = [...ids, 1].map((id) => JSON.stringify({ id: `gid://shopify/Customer/${id}`, tags: ['bulk'] }))
  form.append('file', new Blob([lines.join('\n')]), 'vars.jsonl')
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(201)
  const key = parameters.find(({ name }) => name === 'key')?.value ?? ''
  const ended = await over(await mutate(TAG, key))
  expect(ended).toMatchObject({ status: 'COMPLETED', objectCount: '3' })
  const results = await linesAt(ended.url)
  expect(results.map((line) => line.__lineNumber)).toEqual([0, 1, 2])
  expect(results[2]).toMatchObject({ data: { tagsAdd: { userErrors: [{ message: 'Customer does not exist' }] } } })
  expect([...(trial.store.world.shops.get('sekisho-demo.myshopify.com')?.customers.values() ?? [])].map(({ tags }) => tags)).toEqual([
    ['bulk', 't0'],
    ['bulk', 't1'],
  ])
})

test('a file may be PUT with the signature of its address only; a path that got no file, and what is no mutation, are refused', async () => {
  const { url } = await stage('PUT')
  expect((await fetch(url.replace(/Signature=..../, 'Signature=0000'), { method: 'PUT', body: '{}' })).status).toBe(403)
  const path = new URL(url).pathname.replace('/staged-uploads/', '')
  expect(await mutate(TAG, path)).toMatchObject({ bulkOperation: null, userErrors: [{ code: 'NO_SUCH_FILE' }] })
  expect((await fetch(url, { method: 'PUT', body: '{}' })).status).toBe(200)
  expect((await mutate(TAG, path)).userErrors).toEqual([])
  expect(await mutate('{ shop { id } }', path)).toMatchObject({
    userErrors: [{ field: null, message: 'Invalid operation type. Only `mutation` operations are supported.', code: 'INVALID_MUTATION' }],
  })
})
