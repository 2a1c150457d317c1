import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const LEFT_OUT = /(^|\/)(node_modules|dist)(\/|$)|\.test\.tsx?$/

interface Target {
  readonly name: string
  readonly sources: readonly string[]
  /** What must exist for the stamp to count. */
  readonly product: string
  readonly commands: readonly (readonly [script: string, ...args: string[]])[]
}

const TARGETS: readonly Target[] = [
  {
    name: 'app',
    sources: ['app', 'prisma', 'package-lock.json', 'remix.config.js', 'vite.config.ts'],
    product: 'build/server/index.js',
    commands: [
      ['node_modules/prisma/build/index.js', 'generate'],
      ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'],
    ],
  },
  {
    name: 'extensions',
    sources: ['extensions', 'package-lock.json', 'scripts/build-extensions.ts'],
    product: 'extensions/customer-account/dist',
    commands: [['scripts/build-extensions.ts']],
  },
]

function* filesIn(root: string, path: string): Generator<string> {
  const here = join(root, path)
  if (!existsSync(here) || LEFT_OUT.test(path)) return
  if (!statSync(here).isDirectory()) {
    yield path
    return
  }
  for (const entry of readdirSync(here).sort()) yield* filesIn(root, `${path}/${entry}`)
}

/** One number for everything that a build reads. */
function fingerprint(root: string, sources: readonly string[], salt: string): string {
  const hash = createHash('sha256').update(salt)
  for (const source of sources) for (const file of filesIn(root, source)) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/**
 * Builds the app and the extensions, each only if something it reads has changed. The extensions carry the app's address (SHOPIFY_APP_URL).
 * Rejects with the last lines of the tool that failed.
 */
export async function buildIfChanged(root: string, env: Readonly<Record<string, string>>): Promise<void> {
  for (const target of TARGETS) await build(root, target, env)
}

/** The app alone, if something it reads has changed. */
export async function buildApp(root: string): Promise<void> {
  const app = TARGETS.find(({ name }) => name === 'app')
  if (app) await build(root, app, {})
}

async function build(root: string, { name, sources, product, commands }: Target, env: Readonly<Record<string, string>>): Promise<void> {
  const kept = name === 'extensions' ? env.EXTENSIONS_DIST : undefined
  const stamp = kept ? join(kept, '.stamp') : join(root, '.cache', `${name}.stamp`)
  const print = fingerprint(root, sources, name === 'extensions' ? (env.SHOPIFY_APP_URL ?? '') : '')
  if (existsSync(kept ?? join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return
  for (const [script, ...args] of commands) await run(root, script, args, env)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, print)
}

async function run(root: string, script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  try {
    const options = { cwd: root, env: { ...process.env, ...env, NODE_ENV: 'production' as const }, maxBuffer: 64 * 1024 * 1024 }
    await promisify(execFile)(process.execPath, [join(root, script), ...args], options)
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The build failed in ${script}:\n${(stdout + stderr).split('\n').slice(-40).join('\n')}`)
  }
}
