// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import { renderBlock, type Shopper, themeWords, wordAt } from './shopify-liquid.ts'

const VERIFIED: Shopper = { signedIn: true, verified: true }
const LOCKED: [string, Shopper][] = [
  ['a guest', { signedIn: false }],
  ['a customer without the metafield', { signedIn: true }],
  ['a customer whose metafield is blank', { signedIn: true, verified: '' }],
  ['a customer whose metafield is null', { signedIn: true, verified: null }],
  ['a customer whose metafield is false', { signedIn: true, verified: false }],
  ['a customer whose metafield is the text "true"', { signedIn: true, verified: 'true' }],
  ['a customer whose metafield is 1', { signedIn: true, verified: 1 }],
]

// The ways to order that Shopify's own themes and its accelerated checkout offer, written down from the storefront and not from our block.
const BUY_PATHS = `
  <form id="product" action="/cart/add" method="post">
    <input id="quantity" name="quantity" value="1">
    <button id="add" type="submit" name="add">カートに追加する</button>
    <div id="dynamic" data-shopify="payment-button" class="shopify-payment-button"><button id="dynamic-inner" type="button">今すぐ購入</button></div>
  </form>
  <form action="/ja/cart/add.js"><button id="localized-add">追加</button></form>
  <product-form><form data-type="add-to-cart-form"><button id="dawn" type="submit">追加</button></form></product-form>
  <shopify-accelerated-checkout id="accelerated"></shopify-accelerated-checkout>
  <shopify-accelerated-checkout-cart id="accelerated-cart"></shopify-accelerated-checkout-cart>
  <div class="card"><div id="quick" class="quick-add"><button type="button">選択</button></div></div>
  <form action="/cart"><button id="checkout" type="submit" name="checkout">購入手続き</button></form>
  <a id="checkout-link" href="/checkout">購入手続き</a>
  <a id="checkout-link-ja" href="https://shop.example/ja/checkout?x=1">購入手続き</a>
  <div id="wallets" class="additional-checkout-buttons"></div>
  <a id="add-link" href="/cart/add?id=1">追加</a>`
const BUY_IDS = [
  ...['quantity', 'add', 'dynamic', 'localized-add', 'dawn', 'accelerated', 'accelerated-cart', 'quick', 'checkout'],
  ...['checkout-link', 'checkout-link-ja', 'wallets', 'add-link'],
]
const OTHER_THINGS = `
  <form action="/search"><button id="search" type="submit">検索</button></form>
  <form action="/contact#newsletter" method="post"><button id="newsletter" type="submit">登録</button></form>
  <form action="/cart"><button id="update" type="submit" name="update">更新</button></form>
  <a id="remove" href="/cart/change?id=1:abc&amp;quantity=0">削除</a>
  <a id="cart" href="/cart">カート</a>
  <a id="guide" href="/pages/checkout-guide">ご利用案内</a>
  <form action="/cart/add"><select id="variant" name="id"><option>1</option></select></form>`

/** The ids on a page that a browser would not show. */
function hiddenIds(head: string, body: string): string[] {
  document.head.innerHTML = head
  document.body.innerHTML = body
  return [...document.querySelectorAll('[id]')].filter((el) => getComputedStyle(el).display === 'none').map((el) => el.id)
}

describe('the order gate', () => {
  test.each(LOCKED)('D01 D04 hides every buy path from %s', async (_, shopper) => {
    expect(hiddenIds(await renderBlock('order-gate', shopper), BUY_PATHS)).toEqual(expect.arrayContaining(BUY_IDS))
  })

  test('D02 a verified customer gets nothing of it', async () => {
    expect((await renderBlock('order-gate', VERIFIED)).trim()).toBe('')
    expect(hiddenIds(await renderBlock('order-gate', VERIFIED), BUY_PATHS)).toEqual([])
  })

  test('D01 leaves search, newsletter, the cart and variant choice alone', async () => {
    expect(hiddenIds(await renderBlock('order-gate', { signedIn: false }), OTHER_THINGS)).toEqual([])
  })

  test('D01 works without script, and before the first button is parsed', async () => {
    const html = await renderBlock('order-gate', { signedIn: false })
    expect(html).toContain('<style')
    expect(html).not.toContain('<script')
  })

  test('D01 hides what the merchant adds, and a stray bracket cannot leave the style element', async () => {
    const settings = { extra_selectors: '.my-buy </style><script>x' }
    const html = await renderBlock('order-gate', { signedIn: false }, { settings })
    expect(html.match(/<\/?(style|script)/g)).toEqual(['<style', '</style'])
    const one = await renderBlock('order-gate', { signedIn: false }, { settings: { extra_selectors: '.my-buy' } })
    expect(hiddenIds(one, '<a id="mine" class="my-buy"></a>')).toEqual(['mine'])
  })
})

