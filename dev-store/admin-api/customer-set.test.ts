import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(() => trial.lever('POST', 'reset'))
afterAll(() => trial.store.close())

interface Answer {
  readonly customer: { readonly id: string; readonly addressesV2: { readonly nodes: { readonly city: string | null }[] } } | null
  readonly userErrors: unknown[]
}
const MUTATION = `mutation($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) { customerSet(input: $input, identifier: $identifier) {
  customer { id firstName email tags addressesV2(first: 5) { nodes { city } } } userErrors { field message code } } }`
const set = async (input: Record<string, unknown>, identifier?: Record<string, unknown>) =>
  (await trial.ask(MUTATION, { input, identifier })).data?.customerSet as unknown as Answer

test('an e-mail address or phone number as identifier makes the customer once and changes it afterwards', async () => {
  const first = await set({ email: 'a@example.com', firstName: 'A' }, { email: 'a@example.com' })
  const second = await set({ email: 'a@example.com', firstName: 'B' }, { email: 'A@ example.com' })
  expect(second.customer).toMatchObject({ id: first.customer?.id, firstName: 'B' })
  const third = await set({ phone: '+819012345678' }, { phone: '+819012345678' })
  const fourth = await set({ phone: '+819012345678', firstName: 'C' }, { phone: '090-1234-5678' })
  expect(fourth.customer).toMatchObject({ id: third.customer?.id, firstName: 'C' })
})

test('addresses are replaced as a list, blank ones taken, null leaves them', async () => {
  const made = await set({ email: 'a@example.com', addresses: [{ city: 'Ottawa', countryCode: 'CA' }, { city: ' ' }] })
  const id = made.customer?.id
  expect(made.customer?.addressesV2.nodes).toEqual([{ city: 'Ottawa' }, { city: null }])
  expect((await set({ addresses: null }, { id })).customer?.addressesV2.nodes).toHaveLength(2)
  expect((await set({ addresses: [] }, { id })).customer?.addressesV2.nodes).toEqual([])
})

test.each([
  [
    { firstName: 'x' },
    { email: 'a@example.com' },
    ['input'],
    'The input field corresponding to the identifier is required.',
    'MISSING_FIELD_REQUIRED',
  ],
  [
    { email: 'b@example.com' },
    { email: 'a@example.com' },
    ['input'],
    'The identifier value does not match the value of the corresponding field in the input.',
    'INPUT_MISMATCH',
  ],
  [{ firstName: 'x' }, { id: 'gid://shopify/Customer/999' }, ['input'], 'Resource matching the identifier was not found.', 'NOT_FOUND'],
  [{ email: '' }, undefined, ['input'], 'A name, phone number, or email address must be present', 'INVALID'],
  [{ email: 'foo@' }, undefined, ['input', 'email'], 'Email is invalid', 'INVALID'],
  [{ email: 'taken@example.com' }, undefined, ['input', 'email'], 'Email has already been taken', 'TAKEN'],
  [
    { email: 'c@example.com', note: 'x'.repeat(5001) },
    undefined,
    ['input', 'note'],
    'Note is too long (maximum is 5000 characters)',
    'TOO_LONG',
  ],
  [{ email: 'c@example.com', taxExempt: null }, undefined, ['input', 'taxExempt'], 'Tax exempt is of unexpected type NilClass', 'INVALID'],
])('customerSet of %j by %j is refused at %j', async (input, identifier, field, message, code) => {
  await set({ email: 'taken@example.com' })
  expect(await set(input, identifier)).toEqual({ customer: null, userErrors: [{ field, message, code }] })
})

test('a custom id wants a definition of type id, and then names one customer', async () => {
  const identifier = { customId: { namespace: 'crm', key: 'number', value: 'C-1' } }
  const { errors, data } = await trial.ask(MUTATION, { input: { firstName: 'A' }, identifier })
  expect(errors).toMatchObject([
    {
      message: "Metafield definition of type 'id' is required when using custom ids.",
      extensions: { code: 'NOT_FOUND' },
      path: ['customerSet'],
    },
  ])
  expect(data).toEqual({ customerSet: null })
  const define = `mutation { metafieldDefinitionCreate(definition: { ownerType: CUSTOMER, namespace: "crm", key: "number", name: "N", type: "id" }) { userErrors { message } } }`
  expect((await trial.ask(define)).data?.metafieldDefinitionCreate).toEqual({ userErrors: [] })
  const first = await set({ firstName: 'A' }, identifier)
  const second = await set({ firstName: 'B' }, identifier)
  expect(second.customer).toMatchObject({ id: first.customer?.id, firstName: 'B' })
})
