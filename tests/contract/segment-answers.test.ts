// What real stores answered about segments, told again in our own words, and who belongs to a segment by Shopify's reference of filters.
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
  readonly data: Record<string, never> | null
  readonly errors?: readonly unknown[]
}
async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query, variables }),
  })
  return (await answer.json()) as Answer
}
const root = async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
  const { data, errors } = await ask(query, variables)
  if (errors) throw new Error(JSON.stringify(errors))
  return Object.values(data ?? {})[0] as T
}

interface Changed {
  readonly segment: { readonly id: string; readonly name: string; readonly query: string } | null
  readonly userErrors: readonly unknown[]
}
const create = (name: string, query = 'number_of_orders >= 1') =>
  root<Changed>(
    'mutation($name: String!, $query: String!) { segmentCreate(name: $name, query: $query) { segment { id name query } userErrors { field message } } }',
    { name, query },
  )
const update = (id: string, more: { name?: string | null; query?: string | null }) =>
  root<Changed>(
    'mutation($id: ID!, $name: String, $query: String) { segmentUpdate(id: $id, name: $name, query: $query) { segment { id name query } userErrors { field message } } }',
    { id, ...more },
  )
const remove = (id: string) =>
  root('mutation($id: ID!) { segmentDelete(id: $id) { deletedSegmentId userErrors { field message } } }', { id })

const refused = (...errors: readonly [string | null, string][]) => ({
  segment: null,
  userErrors: errors.map(([field, message]) => ({ field: field === null ? null : [field], message })),
})

describe('segmentCreate, segmentUpdate, segmentDelete', () => {
  test('a name is kept without the space around it, a query with it', async () => {
    expect((await create('  Buyers ', ' number_of_orders = 0 ')).segment).toMatchObject({ name: 'Buyers', query: ' number_of_orders = 0 ' })
  })

  test('a name that is taken gets the next number; one that ends in a number counts on', async () => {
    const names = []
    for (const name of ['Foo', 'Foo', 'Foo', 'Bar (0)', 'Bar (0)']) names.push((await create(name)).segment?.name)
    expect(names).toEqual(['Foo', 'Foo (2)', 'Foo (3)', 'Bar (0)', 'Bar (1)'])
  })

  test('texts are looked at before the grammar', async () => {
    const wrong = 'not a valid segment query ???'
    expect(await create('', wrong)).toEqual(refused(['name', "Name can't be blank"]))
    expect(await create('', '')).toEqual(refused(['name', "Name can't be blank"], ['query', "Query can't be blank"]))
    expect(await create('n'.repeat(256), wrong)).toEqual(refused(['name', 'Name is too long (maximum is 255 characters)']))
    expect(await create('a', `number_of_orders = 0${' '.repeat(5000)}`)).toEqual(
      refused(['query', 'Query is too long (maximum is 5000 characters)']),
    )
    expect(await create('a', wrong)).toEqual(
      refused(['query', "Query Line 1 Column 6: 'valid' is unexpected."], ['query', "Query Line 1 Column 4: 'a' filter cannot be found."]),
    )
  })

  test('an update changes what it names, and must name something', async () => {
    const id = (await create('One')).segment?.id ?? ''
    await create('Two')
    expect((await update(id, { query: 'companies IS NULL' })).segment).toEqual({ id, name: 'One', query: 'companies IS NULL' })
    expect(await update(id, {})).toEqual(refused([null, 'At least one attribute to change must be present']))
    expect(await update(id, { name: null })).toEqual(refused([null, 'At least one attribute to change must be present']))
    expect((await update(id, { name: 'One' })).segment?.name).toBe('One')
    expect((await update(id, { name: 'Two' })).segment?.name).toBe('Two (2)')
  })

  test('what is gone does not exist, and an id of another kind is no id', async () => {
    const id = (await create('One')).segment?.id ?? ''
    expect(await remove(id)).toEqual({ deletedSegmentId: id, userErrors: [] })
    const gone = { field: ['id'], message: 'Segment does not exist' }
    expect(await remove(id)).toEqual({ deletedSegmentId: null, userErrors: [gone] })
    expect(await update(id, { name: 'x' })).toEqual({ segment: null, userErrors: [gone] })
    const read = await ask('query($id: ID!) { segment(id: $id) { id } node(id: $id) { id } }', { id })
    expect(read).toMatchObject({
      data: { segment: null, node: null },
      errors: [{ message: 'Segment does not exist', path: ['segment'], extensions: { code: 'NOT_FOUND' } }],
    })
    const other = await ask('mutation { segmentDelete(id: "gid://shopify/Order/1") { deletedSegmentId } }')
    expect(other).toMatchObject({
      data: { segmentDelete: null },
      errors: [{ message: 'invalid id', extensions: { code: 'RESOURCE_NOT_FOUND' } }],
    })
  })

  test('a shop has 6000 segments at most, and the count says when it stopped counting', async () => {
    for (let from = 0; from < 6000; from += 60) {
      const many = Array.from(
        { length: 60 },
        (_, i) => `c${i}: segmentCreate(name: "S${from + i}", query: "companies IS NULL") { userErrors { message } }`,
      )
      await ask(`mutation { ${many.join(' ')} }`)
    }
    expect(await create('One more')).toEqual(refused([null, 'Segment limit reached. Delete an existing segment to create more.']))
    expect(await root('{ segmentsCount { count precision } }')).toEqual({ count: 6000, precision: 'EXACT' })
    expect(await root('{ segmentsCount(limit: 6000) { count precision } }')).toEqual({ count: 6000, precision: 'AT_LEAST' })
  }, 60_000)
})

