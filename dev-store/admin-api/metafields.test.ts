import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
let owner: string
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(async () => {
  await trial.lever('POST', 'reset')
  const make = 'mutation { customerCreate(input: { email: "a@example.com" }) { customer { id } } }'
  owner = (await trial.data<{ customerCreate: { customer: { id: string } } }>(make)).customerCreate.customer.id
})
afterAll(() => trial.store.close())

const SET = `mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
  metafields { id namespace key type value compareDigest updatedAt } userErrors { field message code elementIndex } } }`
interface Answer {
  readonly metafields: { readonly value: string; readonly compareDigest: string; readonly namespace: string }[]
  readonly userErrors: unknown[]
}
const set = async (...metafields: Record<string, unknown>[]) =>
  (await trial.ask(SET, { metafields: metafields.map((one) => ({ ownerId: owner, ...one })) })).data?.metafieldsSet as unknown as Answer
const OWN = `app--${347082227713}`

test('$app, its longer form and a missing namespace are the app’s own, read back resolved', async () => {
  const { metafields } = await set(
    { key: 'verified', value: 'true' },
    { namespace: '$app:x', key: 'tier', type: 'single_line_text_field', value: 'a' },
  )
  expect(metafields.map((one) => one.namespace)).toEqual([OWN, `${OWN}--x`])
  const read =
    'query($id: ID!) { customer(id: $id) { verified: metafield(namespace: "$app", key: "verified") { value jsonValue } bare: metafield(key: "verified") { value } } }'
  expect((await trial.ask(read, { id: owner })).data?.customer).toEqual({
    verified: { value: 'true', jsonValue: true },
    bare: { value: 'true' },
  })
})

test('the digest lets one writer through: stale ones are refused, null wants nothing there, the same value passes with any', async () => {
  const field = { namespace: 'custom', key: 'tier', type: 'single_line_text_field' }
  const stale = 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.'
  const refusal = (code: string, message = stale) => [{ field: ['metafields', '0'], message, code, elementIndex: null }]
  expect((await set({ ...field, value: 'a', compareDigest: 'nonsense' })).userErrors).toEqual(
    refusal('INVALID_COMPARE_DIGEST', 'Invalid `compareDigest` value.'),
  )
  const first = await set({ ...field, value: 'a', compareDigest: null })
  const digest = first.metafields[0]?.compareDigest
  expect((await set({ ...field, value: 'b', compareDigest: null })).userErrors).toEqual(refusal('STALE_OBJECT'))
  const second = await set({ ...field, value: 'b', compareDigest: digest })
  expect(second.userErrors).toEqual([])
  expect(second.metafields[0]?.compareDigest).not.toBe(digest)
  expect((await set({ ...field, value: 'c', compareDigest: digest })).userErrors).toEqual(refusal('STALE_OBJECT'))
  expect((await set({ ...field, value: 'c', compareDigest: 'nonsense' })).userErrors).toEqual(refusal('STALE_OBJECT'))
  expect((await set({ ...field, value: 'b', compareDigest: 'nonsense' })).userErrors).toEqual([])
})

test('a value that was there before has another digest the second time', async () => {
  const field = { namespace: 'custom', key: 'tier', type: 'single_line_text_field' }
  const digests = []
  for (const value of ['a', 'b', 'a']) digests.push((await set({ ...field, value })).metafields[0]?.compareDigest)
  expect(new Set(digests).size).toBe(3)
})

test.each([
  [{ key: 'verified', value: 'yes' }, 'value', 'Value must be true or false.', 'INVALID_VALUE'],
  [{ namespace: 'custom', key: 'age', type: 'number_integer', value: '1.5' }, 'value', 'Value must be an integer.', 'INVALID_VALUE'],
  [{ namespace: 'custom', key: 'tier', value: 'x' }, 'type', "Type can't be blank", 'BLANK'],
  [
    { namespace: 'ab', key: 'tier', type: 'boolean', value: 'true' },
    'namespace',
    'Namespace is too short (minimum is 3 characters)',
    'TOO_SHORT',
  ],
  [{ namespace: 'custom', key: 'k', type: 'boolean', value: 'true' }, 'key', 'Key is too short (minimum is 2 characters)', 'TOO_SHORT'],
  [
    { namespace: 'custom', key: 'k'.repeat(65), type: 'boolean', value: 'true' },
    'key',
    'Key is too long (maximum is 64 characters)',
    'TOO_LONG',
  ],
])('%j is refused at its %s', async (input, field, message, code) => {
  expect(await set(input)).toEqual({
    metafields: [],
    userErrors: [{ field: ['metafields', '0', field], message, code, elementIndex: null }],
  })
})

