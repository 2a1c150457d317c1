// Tokens that expire, are revoked or lack a scope, and installations that end: what waits, what stops, and what is never lost.
import { Session } from '@shopify/shopify-api'
import { Logger, runOnce } from 'graphile-worker'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { carryOut } from '../../app/handlers.server.ts'
import { drain, keepAll } from '../../app/inbox/inbox.server.ts'
import { farewell, lifecycle } from '../../app/inbox/lifecycle.server.ts'
import { addJob, nominate } from '../../app/platform/jobs.server.ts'
import { NotInstalled, ShopifySilent } from '../../app/shopify/client.server.ts'
import { ReadCustomerDocument } from '../../app/shopify/operations.generated.ts'
import { SCOPES } from '../../app/shopify/scopes.ts'
import { noteFacts } from '../../app/staff/facts.server.ts'
import { jobsSettled, type TestWorld, testWorld } from '../harness/database.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let world: TestWorld
let shop: string
let id: number
/** Before the customer, however slow the machine: who was there before the app is left alone. */
const installedAt = new Date(Date.now() - 60_000)

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  await world.db.shop.create({ data: { shopId: shop, installedAt } })
  await signIn()
  id = (await store.act('register', { email: 't@example.com', lastName: '関' })).id
})
beforeEach(async () => {
  world.at(new Date())
  await store.lever('DELETE', 'faults')
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 }, scopes: [...SCOPES] })
  await world.db.shop.update({ where: { shopId: shop }, data: { installedAt, uninstalledAt: null } })
  await signIn()
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
})
afterEach(() => vi.restoreAllMocks())

/** A visit of staff: tokens are exchanged, and the app is installed again if it was not. */
async function signIn(change: { expires?: Date; refreshToken?: string } = {}): Promise<void> {
  const { accessToken, scope, refreshToken } = await store.install()
  const expires = new Date(Date.now() + 3_600_000)
  const fields = { shop, state: '', isOnline: false, accessToken, scope, expires, refreshToken, ...change }
  await world.sessions.storeSession(new Session({ id: `offline_${shop}`, ...fields }))
}
const read = async () =>
  (await (await world.shopify(shop)).request(ReadCustomerDocument, { id: `gid://shopify/Customer/${id}` })).data.customer
const tokenNow = async () =>
  (await world.db.session.findUnique({ where: { shopId_id: { shopId: shop, id: `offline_${shop}` } } }))?.accessToken ?? null
const jobs = () =>
  world.db.$queryRaw<{ key: string; later: boolean; attempts: number }[]>`
    select key, run_at > now() as later, attempts from graphile_worker._private_jobs where key is null or key not like 'inbox:%' order by id`
const asked = () => {
  const calls = vi.spyOn(globalThis, 'fetch')
  return () => calls.mock.calls.filter(([url]) => String(url instanceof Request ? url.url : url).includes('oauth/access_token')).length
}

/** Carries out what is due as the worker does. */
async function work(): Promise<void> {
  const names = ['kyc.reconcile', 'mail.send', 'shop.resume', 'shop.facts', 'shop.farewell'] as const
  await runOnce({
    connectionString: world.config.databaseUrl,
    taskList: Object.fromEntries(
      names.map((name) => [
        name,
        (data: unknown, helpers: { job: { id: string; key: string | null } }) => carryOut(world, name, data as never, helpers.job),
      ]),
    ) as never,
    logger: new Logger(() => () => undefined),
  })
  await jobsSettled(world)
}

describe('expiring tokens', () => {
  test('twenty callers in two processes cost one refresh', async () => {
    await signIn({ expires: new Date(Date.now() + 60_000) })
    vi.resetModules()
    const { Sessions } = (await import('../../app/shopify/sessions.server.ts')) as typeof import('../../app/shopify/sessions.server.ts')
    const elsewhere = new Sessions(world.db)
    expect(Sessions).not.toBe(world.sessions.constructor)
    const refreshes = asked()
    const tokens = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => (await (at % 2 ? elsewhere : world.sessions).offline(shop))?.accessToken),
    )
    expect(refreshes()).toBe(1)
    expect(new Set(tokens).size).toBe(1)
    expect(await read()).not.toBeNull()
  })

  test('a refresh whose answer was lost is asked for again', async () => {
    await signIn({ expires: new Date(Date.now() + 60_000) })
    await store.lever('POST', 'faults', { kind: 'token-lost', count: 1 })
    await world.sessions.offline(shop)
    expect((await world.sessions.offline(shop))?.expires?.getTime()).toBeGreaterThan(Date.now() + 600_000)
    expect(await read()).not.toBeNull()
  })
})

