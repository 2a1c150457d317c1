#!/usr/bin/env node
// Stand-in for Prisma's native `schema-engine` binary: same command line and JSON-RPC-over-stdio,
// answered by the WebAssembly build of the same engine plus the pg driver adapter.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
  },
})
const datasource = values.datasource ? JSON.parse(values.datasource) : {}
const url = datasource.url

async function cli(command) {
  const { default: pg } = await import('pg')
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  const fail = (code, message, meta) => {
    process.stderr.write('{"level":"INFO","fields":{"message":"first line, skipped by the CLI"}}\n') // the CLI drops the first line
    process.stderr.write(
      JSON.stringify({
        level: 'ERROR',
        target: 'schema_engine::logger',
        timestamp: new Date().toISOString(),
        fields: { message, is_panic: false, error_code: code, meta },
      }) + '\n',
    )
    process.exit(1)
  }
  const connect = async (u) => {
    const c = new pg.Client({ connectionString: u.toString() })
    await c.connect()
    return c
  }
  try {
    if (command === 'can-connect-to-database') {
      await (await connect(target)).end()
      return
    }
    const admin = new URL(target)
    admin.pathname = '/postgres'
    const c = await connect(admin)
    const id = c.escapeIdentifier(name)
    if (command === 'create-database') await c.query(`CREATE DATABASE ${id}`)
    else if (command === 'drop-database') await c.query(`DROP DATABASE IF EXISTS ${id}`)
    await c.end()
  } catch (e) {
    if (e.code === '3D000') fail('P1003', `Database \`${name}\` does not exist`, { database_name: name })
    if (e.code === '28P01') fail('P1000', `Authentication failed against database server`, {})
    if (e.code === '42P04') fail('P1009', `Database \`${name}\` already exists`, { database_name: name })
    fail('P1001', `Can't reach database server: ${e.message}`, {})
  }
}

async function serve() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    set_message(m) {
      this.message = m
    },
  }
  process.on('uncaughtException', (e) => {
    process.stderr.write(
      JSON.stringify({
        level: 'ERROR',
        target: 'schema_engine::logger',
        fields: { message: globalThis.PRISMA_WASM_PANIC_REGISTRY.message || String(e?.stack ?? e), is_panic: true },
      }) + '\n',
    )
    process.exitCode = 101
    process.exit(101)
  })
  const wasmDir = require.resolve('@prisma/schema-engine-wasm').replace(/[^/\\]+$/, '')
  const bg = await import(`file://${wasmDir}schema_engine_bg.js`)
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(`${wasmDir}schema_engine_bg.wasm`)), {
    './schema_engine_bg.js': bg,
  })
  bg.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const { PrismaPg } = await import('@prisma/adapter-pg')
  const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = await import('@prisma/driver-adapter-utils')
  // discrete fields, not connectionString: pg lets a connectionString win over the shadow database's name
  const { parse } = await import('pg-connection-string')
  const config = url ? parse(url) : { host: '127.0.0.1', port: 1 }
  const base = new PrismaPg(config)
  // The adapter does not know pg's internal "char" (18), name[] (1003) and pg_node_tree (194), which the catalogue queries return.
  const AS = {
    18: [25, ColumnTypeEnum.Character],
    1002: [1009, ColumnTypeEnum.CharacterArray],
    1003: [1009, ColumnTypeEnum.TextArray],
    194: [25, ColumnTypeEnum.Text],
  }
  let patched = false
  const teach = (adapter) => {
    if (patched) return adapter
    patched = true
    const proto = Object.getPrototypeOf(Object.getPrototypeOf(adapter)) // PgQueryable
    const { performIO, queryRaw } = proto
    proto.performIO = async function (q) {
      const r = await performIO.call(this, q)
      this.columnFix = (r?.fields ?? []).map((f) => {
        const m = AS[f.dataTypeID]
        if (m) f.dataTypeID = m[0]
        return m?.[1]
      })
      return r
    }
    proto.queryRaw = async function (q) {
      const r = await queryRaw.call(this, q)
      r.columnTypes = r.columnTypes.map((t, i) => this.columnFix[i] ?? t)
      return r
    }
    // The adapter cuts a script at every semicolon, also inside a function or a comment. As a whole it is also one transaction.
    Object.getPrototypeOf(adapter).executeScript = async function (script) {
      await this.client.query(script).catch((error) => this.onError(error))
    }
    return adapter
  }
  // own shadow database: the adapter drops its one before closing the pool that still uses it
  const shadow = async () => {
    const database = `prisma_shadow_${globalThis.crypto.randomUUID().replaceAll('-', '')}`
    const admin = await base.connect()
    await admin.executeScript(`CREATE DATABASE "${database}"`)
    const conn = teach(await new PrismaPg({ ...config, database }).connect())
    const dispose = conn.dispose.bind(conn)
    conn.dispose = async () => {
      await dispose()
      await admin.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
      await admin.dispose()
    }
    return conn
  }
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: base.provider,
    adapterName: base.adapterName,
    connect: async () => teach(await base.connect()),
    connectToShadowDb: shadow,
  })
  const datamodels = (values.datamodels ?? []).map((f) => [f, readFileSync(f, 'utf8')])
  // one engine per call: a used engine no longer has its shadow-database factory
  const newEngine = () => bg.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, () => {}, factory)
  const out = (m) => process.stdout.write(JSON.stringify(m) + '\n')
  const alias = { getDatabaseVersion: 'version' }
  let queue = Promise.resolve()
  const handle = async ({ id, method, params }) => {
    if (method === undefined) return
    try {
      const e = await newEngine()
      let result
      if (method === 'createDatabase') result = {}
      else {
        if (method === 'evaluateDataLoss' || method === 'createMigration')
          await e.diagnoseMigrationHistory({ migrationsList: params.migrationsList, optInToShadowDatabase: true, filters: params.filters }) // opens the connection and hands the engine its shadow-database factory
        result = await e[alias[method] ?? method](params)
        if (method === 'diff') {
          if (result.stdout) out({ id: `p${id}`, jsonrpc: '2.0', method: 'print', params: { content: result.stdout } })
          result = { exitCode: result.exitCode, stdout: null }
        }
      }
      out({ id, jsonrpc: '2.0', result: result ?? {} })
    } catch (err) {
      if (err?.message === 'unreachable' || err instanceof WebAssembly.RuntimeError) {
        process.stderr.write(
          JSON.stringify({
            level: 'ERROR',
            target: 'schema_engine::logger',
            fields: { message: globalThis.PRISMA_WASM_PANIC_REGISTRY.message || String(err), is_panic: true },
          }) + '\n',
        )
        process.exit(101)
      }
      out({
        id,
        jsonrpc: '2.0',
        error: {
          code: 4466,
          message: 'An error happened. Check the data field for details.',
          data: { is_panic: false, message: String(err?.message ?? err), meta: err?.meta ?? null, error_code: err?.code },
        },
      })
    }
  }
  createInterface({ input: process.stdin })
    .on('line', (l) => {
      if (l.trim()) queue = queue.then(() => handle(JSON.parse(l)))
    })
    .on('close', () => queue.then(() => process.exit(0)))
}
if (positionals[0] === 'cli') await cli(positionals[1])
else if (process.argv.includes('--version')) console.log('schema-engine-cli wasm')
else await serve()
