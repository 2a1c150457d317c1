import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Session } from '@shopify/shopify-api'
import { Logger, runOnce } from 'graphile-worker'
import { afterAll } from 'vitest'
import { shopifyDoor } from '../../app/doors/shopify.server.ts'
import { handlersOf } from '../../app/handlers.server.ts'
import { openIntake } from '../../app/inbox/intake.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import { jobsSettled } from './database.ts'
import type { TestStore } from './store.ts'

/** A shop in which the app was installed at a moment: the row, the offline token by token exchange, and webhooks that go out. */
export async function install(world: World, store: TestStore, { installedAt = justBefore(world), settings = {} } = {}): Promise<void> {
  await world.db.shop.create({ data: { shopId: store.shop, installedAt, settings } })
  await grantToken(world, store)
}

/**
 * A moment before anything that a test does, by the test's clock and by the store's: who was read before an installation belongs to an earlier
 * one, and on a busy machine the clock that stands still may be seconds behind the other.
 */
export const justBefore = (world: World): Date => new Date(Math.min(Date.now(), world.now().getTime()) - 5000)

/** The offline token, by token exchange, as every first visit after an installation brings it. */
export async function grantToken(world: World, store: TestStore): Promise<void> {
  const { accessToken, scope, expiresIn, refreshToken } = await store.install()
  const expires = new Date(Date.now() + expiresIn * 1000)
  const id = `offline_${store.shop}`
  await world.sessions.storeSession(
    new Session({ id, shop: store.shop, state: '', isOnline: false, accessToken, scope, expires, refreshToken }),
  )
}

/** Carries out every job that is due, with the worker's own handlers, until none is left. */
export async function runJobs(world: World): Promise<void> {
  const taskList = handlersOf(world)
  await runOnce({
    connectionString: world.config.databaseUrl,
    taskList: Object.fromEntries(Object.entries(taskList).map(([name, run]) => [name, (data: unknown) => run(data as never)])) as never,
    logger: new Logger(() => () => undefined),
  })
  await jobsSettled(world)
}

/** The app's own door for Shopify, on a port of its own; answers its address and the answers it gave. */
export async function openWebhookDoor(world: World): Promise<{ url: string; statuses: number[] }> {
  const statuses: number[] = []
  const door = shopifyDoor(world, openIntake(world))
  const server = createServer((req, res) => {
    if (!req.url?.startsWith('/webhooks/')) return res.writeHead(404).end()
    res.once('finish', () => statuses.push(res.statusCode))
    void door(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, statuses }
}
