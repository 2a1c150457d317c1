// A corporation on a phone, returned once, in Japanese and Traditional Chinese; and what a person without rights may do.
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { account, admin, person, shot, until } from './browser.ts'
import { addPapers, extension, look, mailsTo, openApp, papers, type Registered, register, startVerification, untilTags } from './people.ts'

const OPENED = '①アカウント開設済'
const BEFORE = '①本人確認前'
const IDENTITY = '②本人確認書類提出中'
const CORPORATE = '②法人確認書類提出中'

let customer: { context: BrowserContext; page: Page }
let staff: { context: BrowserContext; page: Page }
let who: Registered
let upload: Page

beforeAll(async () => {
  customer = await person('phone')
  staff = await person('desktop')
  who = await register(customer.page, '株式会社関所', '担当')
  upload = await startVerification(customer.context, customer.page)
  await upload.getByRole('button', { name: '同意して進む' }).click()
  await upload.getByRole('radio', { name: /^法人/ }).check()
  await upload.getByText('選択済み').waitFor()
})

const onDesk = () => openApp(staff.page, `/app/cases/${who.id}`)

describe('a corporation', () => {
  test('B02 B05 sends its identity document alone: the corporate one is still missing', async () => {
    await addPapers(upload, '本人確認書類', 'パスポート', await papers('passport', ['photo']))
    await upload.getByRole('button', { name: '書類を送信する' }).click()
    await untilTags(who.id, [OPENED, BEFORE, IDENTITY])
    const app = await onDesk()
    await app.getByText('法人確認書類').first().waitFor()
    expect(await app.getByRole('button', { name: /承認する/ }).isDisabled()).toBe(true)
  })

  test('B04 C03 sends the corporate document: ②法人確認書類提出中 and a mail of its own', async () => {
    await addPapers(upload, '法人確認書類', '登記事項証明書', await papers('registry-certificate', ['1']))
    await upload.getByRole('button', { name: '書類を送信する' }).click()
    await untilTags(who.id, [OPENED, BEFORE, IDENTITY, CORPORATE])
    await until('the mail', async () =>
      (await mailsTo('staff@sekisho-demo.example')).some(
        ({ subject, text }) => subject.includes('法人確認書類') && text.includes(String(who.id)),
      ),
    )
    await shot(upload, '30-corporation-phone')
  })

  test('C18 C19 one document is returned with a reason that the customer reads; the other stays', async () => {
    const app = await onDesk()
    const parts = app.getByRole('button', { name: '差し戻す' })
    await parts.last().click()
    const dialog = app.getByRole('dialog')
    await dialog.getByLabel('社内メモ').fill('登記の日付が古い')
    await shot(staff.page, '31-return')
    await dialog.getByRole('button', { name: '差し戻す' }).click()
    await untilTags(who.id, [OPENED, BEFORE, IDENTITY])
    await until('the mail', async () => (await mailsTo(who.email)).some(({ subject }) => subject.includes('再提出')))
    await upload.reload()
    await upload.getByText('この書類の再提出をお願いします').waitFor()
    expect(await upload.locator('body').innerText()).not.toContain('登記の日付が古い')
    await shot(upload, '32-returned-phone')
  })

  test('C17 C06 after the new document everything is approved: ③本人確認済 and ③法人確認済', async () => {
    await addPapers(upload, '法人確認書類', '登記事項証明書', await papers('registry-certificate', ['2']))
    await upload.getByRole('button', { name: '書類を送信する' }).click()
    await untilTags(who.id, [OPENED, BEFORE, IDENTITY, CORPORATE])
    const app = await onDesk()
    await app.getByRole('button', { name: 'すべて問題なしとして承認する' }).click()
    await untilTags(who.id, [OPENED, '③本人確認済', '③法人確認済'])
    expect((await look(who.id)).verified).toBe('true')
  })

  test.each([
    ['ja', /本人確認/],
    ['zh-TW', /身分/],
    ['zh-CN', /身份/],
    ['en', /verif/i],
  ])('the account page speaks %s', async (locale, word) => {
    await customer.page.goto(account(`/profile?locale=${locale}`))
    const frame = await extension(customer.page, 'customer-account.profile.block.render')
    await frame.getByText(word).first().waitFor()
    await shot(customer.page, `33-account-${locale}-phone`)
  })
})

describe('staff', () => {
  async function as(id: number): Promise<Page> {
    const { page } = await person('desktop')
    await page.request.post(admin('/staff'), { form: { staff: String(id), back: '/' } }).catch(() => undefined)
    await page.context().addCookies([{ name: 'staff-sekisho-demo', value: String(id), url: admin('/') }])
    return page
  }

  test('U01 the account owner starts as owner; another member may look only, sees no document and decides nothing', async () => {
    const page = await as(9002)
    const app = await openApp(page, `/app/cases/${who.id}`)
    await app.getByText('株式会社関所').first().waitFor()
    expect(await app.locator('img[src^="blob:"], canvas').count()).toBe(0)
    expect(await app.getByRole('button', { name: /凍結する|承認する/ }).count()).toBe(0)
    await shot(page, '34-viewer')
    const settings = await openApp(staff.page, '/app/settings')
    await settings.getByText('検見 花子').first().waitFor()
    await shot(staff.page, '35-settings')
  })

  test('the app speaks the language of the member’s own admin', async () => {
    const page = await as(9003)
    const app = await openApp(page, '/app')
    expect(await app.locator('body').innerText()).toMatch(/Waiting for review|To review|review/i)
    await shot(page, '36-english')
  })
})
