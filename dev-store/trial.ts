import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DevStore, type Options, startDevStore } from './server.ts'
import { RECORDINGS_TOKEN } from './store/world.ts'

interface GraphqlAnswer {
  readonly data?: Record<string, never> | null
  readonly errors?: readonly { readonly message: string; readonly path?: unknown; readonly extensions?: Record<string, unknown> }[]
  readonly extensions?: { readonly cost: Record<string, never> }
}

export interface Trial {
  readonly store: DevStore
  /** One Admin API request, as the app with all scopes unless another token is given. */
  readonly ask: (query: string, variables?: Record<string, unknown>, token?: string) => Promise<GraphqlAnswer>
  /** The data of an answer that must have no errors. */
  readonly data: <T>(query: string, variables?: Record<string, unknown>) => Promise<T>
  /** A lever behind /__dev/. */
  readonly lever: (method: string, path: string, body?: unknown) => Promise<Record<string, never>>
}

/** A dev store of its own on a free port, for tests. */
export async function startTrial(options: Partial<Options> = {}): Promise<Trial> {
  const store = await startDevStore({
    port: 0,
    appUrl: 'http://localhost:1',
    apiKey: 'key',
    apiSecret: 'hush',
    declaration: '/nowhere/shopify.app.toml',
    complain: (message) => {
      throw new Error(message)
    },
    ...options,
  })
  const send = (path: string, method: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${store.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const ask: Trial['ask'] = async (query, variables = {}, token = RECORDINGS_TOKEN) => {
    const answer = await send('/admin/api/2026-07/graphql.json', 'POST', { query, variables }, { 'X-Shopify-Access-Token': token })
    return (await answer.json()) as GraphqlAnswer
  }
  return {
    store,
    ask,
    data: async <T>(query: string, variables?: Record<string, unknown>) => {
      const { data, errors } = await ask(query, variables)
      if (errors) throw new Error(errors.map((one) => one.message).join('; '))
      return data as unknown as T
    },
    lever: async (method, path, body) => (await send(`/__dev/${path}`, method, body, {})).json() as Promise<Record<string, never>>,
  }
}

export interface Arrival {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Listener {
  readonly url: string
  readonly arrivals: Arrival[]
  /** What the next requests are answered; 200 when empty. A negative number is never answered. */
  readonly answers: number[]
  readonly close: () => Promise<void>
}

/** An app that only listens, for tests of webhooks. */
export async function startListener(): Promise<Listener> {
  const arrivals: Arrival[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      arrivals.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      const status = answers.shift() ?? 200
      if (status > 0) response.writeHead(status).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((closed) => server.close(() => closed()))
  }
  return { url: `http://127.0.0.1:${port}`, arrivals, answers, close }
}

/** Looks again until something is true; fails after the deadline. */
export async function until(test: () => boolean, deadlineMs = 20_000): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!test()) {
    if (Date.now() > end) throw new Error(`still not true after ${deadlineMs} ms: ${test}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
