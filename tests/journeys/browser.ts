import { mkdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.ts'

// Shopify's library answers 410 to what looks like a robot.
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const DESKTOP = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 844 }
const SHOTS = new URL('../shots/', import.meta.url).pathname

let browser: Browser | undefined

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
  mkdirSync(SHOTS, { recursive: true })
})
afterAll(() => browser?.close())

/** A person with a browser of their own: cookies are not shared with anybody. */
export async function person(device: 'desktop' | 'phone' = 'desktop', locale = 'ja-JP'): Promise<{ context: BrowserContext; page: Page }> {
  if (!browser) throw new Error('the browser is not there yet')
  const phone = device === 'phone' ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}
  const context = await browser.newContext({ locale, userAgent: USER_AGENT, viewport: device === 'phone' ? PHONE : DESKTOP, ...phone })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return { context, page }
}

/** A picture to look at, under tests/shots. */
export const shot = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true })

export const storeUrl = (path: string): string => `${inject('store')}${path}`
export const appUrl = (path: string): string => `${inject('app')}${path}`

const HANDLE = 'sekisho-demo'

export const storefront = (path = '/'): string => storeUrl(`/storefront/${HANDLE}${path}`)
export const account = (path = ''): string => storeUrl(`/account/${HANDLE}${path}`)
export const admin = (path: string): string => storeUrl(`/store/${HANDLE}${path}`)
export const appInAdmin = (path: string): string => admin(`/apps/sekisho-dev-key${path}`)

/** Waits for something to become true, and answers it. */
export async function until<T>(what: string, look: () => Promise<T | undefined | null | false>, withinMs = 15_000): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
