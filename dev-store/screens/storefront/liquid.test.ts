import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createCustomer } from '../../store/customers.ts'
import { setMetafield } from '../../store/metafields.ts'
import { openShop } from '../../store/shops.ts'
import type { Customer, Shop } from '../../store/types.ts'
import { createWorld, DEFAULT_SHOP, type World } from '../../store/world.ts'
import { customerDrop } from './drops.ts'
import { liquidOf } from './liquid.ts'

const APP = { kind: 'app' } as const
const DECLARED = {
  scopes: [],
  subscriptions: [],
  metafields: [
    {
      ownerType: 'CUSTOMER',
      namespace: 'app--77',
      key: 'verified',
      name: 'verified',
      type: 'boolean',
      access: { storefront: 'PUBLIC_READ' },
    },
  ],
  proxy: { prefix: 'apps', subpath: 'sekisho', path: '/proxy' },
}

let world: World
let shop: Shop
let customer: Customer
let folder: string

beforeEach(() => {
  world = createWorld(
    {
      origin: 'http://127.0.0.1:1',
      appUrl: 'http://localhost:2',
      apiKey: 'key',
      apiSecret: 'hush',
      apiClientId: 77,
      smtpPort: null,
    },
    () => DECLARED,
  )
  shop = openShop(world, DEFAULT_SHOP)
  const made = createCustomer(world, shop, { email: 'taro@example.jp', tags: ['①本人確認前'] }, APP)
  if (!made.ok) throw new Error('no customer')
  customer = made.value
  folder = mkdtempSync(join(tmpdir(), 'theme-'))
  mkdirSync(join(folder, 'locales'))
  mkdirSync(join(folder, 'snippets'))
  writeFileSync(
    join(folder, 'locales/en.default.json'),
    JSON.stringify({ hello: 'Hello {{ name }}', items: { one: '{{ count }} item', other: '{{ count }} items' } }),
  )
  writeFileSync(join(folder, 'locales/ja.json'), JSON.stringify({ hello: '{{ name }}様', items: { other: '{{ count }}点' } }))
})

const render = (source: string, iso = 'ja', scope: Record<string, unknown> = {}): Promise<string> =>
  liquidOf({ folder, iso, currency: 'JPY', assetUrl: (file) => `/assets/${file}` }).parseAndRender(source, {
    customer: customerDrop(world, shop, customer),
    ...scope,
  })

const verify = (value: string) =>
  setMetafield(world, shop, `gid://shopify/Customer/${customer.id}`, { namespace: '$app', key: 'verified', value }, APP)

const READ = `{{ customer.metafields["$app"].verified.value }}`

test('D01 our metafield is read by the bracket form, as a boolean', async () => {
  verify('true')
  expect(await render(READ)).toBe('true')
  expect(await render(`{% if customer.metafields['$app'].verified.value == true %}open{% endif %}`)).toBe('open')
  verify('false')
  expect(await render(`{% if customer.metafields['$app'].verified.value == false %}shut{% endif %}`)).toBe('shut')
})

test('D01 the dotted form finds nothing, as in Shopify', async () => {
  verify('true')
  expect(await render('[{{ customer.metafields.app.verified.value }}]')).toBe('[]')
})

test('D01 a metafield that the storefront may not read is not there', async () => {
  verify('true')
  const [definition] = shop.definitions.values()
  if (definition) definition.access.storefront = 'NONE'
  expect(await render(`[${READ}]`)).toBe('[]')
  shop.definitions.clear()
  expect(await render(`[${READ}]`)).toBe('[]')
})

test('D01 a missing metafield and a guest are nil, and neither is an error', async () => {
  expect(await render(`[${READ}]`)).toBe('[]')
  expect(await render(`{% if customer == nil %}guest{% endif %}[${READ}]`, 'ja', { customer: customerDrop(world, shop, undefined) })).toBe(
    'guest[]',
  )
})

test('the schema tag prints nothing, and what it holds is not Liquid', async () => {
  expect(await render('a{% schema %}{ "name": "{{ x | no_such_filter }}" }{% endschema %}b')).toBe('ab')
  await expect(render('a{% schema %}{}')).rejects.toThrow('endschema')
})

test('t finds the words of the language, else those of the default file, with values and plurals', async () => {
  expect(await render(`{{ 'hello' | t: name: '山田' }}`)).toBe('山田様')
  expect(await render(`{{ 'hello' | t: name: 'Ann' }}`, 'fr')).toBe('Hello Ann')
  expect(await render(`{{ 'items' | t: count: 1 }} {{ 'items' | t: count: 2 }}`, 'en')).toBe('1 item 2 items')
  expect(await render(`{{ 'nothing.here' | t }}`)).toBe('Translation missing: ja.nothing.here')
})

test('what a storefront does not know is loud', async () => {
  await expect(render(`{{ 'x' | img_tagg }}`)).rejects.toThrow('img_tagg')
  await expect(render(`{% include 'x' %}`)).rejects.toThrow('not allowed')
})

test('snippets, assets and money work as in a theme', async () => {
  writeFileSync(join(folder, 'snippets/mark.liquid'), '<i>{{ label }}</i>')
  expect(await render(`{% render 'mark', label: '①' %}`)).toBe('<i>①</i>')
  expect(await render(`{{ 'a.css' | asset_url | stylesheet_tag }}`)).toBe('<link rel="stylesheet" href="/assets/a.css" media="all">')
  expect(await render('{{ 920000 | money }}')).toBe('¥9,200')
})
