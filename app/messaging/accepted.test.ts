import { expect, test } from 'vitest'
import { maybeAccepted } from './accepted.ts'

test.each([
  ['the server says no', { code: 'EMESSAGE', responseCode: 554 }],
  ['the server says later', { code: 'EENVELOPE', responseCode: 451 }],
  ['nobody listens', { code: 'ESOCKET', syscall: 'connect' }],
  ['no such host', { code: 'EDNS' }],
  ['the password is wrong', { code: 'EAUTH', responseCode: 535 }],
  ['no connection in time', { code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' }],
  ['no greeting in time', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }],
])('F3 %s: surely not accepted', (_, error) => {
  expect(maybeAccepted(Object.assign(new Error('x'), error))).toBe(false)
})

test.each([
  ['the line broke', { code: 'ESOCKET', syscall: 'read' }],
  ['the server closed it', { code: 'ECONNECTION' }],
  ['no answer in time', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }],
  ['something else', {}],
])('F3 %s: nobody knows', (_, error) => {
  expect(maybeAccepted(Object.assign(new Error('x'), error))).toBe(true)
})
