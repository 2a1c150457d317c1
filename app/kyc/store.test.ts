import { expect, test } from 'vitest'
import { toReading } from './store.server.ts'
import { PRESETS } from './tags.ts'

const state = (verified: { value: string } | null) => ({
  id: 'gid://shopify/Customer/1',
  tags: [],
  verified: verified && { ...verified, updatedAt: '2026-11-22T00:00:00Z', compareDigest: 'd' },
})

// X3: only the text that Shopify writes for a boolean that is on opens anything.
test.each([
  ['missing', null, null],
  ['blank', { value: '' }, null],
  ['false', { value: 'false' }, false],
  ['something else', { value: 'TRUE' }, null],
  ['a number', { value: '1' }, null],
  ['true', { value: 'true' }, true],
])('D01 a metafield that is %s is read as what it is, and only true is on', (_, verified, value) => {
  expect(toReading(state(verified), { wording: PRESETS.ja, earlier: null }, 0).metafield.value).toBe(value)
})
