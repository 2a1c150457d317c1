import { beforeEach, expect, test } from 'vitest'
import { createCustomer, customerByEmail } from '../store/customers.ts'
import { gid } from '../store/gids.ts'
import { deleteMetafield, findMetafield, setMetafield } from '../store/metafields.ts'
import { createProduct } from '../store/products.ts'
import { openShop } from '../store/shops.ts'
import type { Customer, Product, Shop } from '../store/types.ts'
import { createWorld, DEFAULT_SHOP, type Happening, type World } from '../store/world.ts'
import routes from './routes.ts'

const ORIGIN = 'http://127.0.0.1:7410'
const STAFF = { kind: 'staff', id: 9001 } as const
const DECLARED = {
  scopes: ['read_customers', 'write_customers'],
  subscriptions: [],
  metafields: [
    {
      ownerType: 'CUSTOMER',
      namespace: 'app--77',
      key: 'verified',
      name: '本人確認済',
      type: 'boolean',
      access: { admin: 'MERCHANT_READ_WRITE', storefront: 'PUBLIC_READ' },
    },
  ],
  proxy: { prefix: 'apps', subpath: 'sekisho', path: '/proxy' },
}

let world: World
let shop: Shop
let taro: Customer
let card: Product
let happened: Happening[]
let screens: (request: Request) => Promise<Response | undefined>
let cookies: Map<string, string>

function must<T>(outcome: { ok: true; value: T } | { ok: false; errors: readonly unknown[] }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.value
}

beforeEach(() => {
  const config = { origin: ORIGIN, appUrl: 'http://localhost:7411', apiKey: 'key', apiSecret: 'hush', apiClientId: 77, smtpPort: null }
  world = createWorld(config, () => DECLARED)
  shop = openShop(world, DEFAULT_SHOP)
  taro = must(
    createCustomer(
      world,
      shop,
      { email: 'taro@example.jp', lastName: '山田', firstName: '太郎', tags: ['①アカウント開設済', '①本人確認前'] },
      STAFF,
    ),
  )
  card = must(createProduct(world, shop, { title: 'ギフト券', price: '9000.00' }, STAFF))
  happened = []
  world.listeners.add((_, happening) => happened.push(happening))
  screens = routes(world)
  cookies = new Map()
})

/** A browser with a memory for cookies; redirects are not followed. */
async function visit(path: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = form && new URLSearchParams(form)
  const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const request = new Request(ORIGIN + path, {
    method: form ? 'POST' : 'GET',
    headers: { Cookie: jar, Accept: 'text/html', ...headers },
    ...(body ? { body } : {}),
  })
  const answer = await screens(request)
  if (!answer) throw new Error(`nobody answers ${path}`)
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  return answer
}
const postJson = (path: string, value: unknown): Promise<Response | undefined> =>
  screens(new Request(ORIGIN + path, { method: 'POST', body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } }))

const verify = (value: string) =>
  must(setMetafield(world, shop, gid('Customer', taro.id), { namespace: '$app', key: 'verified', value }, STAFF))
const S = '/storefront/sekisho-demo'
const signIn = (email: string) => visit(`${S}/account/login`, { 'customer[email]': email })
const types = () => happened.map(({ type }) => type)

test('A01 A05 who registers with name and e-mail is a customer, signed in, and lands on the account page', async () => {
  const answer = await visit(`${S}/account/register`, {
    'customer[last_name]': '佐藤',
    'customer[first_name]': '次郎',
    'customer[email]': 'jiro@example.jp',
  })
  expect(answer.headers.get('Location')).toBe('/account/sekisho-demo/?locale=ja')
  expect(customerByEmail(shop, 'jiro@example.jp')).toMatchObject({ firstName: '次郎', lastName: '佐藤', locale: 'ja', tags: [] })
  expect(types()).toEqual(['customers/create'])
  expect(happened[0]?.by).toEqual({ kind: 'visitor' })
  const account = await visit('/account/sekisho-demo/profile')
  expect(await account.text()).toContain('佐藤 次郎')
})

