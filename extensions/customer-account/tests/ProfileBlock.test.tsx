/// <reference types="@shopify/ui-extensions/customer-account.profile.block.render" />
import { getExtension } from '@shopify/ui-extensions-tester'
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Status } from '../src/status.ts'
import { APP, appOf, CUSTOMERS, json, TICKET, translator } from './customer.ts'

const extension = getExtension('customer-account.profile.block.render')

beforeEach(() => {
  extension.setUp()
  speak('ja.json')
})
afterEach(() => {
  vi.useRealTimers()
  close()
})

/** Leaves the card as a page does: the tester empties the document, but does not unmount. */
function close() {
  render(null, document.body)
  extension.tearDown()
}

function speak(file: string) {
  extension.shopify.i18n.translate = translator(file) as typeof extension.shopify.i18n.translate
}

/** Renders the card over an app that answers so, and waits until it has settled. */
async function open(answers: Parameters<typeof appOf>[0]) {
  const app = appOf(answers)
  extension.fetch = app.answer
  await extension.render()
  await vi.waitFor(() => expect(one('s-banner')).toBeTruthy())
  return app
}
const withStatus = (status: Status) => open({ status: () => json(status) })

const one = (selector: string) => document.body.querySelector(selector)
const heading = () => one('s-banner')?.getAttribute('heading')
const text = () => document.body.textContent ?? ''
const buttons = () => [...document.body.querySelectorAll('s-button')].map((button) => button.textContent)
const press = (label: string) =>
  [...document.body.querySelectorAll('s-button')].find((button) => button.textContent === label)?.dispatchEvent(new Event('click'))

describe('the status card', () => {
  test.each([
    ['start', '本人確認のお手続きをお願いします', ['本人確認をはじめる']],
    ['continue', 'お手続きがまだ終わっていません', ['お手続きを続ける']],
    ['waiting', '書類を確認しています', []],
    ['returned', '書類の再提出をお願いします', ['書類を再提出する']],
    ['verified', '本人確認済みです', ['商品を見る']],
    ['frozen', 'お取引を一時停止しています', ['ショップのサイトへ']],
    ['refused', 'お取引をお受けできません', ['ショップのサイトへ']],
  ] as const)('B07 %s: says so and offers what can be done', async (stage, words, actions) => {
    await withStatus(CUSTOMERS[stage])
    expect(heading()).toBe(words)
    expect(buttons()).toEqual(actions)
  })

  test('B08 D07 a verified customer is told so, and is one click away from the shop', async () => {
    await withStatus(CUSTOMERS.verified)
    expect(one('s-banner')?.getAttribute('tone')).toBe('success')
    expect(one('s-button')?.getAttribute('href')).toBe('https://shop.test/')
    expect(text()).not.toContain('まだ必要なもの')
  })

  test('B05 lists what is still missing apart from what is in, and says so in words', async () => {
    await withStatus(CUSTOMERS.continue)
    const listed = [...document.body.querySelectorAll('[accessibilityrole=unordered-list]')].map((list) => [
      list.getAttribute('accessibilitylabel'),
      ...[...list.children].map((step) => step.textContent),
    ])
    expect(listed).toEqual([
      ['まだ必要なもの', '法人確認書類未提出'],
      ['お済みのもの', '個人・法人の選択入力済み', 'お客様情報の入力入力済み', '本人確認書類確認中'],
    ])
  })

  test('B07 shows the reason of the reviewer, line by line and as text', async () => {
    const returned = [{ part: 'identity' as const, reason: '住所が読み取れません。\n<b>四隅</b>まで写してください。' }]
    await withStatus({ ...CUSTOMERS.returned, returned })
    expect(text()).toContain('ショップからのご連絡')
    expect([...document.body.querySelectorAll('s-box s-paragraph')].map((line) => line.textContent)).toEqual([
      '住所が読み取れません。',
      '<b>四隅</b>まで写してください。',
    ])
  })

  test('B07 a reason of the past is not shown to a customer who is refused', async () => {
    await withStatus({ ...CUSTOMERS.refused, returned: CUSTOMERS.returned.returned })
    expect(text()).not.toContain('ショップからのご連絡')
  })

  test('B07 asks with the session token and in the language of the customer', async () => {
    extension.shopify.localization.language.value = { isoCode: 'zh-TW' }
    const { asked } = await withStatus(CUSTOMERS.start)
    expect(asked[0]?.url).toBe(`${APP}/customer/status?locale=zh-TW`)
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer mock-session-token')
  })

  test.each(['ja.json', 'zh-TW.json', 'zh-CN.json', 'en.default.json'])('B07 speaks %s at every stage', async (file) => {
    speak(file)
    for (const [stage, status] of Object.entries(CUSTOMERS)) {
      await withStatus(status)
      expect(heading()).toBe(translator(file)(`stage.${stage}.heading`))
      close()
      extension.setUp()
      speak(file)
    }
  })

  test('B07 shows its outline while it loads', async () => {
    extension.fetch = () => new Promise<Response>(() => {})
    await extension.render()
    expect(document.body.querySelectorAll('s-skeleton-paragraph').length).toBeGreaterThan(0)
    expect(one('[accessibilityrole=status]')?.getAttribute('accessibilitylabel')).toBe('本人確認の状況を読み込んでいます')
  })
})

