import { expect, test } from 'vitest'
import { readDecision, TEXT_MAX } from './decision-form.ts'

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries({ version: '3', ...fields })) data.set(name, value)
  return data
}

test('C19 a return carries part, reason, the words for the customer and the note for colleagues', () => {
  const fields = { type: 'return', part: 'identity', reason: 'blurred', publicText: ' 一行目\r\n二行目 ', privateNote: '' }
  expect(readDecision(form(fields))).toEqual({
    ok: true,
    value: { version: 3, decision: { type: 'return', part: 'identity', reason: 'blurred', publicText: '一行目\n二行目' } },
  })
})

test('C19 a return may name single documents, each with a reason of its own', () => {
  const [front, back] = ['a'.repeat(32), 'b'.repeat(32)]
  const fields = { type: 'return', part: 'identity', publicText: 'x', documents: `${front}:blurred,${back}:cropped` }
  expect(readDecision(form(fields))).toMatchObject({
    value: {
      decision: {
        reason: 'blurred',
        documents: [
          { id: front, reason: 'blurred' },
          { id: back, reason: 'cropped' },
        ],
      },
    },
  })
  const bad = (documents: string) => readDecision(form({ ...fields, documents }))
  expect(bad('../x:blurred')).toMatchObject({ refusal: { fields: { documents: 'unknown' } } })
  expect(bad(front)).toMatchObject({ refusal: { fields: { reason: 'unknown' } } })
})

test.each([
  [
    { type: 'accept', part: 'corporate' },
    { type: 'accept', part: 'corporate' },
  ],
  [{ type: 'approve', publicText: 'x' }, { type: 'approve' }],
  [{ type: 'accept-and-approve' }, { type: 'accept-and-approve' }],
  [
    { type: 'refuse', publicText: 'a', privateNote: 'b' },
    { type: 'refuse', publicText: 'a', privateNote: 'b' },
  ],
  [
    { type: 'freeze', publicText: 'never told', privateNote: 'b' },
    { type: 'freeze', privateNote: 'b' },
  ],
  [{ type: 'thaw', privateNote: 'b' }, { type: 'thaw' }],
])('%j is read as %j', (fields, decision) => {
  expect(readDecision(form(fields))).toEqual({ ok: true, value: { version: 3, decision } })
})

test.each([
  [{ type: 'return', part: 'identity', reason: 'blurred', publicText: '  ' }, { publicText: 'empty' }],
  [{ type: 'return', part: 'identity', reason: 'Too old!', publicText: 'x' }, { reason: 'unknown' }],
  [{ type: 'return', part: 'passport', reason: 'blurred', publicText: 'x' }, { part: 'unknown' }],
  [{ type: 'expire', part: 'identity' }, { type: 'unknown' }],
  [{ type: 'approve', version: '' }, { version: 'unknown' }],
  [{ type: 'approve', version: '-1' }, { version: 'unknown' }],
  [{ type: 'refuse', publicText: '番号は1234-5678-9018でした' }, { publicText: 'my-number' }],
  [{ type: 'freeze', privateNote: '１２３４５６７８９０１８' }, { privateNote: 'my-number' }],
  [{ type: 'refuse', publicText: 'あ'.repeat(TEXT_MAX + 1) }, { publicText: 'too-long' }],
])('%j is refused', (fields, faults) => {
  expect(readDecision(form(fields))).toEqual({ ok: false, refusal: { code: 'bad-input', fields: faults } })
})
