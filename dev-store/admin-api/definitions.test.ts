import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(() => trial.lever('POST', 'reset'))
afterAll(() => trial.store.close())

const BASE = { ownerType: 'PRODUCT', namespace: 'custom', key: 'tier', name: 'Tier', type: 'single_line_text_field' }
interface Answer {
  readonly createdDefinition: { readonly id: string; readonly pinnedPosition: number | null } | null
  readonly userErrors: unknown[]
}
const create = async (more: Record<string, unknown> = {}) => {
  const query = `mutation($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $definition) {
    createdDefinition { id namespace key pinnedPosition type { name category } access { admin } } userErrors { field message code } } }`
  return (await trial.data<{ metafieldDefinitionCreate: Answer }>(query, { definition: { ...BASE, ...more } })).metafieldDefinitionCreate
}

test.each([
  [{ name: '' }, ['definition', 'name'], 'BLANK'],
  [{ name: 'x'.repeat(256) }, ['definition', 'name'], 'TOO_LONG'],
  [{ namespace: 'ab' }, ['definition', 'namespace'], 'TOO_SHORT'],
  [{ key: 'k' }, ['definition', 'key'], 'TOO_SHORT'],
  [{ key: 'a b' }, ['definition', 'key'], 'INVALID_CHARACTER'],
  [{ type: 'nonsense' }, ['definition', 'type'], 'INCLUSION'],
  [{ access: { admin: 'MERCHANT_READ' } }, ['definition'], 'INVALID'],
  [{ type: 'id', capabilities: { uniqueValues: { enabled: false } } }, ['definition'], 'CAPABILITY_REQUIRED_BUT_DISABLED'],
  [{ validations: [{ name: 'pattern', value: '.*' }] }, ['definition', 'validations'], 'INVALID_OPTION'],
  [{ type: 'number_decimal', validations: [{ name: 'min', value: 'x' }] }, ['definition', 'validations'], 'INVALID_OPTION'],
])('a definition with %j is refused', async (more, field, code) => {
  expect(await create(more)).toMatchObject({ createdDefinition: null, userErrors: [{ field, code }] })
})

test('a key is taken once per owner type, and names of another app or of Shopify are closed', async () => {
  expect((await create()).userErrors).toEqual([])
  expect((await create()).userErrors).toMatchObject([{ field: ['definition', 'key'], code: 'TAKEN' }])
  expect((await create({ ownerType: 'CUSTOMER' })).userErrors).toEqual([])
  for (const namespace of ['app--999--x', 'shopify']) {
    const { errors } = await trial.ask(
      'mutation($d: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $d) { userErrors { code } } }',
      {
        d: { ...BASE, namespace },
      },
    )
    expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }])
  }
})

test('values must fit the definition', async () => {
  await create({ type: 'number_integer', validations: [{ name: 'max', value: '10' }] })
  const made = await trial.data<{ productCreate: { product: { id: string } } }>(
    'mutation { productCreate(product: { title: "x" }) { product { id } } }',
  )
  const ownerId = made.productCreate.product.id
  const set = async (input: Record<string, unknown>) =>
    (
      await trial.data<{ metafieldsSet: { userErrors: unknown[] } }>(
        'mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { field code } } }',
        { m: [{ ownerId, namespace: 'custom', key: 'tier', ...input }] },
      )
    ).metafieldsSet.userErrors
  expect(await set({ value: '11' })).toEqual([{ field: ['metafields', '0', 'value'], code: 'INVALID_VALUE' }])
  expect(await set({ value: '10', type: 'boolean' })).toEqual([{ field: ['metafields', '0', 'type'], code: 'INVALID_TYPE' }])
  expect(await set({ value: '10' })).toEqual([])
})

test('50 pins per owner type and no more; pinned once, unpinned once; a constrained one never', async () => {
  const change = async (what: 'Pin' | 'Unpin', key: string) => {
    const identifier = `identifier: { ownerType: PRODUCT, namespace: "custom", key: "${key}" }`
    const { data } = await trial.ask(`mutation { a: metafieldDefinition${what}(${identifier}) { userErrors { message code } } }`)
    return data?.a
  }
  for (let n = 10; n < 59; n += 1) await create({ key: `key${n}`, pin: true })
  expect((await create({ pin: true })).createdDefinition?.pinnedPosition).toBe(50)
  await create({ key: 'more' })
  expect(await change('Pin', 'more')).toEqual({
    userErrors: [{ message: 'Limit of 50 pinned definitions.', code: 'PINNED_LIMIT_REACHED' }],
  })
  expect(await change('Pin', 'tier')).toMatchObject({ userErrors: [{ code: 'ALREADY_PINNED' }] })
  expect(await change('Unpin', 'tier')).toEqual({ userErrors: [] })
  expect(await change('Unpin', 'tier')).toMatchObject({ userErrors: [{ code: 'NOT_PINNED' }] })
  expect(await change('Pin', 'more')).toEqual({ userErrors: [] })
  const constraints = { key: 'category', values: ['gid://shopify/TaxonomyCategory/ap-2'] }
  expect((await create({ key: 'bound', constraints, pin: true })).userErrors).toMatchObject([{ code: 'UNSUPPORTED_PINNING' }])
})

test('a definition of ids goes only together with its values', async () => {
  const made = await create({ type: 'id' })
  const remove = async (values: boolean) => {
    const query = `mutation($id: ID!) { metafieldDefinitionDelete(id: $id, deleteAllAssociatedMetafields: ${values}) { deletedDefinitionId userErrors { code } } }`
    return (await trial.ask(query, { id: made.createdDefinition?.id })).data?.metafieldDefinitionDelete
  }
  expect(await remove(false)).toEqual({ deletedDefinitionId: null, userErrors: [{ code: 'ID_TYPE_DELETION_ERROR' }] })
  expect(await remove(true)).toEqual({ deletedDefinitionId: made.createdDefinition?.id, userErrors: [] })
  expect(await remove(true)).toEqual({ deletedDefinitionId: null, userErrors: [{ code: 'NOT_FOUND' }] })
})

test('tags of products and orders follow the rules of customers’ tags; ids of other things are invalid', async () => {
  const made = await trial.data<{ productCreate: { product: { id: string } } }>(
    'mutation { productCreate(product: { title: "x", tags: ["Red"] }) { product { id } } }',
  )
  const add =
    'mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { ... on Product { tags } } userErrors { field message } } }'
  const { data } = await trial.ask(add, { id: made.productCreate.product.id, tags: 'blue, green, red' })
  expect(data?.tagsAdd).toEqual({ node: { tags: ['blue', 'green', 'Red'] }, userErrors: [] })
  expect((await trial.ask(add, { id: 'gid://shopify/Product/1', tags: ['x'] })).data?.tagsAdd).toEqual({
    node: null,
    userErrors: [{ field: ['id'], message: 'Product does not exist' }],
  })
  expect((await trial.ask(add, { id: 'gid://shopify/Nonsense/1', tags: ['x'] })).errors).toMatchObject([
    { message: 'invalid id', path: ['tagsAdd'], extensions: { code: 'RESOURCE_NOT_FOUND' } },
  ])
})
