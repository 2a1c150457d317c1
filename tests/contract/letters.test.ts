// What a customer reads in the mail of a decision: the same words as on the account page (C19, C21, C22), and no row that holds them in clear.
import { beforeAll, expect, test } from 'vitest'
import { move, readCase } from '../../app/kyc/cases.server.ts'
import { type Decision, decide } from '../../app/kyc/decisions.server.ts'
import { sendMail } from '../../app/messaging/send.server.ts'
import { write } from '../../app/platform/world.server.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let people = 0
const by = { id: 9001n, name: '関 一郎', role: 'owner' } as const

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await install(world, store)
})

interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A customer whose papers are in, then a decision, then the mail of it as it arrived. */
async function letterOf(decision: Decision, locale = 'ja'): Promise<Letter | undefined> {
  people += 1
  const email = `letters${people}@example.com`
  const { id } = await store.act<{ id: number }>('register', { email, locale })
  const customer = BigInt(id)
  const step = (event: Parameters<typeof move>[4]) => write(world, (tx) => move(world, tx, shop, customer, event, { kind: 'customer' }))
  await step({ type: 'choose-party', party: 'corporation' })
  await step({ type: 'submit', part: 'identity' })
  await step({ type: 'submit', part: 'corporate' })
  const version = (await readCase(world, shop, customer))?.case.version ?? 0
  expect(await decide(world, { shop, customer, version, by, decision })).toMatchObject({ ok: true })
  const waiting = await world.db.mail.findMany({ where: { shopId: shop, customerId: customer, audience: 'customer' } })
  for (const mail of waiting) {
    expect(JSON.stringify(mail.facts)).not.toContain('裏面')
    await sendMail(world, shop, mail.id)
  }
  const { mails } = await store.lever<{ mails: Letter[] }>('GET', `mails?to=${encodeURIComponent(email)}`)
  return mails.at(-1)
}

test('C19 C22 the mail of returned papers names the document and carries the reviewer’s words', async () => {
  const decision = {
    type: 'return',
    part: 'corporate',
    reason: 'cropped',
    publicText: '裏面が写っていません。\n<b>両面</b>をお送りください。',
  } as const
  const letter = await letterOf(decision)
  expect(letter?.text).toContain('対象の書類：法人確認書類')
  expect(letter?.text).toContain('裏面が写っていません。\n<b>両面</b>をお送りください。')
  expect(letter?.html).toContain('裏面が写っていません。<br>&lt;b&gt;両面&lt;/b&gt;をお送りください。')
})

test('C21 the words around it are in the language of the reader', async () => {
  const letter = await letterOf({ type: 'return', part: 'identity', reason: 'other', publicText: 'Please send the back, too.' }, 'en')
  expect(letter?.text).toContain('Document: Identity document')
  expect(letter?.text).toMatch(/Message from .+:\nPlease send the back, too\./)
})

test('C18 a refusal carries what was written for the customer, and nothing where nothing was', async () => {
  expect((await letterOf({ type: 'refuse', publicText: '裏面のない書類はお受けできません。', privateNote: '偽造の疑い' }))?.text).toContain(
    '裏面のない書類はお受けできません。',
  )
  const plain = await letterOf({ type: 'refuse', privateNote: '偽造の疑い' })
  expect(plain?.text).not.toContain('ご連絡:')
  expect(plain?.text).not.toContain('偽造')
})
