import { hostname } from 'node:os'
import { join, relative } from 'node:path'
import { type ObjectStore, readObjectStore } from './object-store.ts'

/** The dev store's own credentials: known to everybody, so they are refused in production. */
export const DEV_API_KEY = 'sekisho-dev-key'
export const DEV_API_SECRET = 'sekisho-dev-secret-0123456789abcdef'

/** What the process was told by its environment. The only file of app/ that reads process.env. */
export interface Config {
  readonly production: boolean
  readonly apiKey: string
  readonly apiSecret: string
  /** Origin of the app, without a trailing slash. */
  readonly appUrl: string
  readonly port: number
  readonly host: string
  readonly databaseUrl: string
  /** Development only: where requests meant for Shopify really go. */
  readonly devStoreUrl: string | null
  readonly appBridgeUrl: string
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** 32 bytes that wrap every shop's key. Losing it loses every document. */
  readonly masterKey: Buffer
  /** It, and those that may have wrapped a shop's key before or will do so next: while it is changed, all of them open. */
  readonly masterKeys: readonly Buffer[]
  /** Where documents lie; null: in `dataDir`. */
  readonly objectStore: ObjectStore | null
  /** Empty where documents lie in an object store and nothing else was said. */
  readonly dataDir: string
  /** Where the list of erasures lies: apart from everything that a backup brings back. */
  readonly tombstoneDir: string
  /** Where the seals of the audit log are copied to: apart from the database and its backups. */
  readonly auditDir: string
  /** How often open and recently decided cases are read again (law: every 5 minutes), in seconds. */
  readonly watchSeconds: number
  readonly logLevel: string
  /** Where `/metrics` is answered; null: nowhere. */
  readonly monitor: { readonly port: number; readonly host: string; readonly token: string | null } | null
  /** Whether OpenTelemetry's own variables name a collector for spans. */
  readonly collector: boolean
  /** How long a process that is told to stop may finish what it has begun, in seconds. */
  readonly graceSeconds: number
  /** How often workers that died are missed, and their jobs taken over, in seconds. */
  readonly takeoverSeconds: number
  readonly instance: string
}

const APP_BRIDGE = 'https://cdn.shopify.com/shopifycloud/app-bridge.js'

class BadConfiguration extends Error {}

