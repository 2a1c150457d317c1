import { expect, test } from 'vitest'
import { fileError } from './mutation-rules.ts'

test('a file of 100 MB is taken, a byte more is not', () => {
  const upload = (bytes: number) => ({ shop: 's', signature: 'x', path: '/f', bytes })
  expect(fileError(upload(104_857_600))).toBeUndefined()
  expect(fileError(upload(104_857_601))).toEqual({
    field: null,
    message: 'The input file size exceeds the maximum allowed size of 100 MB.',
    code: 'INVALID_STAGED_UPLOAD_FILE',
  })
})
