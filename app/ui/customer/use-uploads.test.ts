import { expect, test } from 'vitest'
import { againAfter, nextToSend } from './use-uploads.ts'

const files = (...states: ('waiting' | 'uploading' | 'failed')[]) => states.map((state, at) => ({ at, state }))

test('B01 files are sent one after the other, in the order in which they were chosen', () => {
  expect(nextToSend(files('waiting', 'waiting'))?.at).toBe(0)
  expect(nextToSend(files('uploading', 'waiting'))).toBeUndefined()
  expect(nextToSend(files('failed', 'waiting', 'waiting'))?.at).toBe(1)
  expect(nextToSend(files('failed'))).toBeUndefined()
})

test('B01 on a bad line, or while we are busy, a file is sent again by itself, later and later, and not for ever', () => {
  for (const trouble of ['offline', 'busy', 'down'] as const) {
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((attempts) => againAfter({ trouble, attempts }))
    expect(pauses).toEqual([2, 4, 8, 15, 30, 60, null])
  }
  for (const trouble of ['sessionOver', 'changed', 'notFound'] as const) expect(againAfter({ trouble, attempts: 1 })).toBeNull()
  expect(againAfter({ attempts: 1 })).toBeNull()
})