test('one bad value keeps all others out', async () => {
  await set({ key: 'verified', value: 'true' }, { namespace: 'custom', key: 'age', type: 'number_integer', value: 'x' })
  const { data } = await trial.ask('query($id: ID!) { customer(id: $id) { metafields(first: 5) { nodes { key } } } }', { id: owner })
  expect(data?.customer).toEqual({ metafields: { nodes: [] } })
})

test('26 are too many, and another app’s namespace is closed to writing and deleting', async () => {
  const many = Array.from({ length: 26 }, (_, i) => ({ namespace: 'custom', key: `k${i}`, type: 'boolean', value: 'true' }))
  expect((await set(...many)).userErrors).toEqual([
    {
      field: ['metafields'],
      message: 'Exceeded the maximum metafields input limit of 25.',
      code: 'LESS_THAN_OR_EQUAL_TO',
      elementIndex: null,
    },
  ])
  const message = 'Access to this namespace and key on Metafields for this resource type is not allowed.'
  expect((await set({ namespace: 'app--999--x', key: 'tier', type: 'boolean', value: 'true' })).userErrors).toEqual([
    { field: ['metafields', '0'], message, code: 'APP_NOT_AUTHORIZED', elementIndex: null },
  ])
  const remove =
    'mutation($metafields: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $metafields) { deletedMetafields { namespace key } userErrors { field message } } }'
  const { data } = await trial.ask(remove, { metafields: [{ ownerId: owner, namespace: 'app--999--x', key: 'tier' }] })
  expect(data?.metafieldsDelete).toEqual({ deletedMetafields: [], userErrors: [{ field: ['metafields'], message }] })
  await set({ key: 'verified', value: 'true' })
  const absent = [
    { ownerId: owner, namespace: '$app', key: 'verified' },
    { ownerId: owner, namespace: 'custom', key: 'nothing' },
  ]
  const deleted = await trial.ask(remove, { metafields: absent })
  expect(deleted.data?.metafieldsDelete).toEqual({ deletedMetafields: [{ namespace: OWN, key: 'verified' }, null], userErrors: [] })
})

test('writing a metafield leaves the customer’s date alone unless the switch says otherwise', async () => {
  const updated = async () =>
    (await trial.data<{ customer: { updatedAt: string } }>('query($id: ID!) { customer(id: $id) { updatedAt } }', { id: owner })).customer
      .updatedAt
  const before = await updated()
  await trial.lever('POST', 'clock', { advanceMs: 60_000 })
  await set({ key: 'verified', value: 'true' })
  expect(await updated()).toBe(before)
  await trial.lever('POST', 'settings', { metafieldWebhooks: true })
  await set({ key: 'verified', value: 'false' })
  expect(await updated()).not.toBe(before)
})

test('the definition from the app’s own declaration is there after a reset and cannot be changed by the API', async () => {
  const read =
    '{ metafieldDefinition(identifier: { ownerType: CUSTOMER, namespace: "$app", key: "verified" }) { type { name } access { admin storefront customerAccount } } }'
  expect((await trial.ask(read)).data?.metafieldDefinition).toEqual({
    type: { name: 'boolean' },
    access: { admin: 'MERCHANT_READ_WRITE', storefront: 'PUBLIC_READ', customerAccount: 'READ' },
  })
  const remove =
    'mutation { metafieldDefinitionDelete(identifier: { ownerType: CUSTOMER, namespace: "$app", key: "verified" }, deleteAllAssociatedMetafields: true) { userErrors { code } } }'
  expect((await trial.ask(remove)).data?.metafieldDefinitionDelete).toEqual({ userErrors: [{ code: 'APP_CONFIG_MANAGED' }] })
})
