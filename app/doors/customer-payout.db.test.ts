import { afterAll, expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { ACCOUNT, numbered } from '../../tests/harness/payout.ts'
import { acceptNotice } from '../kyc/notice.server.ts'
import { database } from '../platform/db.server.ts'
import { loader as banks } from '../routes/customer.banks.ts'
import { action as handoff } from '../routes/customer.handoff.ts'
import { action as payout } from '../routes/customer.payout.ts'
import { caseTag, issueTicket, redeemTicket } from './tickets.server.ts'

const APP = 'http://localhost:7411'
const MINUTE_MS = 60_000
const world = await testWorld({ now: new Date() })
afterAll(() => database().$disconnect())

type Route = (args: { request: Request; params: object; context: object }) => Promise<unknown>

async function answer(route: unknown, request: Request): Promise<Response> {
  const result = await (route as Route)({ request, params: {}, context: {} }).catch((thrown: unknown) => thrown)
  if (result instanceof Response) return result
  throw result
}

/** A customer on the upload page who signed in so many minutes ago. */
async function entered(shop: string, minutes: number) {
  await acceptNotice(world, shop, 42n, { version: 0, language: 'ja' })
  const { text } = await issueTicket(world, shop, 42n, 'ja', new Date(Date.now() - minutes * MINUTE_MS))
  const session = await redeemTicket(world, text)
  const headers = { Cookie: `sekisho_customer=${session?.cookie}`, 'X-Sekisho-Case': caseTag(world, shop, 42n), Origin: APP }
  const post = (body: object) =>
    answer(payout, new Request(`${APP}/customer/payout`, { method: 'POST', headers, body: JSON.stringify(body) }))
  const handOver = () => answer(handoff, new Request(`${APP}/customer/handoff`, { method: 'POST', headers }))
  return { post, handOver, get: (query: string) => answer(banks, new Request(`${APP}/customer/banks?${query}`, { headers })) }
}

test('E01 banks and branches are found by who is on the page, few at a time, and by nobody else', async () => {
  const { get } = await entered(await newShop(world), 0)
  const { places } = (await (await get('q=%E3%81%BF%E3%81%9A%E3%81%BB')).json()) as { places: { code: string }[] }
  expect(places[0]?.code).toBe('0001')
  expect(((await (await get('bank=0001&q=shinjuku')).json()) as { places: object[] }).places[0]).toMatchObject({
    code: '240',
    name: '新宿',
  })
  expect((await answer(banks, new Request(`${APP}/customer/banks?q=a`))).status).toBe(401)
})

test('E01 an account is tried and registered by the page, and the answer shows the last digits only', async () => {
  const { post } = await entered(await newShop(world), 0)
  const tried = await post({ act: 'try', ...ACCOUNT })
  expect(await tried.json()).toMatchObject({ tried: { holder: 'ｹﾝﾐ ﾊﾅｺ', match: 'cannot-tell' }, view: { account: null } })
  const done = await post({ act: 'register', ...ACCOUNT })
  const text = await done.text()
  expect(JSON.parse(text)).toMatchObject({
    view: { account: { bank: 'みずほ', branch: '新宿', lastDigits: '4321', countsFrom: null }, had: true },
  })
  expect(text).not.toContain('7654321')
  expect(done.headers.get('Cache-Control')).toBe('no-store')
  expect((await post({ act: 'register', ...ACCOUNT, number: '1' })).status).toBe(422)
})

test('E01 changing and removing need somebody who signed in within ten minutes, whatever the device', async () => {
  const shop = await newShop(world)
  const fresh = await entered(shop, 9)
  expect((await fresh.post({ act: 'register', ...ACCOUNT })).status).toBe(200)
  const old = await entered(shop, 11)
  const changed = await old.post({ act: 'register', ...numbered('1112223') })
  expect([changed.status, await changed.json()]).toEqual([409, { refusal: { code: 'not-now', because: 'session-not-fresh' } }])
  expect((await old.post({ act: 'remove' })).status).toBe(409)
  expect((await fresh.post({ act: 'register', ...numbered('1112223') })).status).toBe(200)
})

test('E01 a ticket for another device is no new sign-in', async () => {
  const shop = await newShop(world)
  const { handOver } = await entered(shop, 25)
  expect((await handOver()).status).toBe(200)
  const [first, second] = await world.db.customerTicket.findMany({ where: { shopId: shop }, orderBy: { usedAt: 'asc' } })
  expect(second?.usedAt).toBeNull()
  expect(second?.signedInAt).toEqual(first?.signedInAt)
})
