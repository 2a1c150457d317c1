import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { buildApp } from '../../../scripts/build.ts'
import { visitAsOwner } from '../../../scripts/demo.ts'
import { migrate } from '../../../scripts/migrate.ts'
import { freePort } from '../../../scripts/ports.ts'
import { type Postgres, startPostgres } from '../../../scripts/postgres.ts'
import { Processes, waitForHealth } from '../../../scripts/processes.ts'
import { TEST_ENVIRONMENT } from '../../harness/environment.ts'
import { type Balancer, openBalancer } from './balancer.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
export const HANDLE = 'sekisho-demo'
export const SHOP = `${HANDLE}.myshopify.com`

/** What is killed with kill -9; a line is cut. */
export const TARGETS = [
  'web 1',
  'web 2',
  'worker 1',
  'worker 2',
  'database',
  'a backend of the database',
  'the line to the mail server',
] as const
export type Target = (typeof TARGETS)[number]

// Killed processes lose nothing that they gave to the kernel; only a power cut would need fsync.
const FLAGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200']
/** A platform starts what has died after a moment. */
const RESTART_MS = 300
const DATABASE_MS = 60_000

/** The whole product in real processes: PostgreSQL, the dev store, two web and two worker processes on one database. */
export class Stage {
  readonly store: string
  readonly app: string
  readonly env: Readonly<Record<string, string>>
  /** Processes that ended although nobody killed them, with their last words. */
  readonly deaths: string[] = []
  private readonly dir: string
  private readonly ports: Readonly<Record<string, number>>
  private readonly processes: Processes
  private database: Postgres
  private balancer: Balancer | null = null
  private mailLine: Balancer | null = null
  private readonly killed = new Set<string>()
  private closing = false

  private constructor(dir: string, ports: Readonly<Record<string, number>>, database: Postgres) {
    this.dir = dir
    this.ports = ports
    this.database = database
    this.store = `http://127.0.0.1:${ports.store}`
    this.app = `http://localhost:${ports.app}`
    this.env = {
      ...TEST_ENVIRONMENT,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      SHOPIFY_APP_URL: this.app,
      DEV_STORE_URL: this.store,
      DATABASE_URL: database.url('sekisho'),
      SMTP_URL: `smtp://127.0.0.1:${ports['mail line']}`,
      SEKISHO_DATA_DIR: join(dir, 'app'),
      SEKISHO_WATCH_SECONDS: '2',
      SEKISHO_TAKEOVER_SECONDS: '2',
    }
    this.processes = new Processes(join(dir, 'logs'))
    this.processes.onDeath = (name, tail) => this.revive(name, tail)
  }

  static async open(): Promise<Stage> {
    await buildApp(ROOT)
    const dir = mkdtempSync(join(tmpdir(), 'sekisho-kill-'))
    chmodSync(dir, 0o755) // when root starts it, PostgreSQL runs as another user and has to pass through
    mkdirSync(join(dir, 'app'))
    const ports: Record<string, number> = {}
    for (const name of ['store', 'mail', 'mail line', 'app', 'database', 'web 1', 'web 2', 'worker 1', 'worker 2'])
      ports[name] = await freePort()
    const stage = new Stage(dir, ports, await startPostgres(join(dir, 'pg'), ports.database ?? 0, FLAGS))
    try {
      await stage.begin()
      return stage
    } catch (error) {
      await stage.close()
      throw error
    }
  }

  private async begin(): Promise<void> {
    const { store, mail, app } = this.ports
    await migrate(this.env.DATABASE_URL ?? '')
    const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET } = TEST_ENVIRONMENT
    const flags = [
      '--port',
      store,
      '--smtp-port',
      mail,
      '--app-url',
      this.app,
      '--api-key',
      SHOPIFY_API_KEY,
      '--api-secret',
      SHOPIFY_API_SECRET,
    ]
    this.processes.start('dev store', join(ROOT, 'dev-store/main.ts'), flags.map(String), this.env)
    await waitForHealth(`${this.store}/__dev/ready`)
    this.mailLine = await openBalancer(this.ports['mail line'] ?? 0, [mail ?? 0])
    this.balancer = await openBalancer(app ?? 0, [this.ports['web 1'] ?? 0, this.ports['web 2'] ?? 0])
    for (const name of ['web 1', 'web 2', 'worker 1', 'worker 2']) this.start(name)
    await this.untilUp()
    await visitAsOwner(this.store, HANDLE, SHOP, this.env)
  }

  private start(name: string): void {
    const port = String(this.ports[name])
    const own = name.startsWith('web') ? { PORT: port } : { METRICS_PORT: port }
    const script = name.startsWith('web') ? 'app/server.ts' : 'app/worker.ts'
    this.processes.start(name, join(ROOT, script), [], { ...this.env, ...own, SEKISHO_INSTANCE: name })
  }

  /** What a platform does when a process has ended. */
  private revive(name: string, tail: string): void {
    if (this.closing) return
    if (!this.killed.delete(name)) this.deaths.push(`${name}: ${tail.trim().split('\n').at(-1)?.slice(0, 200)}`)
    void pause(RESTART_MS).then(() => {
      if (!this.closing) this.start(name)
    })
  }

  /** Every process is there again and may be given work. */
  async untilUp(): Promise<void> {
    for (const name of ['web 1', 'web 2', 'worker 1', 'worker 2']) await waitForHealth(`http://127.0.0.1:${this.ports[name]}/readyz`)
  }

  /** kill -9. Whatever was killed comes back by itself; resolves when the database, if it was that, is back. */
  async kill(target: Target): Promise<void> {
    if (target === 'database') return this.killDatabase()
    if (target === 'a backend of the database') return this.killBackend()
    if (target === 'the line to the mail server') return this.mailLine?.cut()
    const child = this.processes.pidOf(target)
    if (child === undefined) return
    this.killed.add(target)
    process.kill(child, 'SIGKILL')
  }

  private async killDatabase(): Promise<void> {
    process.kill(Number(readFileSync(join(this.dir, 'pg/db/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    const until = Date.now() + DATABASE_MS
    for (;;) {
      await pause(RESTART_MS)
      try {
        // Its children may still hold the memory for a moment.
        this.database = await startPostgres(join(this.dir, 'pg'), this.ports.database ?? 0, FLAGS)
        return
      } catch (error) {
        if (Date.now() > until) throw error
      }
    }
  }

  /** PostgreSQL then ends every other connection too, and recovers. */
  private async killBackend(): Promise<void> {
    const rows = await this.sql<{ pid: number }>(
      `select pid from pg_stat_activity where datname = 'sekisho' and pid <> pg_backend_pid() and backend_type = 'client backend' order by random() limit 1`,
    )
    for (const { pid } of rows) process.kill(pid, 'SIGKILL')
  }

  /** Asks the database over a connection of its own. */
  async sql<Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.env.DATABASE_URL })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<Row>(query, values)).rows
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  async close(): Promise<void> {
    this.closing = true
    await this.balancer?.close()
    await this.mailLine?.close()
    await this.processes.stop()
    await this.database.stop()
    if (!process.env.KEEP) rmSync(this.dir, { recursive: true, force: true })
  }
}
