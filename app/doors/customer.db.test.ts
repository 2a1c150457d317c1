import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { until } from '../../tests/processes/child.ts'
import { lockForErasure } from '../accounts/erased.server.ts'
import { documentsOf } from '../documents/vault.server.ts'
import { acceptNotice } from '../kyc/notice.server.ts'
import { database } from '../platform/db.server.ts'
import { action as act } from '../routes/customer.do.ts'
import { action as upload } from '../routes/customer.documents.ts'
import { action as remove } from '../routes/customer.documents_.$id.ts'
import { loader as enter, action as exchange } from '../routes/customer.enter.ts'
import { action as handoff } from '../routes/customer.handoff.ts'
import { loader as status } from '../routes/customer.status.ts'
import { loader as preflight, action as ticket } from '../routes/customer.ticket.ts'
import { caseTag, issueTicket, isTagOf, redeemTicket } from './tickets.server.ts'

const APP = 'http://localhost:7411'
const world = await testWorld({ now: new Date() })
const photo = new Uint8Array(await jpeg())

afterAll(() => database().$disconnect())

type Route = (args: { request: Request; params: Record<string, string>; context: object }) => Promise<Response | unknown>

/** What a route answers, thrown or returned. */
async function answer(route: unknown, request: Request, params: Record<string, string> = {}): Promise<Response> {
  const result = await (route as Route)({ request, params, context: {} }).catch((thrown: unknown) => thrown)
  if (result instanceof Response) return result
  throw result
}

