import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'

/** A real process of the product, on this test file's database. */
export interface Child {
  readonly process: ChildProcess
  /** Everything it has written. */
  output(): string
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>
}

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
})

/** Starts a script of the product. */
export function startProcess(script: string, env: Readonly<Record<string, string>>): Child {
  const path = fileURLToPath(new URL(`../../${script}`, import.meta.url))
  const child = spawn(process.execPath, [path], {
    env: { ...process.env, ...TEST_ENVIRONMENT, ...own(), NODE_ENV: 'production', LOG_LEVEL: 'trace', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { process: child, output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)) }
}

/** What own-database.ts told this test file. */
const own = () =>
  Object.fromEntries(['DATABASE_URL', 'SEKISHO_DATA_DIR', 'DEV_STORE_URL', 'SMTP_URL'].map((name) => [name, process.env[name] ?? '']))

/** Asks again until it holds; rejects after `withinMs` with what was waited for. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await Promise.resolve(holds()).catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
