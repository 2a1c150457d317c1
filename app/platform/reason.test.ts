import { expect, test } from 'vitest'
import { placesOf, reasonOf } from './reason.ts'

const secret = '山田 花子 <hanako@example.com>'

test.each([
  [new RangeError(secret), 'RangeError'],
  [Object.assign(new Error(secret), { name: 'PrismaClientKnownRequestError', code: 'P2002' }), 'PrismaClientKnownRequestError P2002'],
  [Object.assign(new Error(secret), { code: 'EENVELOPE', responseCode: 550 }), 'Error EENVELOPE 550'],
  [Object.assign(new Error('x'), { name: secret }), 'unknown'],
  [Object.assign(new Error('x'), { code: 'hanako@example.com', responseCode: secret }), 'Error'],
  [secret, 'unknown'],
  [null, 'unknown'],
])('of an error only codes are told: %#', (error, told) => {
  expect(reasonOf(error)).toBe(told)
})

test('places are files and lines, however many lines the message has', () => {
  const error = new Error(`one\n    at ${secret} (/home/hanako@example.com/1990-01-02.ts:1:2)\ntwo`)
  const places = placesOf(error)
  expect(places[0]).toMatch(/^reason\.test\.ts:\d+$/)
  expect(places.join()).not.toMatch(/hanako|1990/)
  expect(placesOf(secret)).toEqual([])
})
