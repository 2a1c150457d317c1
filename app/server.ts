// The web process: one HTTP server in front of the built Remix app. Started by `npm start`; stops gracefully on SIGTERM.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { SpanKind } from '@opentelemetry/api'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import { answerClosed } from './doors/closed.server.ts'
import { shopifyDoor } from './doors/shopify.server.ts'
import { openIntake } from './inbox/intake.server.ts'
import { openDoors } from './opening.server.ts'
import { config } from './platform/config.server.ts'
import { openDatabase } from './platform/db.server.ts'
import { sayLastWords } from './platform/last-words.server.ts'
import { log } from './platform/log.server.ts'
import { answersHealth, startMonitor } from './platform/monitor.server.ts'
import { readinessOf } from './platform/readiness.server.ts'
import { placesOf, reasonOf } from './platform/reason.ts'
import { routeOf } from './platform/route.ts'
import { spanned, startTelemetry } from './platform/telemetry.server.ts'
import { world as theWorld } from './platform/world.server.ts'
import { metricsText } from './status/metrics.server.ts'

/** Deliveries go many to a commit: more connections would only compete with the pages'. */
const INTAKE_CONNECTIONS = 3

const { port, host, databaseUrl, monitor, graceSeconds } = config()
const telemetry = startTelemetry('sekisho-web', config())
const built = new URL('../build/', import.meta.url)
const build = (await import(new URL('server/index.js', built).href)) as ServerBuild

const app = express()
app.disable('x-powered-by')
app.set('trust proxy', 'loopback')
app.use('/assets', express.static(new URL('client/assets', built).pathname, { immutable: true, maxAge: '1y', index: false }))
app.use(express.static(new URL('client', built).pathname, { maxAge: '1h', index: false }))
// Documents must not be compressed beside secrets in one answer (BREACH); pages may.
app.use(compression({ filter: (req, res) => !/\/(documents|held)\b/.test(req.path) && compression.filter(req, res) }))
// Pages that send no referrer hide their origin when a form is posted before or without scripts, and Remix refuses `Origin: null`. The
// browser's own word that the post came from our page is what the customer's door goes by then.
app.use('/customer', (req, _res, next) => {
  if (req.headers.origin === 'null' && req.headers['sec-fetch-site'] === 'same-origin') delete req.headers.origin
  next()
})
app.all('*', createRequestHandler({ build, mode: 'production' }))
// Express would print the error, and with it whatever somebody typed.
app.use((error: unknown, req: express.Request, res: express.Response, _next: express.NextFunction) => {
  log.error({ reason: reasonOf(error), route: routeOf(req.url), at: placesOf(error) }, 'a request failed')
  if (res.headersSent) res.destroy()
  else res.status(error instanceof URIError ? 400 : 500).end()
})

const theirs = theWorld()
sayLastWords(theirs)
const intake = openDatabase(databaseUrl, INTAKE_CONNECTIONS)
const shopify = shopifyDoor(theirs, openIntake({ ...theirs, db: intake }))
let stopping = false
const opening = openDoors(theirs)
const watched = { readiness: () => readinessOf(intake, stopping, opening.closedBy), metrics: () => metricsText(intake, telemetry) }

/** A page as a span. */
function page(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  const route = routeOf(req.url ?? '/')
  const work = () => {
    const closed = once(res, 'close')
    app(req, res)
    return closed
  }
  return spanned(`${req.method} ${route}`, { 'http.request.method': req.method ?? '' }, work, SpanKind.SERVER)
}

const server = createServer((req, res) => {
  if (stopping) res.setHeader('Connection', 'close')
  if (opening.closedBy !== null) {
    if (!answersHealth(watched, req, res)) answerClosed(req, res)
    return
  }
  if (req.url?.startsWith('/webhooks/')) return void shopify(req, res)
  if (!answersHealth(watched, req, res)) void page(req, res)
})
server.on('error', (error: NodeJS.ErrnoException) => {
  process.stderr.write(error.code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to a free one.\n` : `${error.message}\n`)
  process.exit(1)
})
server.listen(port, host, () => log.info({ port }, 'the app listens'))
const metrics = monitor ? await startMonitor(watched, monitor) : null

/** No new connections, `/readyz` says no, what has begun is finished; whatever still runs when the grace is over is cut off. */
function stop(): void {
  if (stopping) return
  stopping = true
  log.info('the app stops')
  metrics?.close()
  server.close(() => void Promise.allSettled([intake.$disconnect(), telemetry.stop()]).then(() => process.exit(0)))
  server.closeIdleConnections()
  setTimeout(() => {
    log.warn('the grace is over; what still ran was cut off')
    process.exit(1)
  }, graceSeconds * 1000).unref()
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
