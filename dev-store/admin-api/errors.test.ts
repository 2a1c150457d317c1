import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
afterAll(() => trial.store.close())

const first = async (query: string, variables: Record<string, unknown> = {}) => {
  const { errors, data } = await trial.ask(query, variables)
  expect(data).toBeUndefined()
  return errors?.[0]
}

test.each([
  ['{ shop { nope } }', "Field 'nope' doesn't exist on type 'Shop'", { code: 'undefinedField', typeName: 'Shop', fieldName: 'nope' }],
  [
    'mutation Q { customerCreate { userErrors { message } } }',
    "Field 'customerCreate' is missing required arguments: input",
    { code: 'missingRequiredArguments', className: 'Field', name: 'customerCreate', arguments: 'input' },
  ],
  [
    'mutation { customerCreate(input: null) { userErrors { message } } }',
    "Argument 'input' on Field 'customerCreate' has an invalid value (null). Expected type 'CustomerInput!'.",
    { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: 'input' },
  ],
  [
    'mutation { customerCreate(input: { nope: 1 }) { userErrors { message } } }',
    "InputObject 'CustomerInput' doesn't accept argument 'nope'",
    { code: 'argumentNotAccepted', name: 'CustomerInput', typeName: 'InputObject', argumentName: 'nope' },
  ],
  [
    '{ customer(id: "gid://shopify/Customer/1", nope: 1) { id } }',
    "Field 'customer' doesn't accept argument 'nope'",
    { code: 'argumentNotAccepted', name: 'customer', typeName: 'Field', argumentName: 'nope' },
  ],
  [
    'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a", 1, 2]) { userErrors { message } } }',
    `Argument 'tags' on Field 'tagsAdd' has an invalid value (["a", 1, 2]). Expected type '[String!]!'.`,
    { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: 'tags' },
  ],
  ['{ customer(id: "") { id } }', "Invalid global id ''", { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' }],
  [
    '{ shop }',
    "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
    { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
  ],
  [
    'query Q { customer(id: $id) { id } }',
    'Variable $id is used by Q but not declared',
    { code: 'variableNotDefined', variableName: 'id' },
  ],
  ['query Q($id: ID!) { shop { id } }', 'Variable $id is declared by Q but not used', { code: 'variableNotUsed', variableName: 'id' }],
])('%s', async (query, message, extensions) => {
  expect(await first(query)).toMatchObject({ message, extensions })
})

test('a static error says where: operation, field, argument, input field', async () => {
  expect((await first('mutation M { a: customerCreate(input: { nope: 1 }) { userErrors { message } } }'))?.path).toEqual([
    'mutation M',
    'a',
    'input',
    'nope',
  ])
  expect((await first('{ shop { nope } }'))?.path).toEqual(['query', 'shop', 'nope'])
})

const CREATE = 'mutation($input: CustomerInput!) { customerCreate(input: $input) { userErrors { message } } }'
const CONSENT =
  'mutation($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) { userErrors { message } } }'
const customerId = 'gid://shopify/Customer/1'

test.each([
  [
    CREATE,
    {},
    'Variable $input of type CustomerInput! was provided invalid value',
    [{ path: [], explanation: 'Expected value to not be null' }],
  ],
  [
    CREATE,
    { input: { nope: 1, tags: [null] } },
    'Variable $input of type CustomerInput! was provided invalid value for nope (Field is not defined on CustomerInput), tags.0 (Expected value to not be null)',
    [
      { path: ['nope'], explanation: 'Field is not defined on CustomerInput' },
      { path: ['tags', 0], explanation: 'Expected value to not be null' },
    ],
  ],
  [
    CREATE,
    { input: { firstName: 1 } },
    'Variable $input of type CustomerInput! was provided invalid value for firstName (Could not coerce value 1 to String)',
    [{ path: ['firstName'], explanation: 'Could not coerce value 1 to String' }],
  ],
  [
    CONSENT,
    { input: { customerId, emailMarketingConsent: { marketingState: 'NO' } } },
    'Variable $input of type CustomerEmailMarketingConsentUpdateInput! was provided invalid value for emailMarketingConsent.marketingState (Expected "NO" to be one of: NOT_SUBSCRIBED, PENDING, SUBSCRIBED, UNSUBSCRIBED, REDACTED, INVALID)',
    [
      {
        path: ['emailMarketingConsent', 'marketingState'],
        explanation: 'Expected "NO" to be one of: NOT_SUBSCRIBED, PENDING, SUBSCRIBED, UNSUBSCRIBED, REDACTED, INVALID',
      },
    ],
  ],
  [
    CONSENT,
    { input: { customerId, emailMarketingConsent: { marketingState: 'SUBSCRIBED', consentUpdatedAt: 'then' } } },
    "Variable $input of type CustomerEmailMarketingConsentUpdateInput! was provided invalid value for emailMarketingConsent.consentUpdatedAt (invalid DateTime 'then')",
    [{ path: ['emailMarketingConsent', 'consentUpdatedAt'], explanation: "invalid DateTime 'then'", message: "invalid DateTime 'then'" }],
  ],
])('%s with %j is INVALID_VARIABLE', async (query, variables, message, problems) => {
  const value = (variables as { input?: unknown }).input ?? null
  expect(await first(query, variables)).toMatchObject({ message, extensions: { code: 'INVALID_VARIABLE', value, problems } })
})

test('an id that is none is said so', async () => {
  expect(await first('query($id: ID!) { customer(id: $id) { id } }', { id: '12' })).toMatchObject({
    message: 'Variable $id of type ID! was provided invalid value',
    extensions: { problems: [{ path: [], explanation: "Invalid global id '12'" }] },
  })
})

test('what cannot be parsed is PARSE_ERROR', async () => {
  expect((await first('{ shop {'))?.extensions).toEqual({ code: 'PARSE_ERROR' })
})

test('a root that nobody wrote is named loudly, and so is a field', async () => {
  const root = await trial.ask('{ giftCards(first: 1) { nodes { id } } }')
  expect(root.errors).toMatchObject([{ message: 'not supported: giftCards' }])
  const field = await trial.ask('{ shop { fulfillmentServices { id } } }')
  expect(field.errors).toMatchObject([{ message: 'not supported: Shop.fulfillmentServices' }])
})

test('a request without a query is 400, one without a good token 401, another method 405', async () => {
  const url = `${trial.store.url}/admin/api/2026-07/graphql.json`
  const post = (headers: Record<string, string>, body: string) => fetch(url, { method: 'POST', headers, body })
  expect((await post({ 'X-Shopify-Access-Token': 'shpat_recordings' }, '{}')).status).toBe(400)
  expect((await post({ 'X-Shopify-Access-Token': 'shpat_recordings' }, 'nonsense')).status).toBe(400)
  expect((await post({ 'X-Shopify-Access-Token': 'shpat_wrong' }, '{"query":"{ shop { id } }"}')).status).toBe(401)
  expect((await post({}, '{"query":"{ shop { id } }"}')).status).toBe(401)
  expect((await fetch(url)).status).toBe(405)
})
