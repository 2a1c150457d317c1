import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Readiness } from './readiness.server.ts'

/** What a process tells those who watch over it. */
export interface Watched {
  readiness(): Promise<Readiness>
  metrics(): Promise<string>
}

/** Answers `/healthz` (the process is alive) and `/readyz` (it may be given work). False when the request asks for something else. */
export function answersHealth(watched: Watched, req: IncomingMessage, res: ServerResponse): boolean {
  if (req.url === '/healthz') {
    reply(res, 200, { ok: true })
    return true
  }
  if (req.url !== '/readyz') return false
  void watched.readiness().then((told) => reply(res, told.ready ? 200 : 503, told))
  return true
}

/**
 * A door of its own for `/metrics`, `/healthz` and `/readyz`, on loopback unless told otherwise. With a token, `/metrics` asks for it as
 * `Authorization: Bearer …`. Rejects when the port is taken.
 */
export async function startMonitor(
  watched: Watched,
  at: { readonly host: string; readonly port: number; readonly token: string | null },
): Promise<Server> {
  const server = createServer((req, res) => {
    if (answersHealth(watched, req, res)) return
    if (req.url !== '/metrics') return reply(res, 404, { ok: false })
    if (at.token !== null && !isBearer(req.headers.authorization, at.token)) return reply(res, 401, { ok: false })
    void watched.metrics().then(
      (text) => res.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => reply(res, 503, { ok: false }),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(at.port, at.host, resolve))
  return server
}

function reply(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body))
}

function isBearer(header: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(header ?? ''), hash(`Bearer ${token}`))
}