/** Reads and judges the environment. Throws an error that names every variable at fault, and never its value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const wrong: string[] = []
  const required = (name: string) => {
    const value = env[name]
    if (!value) wrong.push(`${name} is missing`)
    return value ?? ''
  }
  const production = env.SEKISHO_DEVELOPMENT !== '1'
  const objectStore = readObjectStore(env, production, wrong)
  const dataDir = objectStore ? (env.SEKISHO_DATA_DIR ?? '') : required('SEKISHO_DATA_DIR')
  const masterKeys = required('SEKISHO_MASTER_KEY')
    .split(',')
    .map((key) => Buffer.from(key.trim(), 'base64'))
  const [masterKey = Buffer.of()] = masterKeys
  const config: Config = {
    production,
    apiKey: required('SHOPIFY_API_KEY'),
    apiSecret: required('SHOPIFY_API_SECRET'),
    appUrl: required('SHOPIFY_APP_URL').replace(/\/$/, ''),
    port: Number(env.PORT ?? 7411),
    host: env.HOST ?? (production ? '0.0.0.0' : 'localhost'),
    databaseUrl: required('DATABASE_URL'),
    devStoreUrl: env.DEV_STORE_URL?.replace(/\/$/, '') || null,
    appBridgeUrl: env.APP_BRIDGE_URL || APP_BRIDGE,
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM || 'Sekisho <no-reply@sekisho.example>',
    masterKey,
    masterKeys,
    objectStore,
    dataDir,
    tombstoneDir: env.SEKISHO_TOMBSTONE_DIR || join(dataDir, 'tombstones'),
    auditDir: env.SEKISHO_AUDIT_DIR || join(dataDir, 'audit'),
    watchSeconds: Number(env.SEKISHO_WATCH_SECONDS ?? 300),
    logLevel: env.LOG_LEVEL ?? 'info',
    monitor: env.METRICS_PORT
      ? { port: Number(env.METRICS_PORT), host: env.METRICS_HOST ?? '127.0.0.1', token: env.METRICS_TOKEN || null }
      : null,
    collector: Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
    graceSeconds: Number(env.SEKISHO_GRACE_SECONDS ?? 25),
    takeoverSeconds: Number(env.SEKISHO_TAKEOVER_SECONDS ?? 15),
    instance: env.SEKISHO_INSTANCE ?? `${hostname()}-${process.pid}`,
  }
  if (env.SEKISHO_MASTER_KEY && masterKeys.some(({ length }) => length !== 32))
    wrong.push('SEKISHO_MASTER_KEY must be 32 bytes in base64; while it is changed several, with commas between them')
  if (!dataDir && !env.SEKISHO_TOMBSTONE_DIR) wrong.push('SEKISHO_TOMBSTONE_DIR is missing')
  if (!dataDir && !env.SEKISHO_AUDIT_DIR) wrong.push('SEKISHO_AUDIT_DIR is missing')
  if (!(config.watchSeconds > 0)) wrong.push('SEKISHO_WATCH_SECONDS must be a positive number')
  if (!(config.graceSeconds > 0)) wrong.push('SEKISHO_GRACE_SECONDS must be a positive number')
  if (!(config.takeoverSeconds > 0)) wrong.push('SEKISHO_TAKEOVER_SECONDS must be a positive number')
  if (config.monitor && !isLoopback(config.monitor.host) && config.monitor.token === null)
    wrong.push('METRICS_TOKEN is missing: METRICS_HOST can be reached from elsewhere')
  wrong.push(...(production ? productionFaults(config, env) : developmentFaults(config)))
  if (wrong.length > 0) throw new BadConfiguration(`Sekisho cannot start:\n${wrong.map((line) => `  - ${line}`).join('\n')}`)
  return config
}

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host)

/** Development may talk to a stand-in, but only to one on this machine. */
function developmentFaults({ devStoreUrl }: Config): string[] {
  if (!devStoreUrl) return []
  const { hostname: host } = new URL(devStoreUrl)
  return isLoopback(host) ? [] : ['DEV_STORE_URL must be an address of this machine']
}

/** Whoever has not said SEKISHO_DEVELOPMENT=1 is in production, where nothing of the dev store may be left. */
function productionFaults(config: Config, env: Record<string, string | undefined>): string[] {
  const wrong: string[] = []
  if (config.devStoreUrl) wrong.push('DEV_STORE_URL is for development only')
  if (config.appBridgeUrl !== APP_BRIDGE) wrong.push('APP_BRIDGE_URL is for development only')
  if (config.apiKey === DEV_API_KEY) wrong.push('SHOPIFY_API_KEY is the key of the dev store')
  if (config.apiSecret === DEV_API_SECRET) wrong.push('SHOPIFY_API_SECRET is the secret of the dev store')
  if (config.appUrl && !config.appUrl.startsWith('https://')) wrong.push('SHOPIFY_APP_URL must be https')
  if (env.SEKISHO_MASTER_KEY_GENERATED === '1') wrong.push('SEKISHO_MASTER_KEY was generated for development; keep one of your own')
  if (config.smtpUrl === null) wrong.push('SMTP_URL is missing')
  if (config.dataDir && !relative(config.dataDir, config.tombstoneDir).startsWith('..'))
    wrong.push('SEKISHO_TOMBSTONE_DIR must be a folder outside SEKISHO_DATA_DIR: a backup that is restored must not bring an old list back')
  if (config.dataDir && !relative(config.dataDir, config.auditDir).startsWith('..'))
    wrong.push('SEKISHO_AUDIT_DIR must be a folder outside SEKISHO_DATA_DIR: a backup that is restored must not bring old seals back')
  return wrong
}

let read: Config | undefined

/** The configuration of this process, read once. A process that cannot start says why in plain lines, and ends. */
export function config(): Config {
  try {
    read ??= readConfig(process.env)
    return read
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
