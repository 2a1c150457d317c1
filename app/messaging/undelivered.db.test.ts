import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { sendMail } from './send.server.ts'
import { leaveAsIs, sendAgain, undelivered } from './undelivered.server.ts'

const owner = { id: 9n, name: '関', role: 'owner' } as const

/** What the mail server of this file does with a message once it has the whole of it. */
let answer: string | 'hang up' = '250 ok'
let taken = 0
const server = createServer((socket) => {
  let body = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 test')
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    if (!body) {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (line === 'DATA') body = true
        say(line === 'DATA' ? '354 go on' : '250 ok')
      }
    } else if (chunk.toString().endsWith('\r\n.\r\n')) {
      body = false
      taken += 1
      if (answer === 'hang up') socket.destroy()
      else say(answer)
    }
  })
})

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
  const { port } = new URL(process.env.SMTP_URL ?? '')
  await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve))
})
afterAll(() => void server.close())

async function mailIn(data: object = {}): Promise<{ shop: string; id: string }> {
  const shop = await newShop(world, { notices: { to: ['staff@example.com'] } })
  const id = world.newId()
  await world.db.mail.create({ data: { shopId: shop, id, template: 'staff.submitted', audience: 'staff', customerId: 5n, ...data } })
  return { shop, id }
}
const stateOf = async ({ shop, id }: { shop: string; id: string }) => {
  const { state, reason } = await world.db.mail.findUniqueOrThrow({ where: { shopId_id: { shopId: shop, id } } })
  return [state, reason]
}

test('F3 where the line breaks when the server has the mail, nobody knows: it is uncertain, and not sent twice', async () => {
  answer = 'hang up'
  taken = 0
  const mail = await mailIn()
  await sendMail(world, mail.shop, mail.id)
  expect((await stateOf(mail))[0]).toBe('uncertain')
  await sendMail(world, mail.shop, mail.id)
  expect(taken).toBe(1)
  expect(await undelivered(world, mail.shop)).toMatchObject([
    { id: mail.id, state: 'uncertain', customer: 5n, template: 'staff.submitted' },
  ])
})

test('a server that says no leaves the mail failed, one that says later leaves it waiting; neither’s words are kept', async () => {
  answer = '554 staff@example.com is not wanted'
  const refused = await mailIn()
  await sendMail(world, refused.shop, refused.id)
  expect(await stateOf(refused)).toEqual(['failed', 'Error EMESSAGE 554'])
  answer = '451 staff@example.com later'
  const later = await mailIn()
  await expect(sendMail(world, later.shop, later.id)).rejects.toThrow()
  expect(await stateOf(later)).toEqual(['waiting', 'Error EMESSAGE 451'])
})

test('staff choose: again, or leave it; once, and on record', async () => {
  answer = '250 ok'
  const [one, other] = [await mailIn({ state: 'uncertain' }), await mailIn({ state: 'failed', reason: 'no-address' })]
  expect(await sendAgain(world, one.shop, owner, one.id)).toEqual({ ok: true, value: null })
  expect((await waitingJobs(world)).filter(({ payload }) => payload.mail === one.id)).toMatchObject([{ task: 'mail.send' }])
  await sendMail(world, one.shop, one.id)
  expect(await stateOf(one)).toEqual(['sent', null])
  expect(await leaveAsIs(world, other.shop, owner, other.id)).toEqual({ ok: true, value: null })
  expect(await stateOf(other)).toEqual(['left', 'no-address'])
  for (const [mail, action] of [
    [one, 'mail.again'],
    [other, 'mail.leave'],
  ] as const) {
    expect(await undelivered(world, mail.shop)).toEqual([])
    expect(await sendAgain(world, mail.shop, owner, mail.id)).toMatchObject({ refusal: { code: 'not-found' } })
    const entries = await world.db.auditEntry.findMany({ where: { shopId: mail.shop } })
    expect(entries).toMatchObject([{ action, actorId: '9', subject: `mail:${mail.id}` }])
  }
})

test('a mail is settled by owners of its own shop alone', async () => {
  const mail = await mailIn({ state: 'uncertain' })
  expect(await sendAgain(world, mail.shop, { ...owner, role: 'reviewer' }, mail.id)).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect(await sendAgain(world, await newShop(world), owner, mail.id)).toMatchObject({ refusal: { code: 'not-found' } })
  expect((await stateOf(mail))[0]).toBe('uncertain')
})
