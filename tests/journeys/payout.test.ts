import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { person, shot, until } from './browser.ts'
import { look, mailsTo, openApp, register, startVerification } from './people.ts'

/** Chooses the first bank or branch that is found, as somebody does who has only a keyboard. */
async function pick(page: Page, name: 'bank' | 'branch', typed: string, expected: string): Promise<void> {
  const box = page.locator(`#payout-${name}`)
  await box.focus()
  await box.pressSequentially(typed)
  const first = page.locator('.places [aria-selected=true] span')
  await until(`${expected} found`, async () => (await first.count()) > 0 && expected.startsWith(await first.innerText()))
  await box.press('Enter')
  expect(await box.inputValue()).toBe(expected)
}

const number = async (page: Page, text: string) => {
  await page.fill('#payout-number', text)
  await page.fill('#payout-numberAgain', text)
}

test('E01 E02 X10 a customer on a phone registers an account, is warned of another name before sending, and staff see what is missing', async () => {
  const { context, page } = await person('phone')
  const errors: string[] = []
  context.on('weberror', (error) => errors.push(String(error.error())))
  const { id, email } = await register(page, 'ケンミ', 'ハナコ')
  const upload = await startVerification(context, page)
  await upload.getByRole('button', { name: '同意して進む' }).click()
  await upload.getByRole('heading', { name: '受取口座' }).waitFor()
  await pick(upload, 'bank', 'mizuho', 'みずほ（0001）')
  await pick(upload, 'branch', 'しんじゅく', '新宿（240）')
  await number(upload, '7654321')
  await upload.fill('#payout-holder', '関 たろう')
  await upload.getByText('漢字は使えません').waitFor()
  await shot(upload, 'payout-phone-form')
  await upload.fill('#payout-holder', 'せき たろう')
  await upload.getByText('ｾｷ ﾀﾛｳ').waitFor()
  await upload.getByRole('button', { name: '内容を確認する' }).click()
  await upload.getByText('口座名義が、お客様のお名前と異なります').waitFor()
  await shot(upload, 'payout-phone-review')
  expect((await look(id)).tags).not.toContain('②受取口座登録済')
  await upload.getByRole('button', { name: '修正する' }).click()
  await upload.fill('#payout-holder', 'けんみ はなこ')
  await upload.getByRole('button', { name: '内容を確認する' }).click()
  await upload.getByText('お客様のお名前と一致しています').waitFor()
  await upload.getByRole('button', { name: 'この口座を登録する' }).click()
  await upload.getByText('末尾 4321').waitFor()
  await shot(upload, 'payout-phone-done')
  await until('the label', async () => (await look(id)).tags.includes('②受取口座登録済'))
  expect(await mailsTo(email)).toEqual([])

  // Another account, by the passbook of ゆうちょ銀行: a change, which is told by mail and waits.
  await upload.getByRole('button', { name: '口座を変更する' }).click()
  await pick(upload, 'bank', 'ゆうちょ', 'ゆうちょ（9900）')
  await upload.fill('#payout-symbol', '10530')
  await number(upload, '12345671')
  await upload.fill('#payout-holder', 'ケンミ ハナコ')
  await shot(upload, 'payout-phone-yucho')
  await upload.getByRole('button', { name: '内容を確認する' }).click()
  await upload.getByRole('button', { name: 'この口座を登録する' }).click()
  await upload.getByText('末尾 4567').waitFor()
  await upload.getByText('この口座へのお支払いは').waitFor()
  await shot(upload, 'payout-phone-changed')
  await until('the mail', async () => (await mailsTo(email)).some(({ subject }) => subject.includes('受取口座が変更されました')))
  expect(errors).toEqual([])

  const staff = await person()
  const app = await openApp(staff.page, `/app/cases/${id}`)
  await app.getByText('支払い不可').waitFor()
  await app.getByText('口座変更後の待機時間中です').waitFor()
  await app.getByText('••• 4567').scrollIntoViewIfNeeded()
  await shot(staff.page, 'payout-card')
  await app.getByRole('button', { name: /口座番号をすべて表示する/ }).click()
  await app.getByText('1234567').waitFor()
})
