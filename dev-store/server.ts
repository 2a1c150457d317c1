import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { bulkFiles, closeFiles } from './admin-api/bulk/files.ts'
import { adminApi, LOST } from './admin-api/routes.ts'
import { declarationOf } from './app-declaration.ts'
import { type Faults, noFaults } from './control/faults.ts'
import { controlRoutes } from './control/routes.ts'
import { openSink, type Sink } from './mail/sink.ts'
import { openShop } from './store/shops.ts'
import { keepSaving, loadWorld } from './store/snapshot.ts'
import { createWorld, DEFAULT_SHOP, timeOf, type World } from './store/world.ts'
import { openPost, type Post } from './webhooks/delivery.ts'

export interface Options {
  /** 0 takes any free one. */
  readonly port: number
  /** Left out: no mail. */
  readonly smtpPort?: number | undefined
  readonly appUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** Left out: nothing outlives the process. */
  readonly data?: string | undefined
  /** Path of shopify.app.toml. */
  readonly declaration: string
  readonly complain: (message: string) => void
}

export interface DevStore {
  readonly world: World
  readonly post: Post
  readonly faults: Faults
  readonly url: string
  readonly smtpPort: number | null
  readonly close: () => Promise<void>
}

type Handler = (request: Request) => Promise<Response | undefined>

// The number under which Shopify knows the app; `$app` resolves to app--{this}.
const API_CLIENT_ID = 347_082_227_713
const HOST = '127.0.0.1'
/** A bulk mutation's file of variables may have 100 MB, with the form around it; one a little larger must arrive to be refused. */
const BODY_MAX = 101 * 1024 * 1024
const LOCAL_HOSTS = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** The screens, if they are there: they stand on the model and are no part of it. */
async function screensOf(world: World): Promise<Handler> {
  const file = new URL('./screens/routes.ts', import.meta.url)
  if (!existsSync(file)) return async () => undefined
  const { default: routes } = (await import(file.href)) as { default: (world: World) => Handler }
  return routes(world)
}

async function readRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length
    if (size > BODY_MAX) throw new RangeError('body too large')
    chunks.push(chunk as Buffer)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  const method = incoming.method ?? 'GET'
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks)
  return new Request(new URL(incoming.url ?? '/', origin), { method, headers, body })
}

async function write(outgoing: ServerResponse, answer: Response, headOnly: boolean): Promise<void> {
  if (answer.headers.has(LOST)) {
    outgoing.destroy()
    return
  }
  const headers: Record<string, string | string[]> = Object.fromEntries(answer.headers)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length) headers['set-cookie'] = cookies
  outgoing.writeHead(answer.status, headers)
  if (headOnly || !answer.body) {
    outgoing.end()
    return
  }
  // Streamed, so that a screen may keep an answer open; a browser that goes away is no failure.
  await pipeline(Readable.fromWeb(answer.body as WebStream), outgoing).catch(() => outgoing.destroy())
}

async function answerOf(handlers: () => Promise<Handler[]>, incoming: IncomingMessage, origin: string): Promise<Response> {
  // Names that point here from outside would let any web page act as staff.
  if (!LOCAL_HOSTS.test(incoming.headers.host ?? '')) return new Response('only 127.0.0.1 and localhost\n', { status: 421 })
  try {
    const request = await readRequest(incoming, origin)
    for (const handle of await handlers()) {
      const answer = await handle(request)
      if (answer) return answer
    }
    return new Response('not found\n', { status: 404 })
  } catch (error) {
    if (error instanceof RangeError) return new Response('body too large\n', { status: 413 })
    console.error(error)
    return new Response('the dev store stumbled; see its output\n', { status: 500 })
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.off('error', reject)
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : port)
    })
  })
}

/** Starts a dev store on this machine only. Rejects when a port is taken (EADDRINUSE) or saved data cannot be read. */
export async function startDevStore(options: Options): Promise<DevStore> {
  const faults = noFaults()
  let handlers: () => Promise<Handler[]> = async () => []
  let origin = `http://${HOST}:${options.port}`
  const server = createServer((incoming, outgoing) => {
    void answerOf(handlers, incoming, origin).then((answer) => write(outgoing, answer, incoming.method === 'HEAD'))
  })
  const port = await listen(server, options.port)
  origin = `http://${HOST}:${port}`
  const namespace = `app--${API_CLIENT_ID}`
  const { appUrl, apiKey, apiSecret, smtpPort = null } = options
  const config = { origin, appUrl, apiKey, apiSecret, apiClientId: API_CLIENT_ID, smtpPort }
  const world = createWorld(config, declarationOf(options.declaration, namespace, options.complain))
  let sink: Sink | undefined
  try {
    if (smtpPort !== null) sink = await openSink(world.mailbox, smtpPort, () => new Date(timeOf(world)))
    if (options.data !== undefined) loadWorld(world, options.data)
  } catch (error) {
    server.close()
    await sink?.close()
    throw error
  }
  openShop(world, DEFAULT_SHOP)
  const saving = options.data === undefined ? undefined : keepSaving(world, options.data)
  const post = openPost(world, faults)
  world.listeners.add(post.send)
  const known = [controlRoutes(world, post, faults), adminApi(world, faults), bulkFiles(world)]
  let screens: Promise<Handler> | undefined
  handlers = async () => {
    screens ??= screensOf(world)
    return [...known, await screens]
  }
  const close = async () => {
    post.close()
    saving?.stop()
    server.closeAllConnections()
    await Promise.all([new Promise((done) => server.close(done)), sink?.close()])
    closeFiles(world)
  }
  return { world, post, faults, url: origin, smtpPort: sink?.port ?? null, close }
}
