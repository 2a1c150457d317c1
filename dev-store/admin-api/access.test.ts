import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
let token: string
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(async () => {
  await trial.lever('POST', 'reset')
  await trial.lever('POST', 'seed')
  await trial.lever('POST', 'settings', { scopes: ['read_customers'] })
  const grant = await fetch(`${trial.store.url}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id: 'key', client_secret: 'hush', grant_type: 'client_credentials' }),
  })
  token = ((await grant.json()) as { access_token: string }).access_token
})
afterAll(() => trial.store.close())

test('a scope that is missing is ACCESS_DENIED with Shopify’s own sentence', async () => {
  const { data, errors } = await trial.ask('mutation { customerCreate(input: {firstName: "x"}) { customer { id } } }', {}, token)
  expect(data).toEqual({ customerCreate: null })
  expect(errors).toMatchObject([
    {
      message: 'Access denied for customerCreate field. Required access: `write_customers` access scope.',
      path: ['customerCreate'],
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess: '`write_customers` access scope.',
      },
    },
  ])
})

test('a scope stands on the type as well as on the field, and write brings read', async () => {
  const products = await trial.ask('{ products(first: 1) { nodes { id } } }', {}, token)
  expect(products.errors).toMatchObject([{ message: 'Access denied for products field. Required access: `read_products` access scope.' }])
  expect((await trial.ask('{ customers(first: 1) { nodes { id } } }', {}, token)).errors).toBeUndefined()
  await trial.lever('POST', 'settings', { scopes: ['write_customers'] })
  expect((await trial.ask('{ customers(first: 1) { nodes { id } } }', {}, token)).errors).toBeUndefined()
  await trial.lever('POST', 'settings', { scopes: ['read_products'] })
  expect((await trial.ask('{ customers(first: 1) { nodes { id } } }', {}, token)).errors).toHaveLength(1)
})

test('tags and metafields of a customer need the right to write customers', async () => {
  const id = 'gid://shopify/Customer/1'
  const tags = await trial.ask(`mutation { tagsAdd(id: "${id}", tags: ["x"]) { userErrors { message } } }`, {}, token)
  const field = `{ownerId: "${id}", namespace: "$app", key: "k", type: "boolean", value: "true"}`
  const metafield = await trial.ask(`mutation { metafieldsSet(metafields: [${field}]) { userErrors { message } } }`, {}, token)
  for (const { errors } of [tags, metafield]) expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }])
})

test('the granted scopes are readable', async () => {
  const { data } = await trial.ask('{ currentAppInstallation { accessScopes { handle } } }', {}, token)
  expect(data?.currentAppInstallation).toEqual({ accessScopes: [{ handle: 'read_customers' }] })
})

test('without approval of level 2 names and contacts are withheld with an error, tags and ids are not', async () => {
  await trial.lever('POST', 'settings', { protectedCustomerData: 'level-1' })
  const { data, errors } = await trial.ask('{ customers(first: 1) { nodes { id tags firstName email } } }', {}, token)
  expect(data).toMatchObject({ customers: { nodes: [{ tags: [], firstName: null, email: null }] } })
  expect(errors?.map((one) => one.extensions?.code)).toEqual(['ACCESS_DENIED', 'ACCESS_DENIED'])
  expect(errors?.[0]?.message).toMatch(/^This app is not approved to use the .* field\. See https:\/\/shopify\.dev/)
})

test('without any approval customers are closed', async () => {
  await trial.lever('POST', 'settings', { protectedCustomerData: 'none' })
  const { errors } = await trial.ask('{ customers(first: 1) { nodes { id } } }', {}, token)
  expect(errors?.[0]?.message).toMatch(/^This app is not approved to access the Customer object/)
})

test('every answer reports its cost; an empty bucket is THROTTLED and refills with the clock', async () => {
  await trial.lever('POST', 'settings', { bucket: { maximum: 15, restorePerSecond: 5 }, scopes: ['write_customers'] })
  const write = () =>
    trial.ask('mutation { customerCreate(input: {firstName: "x"}) { customer { id } userErrors { message } } }', {}, token)
  await trial.lever('POST', 'clock', { advanceMs: 60_000 })
  expect((await write()).extensions?.cost).toMatchObject({
    requestedQueryCost: 10,
    actualQueryCost: 10,
    throttleStatus: { maximumAvailable: 15, restoreRate: 5 },
  })
  const full = await write()
  expect(full.errors).toEqual([
    { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } },
  ])
  expect(full.extensions?.cost).toMatchObject({ requestedQueryCost: 10, actualQueryCost: null })
  await trial.lever('POST', 'clock', { advanceMs: 1000 })
  expect((await write()).errors).toBeUndefined()
})

test('a query above 1000 points is MAX_COST_EXCEEDED whatever the bucket holds', async () => {
  const { errors } = await trial.ask('{ customers(first: 250) { nodes { metafields(first: 100) { nodes { id } } } } }', {}, token)
  expect(errors).toMatchObject([{ extensions: { code: 'MAX_COST_EXCEEDED', maxCost: 1000 } }])
})

test('the plan is readable and settable', async () => {
  const plan = '{ shop { name myshopifyDomain ianaTimezone currencyCode plan { publicDisplayName shopifyPlus partnerDevelopment } } }'
  expect((await trial.ask(plan, {}, token)).data?.shop).toMatchObject({
    name: '関所デモ店',
    myshopifyDomain: 'sekisho-demo.myshopify.com',
    ianaTimezone: 'Asia/Tokyo',
    currencyCode: 'JPY',
    plan: { publicDisplayName: 'Basic', shopifyPlus: false },
  })
  await trial.lever('POST', 'settings', { plan: 'plus' })
  expect((await trial.ask(plan, {}, token)).data?.shop).toMatchObject({ plan: { shopifyPlus: true } })
})
