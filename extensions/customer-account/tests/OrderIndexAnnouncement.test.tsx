/// <reference types="@shopify/ui-extensions/customer-account.order-index.announcement.render" />
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getExtension } from '@shopify/ui-extensions-tester'
import { render } from 'preact'
import { parse } from 'smol-toml'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { appOf, CUSTOMERS, json, translator } from './customer.ts'

const extension = getExtension('customer-account.order-index.announcement.render')

beforeEach(() => {
  extension.setUp()
  extension.shopify.i18n.translate = translator('ja.json') as typeof extension.shopify.i18n.translate
})
afterEach(() => {
  render(null, document.body)
  extension.tearDown()
})

const line = () => document.body.querySelector('s-announcement')?.textContent

test.each([
  ['start', 'ご注文には本人確認が必要です。'],
  ['continue', '本人確認のお手続きが途中です。'],
  ['waiting', '本人確認書類を確認しています。'],
  ['returned', '本人確認書類の再提出が必要です。'],
  ['frozen', 'お取引を一時停止しています。'],
  ['refused', 'お取引をお受けできない状態です。'],
] as const)('A05 a customer who lands here and is at %s finds the way', async (stage, words) => {
  extension.fetch = appOf({ status: () => json(CUSTOMERS[stage]) }).answer
  await extension.render()
  await vi.waitFor(() => expect(line()).toBe(`${words}本人確認ページへ`))
})

test('A05 the way leads to the handle of the full page', async () => {
  extension.fetch = appOf({ status: () => json(CUSTOMERS.start) }).answer
  await extension.render()
  await vi.waitFor(() => expect(line()).toBeTruthy())
  const toml = parse(readFileSync(join(import.meta.dirname, '../shopify.extension.toml'), 'utf8'))
  const extensions = toml.extensions as { handle: string; targeting: { target: string }[] }[]
  const page = extensions.find(({ targeting }) => targeting.some(({ target }) => target === 'customer-account.page.render'))
  expect(page?.targeting).toHaveLength(1)
  expect(document.body.querySelector('s-link')?.getAttribute('href')).toBe(`extension:${page?.handle}/`)
})

test('B08 a verified customer is left in peace', async () => {
  const app = appOf({ status: () => json(CUSTOMERS.verified) })
  extension.fetch = app.answer
  await extension.render()
  await vi.waitFor(() => expect(app.asked).toHaveLength(1))
  await Promise.resolve()
  expect(document.body.querySelector('s-announcement')).toBeNull()
})

test('A05 when the app is down, the way to the page stays open', async () => {
  extension.fetch = appOf({ status: () => json({}, 500) }).answer
  await extension.render()
  await vi.waitFor(() => expect(line()).toBe('本人確認の状況をご確認ください。本人確認ページへ'))
})
