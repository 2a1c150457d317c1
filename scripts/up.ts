// `npm run up`: the whole product on this machine, with the dev store and demo data. `--port N` moves all four ports to N … N+3.

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildIfChanged } from './build.ts'
import { loadDemo } from './demo.ts'
import { migrate } from './migrate.ts'
import { firstTakenPort } from './ports.ts'
import { startPostgres, stopLeftover } from './postgres.ts'
import { Processes, waitForHealth } from './processes.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const HANDLE = 'sekisho-demo'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '7410' }, data: { type: 'string', default: join(ROOT, 'data') } },
})
const base = Number(values.port)
const ports = { 'dev store': base, app: base + 1, mail: base + 2, database: base + 3 }
const data = values.data

const steps = 6
let step = 0
async function say<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  process.stdout.write(`[${++step}/${steps}] ${what} … `)
  const result = await work()
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  return result
}

/** The master key of this machine's demo: made once, kept beside its data, refused in production. */
function masterKey(): string {
  const file = join(data, 'master.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function environment(databaseUrl: string): Record<string, string> {
  const store = `http://127.0.0.1:${base}`
  return {
    NODE_ENV: 'production',
    SEKISHO_DEVELOPMENT: '1',
    SHOPIFY_API_KEY: 'sekisho-dev-key',
    SHOPIFY_API_SECRET: 'sekisho-dev-secret-0123456789abcdef',
    SHOPIFY_APP_URL: `http://localhost:${base + 1}`,
    DEV_STORE_URL: store,
    APP_BRIDGE_URL: `${store}/app-bridge.js`,
    DATABASE_URL: databaseUrl,
    SMTP_URL: `smtp://127.0.0.1:${base + 2}`,
    SEKISHO_MASTER_KEY: masterKey(),
    SEKISHO_MASTER_KEY_GENERATED: '1',
    SEKISHO_DATA_DIR: join(data, 'app'),
    EXTENSIONS_DIST: join(data, 'extensions'),
    SEKISHO_WATCH_SECONDS: '5',
    PORT: String(base + 1),
    LOG_LEVEL: 'warn',
  }
}

const processes = new Processes(join(data, 'logs'))
let stopped: Promise<void> | undefined
let stopDatabase = async () => {}
/** Until now nothing runs that would have to be stopped. */
let begun = false

/** Ends everything in order, once: Ctrl-C arrives from the terminal and again through npm. */
async function stop(code: number): Promise<never> {
  if (!begun) process.exit(code)
  stopped ??= (async () => {
    process.stdout.write('\nStopping … ')
    await processes.stop()
    await stopDatabase()
    process.stdout.write('stopped.\n')
  })()
  await stopped
  process.exit(code)
}

// PostgreSQL's package hears these signals too, and would end this process as soon as its own server has stopped, in the middle of ours.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal).on(signal, () => void stop(0))

async function mustBeFree(named: Readonly<Record<string, number>>): Promise<void> {
  const taken = await firstTakenPort(named)
  if (taken) throw new Error(`Port ${taken.port} (${taken.name}) is taken. Stop what uses it, or choose others: npm run up -- --port 8410`)
}

async function up(): Promise<void> {
  mkdirSync(data, { recursive: true })
  const { database: databasePort, ...others } = ports
  await mustBeFree(others)
  // Only now: while the others run, the database is in use by them.
  await stopLeftover(join(data, 'pg'))
  await mustBeFree({ database: databasePort })

  begun = true
  const database = await say('Starting PostgreSQL', () => startPostgres(join(data, 'pg'), ports.database))
  stopDatabase = database.stop
  const env = environment(database.url('sekisho'))
  await say('Preparing the database', () => migrate(env.DATABASE_URL ?? ''))
  await say('Building the app and its extensions', () => buildIfChanged(ROOT, env))

  processes.onDeath = (name, tail) => {
    if (stopped) return
    process.stderr.write(`\nThe ${name} stopped unexpectedly. Its last words:\n${tail}\n`)
    void stop(1)
  }
  const store = `http://127.0.0.1:${base}`
  await say('Starting the dev store', async () => {
    const flags = ['--port', base, '--smtp-port', base + 2, '--app-url', env.SHOPIFY_APP_URL, '--data', join(data, 'dev-store')]
    processes.start('dev store', join(ROOT, 'dev-store/main.ts'), flags.map(String), env)
    await waitForHealth(`${store}/__dev/ready`)
  })
  await say('Starting the app and its worker', async () => {
    processes.start('app', join(ROOT, 'app/server.ts'), [], env)
    processes.start('worker', join(ROOT, 'app/worker.ts'), [], env)
    await waitForHealth(`http://localhost:${base + 1}/readyz`)
  })
  await say('Loading demo data', () => loadDemo({ store, handle: HANDLE, stamp: join(data, 'demo.stamp'), env }))

  process.stdout.write(`
Sekisho is up. Ctrl-C stops everything.

  Shopify admin   ${store}/store/${HANDLE}/apps/${env.SHOPIFY_API_KEY}/app
  Storefront      ${store}/storefront/${HANDLE}/
  Account page    ${store}/account/${HANDLE}
  Inbox (mails)   ${store}/inbox

  Logs: ${join(data, 'logs')}
`)
}

up().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  void stop(1)
})
