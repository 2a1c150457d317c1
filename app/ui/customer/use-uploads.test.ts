import { expect, test } from 'vitest'
import { nextToSend } from './use-uploads.ts'

const files = (...states: ('waiting' | 'uploading' | 'failed')[]) => states.map((state, at) => ({ at, state }))

test('B01 files are sent one after the other, in the order in which they were chosen', () => {
  expect(nextToSend(files('waiting', 'waiting'))?.at).toBe(0)
  expect(nextToSend(files('uploading', 'waiting'))).toBeUndefined()
  expect(nextToSend(files('failed', 'waiting', 'waiting'))?.at).toBe(1)
  expect(nextToSend(files('failed'))).toBeUndefined()
})