describe('when the app cannot be asked', () => {
  test.each([
    ['the line is broken', () => Promise.reject(new TypeError('Failed to fetch')) as never, '接続できませんでした'],
    ['the token has expired', () => json({}, 401), 'ログインの有効期限が切れました'],
    ['the app is down', () => new Response('<h1>502</h1>', { status: 502 }), 'ただいま表示できません'],
    ['the answer is nonsense', () => new Response('<html>', { status: 200 }), 'ただいま表示できません'],
  ])('B07 %s: says so, and trying again works', async (_, trouble, words) => {
    let fails = true
    const { asked } = await open({ status: () => (fails ? trouble() : json(CUSTOMERS.waiting)) })
    expect(heading()).toBe(words)
    press('もう一度読み込む')
    await vi.waitFor(() => expect(one('s-skeleton-paragraph')).toBeNull())
    await vi.waitFor(() => expect([asked.length, heading()]).toEqual([2, words]))
    fails = false
    press('もう一度読み込む')
    await vi.waitFor(() => expect(heading()).toBe('書類を確認しています'))
  })

  test('B07 no session token: says so, and does not ask the app', async () => {
    extension.shopify.sessionToken.get = () => Promise.reject(new Error('signed out'))
    const { asked } = await withStatus(CUSTOMERS.start)
    expect(heading()).toBe('ログインの有効期限が切れました')
    expect(asked).toEqual([])
  })
})

describe('the way to the upload page', () => {
  test('B01 asks for a ticket at the click and moves this tab', async () => {
    const { asked } = await withStatus(CUSTOMERS.start)
    const navigate = vi.fn()
    extension.navigation.navigate = navigate
    expect(asked.map(({ method }) => method)).toEqual(['GET'])
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(navigate).toHaveBeenCalledWith(TICKET))
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toContain(`POST ${APP}/customer/ticket`)
  })

  test('B01 leaves a link where the host does not follow', async () => {
    await withStatus(CUSTOMERS.start)
    extension.navigation.navigate = () => {
      throw new Error('not here')
    }
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(one('s-link')?.getAttribute('href')).toBe(TICKET))
  })

  test('B01 the link goes when its ticket is stale, and the button gets a new one', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { asked } = await withStatus(CUSTOMERS.start)
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(one('s-link')).toBeTruthy())
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    expect(one('s-link')).toBeNull()
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(2))
  })

  test('B01 a double click asks for one ticket', async () => {
    const line = Promise.withResolvers<Response>()
    const { asked } = await open({ status: () => json(CUSTOMERS.start), ticket: () => line.promise })
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(one('s-button')?.hasAttribute('loading')).toBe(true))
    press('本人確認をはじめる')
    line.resolve(json({ url: TICKET }))
    await vi.waitFor(() => expect(one('s-link')).toBeTruthy())
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test('B01 never opens what is no web address', async () => {
    const navigate = vi.fn()
    await open({ status: () => json(CUSTOMERS.start), ticket: () => json({ url: 'javascript:alert(1)' }) })
    extension.navigation.navigate = navigate
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(text()).toContain('少し時間をおいて'))
    expect(navigate).not.toHaveBeenCalled()
  })

  test('B01 trouble with the ticket is told, the button stays, and the status is read again', async () => {
    let status: Status = CUSTOMERS.start
    const { asked } = await open({ status: () => json(status), ticket: () => json({}, 503) })
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(heading()).toBe('本人確認のお手続きをお願いします'))
    await vi.waitFor(() => expect(asked.filter(({ method }) => method === 'GET')).toHaveLength(2))
    expect(text()).toContain('少し時間をおいて')
    expect(buttons()).toEqual(['本人確認をはじめる'])
    status = CUSTOMERS.refused
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(heading()).toBe('お取引をお受けできません'))
  })
})

describe('coming back', () => {
  test('B07 the status is read again, and the used link is gone', async () => {
    let status: Status = CUSTOMERS.start
    await open({ status: () => json(status) })
    press('本人確認をはじめる')
    await vi.waitFor(() => expect(one('s-link')).toBeTruthy())
    status = CUSTOMERS.waiting
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(heading()).toBe('書類を確認しています'))
    expect(one('s-link')).toBeNull()
  })

  test('B08 an approval shows by itself where no event of the page arrives', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    let status: Status = CUSTOMERS.waiting
    await open({ status: () => json(status) })
    status = CUSTOMERS.verified
    await vi.advanceTimersByTimeAsync(20_000)
    await vi.waitFor(() => expect(heading()).toBe('本人確認済みです'))
  })

  test('B07 a refresh that fails leaves the last known status on the screen', async () => {
    let fails = false
    const { asked } = await open({ status: () => (fails ? json({}, 500) : json(CUSTOMERS.waiting)) })
    fails = true
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    expect(heading()).toBe('書類を確認しています')
  })

  test('B07 in the editor a sample is shown and nobody is asked', async () => {
    extension.shopify.extension = { ...extension.shopify.extension, editor: { type: 'checkout' } }
    const { asked } = await withStatus(CUSTOMERS.verified)
    expect(heading()).toBe('本人確認のお手続きをお願いします')
    expect(asked).toEqual([])
  })
})
