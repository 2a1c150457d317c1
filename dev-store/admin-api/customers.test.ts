import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(() => trial.lever('POST', 'reset'))
afterAll(() => trial.store.close())

const FIELDS = 'customer { id firstName lastName email phone note locale tags verifiedEmail displayName } userErrors { field message }'
const create = async (input: Record<string, unknown>) =>
  (await trial.ask(`mutation($input: CustomerInput!) { customerCreate(input: $input) { ${FIELDS} } }`, { input })).data
    ?.customerCreate as unknown as {
    customer: Record<string, string> | null
    userErrors: unknown[]
  }
const update = async (input: Record<string, unknown>) =>
  (await trial.ask(`mutation($input: CustomerInput!) { customerUpdate(input: $input) { ${FIELDS} } }`, { input })).data
    ?.customerUpdate as unknown as {
    customer: Record<string, string> | null
    userErrors: unknown[]
  }
const made = async (input: Record<string, unknown>) => {
  const { customer } = await create(input)
  if (!customer?.id) throw new Error('not created')
  return customer as Record<string, string> & { id: string }
}

test.each([
  ['an e-mail address that is none', { email: 'foo@' }, ['email'], 'Email is invalid'],
  ['a phone number that is none', { phone: 'abc' }, ['phone'], 'Phone is invalid'],
  ['a language that is none', { email: 'a@example.com', locale: 'klingon!' }, ['locale'], 'Locale is invalid'],
  ['a long first name', { firstName: 'x'.repeat(256) }, ['firstName'], 'First name is too long (maximum is 255 characters)'],
  ['a long last name', { lastName: 'x'.repeat(256) }, ['lastName'], 'Last name is too long (maximum is 255 characters)'],
  ['a long note', { email: 'a@example.com', note: 'x'.repeat(5001) }, ['note'], 'Note is too long (maximum is 5000 characters)'],
  [
    'too many tags',
    { email: 'a@example.com', tags: [Array.from({ length: 251 }, (_, i) => `t${i}`).join()] },
    ['tags'],
    'Tags cannot be more than 250',
  ],
  ['nobody at all', {}, null, 'A name, phone number, or email address must be present'],
  ['an empty address', { email: 'a@example.com', addresses: [{ city: ' ' }] }, ['addresses', '0'], 'Customer address cannot be blank.'],
])('customerCreate refuses %s', async (_what, input, field, message) => {
  expect(await create(input)).toEqual({ customer: null, userErrors: [{ field, message }] })
})

test('a long e-mail address is long and invalid', async () => {
  const { userErrors } = await create({ email: `${'a'.repeat(250)}@example.com` })
  expect(userErrors).toEqual([
    { field: ['email'], message: 'Email is too long (maximum is 255 characters)' },
    { field: ['email'], message: 'Email is invalid' },
  ])
})

test('e-mail addresses and phone numbers belong to one customer, however they are written', async () => {
  await made({ email: 'Taro@Example.com', phone: '+81 90-1234-5678' })
  const { userErrors } = await create({ email: ' taro@exam ple.com', phone: '090-1234-5678' })
  expect(userErrors).toEqual([
    { field: ['email'], message: 'Email has already been taken' },
    { field: ['phone'], message: 'Phone has already been taken' },
  ])
})

test('customerUpdate changes what is named and nothing else, replaces tags, and may keep its own e-mail address', async () => {
  const { id } = await made({ email: 'a@example.com', firstName: '花子', tags: ['old'] })
  const { customer } = await update({ id, email: 'A@example.com', tags: ['new, ①本人確認前'] })
  expect(customer).toMatchObject({ firstName: '花子', email: 'a@example.com', tags: ['new', '①本人確認前'] })
})

test('an id that does not exist, does not exist any more, or is of another kind is no customer', async () => {
  const { id } = await made({ email: 'a@example.com' })
  const remove = `mutation($id: ID!) { customerDelete(input: { id: $id }) { deletedCustomerId userErrors { field message } } }`
  expect((await trial.ask(remove, { id })).data?.customerDelete).toEqual({ deletedCustomerId: id, userErrors: [] })
  for (const gone of [id, 'gid://shopify/Customer/999999999999999', 'gid://shopify/Product/1']) {
    expect((await trial.ask('query($id: ID!) { customer(id: $id) { id } }', { id: gone })).data).toEqual({ customer: null })
    expect((await update({ id: gone, note: 'x' })).userErrors).toEqual([{ field: ['id'], message: 'Customer does not exist' }])
    const { data } = await trial.ask(remove, { id: gone })
    expect(data?.customerDelete).toEqual({ deletedCustomerId: null, userErrors: [{ field: ['id'], message: "Customer can't be found" }] })
  }
  expect((await trial.ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id] })).data).toEqual({ nodes: [null] })
})

