import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Session } from '@shopify/shopify-api'
import { Logger, runOnce } from 'graphile-worker'
import { afterAll } from 'vitest'
import { database } from '../../app/platform/db.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import { action } from '../../app/routes/webhooks.$subject.ts'
import { handlersOf } from '../../app/worker.ts'
import type { TestStore } from './store.ts'

/** A shop in which the app was installed at a moment: the row, the offline token by token exchange, and webhooks that go out. */
export async function install(
  world: World,
  store: TestStore,
  { installedAt = new Date(Date.now() - 5000), settings = {} } = {},
): Promise<void> {
  await world.db.shop.create({ data: { shopId: store.shop, installedAt, settings } })
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
}

/** An HTTP server that hands what is posted to /webhooks/… to the app's own route; answers its address and the answers it gave. */
export async function openWebhookDoor(): Promise<{ url: string; statuses: number[] }> {
  const statuses: number[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const request = new Request(`http://localhost${incoming.url}`, {
      method: incoming.method ?? 'POST',
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    })
    const answer = await action({ request, params: {}, context: {} } as never).catch((thrown: unknown) => thrown)
    const status = answer instanceof Response ? answer.status : 500
    statuses.push(status)
    outgoing.writeHead(incoming.url?.startsWith('/webhooks/') ? status : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await database().$disconnect()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, statuses }
}