/** What a shopper reads and where the buttons lead. */
async function notice(shopper: Shopper, options: Parameters<typeof renderBlock>[2] = {}) {
  const page = new DOMParser().parseFromString(await renderBlock('identity-notice', shopper, options), 'text/html')
  const links = [...page.querySelectorAll('a')].map((a) => [a.textContent, a.getAttribute('href')])
  const stage = page.querySelector('[role=note]')?.getAttribute('data-sekisho-stage')
  return { page, text: page.body.textContent ?? '', links, stage }
}

describe('the identity notice', () => {
  test('D02 D07 a verified customer sees nothing, and fetches nothing', async () => {
    expect((await renderBlock('identity-notice', VERIFIED)).trim()).toBe('')
  })

  test('D01 tells a guest to sign in or register', async () => {
    const { text, links, stage } = await notice({ signedIn: false }, { settings: { contact_link: '/pages/contact' } })
    expect(stage).toBe('guest')
    expect(text).toContain('ご注文には本人確認が必要です')
    expect(links).toEqual([['ログイン・会員登録', '/account/login']])
  })

  test.each([
    ['missing', undefined],
    ['blank', ''],
  ])('D01 leads a customer whose metafield is %s to the account page', async (_, verified) => {
    const { text, links, stage } = await notice({ signedIn: true, verified })
    expect(stage).toBe('registered')
    expect(text).toContain('本人確認書類をご提出ください')
    expect(text).toContain('ご提出がお済みの場合は')
    expect(links).toEqual([['アカウントページへ', '/account']])
  })

  test('D04 tells a customer who was switched off where to look and whom to ask', async () => {
    const settings = { contact_link: '/pages/contact', heading: '本人確認をお願いします' }
    const { text, links, stage } = await notice({ signedIn: true, verified: false }, { settings })
    expect(stage).toBe('stopped')
    expect(text).toContain('ただいまご注文を承れません')
    expect(text).not.toContain('本人確認をお願いします')
    expect(links).toEqual([
      ['アカウントページで確認する', '/account'],
      ['お問い合わせ', '/pages/contact'],
    ])
  })

  test('D01 uses the words and links of the merchant, as text and never as markup', async () => {
    const settings = { heading: 'お知らせ', registered_text: '<b>書類</b>をお送りください', account_link: '/pages/"><script>' }
    const { page, text, links } = await notice({ signedIn: true }, { settings })
    expect(text).toContain('お知らせ')
    expect(text).toContain('<b>書類</b>をお送りください')
    expect(page.querySelector('script, b')).toBeNull()
    expect(links[0]?.[1]).toBe('/pages/"><script>')
  })

  test('D01 names itself to assistive technology', async () => {
    const { page } = await notice({ signedIn: false })
    const box = page.querySelector('[role=note]')
    expect(page.getElementById(box?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('ご注文には本人確認が必要です')
    expect(page.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
  })

  test.each(['ja.json', 'zh-TW.json', 'zh-CN.json', 'en.default.json'])('D01 D04 speaks %s in every state', async (locale) => {
    for (const [, shopper] of LOCKED) {
      const { text, stage } = await notice(shopper, { locale, settings: { contact_link: '/c' } })
      expect(text).not.toContain('translation missing')
      expect(text).toContain(wordAt(themeWords(locale), `notice.${stage}.heading`))
    }
  })
})