test('a guest is sent from the account page to sign in, and may not name another site to return to', async () => {
  expect((await visit('/account/sekisho-demo/')).headers.get('Location')).toContain('/account/login')
  const answer = await visit(`${S}/account/login`, { 'customer[email]': 'taro@example.jp', return_to: '//evil.example/' })
  expect(answer.headers.get('Location')).toBe('/account/sekisho-demo/?locale=ja')
})

test('C08 one edit by staff adds and removes tags in one change, told as tags added and tags removed', async () => {
  const edit = { added: ['③本人確認済', 'VIP'], removed: ['①本人確認前'] }
  const answer = await postJson(`/store/sekisho-demo/customers/${taro.id}/edit`, edit)
  expect(answer?.status).toBe(200)
  expect(taro.tags).toEqual(['VIP', '①アカウント開設済', '③本人確認済'])
  expect(types()).toEqual(['customer.tags_added', 'customer.tags_removed'])
  expect(happened.map(({ by }) => by)).toEqual([STAFF, STAFF])
})

test('C08 an edit leaves tags alone that the app wrote after the page was opened', async () => {
  taro.tags = [...taro.tags, '②本人確認書類提出中']
  await postJson(`/store/sekisho-demo/customers/${taro.id}/edit`, { added: ['要注意'], removed: [] })
  expect(taro.tags).toContain('②本人確認書類提出中')
})

test('C14 C18 staff turn the metafield on, off and blank; blank deletes it; nothing of it is a webhook', async () => {
  const save = (value: string) => postJson(`/store/sekisho-demo/customers/${taro.id}/edit`, { metafields: { '$app.verified': value } })
  await save('true')
  expect(findMetafield(world, taro, '$app', 'verified')?.value).toBe('true')
  await save('false')
  expect(findMetafield(world, taro, '$app', 'verified')?.value).toBe('false')
  await save('')
  expect(findMetafield(world, taro, '$app', 'verified')).toBeUndefined()
  expect(types()).toEqual(['metafield.set', 'metafield.set', 'metafield.deleted'])
  expect(happened.every(({ by }) => by.kind === 'staff')).toBe(true)
})

test('the page tells the store’s present state to whoever asks again', async () => {
  const live = async () =>
    (await visit(`/store/sekisho-demo/customers/${taro.id}/live`)).json() as Promise<{ tags: string[]; metafields: Record<string, string> }>
  verify('true')
  taro.tags = ['③本人確認済']
  expect(await live()).toMatchObject({ tags: ['③本人確認済'], metafields: { '$app.verified': 'true' } })
  shop.customers.delete(taro.id)
  expect((await visit(`/store/sekisho-demo/customers/${taro.id}/live`)).status).toBe(404)
})

