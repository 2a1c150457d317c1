// What people do in the product, as the journeys need it: only what a person can see and press.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Frame, FrameLocator, Page } from 'playwright-core'
import { specimen } from '../../scripts/specimens.ts'
import { account, admin, appInAdmin, storefront, storeUrl, until } from './browser.ts'

export interface Registered {
  readonly id: number
  readonly email: string
}

let registered = 0

/** Registers on the storefront with name and e-mail, and stays signed in. */
export async function register(page: Page, lastName: string, firstName: string): Promise<Registered> {
  registered += 1
  const email = `journey${registered}-${Date.now()}@example.jp`
  await page.goto(storefront('/account/register'))
  await page.fill('[name="customer[last_name]"]', lastName)
  await page.fill('[name="customer[first_name]"]', firstName)
  await page.fill('[name="customer[email]"]', email)
  await page.click('#create_customer button')
  await page.waitForURL('**/account/sekisho-demo/**')
  return { id: await idOf(email), email }
}

async function ask<T>(query: string): Promise<T> {
  const answer = await fetch(storeUrl('/admin/api/2026-07/graphql.json'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query }),
  })
  return ((await answer.json()) as { data: T }).data
}

/** The id of the customer with an e-mail address. */
export async function idOf(email: string): Promise<number> {
  const { customerByIdentifier } = await ask<{ customerByIdentifier: { legacyResourceId: string } }>(
    `{ customerByIdentifier(identifier: { emailAddress: ${JSON.stringify(email)} }) { legacyResourceId } }`,
  )
  return Number(customerByIdentifier.legacyResourceId)
}

/** Tags and the verified metafield of a customer, as the store has them now. */
export async function look(id: number): Promise<{ tags: string[]; verified: string | null }> {
  const { customer } = await ask<{ customer: { tags: string[]; verified: { value: string } | null } }>(
    `{ customer(id: "gid://shopify/Customer/${id}") { tags verified: metafield(namespace: "$app", key: "verified") { value } } }`,
  )
  return { tags: customer.tags, verified: customer.verified?.value ?? null }
}

/** Waits until the store shows exactly these tags. */
export const untilTags = (id: number, tags: readonly string[], withinMs?: number): Promise<unknown> =>
  until(`the tags ${tags.join(' ')}`, async () => (await look(id)).tags.join() === tags.join(), withinMs)

/** The frame of one of our extensions on the account page. */
export async function extension(page: Page, target: string): Promise<Frame> {
  return until(`the extension ${target}`, async () => page.frames().find((frame) => frame.url().includes(target)))
}

/** From the account page to the upload page, which may open in a tab of its own. */
export async function startVerification(context: BrowserContext, page: Page): Promise<Page> {
  await page.goto(account('/profile'))
  const card = await extension(page, 'customer-account.profile.block.render')
  await card
    .getByText(/本人確認をはじめる|手続きを続ける|書類を(再)?提出する/)
    .first()
    .click()
  const upload = await until('the upload page', async () => context.pages().find((each) => each.url().endsWith('/customer/case')))
  upload.setDefaultTimeout(15_000)
  return upload
}

const folder = mkdtempSync(join(tmpdir(), 'sekisho-specimens-'))

/** Drawn papers, as files to choose. */
export async function papers(kind: string, pages: readonly string[]): Promise<string[]> {
  return Promise.all(
    pages.map(async (page) => {
      const path = join(folder, `${kind}-${page}.jpg`)
      writeFileSync(path, await specimen(kind, page))
      return path
    }),
  )
}

/** Fills in the profile as an individual living in Tokyo. */
export async function fillProfile(upload: Page): Promise<void> {
  await upload.fill('[name=zip]', '100-0001')
  await upload.selectOption('[name=province]', { label: '東京都' })
  await upload.fill('[name=city]', '千代田区')
  await upload.fill('[name=address1]', '千代田1-1')
  await upload.fill('[name=occupation]', '会社員')
  await upload.fill('[name=birthYear]', '1990')
  await upload.fill('[name=birthMonth]', '4')
  await upload.fill('[name=birthDay]', '1')
  await upload.getByRole('button', { name: 'お客様情報を保存する' }).click()
  await upload.getByText('保存済み').first().waitFor()
}

/** Chooses a kind of paper and adds files; waits until every file has arrived. */
export async function addPapers(upload: Page, section: string, kind: string, files: readonly string[]): Promise<void> {
  const block = upload.locator('section', { has: upload.getByRole('heading', { name: section, exact: true }) })
  await block.locator('.kinds').getByText(kind, { exact: true }).click()
  await block
    .locator('input[type=file]')
    .last()
    .setInputFiles([...files])
  await until(`${files.length} files`, async () => (await block.getByRole('button', { name: /削除/ }).count()) >= files.length)
}

/** Opens a page of the app inside the Shopify admin, and waits for it to be usable. */
export async function openApp(page: Page, path: string): Promise<FrameLocator> {
  await page.goto(appInAdmin(path))
  const frame = page.frameLocator('iframe#app')
  await frame.locator('h1').first().waitFor()
  return frame
}

/** Shopify's native customer page, ready to be edited by hand. */
export async function nativePage(page: Page, id: number): Promise<void> {
  await page.goto(admin(`/customers/${id}`))
  await page.locator('#customer[data-id]').waitFor()
}

/** One edit by hand: removes and adds tags, sets the metafield, saves. */
export async function editByHand(
  page: Page,
  edit: { readonly remove?: readonly string[]; readonly add?: readonly string[]; readonly verified?: 'true' | 'false' | '' },
): Promise<void> {
  for (const tag of edit.remove ?? []) await page.locator(`[data-tag="${tag}"] button`).click()
  for (const tag of edit.add ?? []) {
    await page.fill('#tag-input', tag)
    await page.press('#tag-input', 'Enter')
  }
  if (edit.verified !== undefined) await page.selectOption('select[data-metafield="$app.verified"]', edit.verified)
  await page.locator('#save-bar .primary').click()
}

/** Mails to an address, oldest first. */
export async function mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
  const answer = await fetch(storeUrl(`/__dev/mails?to=${encodeURIComponent(address)}`))
  return ((await answer.json()) as { mails: { subject: string; text: string }[] }).mails
}