describe('lists', () => {
  const names = async (args: string) =>
    (await root<{ nodes: { name: string }[] }>(`{ segments(first: 5, ${args}) { nodes { name } } }`)).nodes.map(({ name }) => name)

  test('segments are found by words of their name and stand in the order asked for', async () => {
    const alpha = (await create('Alpha Tokyo')).segment?.id ?? ''
    await create('Beta Tokyo')
    await update(alpha, { query: 'companies IS NULL' })
    expect(await names('sortKey: LAST_EDIT_DATE, reverse: true')).toEqual(['Alpha Tokyo', 'Beta Tokyo'])
    expect(await names('sortKey: CREATION_DATE, reverse: true')).toEqual(['Beta Tokyo', 'Alpha Tokyo'])
    expect(await names('query: "tokyo alpha"')).toEqual(['Alpha Tokyo'])
    expect(await names('query: "name:\\"Beta Tokyo\\""')).toEqual(['Beta Tokyo'])
    expect(await names('query: "Alpha Osaka"')).toEqual([])
  })

  test('filters have cursors of their own kind and are suggested by their words', async () => {
    const shown = 'edges { cursor node { __typename queryName localizedName multiValue } } pageInfo { hasNextPage hasPreviousPage }'
    expect(await root(`{ segmentFilters(first: 2) { ${shown} } }`)).toEqual({
      edges: [
        {
          cursor: 'DGN1c3RvbWVyX3RhZwthc3NvY2lhdGlvbgAAAAA',
          node: { __typename: 'SegmentAssociationFilter', queryName: 'customer_tags', localizedName: 'Customer tags', multiValue: true },
        },
        {
          cursor: 'DW9yZGVyc19wbGFjZWQFZXZlbnQAAAAB',
          node: { __typename: 'SegmentEventFilter', queryName: 'orders_placed', localizedName: 'Orders placed', multiValue: false },
        },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    const next = await root<{ edges: { node: { queryName: string } }[] }>(
      '{ segmentFilters(first: 1, after: "DW9yZGVyc19wbGFjZWQFZXZlbnQAAAAB") { edges { node { queryName } } } }',
    )
    expect(next.edges[0]?.node.queryName).not.toMatch(/customer_tags|orders_placed/)
    const suggested = await root<{ nodes: { queryName: string }[] }>(
      '{ segmentFilterSuggestions(first: 2, search: "email") { nodes { queryName } } }',
    )
    expect(suggested.nodes.map(({ queryName }) => queryName)).toEqual(['shopify_email.opened', 'shopify_email.clicked'])
    expect(await root('{ segmentMigrations(first: 1) { edges { cursor } } }')).toEqual({ edges: [] })
  })
})

const RUN = `mutation($input: CustomerSegmentMembersQueryInput!) { customerSegmentMembersQueryCreate(input: $input) {
  customerSegmentMembersQuery { id currentCount done } userErrors { __typename field code message } } }`
interface Run {
  readonly customerSegmentMembersQuery: { readonly id: string; readonly currentCount: number; readonly done: boolean } | null
  readonly userErrors: readonly unknown[]
}

/** Three people: a subscribed buyer in Japan, one with an account and no order in Taiwan, one with nothing. */
async function people(): Promise<Record<'buyer' | 'reader' | 'nobody', number>> {
  const make = async (input: object) => {
    const { customer } = await root<{ customer: { id: string } }>(
      'mutation($input: CustomerInput!) { customerCreate(input: $input) { customer { id } userErrors { message } } }',
      { input },
    )
    return Number(customer.id.split('/').at(-1))
  }
  const address = (countryCode: string) => [{ countryCode, city: 'x', address1: 'y', zip: '100-0001' }]
  const subscribed = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' }
  const buyer = await make({
    email: 'buyer@shop.example',
    locale: 'ja',
    tags: ['③本人確認済', 'VIP'],
    addresses: address('JP'),
    emailMarketingConsent: subscribed,
  })
  const reader = await make({ email: 'reader@other.example', locale: 'zh-TW', tags: ['①本人確認前'], addresses: address('TW') })
  const nobody = await make({ firstName: 'Nobody' })
  await store.act('set-metafield', { customer: buyer, key: 'verified', value: 'true' })
  return { buyer, reader, nobody }
}

describe('members', () => {
  const members = async (query: string, args = 'first: 9') => {
    const found = await root<{ totalCount: number; edges: { node: { id: string } }[] }>(
      `query($query: String) { customerSegmentMembers(query: $query, ${args}) { totalCount edges { node { id } } } }`,
      { query },
    )
    return found.edges.map(({ node }) => Number(/^gid:\/\/shopify\/CustomerSegmentMember\/(\d+)$/.exec(node.id)?.[1]))
  }
  const named = (who: Record<string, number>, ids: readonly number[]) => {
    const known = new Map(Object.entries(who).map(([name, id]) => [id, name]))
    return ids.flatMap((id) => known.get(id) ?? [])
  }

  test('belong by tags, subscription, country, language, domain, dates and metafields, joined by AND, OR, NOT and parentheses', async () => {
    const who = await people()
    const cases: [string, string[]][] = [
      ["customer_tags CONTAINS 'vip'", ['buyer']],
      ["customer_tags NOT CONTAINS '③本人確認済'", ['reader', 'nobody']],
      ['customer_tags IS NULL', ['nobody']],
      ["email_subscription_status = 'SUBSCRIBED'", ['buyer']],
      ["email_subscription_status != 'SUBSCRIBED'", ['reader', 'nobody']],
      ["customer_countries CONTAINS 'JP' OR customer_countries CONTAINS 'TW'", ['buyer', 'reader']],
      ["customer_language = 'zh-tw'", ['reader']],
      ["customer_email_domain != 'shop.example'", ['reader', 'nobody']],
      ['metafields.$app.verified = true', ['buyer']],
      ['metafields.$app.verified != true', ['reader', 'nobody']],
      ['metafields.$app.verified IS NULL', ['reader', 'nobody']],
      ["customer_tags CONTAINS 'VIP' AND (customer_countries CONTAINS 'TW' OR customer_countries CONTAINS 'JP')", ['buyer']],
      ["NOT (customer_tags CONTAINS 'VIP') AND customer_email_domain IS NOT NULL", ['reader']],
      ['customer_added_date >= today', ['buyer', 'reader', 'nobody']],
      ['customer_added_date < -1d', []],
      ['last_order_date IS NULL AND companies IS NULL', ['buyer', 'reader', 'nobody']],
      ['number_of_orders = 0', ['buyer', 'reader', 'nobody']],
      ['number_of_orders BETWEEN 1 AND 9', []],
    ]
    for (const [query, expected] of cases) expect(named(who, await members(query)), query).toEqual(expected)
  })

  test('belong by what they bought, and stand in the order of it', async () => {
    const who = await people()
    await store.lever('POST', 'seed')
    const { nodes } = await root<{ nodes: { id: string }[] }>('{ products(first: 1) { nodes { id } } }')
    const product = Number(nodes[0]?.id.split('/').at(-1))
    for (const customer of [who.buyer, who.buyer, who.reader]) await store.act('order', { customer, product })
    expect(named(who, await members('number_of_orders >= 1 AND amount_spent > 0.5'))).toEqual(['buyer', 'reader'])
    expect(named(who, await members('number_of_orders BETWEEN 2 AND 3'))).toEqual(['buyer'])
    expect(named(who, await members('first_order_date = today AND last_order_date >= 7_days_ago'))).toEqual(['buyer', 'reader'])
    expect(named(who, await members('number_of_orders > 0', 'first: 9, sortKey: "number_of_orders"'))).toEqual(['reader', 'buyer'])
    expect(named(who, await members('number_of_orders > 0', 'first: 9, sortKey: "amount_spent", reverse: true'))).toEqual([
      'buyer',
      'reader',
    ])
  })

  test('days are whole days of the time zone that is given, UTC without one', async () => {
    await store.lever('POST', 'clock', { now: '2026-01-31T16:00:00Z' })
    const who = await people()
    expect(named(who, await members('customer_added_date = 2026-01-31'))).toHaveLength(3)
    expect(named(who, await members('customer_added_date = 2026-02-01', 'first: 9, timezone: "Asia/Tokyo"'))).toHaveLength(3)
    await store.lever('POST', 'clock', { reset: true })
  })

  test('a query that cannot be read is an error, and a filter without evidence is named', async () => {
    expect(await ask('{ customerSegmentMembers(query: "nope = 1", first: 1) { totalCount } }')).toMatchObject({
      errors: [{ message: "Line 1 Column 0: 'nope' filter cannot be found." }],
    })
    expect(await ask('{ customerSegmentMembers(query: "orders_placed() = true", first: 1) { totalCount } }')).toMatchObject({
      errors: [{ message: 'not supported: segment filter orders_placed', extensions: { code: 'NOT_SUPPORTED' } }],
    })
  })

  test('come in pages of up to 1000 with sums over all of them, and export in bulk', async () => {
    const who = await people()
    const [page] = [
      await root<{ totalCount: number; pageInfo: { endCursor: string }; statistics: unknown; edges: { node: { displayName: string } }[] }>(
        '{ customerSegmentMembers(query: "companies IS NULL", first: 2) { totalCount pageInfo { endCursor } statistics { a: attributeStatistics(attributeName: "number_of_orders") { average sum } } edges { node { displayName } } } }',
      ),
    ]
    expect(page).toMatchObject({ totalCount: 3, statistics: { a: { average: 0, sum: 0 } } })
    expect(page.edges).toHaveLength(2)
    const rest = await members('companies IS NULL', `first: 1000, after: "${page.pageInfo.endCursor}"`)
    expect(named(who, rest)).toEqual(['nobody'])
    expect(await ask('{ customerSegmentMembers(query: "companies IS NULL", first: 1001) { totalCount } }')).toMatchObject({
      errors: [{ message: 'first cannot exceed 1000' }],
    })
    await store.lever('POST', 'settings', { bulkMs: 0 })
    const query = '{ customerSegmentMembers(query: "companies IS NULL") { edges { node { id } } } }'
    const started = await root<{ bulkOperation: { id: string } }>(
      'mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { message } } }',
      { query },
    )
    const read = () =>
      root<{ status: string; objectCount: string }>(
        'query($id: ID!) { bulkOperation(id: $id) { status objectCount } }',
        started.bulkOperation,
      )
    await expect.poll(async () => (await read()).status).toBe('COMPLETED')
    expect((await read()).objectCount).toBe('3')
  })

  test('of a query that was started are there once it is done', async () => {
    await people()
    const segmentId = (await create('All', 'companies IS NULL')).segment?.id
    const { customerSegmentMembersQuery: job, userErrors } = await root<Run>(RUN, { input: { segmentId } })
    expect(userErrors).toEqual([])
    expect(job).toMatchObject({ currentCount: 0, done: false })
    const read =
      'query($id: ID!) { job: customerSegmentMembersQuery(id: $id) { id currentCount done } node(id: $id) { id } members: customerSegmentMembers(queryId: $id, first: 9) { totalCount } }'
    expect((await ask(read, { id: job?.id })).data).toEqual({ job, node: { id: job?.id }, members: { totalCount: 0 } })
    await store.lever('POST', 'clock', { advanceMs: 60_000 })
    expect((await ask(read, { id: job?.id })).data).toMatchObject({ job: { currentCount: 3, done: true }, members: { totalCount: 3 } })
    await store.lever('POST', 'clock', { reset: true })
  })

  test('of a query that cannot be started: the first reason only', async () => {
    const typed = (field: string[] | null, message: string) => ({
      customerSegmentMembersQuery: null,
      userErrors: [{ __typename: 'CustomerSegmentMembersQueryUserError', field, code: 'INVALID', message }],
    })
    const run = (input: object) => root<Run>(RUN, { input })
    expect(await run({})).toEqual(typed(['input'], 'You must provide one of segment_id or query.'))
    expect(await run({ segmentId: 'gid://shopify/Segment/1', query: 'companies IS NULL' })).toEqual(
      typed(['input'], 'Providing both segment_id and query is not supported.'),
    )
    expect(await run({ segmentId: 'gid://shopify/Segment/1' })).toEqual(typed(null, 'Invalid segment ID.'))
    expect(await run({ query: 'not a valid segment query ???' })).toEqual(typed(null, "Line 1 Column 6: 'valid' is unexpected."))
  })

  test('a query that nobody started is an error without a word about it', async () => {
    const { data, errors } = await ask('{ customerSegmentMembersQuery(id: "gid://shopify/CustomerSegmentMembersQuery/9") { id } }')
    expect(data).toEqual({ customerSegmentMembersQuery: null })
    expect(errors).toMatchObject([{ message: 'Something went wrong', extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
  })

  test('membership is told for segments and customers that exist', async () => {
    const { buyer } = await people()
    const vip = (await create('VIP', "customer_tags CONTAINS 'VIP'")).segment?.id
    const none = (await create('None', 'number_of_orders > 0')).segment?.id
    const ask = (customer: number) =>
      root(
        'query($c: ID!, $s: [ID!]!) { customerSegmentMembership(customerId: $c, segmentIds: $s) { memberships { segmentId isMember } } }',
        {
          c: `gid://shopify/Customer/${customer}`,
          s: [vip, none, 'gid://shopify/Segment/999'],
        },
      )
    expect(await ask(buyer)).toEqual({
      memberships: [
        { segmentId: vip, isMember: true },
        { segmentId: none, isMember: false },
      ],
    })
    expect(await ask(1)).toEqual({ memberships: [] })
  })
})
