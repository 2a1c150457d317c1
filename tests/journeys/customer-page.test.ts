// The customer's upload page when things go wrong: nothing that was typed or chosen is lost.
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { appUrl, person, shot, until } from './browser.ts'
import { addPapers, papers, register, startVerification } from './people.ts'

let context: BrowserContext
let account: Page
let upload: Page

const typed = () => upload.locator('[name=city]').inputValue()
const section = (name: string) => upload.locator('section', { has: upload.getByRole('heading', { name, exact: true }) })

beforeAll(async () => {
  ;({ context, page: account } = await person('phone'))
  await register(account, '港', '太郎')
  upload = await startVerification(context, account)
  // The account page may have become the upload page itself.
  if (upload === account) account = await context.newPage()
})

describe('the upload page', () => {
  test('B02 a corporation is asked for both papers, and the page fits a phone', async () => {
    await upload.getByRole('button', { name: '同意して進む' }).click()
    await upload.getByRole('radio', { name: /^法人/ }).check()
    await section('法人確認書類').waitFor()
    await upload.getByText('選択済み').waitFor()
    const wide = await upload.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
  })

  test('a change of language keeps what was typed', async () => {
    await upload.fill('[name=city]', '横浜市中区')
    await upload.getByRole('link', { name: '繁體中文' }).click()
    await upload.getByRole('heading', { name: '公司證明文件' }).waitFor()
    expect([await typed(), await upload.locator('html').getAttribute('lang')]).toEqual(['横浜市中区', 'zh-Hant'])
    await shot(upload, '20-zh-hant-phone')
    await upload.getByRole('link', { name: '日本語' }).click()
    await section('法人確認書類').waitFor()
  })

  test('A08 what is missing is said at each field', async () => {
    await upload.getByRole('button', { name: 'お客様情報を保存する' }).click()
    await upload.getByText('赤色の項目をご確認ください。').waitFor()
    expect(await upload.locator('[name=zip]').getAttribute('aria-invalid')).toBe('true')
    expect(await typed()).toBe('横浜市中区')
    await shot(upload, '21-faults-phone')
  })

  test('a line that breaks keeps the file, and sends it when it is back', async () => {
    await context.setOffline(true)
    const block = section('法人確認書類')
    await block.getByText('登記事項証明書', { exact: true }).click()
    await block
      .locator('input[type=file]')
      .last()
      .setInputFiles(await papers('registry-certificate', ['1']))
    await block.getByText('インターネットに接続できません', { exact: false }).waitFor()
    await shot(upload, '22-offline-phone')
    await context.setOffline(false)
    await block.getByText('送信前', { exact: true }).waitFor()
  })

  test('a file that is none is refused with a word, and only it', async () => {
    const block = section('法人確認書類')
    await block
      .locator('input[type=file]')
      .last()
      .setInputFiles({ name: 'scan.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg onload="alert(1)"/>') })
    await block.getByText('送信できるのは写真（JPEG・PNG・WebP・HEIC）とPDFです', { exact: false }).waitFor()
    await block.locator('.failed').getByRole('button', { name: /削除/ }).click()
    expect(await block.locator('.files li').count()).toBe(1)
  })

  test('a session that is over keeps everything, and goes on after entering again in another tab', async () => {
    await context.clearCookies({ domain: new URL(appUrl('/')).hostname })
    await upload.getByRole('button', { name: 'お客様情報を保存する' }).click()
    await upload.getByText('ページの有効時間が終了しましたが', { exact: false }).waitFor()
    expect(await typed()).toBe('横浜市中区')
    await shot(upload, '23-session-over-phone')
    const another = await startVerificationBeside()
    await another.close()
    await addPapers(upload, '本人確認書類', 'パスポート', await papers('passport', ['photo']))
    await upload.getByRole('button', { name: '書類を送信する' }).click()
    await upload.getByRole('heading', { name: '書類を受け付けました' }).waitFor()
    await shot(upload, '24-partly-phone')
  })

  /** Enters once more, in a tab beside the one that is open. */
  async function startVerificationBeside(): Promise<Page> {
    const link = await context.newPage()
    const opened = await startVerification(context, link)
    return until('the second tab', async () =>
      opened === upload ? context.pages().find((one) => one !== upload && one.url().endsWith('/customer/case')) : opened,
    )
  }

  test('a link that was used says so, and leads back to the account page', async () => {
    await account.goto(appUrl('/customer/enter#sekisho-demo.ja.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'))
    await account.getByRole('heading', { name: 'このリンクは使用できません' }).waitFor()
    expect(await account.getByRole('link', { name: 'アカウントページを開く' }).getAttribute('href')).toContain('/account/sekisho-demo')
    expect(account.url()).not.toContain('AAAA')
  })
})
