// A customer with nothing but a phone: shot after shot, a page that the phone throws away, one side returned.
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { person, shot, until } from './browser.ts'
import { mailsTo, openApp, papers, type Registered, register, startVerification } from './people.ts'

let context: BrowserContext
let who: Registered
let upload: Page

const block = () => upload.locator('section#identity')
const files = () => block().locator('.files .file')
const lost = () => block().getByText('アップロードが終わっていない書類があります')

beforeAll(async () => {
  const { context: mine, page } = await person('phone')
  context = mine
  who = await register(page, '品川', '灯')
  upload = await startVerification(context, page)
  upload.on('dialog', (dialog) => void dialog.accept())
  await shot(upload, '60-notice-phone')
  await upload.getByRole('button', { name: '同意して進む' }).click()
  await upload.getByRole('radio', { name: /^個人/ }).check()
  await block().waitFor()
})

/** One shot with the camera, whose button says what it is to show. */
async function shoot(says: string, side: string): Promise<void> {
  await block().getByText(says, { exact: true }).waitFor()
  await block()
    .locator('.camera input')
    .setInputFiles(await papers('driving-licence', [side]))
}

describe('a phone', () => {
  test('B01 the camera is asked for the front, then for the back, and then it is enough', async () => {
    await block().getByText('運転免許証', { exact: true }).click()
    await shot(upload, '61-first-shot-phone')
    await shoot('表面を撮る', 'front')
    await shoot('裏面を撮る', 'back')
    await block().getByText('必要な面がそろいました。').waitFor()
    await until('both sides', async () => (await block().getByText('送信前', { exact: true }).count()) === 2)
    await shot(upload, '62-both-sides-phone')
    await block().getByRole('button', { name: '撮影を終える' }).click()
    expect(await block().locator('.drop').count()).toBe(0)
  })

  test('B01 a page that is loaded anew shows what arrived, and asks again for what did not', async () => {
    await context.route('**/customer/documents?*', () => undefined)
    await block().getByText('パスポート', { exact: true }).click()
    await block()
      .locator('.camera input')
      .setInputFiles(await papers('passport', ['photo']))
    await block().locator('progress').waitFor()
    await upload.reload()
    await lost().waitFor()
    expect(await files().count()).toBe(2)
    await shot(upload, '63-lost-phone')
    await context.unroute('**/customer/documents?*')
    await block().locator('fieldset').getByText('パスポート', { exact: true }).click()
    await block()
      .locator('.camera input')
      .setInputFiles(await papers('passport', ['photo']))
    await until('the third file', async () => (await block().getByText('送信前', { exact: true }).count()) === 3)
    expect(await lost().count()).toBe(0)
    await upload.reload()
    await until('all files', async () => (await files().count()) === 3)
    expect(await lost().count()).toBe(0)
  })

  test('C19 one side is returned: its reason is told in the language of the page, the others stay', async () => {
    await upload.getByRole('button', { name: '書類を送信する' }).click()
    await upload.getByRole('heading', { name: '書類を受け付けました' }).waitFor()
    await shot(upload, '64-partly-phone')
    const { page: desk } = await person('desktop')
    const app = await openApp(desk, `/app/cases/${who.id}`)
    await app.getByRole('button', { name: '差し戻す' }).first().click()
    const dialog = app.getByRole('dialog')
    await dialog.locator('.sekisho-return-rows').waitFor()
    await shot(desk, '65-return-rows')
    await dialog.getByRole('button', { name: '差し戻す' }).click()
    await until('the mail', async () => (await mailsTo(who.email)).some(({ subject }) => subject.includes('再提出')))
    await upload.reload()
    await block().locator('.returned-files li').waitFor()
    expect(await block().locator('.returned-files li').count()).toBe(1)
    expect(await files().count()).toBe(2)
    await shot(upload, '66-returned-phone')
    await upload.getByRole('link', { name: '繁體中文' }).click()
    await upload.getByRole('heading', { name: '身分證明文件' }).waitFor()
    await shot(upload, '67-returned-zh-hant-phone')
    await upload.getByText('保存期限與刪除').click()
    await upload.getByText('刪除日為').waitFor()
    await upload.setViewportSize({ width: 1280, height: 900 })
    await shot(upload, '68-returned-zh-hant-desktop')
  })
})
