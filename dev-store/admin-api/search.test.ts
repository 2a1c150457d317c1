import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
const PEOPLE = [
  {
    email: 'a.tanaka@example.jp',
    firstName: '一',
    lastName: '田中',
    tags: ['①本人確認前', 'VIP'],
    phone: '+819012345671',
    addresses: [{ countryCode: 'JP', city: '大阪' }],
  },
  {
    email: 'b@example.com',
    firstName: 'Bob',
    lastName: 'Yellow',
    tags: ['vip', '③本人確認済'],
    addresses: [{ countryCode: 'CA', city: 'Toronto' }],
  },
  { email: 'c@example.com', firstName: 'Cat', lastName: 'Xavier', tags: ['other tag'] },
]
beforeAll(async () => {
  trial = await startTrial()
  for (const [i, input] of PEOPLE.entries()) {
    await trial.lever('POST', 'clock', { now: `2026-11-2${i + 1}T03:00:00Z` })
    await trial.ask('mutation($input: CustomerInput!) { customerCreate(input: $input) { userErrors { message } } }', { input })
  }
})
afterAll(() => trial.store.close())

const find = async (query: string | null, more = 'sortKey: ID') => {
  const { customers } = await trial.data<{ customers: { nodes: { email: string }[] } }>(
    `query($query: String) { customers(first: 10, query: $query, ${more}) { nodes { email } } }`,
    { query },
  )
  return customers.nodes.map((one) => one.email[0]).join('')
}

test.each([
  [null, 'abc'],
  ['', 'abc'],
  ["tag:'①本人確認前'", 'a'],
  ['tag:①本人確認前', 'a'],
  ['tag:VIP', 'ab'],
  ['tag:vip -tag:③本人確認済', 'a'],
  ['tag_not:vip', 'c'],
  ["tag:'other tag'", 'c'],
  ['tag:nothing', ''],
  ['email:B@example.com', 'b'],
  ['email:a*', 'a'],
  ["email:'c@example.com'", 'c'],
  ['phone:+819012345671', 'a'],
  ['phone:090-1234-5671', 'a'],
  ['first_name:bob', 'b'],
  ['last_name:田中', 'a'],
  ['country:Canada', 'b'],
  ['(tag:③本人確認済 OR last_name:Xavier) state:DISABLED', 'bc'],
  ['NOT tag:vip', 'c'],
  ['updated_at:>=2026-11-22', 'bc'],
  ["updated_at:>'2026-11-22T04:00:00Z'", 'c'],
  ['updated_at:2026-11-22', 'b'],
  ['created_at:<2026-11-22', 'a'],
  ['orders_count:0', 'abc'],
  ['bob', 'b'],
  ['c@example.com', 'c'],
  ['nobody', ''],
])('the search %j finds %j', async (query, found) => {
  expect(await find(query)).toBe(found)
})

test('an id is found alone or in a range', async () => {
  const ids = await trial.data<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 3) { nodes { id } } }')
  const [a, b] = ids.customers.nodes.map((one) => one.id.split('/').at(-1))
  expect(await find(`id:${a}`)).toBe('a')
  expect(await find(`id:>${a}`)).toBe('bc')
  expect(await find(`id:>=${a} id:<${b}`)).toBe('a')
})

test.each([
  ['sortKey: NAME', 'cba'],
  ['sortKey: UPDATED_AT, reverse: true', 'cba'],
  ['sortKey: CREATED_AT', 'abc'],
  ['reverse: true', 'cba'],
])('order by %s', async (more, found) => {
  expect(await find(null, more)).toBe(found)
})

test('a field that the search does not know is a loud error', async () => {
  const { errors } = await trial.ask('{ customers(first: 1, query: "shoe_size:9") { nodes { id } } }')
  expect(errors).toMatchObject([{ message: 'not supported: customers query shoe_size:' }])
})

test('counts and pages: forwards, backwards, with cursors that name where they are', async () => {
  const page = async (args: string) =>
    (
      await trial.data<{ customers: { edges: { cursor: string; node: { email: string } }[]; pageInfo: Record<string, unknown> } }>(
        `{ customers(${args}) { edges { cursor node { email } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      )
    ).customers
  const one = await page('first: 2')
  expect(one.edges.map((edge) => edge.node.email[0]).join('')).toBe('ab')
  expect(one.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, endCursor: one.edges[1]?.cursor })
  const two = await page(`first: 2, after: "${one.pageInfo.endCursor}"`)
  expect(two.edges.map((edge) => edge.node.email[0]).join('')).toBe('c')
  expect(two.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const back = await page(`last: 1, before: "${two.pageInfo.startCursor}"`)
  expect(back.edges.map((edge) => edge.node.email[0]).join('')).toBe('b')
  expect(await trial.data('{ customersCount(query: "tag:vip") { count precision } }')).toEqual({
    customersCount: { count: 2, precision: 'EXACT' },
  })
})

test.each([
  ['', 'you must provide one of first or last'],
  ['(first: 251)', 'first cannot exceed 250'],
  ['(first: 1, last: 1)', 'providing both first and last is not supported'],
])('a page %s is refused', async (args, message) => {
  const { errors } = await trial.ask(`{ customers${args} { nodes { id } } }`)
  expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_REQUEST' } }])
})
