// Ten cases decided by keyboard alone, from the list to the last of them: no click, no pointer. The seconds are printed, never judged.
import { expect, test } from 'vitest'
import { person, until } from './browser.ts'
import { addPapers, fillProfile, look, mailsTo, openApp, papers, type Registered, register, startVerification } from './people.ts'

const CASES = 10

async function applicant(number: number, licence: readonly string[]): Promise<Registered> {
  const { context, page } = await person()
  const who = await register(page, '鍵盤', `${number}子`)
  const upload = await startVerification(context, page)
  await upload.getByRole('button', { name: '同意して進む' }).click()
  await upload.getByText('個人', { exact: true }).first().click()
  await fillProfile(upload)
  await addPapers(upload, '本人確認書類', '運転免許証', licence)
  await upload.getByRole('button', { name: '書類を送信する' }).click()
  await until('the papers to be in', async () => (await look(who.id)).tags.includes('②本人確認書類提出中'))
  await context.close()
  return who
}

test('C11 C12 C19 ten cases are decided without the mouse, and each leads to the next', async () => {
  const licence = await papers('driving-licence', ['front', 'back'])
  const people: Registered[] = []
  for (let n = 1; n <= CASES; n++) people.push(await applicant(n, licence))
  const { page } = await person()
  const frame = await openApp(page, '/app/cases/next?view=waiting&after=0')
  const mine = new Map(people.map((one) => [String(one.id), one]))
  const seconds: number[] = []
  // The page's title comes first; further down the checks name other customers at the same address.
  const shown = async () => /ID (\d+)/.exec(await frame.locator('body').innerText())?.[1] ?? ''
  let returned: Registered | undefined
  for (let done = 0; done < CASES; ) {
    await frame.getByText(/あなたが確認中です/).waitFor()
    const id = await shown()
    const who = mine.get(id)
    if (!who) {
      // Somebody of the demo data: left alone.
      await page.keyboard.press('n')
      await until('another case', async () => (await shown()) !== id)
      continue
    }
    await frame.locator('.sekisho-picture img').first().waitFor()
    const started = performance.now()
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.keyboard.press('k')
    if (done === 0) {
      await page.keyboard.press('x')
      await frame.getByRole('dialog').waitFor()
      await page.keyboard.press('2')
      await page.keyboard.press('Enter')
      returned = who
    } else {
      await page.keyboard.press('v')
      await page.keyboard.press('Enter')
    }
    done += 1
    if (done < CASES) await until('the next case', async () => (await shown()) !== id)
    seconds.push((performance.now() - started) / 1000)
  }
  process.stdout.write(`seconds per case by keyboard: ${seconds.map((each) => each.toFixed(1)).join(' ')}\n`)
  for (const who of people.filter((one) => one !== returned)) {
    await until(`${who.email} to be verified`, async () => (await look(who.id)).verified === 'true')
  }
  const [mail] = await until('the mail of the return', async () => {
    const found = (await mailsTo(returned?.email ?? '')).filter(({ subject }) => subject.includes('再提出'))
    return found.length > 0 && found
  })
  expect(mail?.text).toContain('1. 運転免許証：書類の一部が写っていませんでした')
}, 300_000)
