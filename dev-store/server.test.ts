import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTrial, type Trial, until } from './trial.ts'

let trial: Trial
let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'dev-store-'))
  trial = await startTrial({ data, smtpPort: 0 })
})
afterEach(async () => {
  await trial.store.close()
  await rm(data, { recursive: true, force: true })
})

const customers = async (one: Trial) =>
  (await one.data<{ customers: { nodes: unknown[] } }>('{ customers(first: 50) { nodes { email tags locale } } }')).customers.nodes

test('the demo shop has its goods, people and customers, however often it is seeded', async () => {
  const first = await trial.lever('POST', 'seed')
  expect(await trial.lever('POST', 'seed')).toEqual(first)
  expect(first).toMatchObject({ staff: [9001, 9002, 9003], products: 8, customers: 6 })
})

test('a reset empties one shop, as often as it is asked, and no id comes twice', async () => {
  await trial.lever('POST', 'shops', { domain: 'other.myshopify.com' })
  await trial.lever('POST', 'seed')
  await trial.lever('POST', 'seed?shop=other.myshopify.com')
  const shop = trial.store.world.shops.get('sekisho-demo.myshopify.com')
  const before = Math.max(...(shop?.customers.keys() ?? []))
  await trial.lever('POST', 'reset')
  await trial.lever('POST', 'reset')
  expect(await customers(trial)).toEqual([])
  expect(trial.store.world.shops.get('other.myshopify.com')?.customers.size).toBe(6)
  await trial.lever('POST', 'seed')
  expect(Math.min(...(shop?.customers.keys() ?? []))).toBeGreaterThan(before)
})

test('a reset is for the shop of the token; an unknown token resets nothing', async () => {
  await trial.lever('POST', 'seed')
  const reset = (token: string) => fetch(`${trial.store.url}/__dev/reset`, { method: 'POST', headers: { 'X-Shopify-Access-Token': token } })
  expect((await reset('shpat_wrong')).status).toBe(404)
  expect(await customers(trial)).toHaveLength(6)
  expect((await reset('shpat_recordings')).status).toBe(200)
  expect(await customers(trial)).toEqual([])
})

test('state outlives a restart: records, tokens, clock, mails', async () => {
  await trial.lever('POST', 'seed', { installed: true })
  await trial.lever('POST', 'clock', { advanceMs: 3_600_000 })
  const before = await customers(trial)
  await trial.store.close()
  trial = await startTrial({ data })
  expect(await customers(trial)).toEqual(before)
  expect(trial.store.world.clock.offsetMs).toBe(3_600_000)
  expect(trial.store.world.shops.get('sekisho-demo.myshopify.com')?.installation.installed).toBe(true)
})

test('mail that is sent arrives in the inbox and goes nowhere else', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: trial.store.smtpPort ?? 0, secure: false, ignoreTLS: true })
  await transport.sendMail({
    from: '関所 <shop@example.jp>',
    to: 'misaki.sato@example.jp',
    subject: '本人確認が完了しました',
    text: 'こんにちは',
    html: '<p>こんにちは</p>',
  })
  transport.close()
  await until(() => trial.store.world.mailbox.mails.length === 1)
  expect(await trial.lever('GET', 'mails?to=MISAKI.sato@example.jp')).toMatchObject({
    mails: [
      {
        id: 1,
        to: ['misaki.sato@example.jp'],
        subject: '本人確認が完了しました',
        text: expect.stringContaining('こんにちは'),
        html: '<p>こんにちは</p>',
      },
    ],
  })
  expect(await trial.lever('GET', 'mails?to=other@example.jp')).toEqual({ mails: [] })
})

test('a port that is taken is said so', async () => {
  const port = Number(new URL(trial.store.url).port)
  await expect(startTrial({ port })).rejects.toMatchObject({ code: 'EADDRINUSE', port })
})

test('it listens on this machine only, under its own names', async () => {
  expect(new URL(trial.store.url).hostname).toBe('127.0.0.1')
  const status = await new Promise((resolve) => {
    request(`${trial.store.url}/__dev/ready`, { headers: { Host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).end()
  })
  expect(status).toBe(421)
})

test('a visitor’s newsletter form makes a customer or adds tags to a known one, and removes nothing', async () => {
  await trial.lever('POST', 'act/newsletter', { email: 'new@example.com', tags: 'newsletter,③本人確認済' })
  await trial.lever('POST', 'act/newsletter', { email: 'NEW@example.com', tags: 'newsletter,①本人確認前' })
  expect(await customers(trial)).toEqual([{ email: 'new@example.com', tags: ['newsletter', '①本人確認前', '③本人確認済'], locale: 'ja' }])
})

test('planted mishaps of the Admin API: an error that does nothing, an answer that is lost after the deed, and one that comes true later', async () => {
  const make = (email: string) => trial.ask(`mutation { customerCreate(input: { email: "${email}" }) { customer { id } } }`)
  await trial.lever('POST', 'faults', { kind: 'api-error', operation: 'customerCreate', status: 503, count: 1 })
  expect(await make('a@example.com')).toMatchObject({ errors: 'Internal Server Error' })
  expect(await customers(trial)).toHaveLength(0)
  await trial.lever('POST', 'faults', { kind: 'api-throttled', operation: 'customerCreate', count: 1 })
  expect((await make('a@example.com')).errors).toMatchObject([{ message: 'Throttled' }])
  await trial.lever('POST', 'faults', { kind: 'api-lost', operation: 'customerCreate', count: 1 })
  await expect(make('a@example.com')).rejects.toThrow()
  expect(await customers(trial)).toHaveLength(1)
  await trial.lever('POST', 'faults', { kind: 'api-late', operation: 'customerCreate', ms: 200, count: 1 })
  await expect(make('b@example.com')).rejects.toThrow()
  expect(await customers(trial)).toHaveLength(1)
  await until(() => trial.store.world.shops.get('sekisho-demo.myshopify.com')?.customers.size === 2)
})
