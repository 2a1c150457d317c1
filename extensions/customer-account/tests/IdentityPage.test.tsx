/// <reference types="@shopify/ui-extensions/customer-account.page.render" />
import { getExtension } from '@shopify/ui-extensions-tester'
import { render } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { appOf, CUSTOMERS, json, translator } from './customer.ts'

const extension = getExtension('customer-account.page.render')

beforeEach(() => {
  extension.setUp()
  extension.shopify.i18n.translate = translator('ja.json') as typeof extension.shopify.i18n.translate
})
afterEach(() => {
  render(null, document.body)
  extension.tearDown()
})

test('B07 the page 本人確認 shows the status and how it goes on', async () => {
  extension.fetch = appOf({ status: () => json(CUSTOMERS.start) }).answer
  await extension.render()
  expect(document.body.querySelector('s-page')?.getAttribute('heading')).toBe('本人確認')
  await vi.waitFor(() => expect(document.body.querySelector('s-banner')?.getAttribute('heading')).toBe('本人確認のお手続きをお願いします'))
  expect(document.body.querySelectorAll('s-list-item')).toHaveLength(3)
})

test('B08 a verified customer reads no more about how to get there', async () => {
  extension.fetch = appOf({ status: () => json(CUSTOMERS.verified) }).answer
  await extension.render()
  await vi.waitFor(() => expect(document.body.querySelector('s-banner')?.getAttribute('heading')).toBe('本人確認済みです'))
  expect(document.body.querySelector('s-list-item')).toBeNull()
})
