// Real processes, a real life, and everything that can go wrong with somebody's particulars in its words: no line, figure or span names anybody,
// and no table keeps it.
import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createMailServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseTag } from '../../app/doors/tickets.server.ts'
import { readCase } from '../../app/kyc/cases.server.ts'
import { decide } from '../../app/kyc/decisions.server.ts'
import { addJob } from '../../app/platform/jobs.server.ts'
import { buildApp } from '../../scripts/build.ts'
import { freePort } from '../../scripts/ports.ts'
import { logPosition, piecesOfFile, searchDatabaseFiles, searchEverywhere, searchVault } from '../faults/erasure/search.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { filesIn, pdf, photo } from '../harness/files.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { type Child, startProcess, until } from './child.ts'

const PERSON = {
  lastName: '架空山',
  firstName: '花子太郎',
  kana: 'カクウヤマ',
  email: 'kakuu.hanako@person.example',
  phone: '+819055550147',
  address: '架空町9番地の8',
  birthDate: '1947-03-14',
  occupation: '架空職人',
  file: '架空山の免許証.pdf',
  note: '架空の電話で母の旧姓を確かめた',
  account: '5093817',
  holder: 'カクウヤマ ハナコタロウ',
}
/** What is never plain in the database, not for a moment: it is sealed before it is written. */
const SEALED = [
  ...[PERSON.birthDate, PERSON.birthDate.replaceAll('-', ''), PERSON.occupation, PERSON.note, PERSON.kana],
  // The account as typed and as banks write it.
  ...[PERSON.account, PERSON.holder, 'ｶｸｳﾔﾏ', 'ﾊﾅｺﾀﾛｳ'],
]
const SECRETS = [...Object.values(PERSON), ...SEALED, encodeURIComponent(PERSON.lastName), '09055550147', '090-5555-0147']
const owner = { id: 9001n, name: '関 一郎', role: 'owner' } as const

let world: TestWorld
let store: TestStore
let app: Child
let worker: Child
let url: string
let monitors: string[]
const spans: string[] = []

beforeAll(async () => {
  await buildApp(fileURLToPath(new URL('../..', import.meta.url)))
  const [port, ofApp, ofWorker] = [await freePort(), await freePort(), await freePort()]
  url = `http://localhost:${port}`
  monitors = [ofApp, ofWorker].map((each) => `http://127.0.0.1:${each}`)
  const mails = await mailServerThatQuotes()
  const collector = await spanCollector()
  world = await testWorld({ now: new Date() })
  store = await startStore({ appUrl: url })
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 }, webhookRetriesMs: [20, 20, 20] })
  await install(world, store, { settings: { notices: { to: ['staff@shop.example'] }, holds: [] } })
  const env = { SHOPIFY_APP_URL: url, SMTP_URL: mails, OTEL_EXPORTER_OTLP_ENDPOINT: collector, SEKISHO_WATCH_SECONDS: '1' }
  app = startProcess('app/server.ts', { ...env, PORT: String(port), METRICS_PORT: String(ofApp) })
  worker = startProcess('app/worker.ts', { ...env, METRICS_PORT: String(ofWorker) })
  await until('the app is ready', async () => (await fetch(`${url}/readyz`)).status === 200, 90_000)
}, 300_000)

