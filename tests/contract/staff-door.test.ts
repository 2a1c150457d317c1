// The staff's routes as a browser meets them: with a session token of the dev store's admin, which the library exchanges there, or without.
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { keepDocument } from '../../app/documents/vault.server.ts'
import { loader as document } from '../../app/routes/app.documents.$id.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { jpeg } from '../harness/files.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

const APP = 'http://localhost:7411'

let store: TestStore
let world: TestWorld
let id: string
const photo = await jpeg()

beforeAll(async () => {
  store = await startStore()
  world = await testWorld({ now: new Date() })
  await install(world, store)
  const kept = await keepDocument(world, store.shop, 42n, {
    part: 'identity',
    kind: 'passport',
    upload: randomUUID(),
    bytes: photo,
    mediaType: 'image/jpeg',
  })
  id = kept.ok ? kept.value.id : ''
})

type Route = (args: { request: Request; params: Record<string, string>; context: object }) => Promise<unknown>

/** What a route answers, thrown or returned; a value that is no Response is what a page would be drawn from. */
const answer = (route: unknown, request: Request, params: Record<string, string> = {}): Promise<unknown> =>
  (route as Route)({ request, params, context: {} }).catch((thrown: unknown) => thrown)

const tokenOf = async (staff: number) => (await store.lever<{ token: string }>('GET', `session-token?staff=${staff}`)).token

async function look(path: string, token: string | null): Promise<Response> {
  const headers = token ? { Authorization: `Bearer ${token}` } : {}
  const response = await answer(document, new Request(APP + path, { headers }), { id })
  if (response instanceof Response) return response
  throw response
}

const looks = () =>
  world.db.auditEntry.findMany({ where: { shopId: store.shop, action: { startsWith: 'document.' } }, orderBy: { id: 'asc' } })

test('a document comes with the session token alone, may not be kept, and the look is on record', async () => {
  const response = await look(`/app/documents/${id}`, await tokenOf(9001))
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store, private'])
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(Buffer.from(await response.arrayBuffer()).equals(photo)).toBe(false)
  expect(await looks()).toMatchObject([
    { actor: 'staff', actorId: '9001', action: 'document.view', subject: 'customer:42', codes: { document: id } },
  ])
  const saved = await look(`/app/documents/${id}?download`, await tokenOf(9001))
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(Buffer.from(await saved.arrayBuffer()).equals(photo)).toBe(true)
  expect((await looks()).map(({ action }) => action)).toEqual(['document.view', 'document.download'])
})

test('the address of a document opens nothing by itself, nor with a token that is forged, changed, old or a customer’s', async () => {
  const before = (await looks()).length
  const good = await tokenOf(9001)
  const [head, body, signature] = good.split('.') as [string, string, string]
  const { id: customer } = await store.act('register', { email: 'guest@example.com' })
  const tokens = [
    null,
    'x',
    `${head}.${body}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
    `${head}.${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: '1' })).toString('base64url')}.${signature}`,
    (await store.lever<{ token: string }>('GET', 'session-token?staff=9001&age=3600')).token,
    (await store.lever<{ token: string }>('GET', `customer-token?customer=${customer}`)).token,
  ]
  for (const token of tokens) {
    const response = await look(`/app/documents/${id}?shop=${store.shop}`, token)
    expect(response.status, String(token)).not.toBe(200)
    expect(Buffer.from(await response.arrayBuffer()).includes(photo.subarray(0, 16))).toBe(false)
  }
  expect(await looks()).toHaveLength(before)
})

test('a member who may only look at lists gets no document', async () => {
  await look(`/app/documents/${id}`, await tokenOf(9001))
  const before = (await looks()).length
  const response = await look(`/app/documents/${id}`, await tokenOf(9002))
  expect([response.status, await response.json()]).toEqual([403, { refusal: { code: 'not-allowed', needs: 'see-documents' } }])
  expect(await looks()).toHaveLength(before)
})

test('F03 sealed records and the status are for owners: nobody else gets in, nobody else opens one', async () => {
  const [owners, viewers] = [await tokenOf(9001), await tokenOf(9002)]
  const enter = async (name: string, what: 'loader' | 'action', token: string, form: Record<string, string> = {}) => {
    const route = (await import(/* @vite-ignore */ `../../app/routes/${name}`)) as Record<string, unknown>
    const post = what === 'action' ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const answered = await answer(route[what], new Request(`${APP}/app`, { headers: { Authorization: `Bearer ${token}` }, ...post }))
    return answered instanceof Response ? answered.status : 200
  }
  for (const name of ['app.holds.tsx', 'app.status.tsx']) {
    expect(await enter(name, 'loader', viewers), name).toBe(403)
    expect(await enter(name, 'loader', owners), name).toBe(200)
  }
  const form = { id: 'x', reason: 'police' }
  expect(await enter('app.held.ts', 'action', viewers, form)).toBe(403)
  expect(await enter('app.held.ts', 'action', owners, form)).toBe(404)
  expect(await enter('app.held.ts', 'action', owners, { id: 'x', reason: 'curious' })).toBe(422)
  const holds = { section: 'holds', 'law.kobutsu': 'on' }
  expect(await enter('app.settings.tsx', 'action', viewers, holds)).toBe(403)
  expect((await world.db.shop.findUniqueOrThrow({ where: { shopId: store.shop } })).settings).not.toMatchObject({ holds: ['kobutsu'] })
})

const routes = readdirSync(new URL('../../app/routes/', import.meta.url)).filter((name) => name.startsWith('app.'))

test('there are staff routes to knock at', () => {
  expect(routes.length).toBeGreaterThanOrEqual(7)
})

test.each(routes)('%s lets nobody in without a session token, and hands on the headers that App Bridge retries by', async (name) => {
  const route = (await import(/* @vite-ignore */ `../../app/routes/${name}`)) as { loader?: unknown; action?: unknown; headers?: unknown }
  expect(route.headers).toBeTypeOf('function')
  const params = { id, customerId: '42' }
  if (route.loader) {
    const answered = await answer(
      route.loader,
      new Request(`${APP}/app?shop=${store.shop}`, { headers: { Authorization: 'Bearer x' } }),
      params,
    )
    expect(answered).toBeInstanceOf(Response)
    expect((answered as Response).status).not.toBe(200)
  }
  if (route.action) {
    const post = { method: 'POST', body: new URLSearchParams({ type: 'take-over' }), headers: { Authorization: 'Bearer x' } }
    const answered = await answer(route.action, new Request(`${APP}/app?shop=${store.shop}`, post), params)
    expect(answered).toBeInstanceOf(Response)
    expect((answered as Response).status).toBe(401)
  }
})
