import { expect, test } from 'vitest'
import { causeOf, workOf } from './reason-words.ts'

test.each([
  ['NotInstalled', 'kyc.reconcile', 'disconnected'],
  ['ShopifySilent', 'kyc.reconcile', 'silent'],
  ['ShopifyRefused ACCESS_DENIED', 'kyc.reconcile', 'refused'],
  ['Error EENVELOPE 550', 'mail.send', 'mail-server'],
  ['no-address', 'mail', 'no-address'],
  ['PrismaClientKnownRequestError P2002', 'customers/merge', 'other'],
  ['', 'orders/create', 'other'],
])('%j of %s is %s', (reason, what, cause) => {
  expect(causeOf(reason, what)).toBe(cause)
})

test('what has no words of its own keeps its name', () => {
  expect([workOf('kyc.reconcile'), workOf('toString'), workOf('orders/create')]).toEqual(['reconcile', null, null])
})