/** Says later to every mail, and quotes whom it is for. */
async function mailServerThatQuotes(): Promise<string> {
  const server = createMailServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 test\r\n')
    socket.on('data', (chunk) => {
      const no = /^(RCPT|DATA)/.test(String(chunk))
      socket.write(no ? `451 ${PERSON.lastName} <${PERSON.email}> later\r\n` : '250 ok\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function spanCollector(): Promise<string> {
  const server = createServer(async (req, res) => {
    for await (const piece of req) spans.push(String(piece))
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const post = (path: string, body: string, headers: Record<string, string> = {}) => fetch(url + path, { method: 'POST', body, headers })

function signed(body: string, topic: string): Record<string, string> {
  return {
    'X-Shopify-Hmac-Sha256': createHmac('sha256', TEST_ENVIRONMENT.SHOPIFY_API_SECRET).update(body).digest('base64'),
    'X-Shopify-Shop-Domain': store.shop,
    'X-Shopify-Topic': topic,
    'X-Shopify-Webhook-Id': randomUUID(),
  }
}

/** From the registration to the papers, over HTTP as the customer's browser goes. */
async function walkAsCustomer(files: readonly Buffer[]): Promise<bigint> {
  const { id } = await store.act('register', { email: PERSON.email, lastName: PERSON.lastName, firstName: PERSON.firstName })
  const customer = BigInt(id)
  await until('the registration is known', async () => (await readCase(world, store.shop, customer)) !== null, 60_000)
  const { token } = await store.lever<{ token: string }>('GET', `customer-token?customer=${id}`)
  const asked = await post('/customer/ticket', '', { Authorization: `Bearer ${token}` })
  const ticket = new URL(((await asked.json()) as { url: string }).url).hash.slice(1)
  const entered = await post('/customer/enter', ticket, { Origin: url })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = { Origin: url, Cookie: cookie, 'X-Sekisho-Case': caseTag(world, store.shop, customer) }
  const act = async (body: object) => {
    const done = await post('/customer/do', JSON.stringify(body), { ...page, 'Content-Type': 'application/json' })
    expect(done.status, JSON.stringify(body)).toBe(200)
  }
  await act({ act: 'accept', version: 0, noticeLanguage: 'ja' })
  await act({ act: 'party', party: 'individual' })
  const { phone, address: address1, occupation, birthDate } = PERSON
  await act({ act: 'profile', country: 'JP', zip: '100-0001', province: 'JP-13', city: '千代田区', address1, phone, occupation, birthDate })
  await registerAccount(page)
  const headers = { ...page, 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(PERSON.file) }
  for (const bytes of files) {
    const query = new URLSearchParams({ part: 'identity', kind: 'passport', upload: randomUUID(), name: PERSON.file })
    expect((await fetch(`${url}/customer/documents?${query}`, { method: 'POST', body: new Uint8Array(bytes), headers })).status).toBe(200)
  }
  await act({ act: 'send' })
  // What is wrong with it is said to the customer alone.
  for (const body of [{ act: PERSON.lastName }, { act: 'profile', ...PERSON }, [PERSON]])
    await post('/customer/do', JSON.stringify(body), page)
  return customer
}

/** An account on which to be paid: wrong, tried, registered, and changed. */
async function registerAccount(page: Record<string, string>): Promise<void> {
  const { account: number, holder } = PERSON
  const account = { country: 'JP', bank: '0001', branch: '240', deposit: 'ordinary', number, numberAgain: number, holder }
  const ask = async (body: object) => (await post('/customer/payout', JSON.stringify(body), page)).status
  expect(await ask({ act: 'register', ...account, branch: holder })).toBe(422)
  expect(await ask({ act: 'try', ...account, numberAgain: PERSON.phone })).toBe(422)
  expect(await ask({ act: 'try', ...account })).toBe(200)
  expect(await ask({ act: 'register', ...account })).toBe(200)
  expect(await ask({ act: 'register', ...account, holder: PERSON.kana })).toBe(200)
}

/** Whatever anybody can send. */
async function sendNonsense(): Promise<void> {
  const { lastName, email, phone } = PERSON
  const query = new URLSearchParams({ email, name: lastName, shop: email, id_token: lastName })
  for (const path of [
    `/${email}/${encodeURIComponent(lastName)}?${query}`,
    `/app/cases/${email}?${query}`,
    `/app?${query}`,
    `/auth/${email}`,
    `/customer/${email}`,
    `/%E0%A4%A${email}`,
  ]) {
    await fetch(url + path, {
      headers: { Authorization: `Bearer ${email}`, Cookie: `sekisho_customer=${email}`, Referer: `${url}/${email}` },
    })
    await post(path, JSON.stringify(PERSON), {
      Authorization: `Bearer x.${Buffer.from(JSON.stringify({ sub: email })).toString('base64url')}.y`,
    })
  }
  const payload = JSON.stringify({ id: 5, email, phone, first_name: lastName })
  await post('/webhooks/customers', payload, signed(payload, 'customers/update'))
  await post('/webhooks/customers', payload, { ...signed(payload, 'customers/update'), 'X-Shopify-Hmac-Sha256': email })
  const broken = `{"email":"${email}"`
  await post('/webhooks/customers', broken, signed(broken, 'customers/update'))
  await post('/webhooks/customers', payload, {
    ...signed(payload, 'customers/update'),
    'X-Shopify-Shop-Domain': encodeURIComponent(lastName),
  })
}

/** The database refuses, and its words hold the person, over several lines. */
async function breakTheDatabase(customer: bigint): Promise<void> {
  const words = `${PERSON.lastName}\n    at ${PERSON.email} (/${PERSON.phone}.ts:1:2)\nKey (mail)=(${PERSON.address}) exists`
  await world.db.$executeRawUnsafe(`create function quote_somebody() returns trigger language plpgsql as
    $$ begin raise exception using errcode = 'unique_violation', message = $m$${words}$m$, detail = $m$${words}$m$; end $$`)
  for (const table of ['documents', 'shop_runs', 'kyc_intents']) {
    await world.db.$executeRawUnsafe(
      `create trigger quote_somebody before insert or update or delete on ${table} execute function quote_somebody()`,
    )
  }
  await addJob(world.db, 'accounts.erase-again', { shop: store.shop, customer: String(customer) })
  const payload = JSON.stringify({ customer: { id: Number(customer), email: PERSON.email } })
  await post('/webhooks/compliance', payload, signed(payload, 'customers/redact'))
  await until(
    'the erasure has failed',
    async () => (await world.db.inboxRow.count({ where: { topic: 'customers/redact', attempts: { gt: 0 } } })) > 0,
  )
  await until('a job has failed', async () => worker.output().includes('a job failed'))
  for (const table of ['documents', 'shop_runs', 'kyc_intents']) await world.db.$executeRawUnsafe(`drop trigger quote_somebody on ${table}`)
  await world.db.$executeRawUnsafe('drop function quote_somebody')
}

test('no log line, figure or span of any process names anybody, and no table keeps what an error said', async () => {
  const since = await logPosition(world)
  const papers = [pdf(`/Info << /Title (${PERSON.email}) >> `), await photo(PERSON.email)]
  const customer = await walkAsCustomer(papers)
  await sendNonsense()
  const version = async () => (await readCase(world, store.shop, customer))?.case.version ?? 0
  const words = { publicText: `${PERSON.lastName}様`, privateNote: `${PERSON.note} ${PERSON.email} ${PERSON.phone}` }
  await until(
    'the papers have settled',
    async () => (await store.look(Number(customer)))?.tags.includes('②本人確認書類提出中') === true,
    60_000,
  )
  const returned = { type: 'return', part: 'identity', reason: 'blurred', ...words } as const
  const decided = await decide(world, { shop: store.shop, customer, version: await version(), by: owner, decision: returned })
  expect(decided.ok).toBe(true)
  await until('the mail server has said no', async () => (await world.db.mail.count({ where: { reason: { not: null } } })) > 0, 60_000)
  // While everything is there.
  const sealed = [...SEALED, ...papers.flatMap((paper) => piecesOfFile(paper))]
  expect(filesIn(world.config.dataDir).length).toBeGreaterThanOrEqual(2)
  expect(searchVault(world, [...SECRETS, ...sealed])).toEqual([])
  expect(await searchEverywhere(world, SECRETS)).toEqual([])
  expect(await searchDatabaseFiles(world, since, sealed)).toEqual([])
  // It does find what is there: the shop's name stands in tables and in the log.
  const seen = await searchDatabaseFiles(world, since, [store.shop])
  expect(new Set(seen.map(({ where }) => where.includes('pg_wal')))).toEqual(new Set([true, false]))
  await breakTheDatabase(customer)
  await until(
    'the erasure is carried out',
    async () => (await world.db.inboxRow.count({ where: { topic: 'customers/redact', state: 'done' } })) > 0,
    90_000,
  )
  const figures = await Promise.all(monitors.map(async (monitor) => (await fetch(`${monitor}/metrics`)).text()))
  for (const child of [app, worker]) child.process.kill('SIGTERM')
  await Promise.all([app.ended, worker.ended])

  const told = { app: app.output(), worker: worker.output(), figures: figures.join('\n'), spans: spans.join('\n') }
  for (const [who, text] of Object.entries(told)) {
    for (const secret of SECRETS) expect(text.includes(secret), `${secret} in ${who}: ${around(text, secret)}`).toBe(false)
    expect(text.length, who).toBeGreaterThan(200)
  }
  for (const line of [...told.app.split('\n'), ...told.worker.split('\n')].filter(Boolean))
    expect(() => JSON.parse(line), line).not.toThrow()
  expect(told.worker).toMatch(/"reason":"[^"]*(P2002|P2010|DriverAdapterError|Prisma)[^"]*"/)
  expect(await searchEverywhere(world, SECRETS)).toEqual([])
}, 240_000)

function around(text: string, secret: string): string {
  const at = text.indexOf(secret)
  return at < 0 ? '' : text.slice(Math.max(0, at - 300), at + 100)
}