test('a customer with an order stays', async () => {
  await trial.lever('POST', 'seed')
  const { customers, products } = trial.store.world.shops.get('sekisho-demo.myshopify.com') ?? { customers: new Map(), products: new Map() }
  const [customer] = customers.keys()
  const [product] = products.keys()
  await trial.lever('POST', 'act/order', { customer, product })
  const id = `gid://shopify/Customer/${customer}`
  const remove = 'mutation($id: ID!) { customerDelete(input: { id: $id }) { deletedCustomerId userErrors { field message } } }'
  expect((await trial.ask(remove, { id })).data?.customerDelete).toEqual({
    deletedCustomerId: null,
    userErrors: [{ field: ['id'], message: 'Customer can’t be deleted because they have associated orders' }],
  })
  const read =
    'query($id: ID!) { customer(id: $id) { canDelete numberOfOrders lastOrder { name } orders(first: 1) { nodes { totalPriceSet { shopMoney { amount currencyCode } } } } } }'
  expect((await trial.ask(read, { id })).data?.customer).toMatchObject({
    canDelete: false,
    numberOfOrders: '1',
    lastOrder: { name: '#1001' },
  })
})

test('consents are for their own mutations', async () => {
  const { id } = await made({ email: 'a@example.com' })
  const { userErrors } = await update({ id, emailMarketingConsent: { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' } })
  const message = 'To update emailMarketingConsent, please use the customerEmailMarketingConsentUpdate Mutation instead'
  expect(userErrors).toEqual([{ field: ['emailMarketingConsent'], message }])
})

const CONSENT = `mutation($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) {
  customer { defaultEmailAddress { marketingState marketingOptInLevel marketingUpdatedAt } } userErrors { field message code } } }`

test.each([
  [{ marketingState: 'SUBSCRIBED' }, 'marketingOptInLevel', 'Marketing opt in level must exist', 'MISSING_ARGUMENT'],
  [
    { marketingState: 'PENDING', marketingOptInLevel: 'SINGLE_OPT_IN' },
    'marketingOptInLevel',
    'Marketing opt in level must be confirmed opt-in for pending consent state',
    'INVALID',
  ],
  [
    { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'UNKNOWN', consentUpdatedAt: '2999-01-01T00:00:00Z' },
    'consentUpdatedAt',
    'Consent updated at must not be in the future',
    'INVALID',
  ],
])('the e-mail consent %j is refused at %s', async (emailMarketingConsent, field, message, code) => {
  const { id } = await made({ email: 'a@example.com' })
  const { data } = await trial.ask(CONSENT, { input: { customerId: id, emailMarketingConsent } })
  expect(data?.customerEmailMarketingConsentUpdate).toMatchObject({
    customer: { defaultEmailAddress: { marketingState: 'NOT_SUBSCRIBED' } },
    userErrors: [{ field: ['input', 'emailMarketingConsent', field], message, code }],
  })
})

test('a state that only Shopify gives is a top-level error', async () => {
  const { id } = await made({ email: 'a@example.com' })
  const { errors, data } = await trial.ask(CONSENT, { input: { customerId: id, emailMarketingConsent: { marketingState: 'REDACTED' } } })
  expect(errors).toMatchObject([{ message: 'Cannot specify REDACTED as a marketing state input', extensions: { code: 'INVALID' } }])
  expect(data).toEqual({ customerEmailMarketingConsentUpdate: null })
})

test('opting out of the sale of data makes a customer of an unknown address and finds a known one', async () => {
  const out = 'mutation($email: String!) { dataSaleOptOut(email: $email) { customerId userErrors { field message code } } }'
  const first = (await trial.ask(out, { email: 'new one@example.com' })).data?.dataSaleOptOut as unknown as { customerId: string }
  const again = (await trial.ask(out, { email: 'NEWONE@example.com' })).data?.dataSaleOptOut
  expect(again).toEqual({ customerId: first.customerId, userErrors: [] })
  const { data } = await trial.ask('query($id: ID!) { customer(id: $id) { email tags dataSaleOptOut } }', { id: first.customerId })
  expect(data?.customer).toEqual({ email: 'newone@example.com', tags: ['created-by-dns-form'], dataSaleOptOut: true })
  expect((await trial.ask(out, { email: 'foo@' })).data?.dataSaleOptOut).toMatchObject({
    customerId: null,
    userErrors: [{ code: 'FAILED' }],
  })
})
