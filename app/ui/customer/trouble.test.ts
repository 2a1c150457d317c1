import { expect, test } from 'vitest'
import { replyOf } from './trouble.ts'

test.each([
  [401, { refusal: { code: 'session-over' }, accountPage: 'https://x' }, { trouble: 'sessionOver', accountPage: 'https://x' }],
  [401, { refusal: { code: 'session-over' }, accountPage: null }, { trouble: 'sessionOver' }],
  [401, null, { trouble: 'sessionOver' }],
  [409, { refusal: { code: 'not-now', because: 'another-case' } }, { trouble: 'anotherCase' }],
  [409, { refusal: { code: 'not-now', because: 'store-silent' } }, { trouble: 'storeSilent' }],
  [409, { refusal: { code: 'not-now', because: 'accepted' } }, { trouble: 'changed' }],
  [409, { refusal: { code: 'consent-missing' } }, { trouble: 'consent' }],
  [422, { refusal: { code: 'bad-input', fields: { zip: 'invalid' } } }, { faults: { zip: 'invalid' } }],
  [422, { refusal: { code: 'file-refused', because: 'type' } }, { file: 'type' }],
  [413, { refusal: { code: 'file-refused', because: 'too-large' } }, { file: 'too-large' }],
  [413, '<html>', { file: 'too-large' }],
  [404, { refusal: { code: 'not-found' } }, { trouble: 'notFound' }],
  [403, { refusal: { code: 'not-allowed', needs: 'x' } }, { trouble: 'down' }],
  [502, null, { trouble: 'down' }],
  [500, { message: 'x' }, { trouble: 'down' }],
] as const)('an answer %i %j is told as %j', (status, body, told) => {
  expect(replyOf(status, body)).toEqual({ ok: false, ...told })
})

test('an answer that is in order is its body', () => {
  expect(replyOf(200, { a: 1 })).toEqual({ ok: true, value: { a: 1 } })
})
