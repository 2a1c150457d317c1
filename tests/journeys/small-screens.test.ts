// What staff and customers meet at the edges: a phone, a role that may only look, an empty list, a name with an emoji.
import type { FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { person, shot, storeUrl, until } from './browser.ts'
import { fillProfile, openApp, register, startVerification } from './people.ts'

const EMMA = '9003'

async function asStaff(id: string, device: 'desktop' | 'phone' = 'desktop'): Promise<Page> {
  const { context, page } = await person(device)
  await context.addCookies([{ name: 'staff-sekisho-demo', value: id, url: storeUrl('/') }])
  return page
}

const box = async (frame: FrameLocator, selector: string) => {
  const found = await frame.locator(selector).boundingBox()
  if (!found) throw new Error(`${selector} is not to be seen`)
  return found
}

test('the tab of the open list is on the screen of a phone, the last one too', async () => {
  const { page } = await person('phone')
  for (const view of ['waiting', 'refused', 'all']) {
    const app = await openApp(page, `/app/cases?view=${view}`)
    const within = await until(`the tab ${view} within the screen`, async () => {
      const { x, width } = await box(app, `[role=tab]#${view}`)
      return x >= 0 && x + width <= 390
    })
    expect(within).toBe(true)
  }
  await shot(page, '40-tabs-phone')
})

test('an empty list has as much space below its words as above them', async () => {
  const { page } = await person()
  const app = await openApp(page, '/app/cases?view=all&q=nobody-of-this-name')
  const words = app.getByText('に一致するお客様').or(app.getByText('見つかりません')).first()
  await words.waitFor()
  const spaces = await app.locator('h2', { hasText: /見つかり|一致/ }).evaluate((heading) => {
    const frame = heading.closest('.Polaris-BlockStack')?.parentElement?.parentElement
    const inner = frame?.firstElementChild
    if (!frame || !inner) throw new Error('no frame')
    const [outside, inside] = [frame.getBoundingClientRect(), inner.getBoundingClientRect()]
    return [inside.top - outside.top, outside.bottom - inside.bottom]
  })
  expect(Math.abs((spaces[0] ?? 0) - (spaces[1] ?? 99))).toBeLessThan(2)
})

test('who may only look is not asked to start reviewing', async () => {
  const owner = await openApp((await person()).page, '/app')
  await owner.getByText('いま対応すること').waitFor()
  expect(await owner.getByRole('link', { name: '確認を始める' }).count()).toBe(1)
  const viewer = await openApp(await asStaff(EMMA), '/app')
  await viewer.getByText('To do now').waitFor()
  expect(await viewer.getByRole('link', { name: 'Start reviewing' }).count()).toBe(0)
})

test('A08 a customer with an emoji in the name saves the address', async () => {
  const { context, page } = await person('phone')
  await register(page, '港', '花子🌸')
  const upload = await startVerification(context, page)
  await upload.getByRole('button', { name: '同意して進む' }).click()
  await upload.getByRole('radio', { name: /^個人/ }).check()
  await fillProfile(upload)
  await shot(upload, '41-emoji-name-phone')
})
