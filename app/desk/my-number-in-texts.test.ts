import { expect, test } from 'vitest'
import { readDeskAct } from '../payout/desk-form.ts'
import { readMessage } from './contact.server.ts'
import { readWatch } from './watch.server.ts'

const ID = '3f1d0c52-5a0e-4a39-9f0e-0d4f0f1d2c3b'
const form = (fields: Readonly<Record<string, string>>): FormData => {
  const typed = new FormData()
  for (const [name, value] of Object.entries(fields)) typed.set(name, value)
  return typed
}

test.each([
  ['C20 a message to a customer', 'text', (text: string) => readMessage(form({ id: ID, kind: 'free', text }))],
  ['C24 why somebody is watched', 'reason', (text: string) => readWatch(form({ act: 'watch', reason: text }))],
  ['D05 why an account is rejected', 'publicText', (text: string) => readDeskAct(form({ account: ID, type: 'reject', publicText: text }))],
  [
    'D05 why a name is taken',
    'privateNote',
    (text: string) => readDeskAct(form({ account: ID, type: 'accept-holder', privateNote: text })),
  ],
] as const)('%s holds no My Number: it is refused, and is in no answer', (_, field, read) => {
  for (const number of ['123456789018', '１２３４ ５６７８ ９０１８']) {
    const refused = read(`番号は ${number} です`)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'bad-input', fields: { [field]: 'my-number' } } })
    expect(JSON.stringify(refused)).not.toContain('5678')
  }
  expect(read('お電話番号 090-1234-5678 をご確認ください').ok).toBe(true)
})
