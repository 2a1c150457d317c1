import { expect, test } from 'vitest'
import { customerLineReader } from './customer-lines.ts'

const verified = { value: 'true', updatedAt: '2026-01-02T03:04:05Z', compareDigest: 'c0ffee' }
const line = { id: 'gid://shopify/Customer/7001', createdAt: '2026-01-01T00:00:00Z', tags: ['③本人確認済', 'お得意様'], verified }

// What customers are called by is up to staff: everything that JSON lets them write.
const ODD = ['', '"', '\\', ']', '],"verified":null}', '","', 'a\nb', '\u2028', '😀', 'é'.normalize('NFD'), '/', '\u0000', ' ', '[', '{}']
const TAGS = [[], ['①アカウント開設済'], ...ODD.map((odd) => [odd]), ...ODD.map((odd) => ['③本人確認済', odd, `x${odd}y`])]
const VALUES = [null, verified, { ...verified, value: '' }, { ...verified, value: '"true"' }, { ...verified, compareDigest: null }]

test('C09 a line of the store reads as JSON reads it, whatever its tags hold, with escaped slashes and without', () => {
  const read = customerLineReader()
  for (const tags of TAGS)
    for (const value of VALUES) {
      const text = JSON.stringify({ ...line, tags, verified: value })
      for (const written of [text, text.replaceAll('/', '\\/')]) expect(read(written)).toEqual(JSON.parse(written))
    }
})

test('C09 other fields, another order and blanks between read as JSON too', () => {
  const read = customerLineReader()
  const { id, ...rest } = line
  for (const written of [
    JSON.stringify({ ...line, own0: { value: 'true' } }),
    JSON.stringify({ ...rest, id }),
    JSON.stringify({ id: 7001 }),
    JSON.stringify({ ...line, id: 'gid://shopify/CustomerX/7001' }),
    JSON.stringify(line, null, 1).replaceAll('\n', ''),
  ])
    expect(read(written)).toEqual(JSON.parse(written))
})

test('what is no JSON is refused', () => {
  const read = customerLineReader()
  const text = JSON.stringify(line)
  for (const broken of [text.slice(0, -1), `${text}}`, text.replace('"③', '③'), text.replace('","お', '",,"お'), '']) {
    expect(() => read(broken)).toThrow(SyntaxError)
  }
})

test('customers with the same tags share one list, and more lists than are remembered still read right', () => {
  const read = customerLineReader()
  expect(read(JSON.stringify(line)).tags).toBe(read(JSON.stringify({ ...line, id: 'gid://shopify/Customer/7002' })).tags)
  for (let n = 0; n < 6000; n++) expect(read(JSON.stringify({ ...line, tags: [`own ${n}`] })).tags).toEqual([`own ${n}`])
})
