// The bucket of points: overdriven into THROTTLED as Shopify says it, and refilled at its rate (platform facts 3.2).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial } from '../trial.ts'

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
beforeEach(() => trial.lever('POST', 'reset'))
afterAll(() => trial.store.close())

const WRITE = 'mutation($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { node { id } userErrors { message } } }'
const READ = '{ customersCount { count } }'

interface Cost {
  readonly requestedQueryCost: number
  readonly actualQueryCost: number | null
  readonly throttleStatus: { readonly maximumAvailable: number; readonly currentlyAvailable: number; readonly restoreRate: number }
}
const costOf = (answer: { extensions?: { cost: unknown } }) => answer.extensions?.cost as Cost
const standard = { maximum: 2000, restorePerSecond: 100 }

test('overdriven, the store answers THROTTLED in Shopify’s shape, carries nothing out and charges nothing', async () => {
  await trial.lever('POST', 'settings', { bucket: { maximum: 95, restorePerSecond: 0 } })
  const { id } = await trial.lever('POST', 'act/register', { email: 'a@example.com' })
  const answers = []
  for (let sent = 0; sent < 12; sent++) answers.push(await trial.ask(WRITE, { id: `gid://shopify/Customer/${id}` }))
  expect(answers.filter(({ errors }) => !errors)).toHaveLength(9)
  expect(answers.slice(9)).toEqual(
    Array(3).fill({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } }],
      extensions: {
        cost: {
          requestedQueryCost: 10,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 95, currentlyAvailable: 5, restoreRate: 0 },
        },
      },
    }),
  )
  expect(await trial.lever('GET', 'bucket')).toMatchObject({ mutations: 9, charged: 90, throttled: 3 })
  // HTTP 200, as Shopify: nobody may go by the status.
  const raw = await fetch(`${trial.store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query: WRITE, variables: { id: `gid://shopify/Customer/${id}` } }),
  })
  expect(raw.status).toBe(200)
})

test('a refused request with a cheaper one behind it: what fits still goes', async () => {
  await trial.lever('POST', 'settings', { bucket: { maximum: 5, restorePerSecond: 0 } })
  expect((await trial.ask(WRITE, { id: 'gid://shopify/Customer/1' })).errors?.[0]?.extensions?.code).toBe('THROTTLED')
  expect((await trial.ask(READ)).errors).toBeUndefined()
})

test.each([
  ['standard', 100],
  ['advanced', 200],
  ['plus', 1000],
  ['enterprise', 2000],
])('%s: %i points a second come back, up to the bucket’s size and no further', async (_plan, rate) => {
  const maximum = rate * 20
  await trial.lever('POST', 'settings', { bucket: { maximum, restorePerSecond: rate } })
  const drain = Array.from(
    { length: 95 },
    (_, at) => `a${at}: tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } }`,
  )
  const document = `mutation { ${drain.join(' ')} }`
  for (let before = maximum; before > maximum / 2; ) before = costOf(await trial.ask(document)).throttleStatus.currentlyAvailable
  const began = performance.now()
  const from = costOf(await trial.ask(READ)).throttleStatus.currentlyAvailable
  await trial.lever('POST', 'clock', { advanceMs: 4000 })
  const to = costOf(await trial.ask(READ)).throttleStatus.currentlyAvailable
  const passedMs = performance.now() - began
  expect(to - from).toBeGreaterThanOrEqual(4 * rate - 3)
  expect(to - from).toBeLessThanOrEqual(4 * rate + (passedMs / 1000) * rate + 1)
  await trial.lever('POST', 'clock', { advanceMs: 60_000 })
  const full = costOf(await trial.ask(READ)).throttleStatus
  expect(full).toMatchObject({ maximumAvailable: maximum, restoreRate: rate })
  // The question itself cost a point, which may be back already.
  expect([maximum - 1, maximum]).toContain(full.currentlyAvailable)
})

test('what a directive leaves out costs nothing', async () => {
  const document = `mutation($on: Boolean!) {
    a: tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) @include(if: $on) { userErrors { message } }
    b: tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) @skip(if: $on) { userErrors { message } }
    c: tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }`
  expect(costOf(await trial.ask(document, { on: false })).requestedQueryCost).toBe(20)
})

test('a store that was told nothing has the standard plan’s bucket', async () => {
  await trial.lever('POST', 'settings', { bucket: standard })
  expect(costOf(await trial.ask(READ)).throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 })
})