describe('a refused token', () => {
  test('that was renewed by somebody else meanwhile costs nothing but a second question', async () => {
    const client = await world.shopify(shop)
    await store.lever('POST', 'settings', { revokeTokens: true })
    await signIn()
    const refreshes = asked()
    const { data } = await client.request(ReadCustomerDocument, { id: `gid://shopify/Customer/${id}` })
    expect(data.customer).not.toBeNull()
    expect(refreshes()).toBe(0)
  })

  test('that can be renewed is renewed', async () => {
    const good = await tokenNow()
    await world.db.session.updateMany({ where: { shopId: shop }, data: { accessToken: 'shpat_refused' } })
    expect(await read()).not.toBeNull()
    expect(await tokenNow()).not.toBe(good)
  })

  test('that was revoked is taken away with those of staff: the next visit exchanges anew', async () => {
    await world.sessions.storeSession(new Session({ id: `${shop}_9001`, shop, state: '', isOnline: true, accessToken: 'shpua_x' }))
    await store.lever('POST', 'settings', { revokeTokens: true })
    await expect(read()).rejects.toThrow(NotInstalled)
    expect(await tokenNow()).toBeNull()
    expect(await world.db.session.count({ where: { shopId: shop, isOnline: true } })).toBe(0)
    await signIn()
    expect(await read()).not.toBeNull()
  })

  test('is kept where the token endpoint does not answer: nobody knows then', async () => {
    await world.db.session.updateMany({ where: { shopId: shop }, data: { accessToken: 'shpat_refused' } })
    await store.lever('POST', 'faults', { kind: 'token-lost', count: 2 })
    await expect(read()).rejects.toThrow(ShopifySilent)
    expect(await tokenNow()).toBe('shpat_refused')
  })

  test('jobs are held with all their tries, and go on at once when there is a token again', async () => {
    await store.lever('POST', 'settings', { revokeTokens: true })
    await nominate(world.db, shop, BigInt(id))
    await work()
    expect(await jobs()).toEqual([{ key: `reconcile:${shop}:${id}`, later: true, attempts: 0 }])
    await signIn()
    await work()
    expect(await jobs()).toEqual([])
    expect((await store.look(id))?.tags).toContain('①アカウント開設済')
  })

  test('a job that was asked for again while it ran leaves the rest to its successor', async () => {
    await store.lever('POST', 'settings', { revokeTokens: true })
    await nominate(world.db, shop, BigInt(id))
    const [before] = await world.db.$queryRaw<{ id: bigint }[]>`
      update graphile_worker._private_jobs set locked_at = now(), locked_by = 'x', attempts = 1 returning id`
    await nominate(world.db, shop, BigInt(id))
    const job = { id: String(before?.id), key: `reconcile:${shop}:${id}` }
    await carryOut(world, 'kyc.reconcile', { shop, customer: String(id) }, job)
    expect((await jobs()).filter(({ key }) => key)).toHaveLength(1)
  })
})

describe('a missing scope', () => {
  test('holds the work, and a grant lets it go on', async () => {
    await store.act('remove-tags', { customer: id, tags: ['①アカウント開設済'] })
    await store.lever('POST', 'settings', { scopes: SCOPES.filter((scope) => scope !== 'write_customers') })
    await noteFacts(world, shop)
    await nominate(world.db, shop, BigInt(id))
    await work()
    expect(await jobs()).toContainEqual({ key: `reconcile:${shop}:${id}`, later: true, attempts: 0 })
    await store.lever('POST', 'settings', { scopes: [...SCOPES] })
    await keepAll(world, [{ shop, topic: 'app/scopes_update', webhookId: `scopes-${Date.now()}`, payload: {} }])
    await drain(world, shop, lifecycle(world))
    for (let round = 0; round < 3; round++) await work()
    expect((await store.look(id))?.tags).toContain('①アカウント開設済')
  })

  test('a refusal with every scope granted is no standstill: it is tried again', async () => {
    await store.act('remove-tags', { customer: id, tags: ['①アカウント開設済'] })
    await noteFacts(world, shop)
    await store.lever('POST', 'settings', { scopes: SCOPES.filter((scope) => scope !== 'write_customers') })
    await nominate(world.db, shop, BigInt(id))
    await work()
    expect(await jobs()).toContainEqual({ key: `reconcile:${shop}:${id}`, later: true, attempts: 1 })
  })
})

describe('app/uninstalled', () => {
  let told = 0
  const tell = async () => {
    told += 1
    await keepAll(world, [{ shop, topic: 'app/uninstalled', webhookId: `gone-${told}`, payload: { id: 1 } }])
    await drain(world, shop, lifecycle(world))
    await work()
  }
  const uninstalledAt = async () => (await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).uninstalledAt

  test('ends the installation once, however often it comes; jobs end with a record', async () => {
    await store.lever('POST', 'settings', { installed: false })
    await tell()
    const first = await uninstalledAt()
    expect(first).not.toBeNull()
    expect(await world.db.session.count({ where: { shopId: shop } })).toBe(0)
    world.pass(60_000)
    await tell()
    expect(await uninstalledAt()).toEqual(first)
    expect(await world.db.auditEntry.count({ where: { shopId: shop, action: 'app.uninstalled', at: { gte: first ?? world.now() } } })).toBe(
      1,
    )
    await addJob(world.db, 'kyc.reconcile', { shop, customer: String(id) })
    await work()
    expect(await jobs()).toEqual([])
  })

  test('that arrives after the app was installed again leaves the new installation alone', async () => {
    await store.lever('POST', 'settings', { installed: false })
    await signIn()
    await tell()
    expect(await uninstalledAt()).toBeNull()
    expect(await read()).not.toBeNull()
  })

  test('is not believed while the store cannot be asked', async () => {
    await store.lever('POST', 'settings', { installed: false })
    await store.lever('POST', 'faults', { kind: 'api-error', status: 401, count: 1 })
    await store.lever('POST', 'faults', { kind: 'token-lost', count: 2 })
    await expect(farewell(world, shop)).rejects.toThrow(ShopifySilent)
    expect(await uninstalledAt()).toBeNull()
  })
})