test('the staff member chosen in the top bar is the one in the session token', async () => {
  const subject = async () => {
    const { token } = (await (await visit('/store/sekisho-demo/session-token')).json()) as { token: string }
    return (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub
  }
  expect(await subject()).toBe('9001')
  await visit('/store/sekisho-demo/staff', { staff: '9003', back: '/store/sekisho-demo/customers' })
  expect(await subject()).toBe('9003')
})

test('a newsletter form adds any tags to a known customer and makes a new one; nothing is removed', async () => {
  await visit(`${S}/contact`, { form_type: 'customer', 'contact[email]': 'TARO@example.jp', 'contact[tags]': '③本人確認済, newsletter' })
  expect(taro.tags).toEqual(['newsletter', '①アカウント開設済', '①本人確認前', '③本人確認済'])
  const answer = await visit(`${S}/contact`, { form_type: 'customer', 'contact[email]': 'new@example.jp', 'contact[tags]': '③本人確認済' })
  expect(customerByEmail(shop, 'new@example.jp')?.tags).toEqual(['③本人確認済'])
  expect(answer.headers.get('Location')).toContain('customer_posted=true')
})

test('D01 D02 the product page hides the order button unless the metafield is true, in the real blocks', async () => {
  const pageOf = async () => (await visit(`${S}/products/${encodeURIComponent(card.handle)}`)).text()
  const locked = async (stage: string) => {
    const page = await pageOf()
    expect(page).toContain('data-sekisho-gate')
    expect(page).toContain(`data-sekisho-stage="${stage}"`)
  }
  await locked('guest')
  await signIn('taro@example.jp')
  await locked('registered')
  verify('false')
  await locked('stopped')
  deleteMetafield(world, shop, gid('Customer', taro.id), '$app', 'verified', STAFF)
  await locked('registered')
  verify('true')
  const open = await pageOf()
  expect(open).not.toContain('sekisho-notice')
  expect(open).not.toContain('data-sekisho-gate')
  expect(open).not.toContain('block-error')
  expect(open).toContain('name="add"')
})

const fillCart = () => visit(`${S}/cart/add`, { id: String(card.variants[0]?.id), quantity: '2' })

test('D03 a verified customer’s order goes through', async () => {
  await signIn('taro@example.jp')
  verify('true')
  await fillCart()
  expect((await visit(`${S}/checkout`)).status).toBe(200)
  const answer = await visit(`${S}/checkout`, { note: '' })
  expect(answer.headers.get('Location')).toContain('/checkout/thank-you')
  expect([...shop.orders.values()]).toMatchObject([{ customerId: taro.id, total: '18000.00' }])
  expect(types()).toContain('orders/create')
})

test('D04 checkout is blocked for a guest, without the metafield, and with false', async () => {
  await fillCart()
  const blocked = async () => {
    expect(await (await visit(`${S}/checkout`)).text()).toContain('checkout-errors')
    expect((await visit(`${S}/checkout`, { note: '' })).status).toBe(422)
    expect(shop.orders.size).toBe(0)
  }
  await blocked()
  await signIn('taro@example.jp')
  await blocked()
  verify('false')
  await blocked()
})

test('D04 the metafield decides at completion, not what the page believed when it was opened', async () => {
  await signIn('taro@example.jp')
  verify('true')
  await fillCart()
  expect(await (await visit(`${S}/checkout`)).text()).not.toContain('checkout-errors')
  deleteMetafield(world, shop, gid('Customer', taro.id), '$app', 'verified', STAFF)
  expect((await visit(`${S}/checkout`, { note: '' })).status).toBe(422)
  expect(shop.orders.size).toBe(0)
})

test('a name is text on every screen', async () => {
  taro.lastName = '<img src=x onerror=alert(1)>'
  taro.tags = ['"><script>alert(1)</script>']
  await signIn('taro@example.jp')
  const paths = [
    '/store/sekisho-demo/customers',
    `/store/sekisho-demo/customers/${taro.id}`,
    '/account/sekisho-demo/profile',
    `${S}/account/login`,
  ]
  for (const path of paths) {
    const text = await (await visit(path)).text()
    expect(text).not.toContain('<img src=x')
    expect(text).not.toContain('<script>alert')
  }
})

test('a foreign page in the same browser cannot act; a language in the address is kept', async () => {
  expect((await visit(`${S}/contact`, { 'contact[email]': 'x@example.jp' }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await visit(`${S}/cart?locale=zh-Hant`)).headers.get('Location')).toBe(`${S}/zh-Hant/cart`)
  expect(await (await visit(`${S}/zh-Hant/cart`)).text()).toContain('<html lang="zh-TW">')
})

test('the storefront leaves the addresses of an app proxy alone', async () => {
  expect(await screens(new Request(`${ORIGIN}${S}/apps/sekisho/x`))).toBeUndefined()
})

test('what the gate’s query asks and the dev store does not know is a loud error', async () => {
  const { gateInput } = await import('./checkout/gate.ts')
  const { siteOf } = await import('./storefront/site.ts')
  const url = new URL(`${ORIGIN}${S}/checkout`)
  const site = siteOf({ world, shop, url, request: new Request(url), params: {} })
  await expect(gateInput(site, 'CHECKOUT_INTERACTION', '{ cart { poNumber } }')).rejects.toThrow('Cart.poNumber')
  await expect(gateInput(site, 'CHECKOUT_INTERACTION', '{ cart { nonsense } }')).rejects.toThrow('nonsense')
  expect(await gateInput(site, 'CART_INTERACTION')).toMatchObject({
    buyerJourney: { step: 'CART_INTERACTION' },
    localization: { language: { isoCode: 'JA' } },
  })
})
