import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROUTES = new URL('../routes/', import.meta.url)
const routes = readdirSync(ROUTES)
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(new URL(name, ROUTES), 'utf8') }))

/** Routes that let staff in by Shopify's session token. */
const authenticating = routes.filter(({ text }) => /staff\.server|admin\.server/.test(text))

test('there are authenticating routes to look at', () => {
  expect(authenticating.map(({ name }) => name)).toEqual(expect.arrayContaining(['app.tsx', 'app._index.tsx', 'auth.$.tsx']))
})

test.each(authenticating)('$name hands on the headers that App Bridge retries by', ({ text }) => {
  expect(text).toMatch(/export \{ headers \} from '\.\.\/ui\/embedded-headers\.server\.ts'/)
})

test.each(authenticating.filter(({ text }) => /export default/.test(text)))('$name says in words what went wrong', ({ text }) => {
  expect(text).toContain('as ErrorBoundary')
})

test.each(routes)('$name parses, calls and renders, and does nothing else', ({ text }) => {
  expect(text.split('\n').length).toBeLessThanOrEqual(81)
})
