import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const SOURCES = ['app', 'extensions', 'prisma', 'package-lock.json', 'remix.config.js', 'vite.config.ts', 'scripts/build-extensions.ts']
const LEFT_OUT = /(^|\/)(node_modules|dist)(\/|$)|\.test\.tsx?$/

function* filesIn(root: string, path: string): Generator<string> {
  const here = join(root, path)
  if (!existsSync(here) || LEFT_OUT.test(path)) return
  let entries: string[]
  try {
    entries = readdirSync(here).sort()
  } catch {
    yield path // a file
    return
  }
  for (const entry of entries) yield* filesIn(root, `${path}/${entry}`)
}

/** One number for everything that the build reads. */
export function fingerprint(root: string, salt: string): string {
  const hash = createHash('sha256').update(salt)
  for (const source of SOURCES) for (const file of filesIn(root, source)) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Builds the client, the server bundle and the extensions, unless nothing they read has changed. Rejects with the tool's output. */
export async function buildIfChanged(root: string, stamp: string, env: Readonly<Record<string, string>>): Promise<void> {
  const print = fingerprint(root, env.SHOPIFY_APP_URL ?? '')
  if (existsSync(join(root, 'build/server/index.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return
  const run = (script: string, args: string[]) =>
    promisify(execFile)(process.execPath, [join(root, script), ...args], { cwd: root, env: { ...process.env, ...env } })
  try {
    await run('node_modules/prisma/build/index.js', ['generate'])
    await Promise.all([run('node_modules/@remix-run/dev/dist/cli.js', ['vite:build']), run('scripts/build-extensions.ts', [])])
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The build failed:\n${(stdout + stderr).split('\n').slice(-40).join('\n')}`)
  }
  writeFileSync(stamp, print)
}
