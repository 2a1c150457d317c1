// The web process: one HTTP server in front of the built Remix app. Started by `npm start`; stops gracefully on SIGTERM.
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import { config } from './platform/config.server.ts'
import { log } from './platform/log.server.ts'

const GRACE_MS = 10_000

const { port, host } = config()
const built = new URL('../build/', import.meta.url)
const build = (await import(new URL('server/index.js', built).href)) as ServerBuild

const app = express()
app.disable('x-powered-by')
app.set('trust proxy', 'loopback')
app.use('/assets', express.static(new URL('client/assets', built).pathname, { immutable: true, maxAge: '1y', index: false }))
app.use(express.static(new URL('client', built).pathname, { maxAge: '1h', index: false }))
// Documents must not be compressed beside secrets in one answer (BREACH); pages may.
app.use(compression({ filter: (req, res) => !req.path.includes('/documents/') && compression.filter(req, res) }))
// Pages that send no referrer hide their origin when a form is posted before or without scripts, and Remix refuses `Origin: null`. The
// browser's own word that the post came from our page is what the customer's door goes by then.
app.use('/customer', (req, _res, next) => {
  if (req.headers.origin === 'null' && req.headers['sec-fetch-site'] === 'same-origin') delete req.headers.origin
  next()
})
app.all('*', createRequestHandler({ build, mode: 'production' }))

const server = app.listen(port, host, () => log.info({ port }, 'the app listens'))
server.on('error', (error: NodeJS.ErrnoException) => {
  process.stderr.write(error.code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to a free one.\n` : `${error.message}\n`)
  process.exit(1)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), GRACE_MS).unref()
  })
}