const signed = (claims: Record<string, unknown>, secret = world.config.apiSecret) =>
  new SignJWT({ aud: world.config.apiKey, iat: now(), nbf: now(), exp: now() + 300, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

const now = () => Math.floor(Date.now() / 1000)

const asking = (token: string | null, path = '/customer/status', init: RequestInit = {}) =>
  new Request(APP + path, { ...init, headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...init.headers } })

/** A customer who has entered: the cookie, and the tag of the page. */
async function entered(shop: string, customer: bigint, consent = true) {
  if (consent) await acceptNotice(world, shop, customer, { version: 0, language: 'ja' })
  const { text } = await issueTicket(world, shop, customer, 'ja')
  const session = await redeemTicket(world, text)
  return { cookie: `sekisho_customer=${session?.cookie}`, tag: caseTag(world, shop, customer) }
}

type Visitor = Awaited<ReturnType<typeof entered>>

const doing = (who: Visitor, path: string, init: RequestInit = {}) =>
  new Request(APP + path, {
    method: 'POST',
    ...init,
    headers: { Origin: APP, Cookie: who.cookie, 'X-Sekisho-Case': who.tag, ...init.headers },
  })

const uploading = (who: Visitor, id: string = randomUUID(), init: RequestInit = {}) =>
  doing(who, `/customer/documents?part=identity&kind=passport&upload=${id}`, { body: photo, ...init })

test('B07 the extension is told where its customer stands, to every origin, without a cookie', async () => {
  const shop = await newShop(world)
  const token = await signed({ dest: `https://${shop}`, sub: 'gid://shopify/Customer/42' })
  const response = await answer(status, asking(token, '/customer/status?locale=zh-TW'))
  expect(await response.json()).toMatchObject({
    party: 'none',
    missing: ['party', 'profile', 'identity'],
    next: 'choose-party',
    locale: 'zh-Hant',
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('a preflight is answered with what the extension sends', async () => {
  for (const route of [status, preflight]) {
    const response = await answer(route, asking(null, '/customer/ticket', { method: 'OPTIONS' }))
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')).toContain('Authorization')
  }
})

test('A1 no token, another secret, another audience, a shop without the app, a member of staff: 401, readable by the extension', async () => {
  const shop = await newShop(world)
  const gone = await newShop(world)
  await world.db.shop.update({ where: { shopId: gone }, data: { uninstalledAt: new Date() } })
  const good = { dest: shop, sub: 'gid://shopify/Customer/42' }
  const tokens = [
    null,
    await signed(good, 'another-secret-0123456789abcdef-0123456789'),
    await signed({ ...good, aud: 'another-app' }),
    await signed({ ...good, dest: 'never-installed.myshopify.com' }),
    await signed({ ...good, dest: gone }),
    await signed({ ...good, sub: '42' }),
    await signed({ ...good, exp: now() - 60 }),
  ]
  for (const token of tokens) {
    for (const [route, init] of [
      [status, {}],
      [ticket, { method: 'POST' }],
    ] as const) {
      const response = await answer(route, asking(token, '/customer/status', init))
      expect([response.status, await response.json()]).toEqual([401, { error: 'unauthorized' }])
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
    }
  }
  expect((await answer(ticket, asking(await signed(good), '/customer/ticket', { method: 'POST' }))).status).toBe(200)
})

test('a ticket stands behind the #, ends after five minutes, and only its hash is kept', async () => {
  const shop = await newShop(world)
  const token = await signed({ dest: shop, sub: 'gid://shopify/Customer/42' })
  const { url, expiresAt } = (await (await answer(ticket, asking(token, '/customer/ticket', { method: 'POST' }))).json()) as Record<
    string,
    string
  >
  expect(url).toMatch(/^http:\/\/localhost:7411\/customer\/enter#[\w.-]+$/)
  expect(Math.abs(Date.parse(expiresAt ?? '') - Date.now() - 300_000)).toBeLessThan(5000)
  const secret = url?.split('.').at(-1) ?? ''
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(JSON.stringify(await world.db.customerTicket.findMany({ where: { shopId: shop } }), (_, v) => String(v))).not.toContain(secret)
})

test('A3 fifty exchanges of one ticket at the same moment: exactly one enters', async () => {
  const shop = await newShop(world)
  const { text } = await issueTicket(world, shop, 42n, 'en')
  const request = () => new Request(`${APP}/customer/enter`, { method: 'POST', body: text, headers: { Origin: APP } })
  const answers = await Promise.all(Array.from({ length: 50 }, () => answer(exchange, request())))
  const won = answers.filter(({ status }) => status === 200)
  expect([won.length, answers.filter(({ status }) => status === 410).length]).toEqual([1, 49])
  expect(await world.db.customerSession.count({ where: { shopId: shop } })).toBe(1)
  const cookie = won[0]?.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^sekisho_customer=[\w.-]+; Path=\/customer; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
})

test('A10 an erasure that comes between the door and the ticket, or the ticket and the page, leaves neither ticket nor session', async () => {
  const shop = await newShop(world)
  const ticketed = await issueTicket(world, shop, 42n, 'ja')
  const erasing = world.db.$transaction(async (tx) => {
    await lockForErasure(tx, shop, 42n)
    // Asked for while the erasure is under way, answered when it is over.
    const late = issueTicket(world, shop, 42n, 'ja').catch((thrown: Response) => thrown.status)
    const entering = redeemTicket(world, ticketed.text)
    await untilTwoWait()
    await tx.complianceRecord.create({ data: { shopId: shop, at: world.now(), topic: 'customers/redact', customerId: 42n, outcome: {} } })
    await tx.customerTicket.deleteMany({ where: { shopId: shop } })
    return { late, entering }
  })
  const { late, entering } = await erasing
  expect(await late).toBe(401)
  expect(await entering).toBeNull()
  expect(await world.db.customerTicket.count({ where: { shopId: shop } })).toBe(0)
  expect(await world.db.customerSession.count({ where: { shopId: shop } })).toBe(0)
})

/** Both are held up by the erasure's lock. */
async function untilTwoWait(): Promise<void> {
  await until('two wait for the lock', async () => {
    const [row] = await world.db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%advisory_xact_lock_shared%'`
    return row?.n === 2
  })
}

test('A3 a spent, late, forged or borrowed ticket opens nothing and is told the way to a new one', async () => {
  const [shop, other] = [await newShop(world), await newShop(world)]
  const exchanged = (body: string, headers: Record<string, string> = { Origin: APP }) =>
    answer(exchange, new Request(`${APP}/customer/enter`, { method: 'POST', body, headers }))
  const { text } = await issueTicket(world, shop, 42n, 'ja')
  const late = await issueTicket(world, shop, 42n, 'ja')
  await world.db.customerTicket.updateMany({ where: { shopId: shop }, data: { expiresAt: new Date(Date.now() - 1) } })
  const spent = await exchanged(late.text)
  expect(spent.status).toBe(410)
  expect(await spent.json()).toEqual({ refusal: { code: 'ticket-spent' }, over: `/customer/over?why=ticket&shop=${shop.split('.')[0]}` })
  const handle = other.split('.')[0] ?? ''
  for (const forged of [
    text.replace(/^[^.]+/, handle),
    `${text}x`,
    text.slice(0, -1),
    `x.${text}`,
    '',
    '..',
    `${handle}.ja.${'A'.repeat(43)}`,
  ]) {
    expect((await exchanged(forged)).status).toBe(410)
  }
  expect(((await (await exchanged('evil.example/x.ja.y')).json()) as { over: string }).over).toBe('/customer/over?why=ticket')
  expect((await exchanged(text, { Origin: 'https://evil.example' })).status).toBe(403)
  expect((await exchanged(text, {})).status).toBe(403)
})

test('the page that a ticket opens runs one script of ours, tells nobody its address, and is kept nowhere', async () => {
  const response = await answer(async (args: never) => enter(args), new Request(`${APP}/customer/enter?lang=en`))
  const policy = response.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([\w-]{43})'/.exec(policy)?.[1] ?? 'none'
  const html = await response.text()
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).toContain(`<script nonce="${nonce}">`)
  expect(html).not.toMatch(/(src|href)="http/)
  expect(html).toContain('lang="en"')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect([response.headers.get('referrer-policy'), response.headers.get('cache-control')]).toEqual(['no-referrer', 'no-store'])
})

test('a session ends after thirty minutes: 401 with the way back, and nothing is taken', async () => {
  const shop = await newShop(world)
  const who = await entered(shop, 42n)
  expect((await answer(act, doing(who, '/customer/do', { body: '{"act":"look"}' }))).status).toBe(200)
  const [row] = await world.db.customerSession.findMany({ where: { shopId: shop } })
  expect((row?.expiresAt.getTime() ?? 0) - world.now().getTime()).toBe(30 * 60_000)
  await world.db.customerSession.updateMany({ where: { shopId: shop }, data: { expiresAt: new Date(Date.now() - 1) } })
  for (const response of [
    await answer(act, doing(who, '/customer/do', { body: '{"act":"look"}' })),
    await answer(upload, uploading(who)),
    await answer(handoff, doing(who, '/customer/handoff')),
  ]) {
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { refusal: { code: 'session-over' }, accountPage: `${world.config.devStoreUrl}/account/${shop.split('.')[0]}` },
    ])
  }
  expect(await documentsOf(world, shop, 42n)).toEqual([])
})

test('A4 another origin, no origin, no tag, another case’s tag: nothing is done, whatever the cookie', async () => {
  const shop = await newShop(world)
  const who = await entered(shop, 42n)
  const send = (headers: Record<string, string>) => answer(upload, uploading(who, randomUUID(), { headers }))
  expect((await send({ Origin: 'https://evil.example' })).status).toBe(403)
  expect((await send({ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await send({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  expect((await send({ 'X-Sekisho-Case': '' })).status).toBe(409)
  expect((await send({ 'X-Sekisho-Case': caseTag(world, shop, 43n) })).status).toBe(409)
  expect((await send({ Cookie: '' })).status).toBe(401)
  expect((await send({ Cookie: `sekisho_customer=${shop.split('.')[0]}.${'A'.repeat(43)}` })).status).toBe(401)
  expect(await documentsOf(world, shop, 42n)).toHaveLength(1)
})

test('A4 a page of one case, in a browser where another customer entered since, writes into neither', async () => {
  const shop = await newShop(world)
  const [first, second] = [await entered(shop, 1n), await entered(shop, 2n)]
  const response = await answer(upload, uploading({ cookie: second.cookie, tag: first.tag }))
  expect(await response.json()).toEqual({ refusal: { code: 'not-now', because: 'another-case' } })
  expect([await documentsOf(world, shop, 1n), await documentsOf(world, shop, 2n)]).toEqual([[], []])
})

test('A4 the cookie of one case neither sees nor removes the files of another, in the same shop or the next', async () => {
  const [shop, other] = [await newShop(world), await newShop(world)]
  const mine = await entered(shop, 1n)
  const { file } = (await (await answer(upload, uploading(mine))).json()) as { file: { id: string } }
  for (const who of [await entered(shop, 2n), await entered(other, 1n)]) {
    const view = await (await answer(act, doing(who, '/customer/do', { body: '{"act":"look"}' }))).text()
    expect(view).not.toContain(file.id)
    const gone = await answer(remove, doing(who, `/customer/documents/${file.id}`, { method: 'DELETE' }), { id: file.id })
    expect(gone.status).toBe(404)
  }
  expect(await documentsOf(world, shop, 1n)).toHaveLength(1)
  expect((await answer(remove, doing(mine, '/x', { method: 'DELETE' }), { id: file.id })).status).toBe(200)
  for (const id of ['../../etc/passwd', '%2e%2e', '', 'x'.repeat(5000)]) {
    expect((await answer(remove, doing(mine, '/x', { method: 'DELETE' }), { id })).status).toBe(404)
  }
})

test('B01 an upload is answered the same however often it comes, and refused with a status and a word', async () => {
  const shop = await newShop(world)
  const who = await entered(shop, 42n)
  const id = randomUUID()
  const answers = await Promise.all([1, 2, 3].map(() => answer(upload, uploading(who, id))))
  const bodies = await Promise.all(answers.map((response) => response.json()))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(bodies[1]).toEqual(bodies[0])
  expect(bodies[2]).toEqual(bodies[0])
  expect(await documentsOf(world, shop, 42n)).toHaveLength(1)
  const large = await answer(upload, uploading(who, randomUUID(), { headers: { 'Content-Length': String(21 * 1024 * 1024) } }))
  expect([large.status, await large.json()]).toEqual([413, { refusal: { code: 'file-refused', because: 'too-large' } }])
  const html = await answer(upload, uploading(who, randomUUID(), { body: '<script>alert(1)</script>' }))
  expect([html.status, await html.json()]).toEqual([422, { refusal: { code: 'file-refused', because: 'type' } }])
  for (const upload_ of ['', '../../x', 'not-a-uuid']) {
    const path = `/customer/documents?part=identity&kind=passport&upload=${encodeURIComponent(upload_)}`
    expect((await answer(upload, doing(who, path, { body: photo }))).status).toBe(422)
  }
})

test('A06 B01 without consent the door takes neither a file nor an entry', async () => {
  const shop = await newShop(world)
  const who = await entered(shop, 42n, false)
  const file = await answer(upload, uploading(who))
  expect([file.status, await file.json()]).toEqual([409, { refusal: { code: 'consent-missing' } }])
  const entry = await answer(act, doing(who, '/customer/do', { body: JSON.stringify({ act: 'profile', city: '千代田区' }) }))
  expect([entry.status, await entry.json()]).toEqual([409, { refusal: { code: 'consent-missing' } }])
  const accepted = await answer(
    act,
    doing(who, '/customer/do', { body: JSON.stringify({ act: 'accept', version: 0, noticeLanguage: 'ja' }) }),
  )
  expect(accepted.status).toBe(200)
  expect((await answer(upload, uploading(who))).status).toBe(200)
})

test('a language changes words and session; an unknown act is refused', async () => {
  const shop = await newShop(world)
  const who = await entered(shop, 42n)
  const changed = await answer(act, doing(who, '/customer/do?lang=en', { body: '{"act":"language"}' }))
  expect(await changed.json()).toMatchObject({ view: { language: 'en' }, messages: { title: 'Identity check' } })
  const later = await answer(act, doing(who, '/customer/do', { body: '{"act":"look"}' }))
  expect(await later.json()).toMatchObject({ view: { language: 'en' } })
  for (const body of ['{"act":"approve"}', '{}', 'null', '"x"', 'not json', '']) {
    expect((await answer(act, doing(who, '/customer/do', { body }))).status).toBe(422)
  }
})

test('the phone gets a ticket of its own, shown as a picture only', async () => {
  const shop = await newShop(world)
  const who = await entered(shop, 42n)
  const text = await (await answer(handoff, doing(who, '/customer/handoff'))).text()
  const { picture, seconds } = JSON.parse(text) as { picture: string; seconds: number }
  expect(seconds).toBe(300)
  expect(picture).toMatch(/^data:image\/svg\+xml;base64,/)
  expect(Buffer.from(picture.split(',')[1] ?? '', 'base64').toString()).not.toContain('customer/enter')
  expect(await world.db.customerTicket.count({ where: { shopId: shop, usedAt: null } })).toBe(1)
})

test('a page that was made before the master key was changed goes on afterwards, while both are there', () => {
  const tag = caseTag(world, 'a.myshopify.com', 42n)
  const next = Buffer.alloc(32, 1)
  const changing = { ...world, config: { ...world.config, masterKey: next, masterKeys: [next, world.config.masterKey] } }
  const changed = { ...world, config: { ...world.config, masterKey: next, masterKeys: [next] } }
  expect(isTagOf(tag, changing, 'a.myshopify.com', 42n)).toBe(true)
  expect(isTagOf(tag, changing, 'a.myshopify.com', 43n)).toBe(false)
  expect(isTagOf(tag, changed, 'a.myshopify.com', 42n)).toBe(false)
})
