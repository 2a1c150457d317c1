// Runs on any Node from 20 on, before anything is installed: no dependencies here.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.sekisho-lock')

/** Ends with one clear line. */
function stop(message) {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}

/** Whether what npm itself last put here is what the lock asks for: somebody may have run `npm ci` by hand. */
function npmInstalled(lock) {
  const record = join(MODULES, '.package-lock.json')
  if (!existsSync(record)) return false
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '') return true
    const found = present[path]
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true
  })
}

/** Installs what package-lock.json says, once: a second call with the same lock does nothing. */
export function ensureInstalled() {
  const lockfile = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const lock = createHash('sha256').update(lockfile).digest('hex')
  const stamped = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock
  if (!stamped && npmInstalled(lockfile)) writeFileSync(STAMP, lock)
  else if (!stamped) {
    process.stdout.write('Installing dependencies (a minute or two the first time) …\n')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    // A runtime of another machine's variables must not turn this into a production install.
    const env = { ...process.env, NODE_ENV: 'development' }
    const { status } = spawnSync(npm, ['ci', '--loglevel=error', '--no-fund', '--no-audit'], { cwd: ROOT, stdio: 'inherit', env })
    if (status !== 0) stop('npm ci failed: see the lines above. Is the registry reachable?')
    writeFileSync(STAMP, lock)
  }
}

/**
 * How glibc hands out memory: large pieces go back to the system as soon as they are free. Left to itself it keeps what decoded pictures
 * needed, twice as much in the end. The Dockerfile says the same.
 */
const MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }

/** The environment in which the project's own Node (24) and tools come first. */
function toolEnv() {
  return { ...MALLOC, ...process.env, PATH: `${join(MODULES, '.bin')}${delimiter}${process.env.PATH}` }
}

/** Path of the Node to run the project with: the one that npm installed, else this one if it runs TypeScript by itself. */
export function projectNode() {
  const bundled = join(MODULES, '.bin', 'node')
  if (existsSync(bundled)) return bundled
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  return stop(
    `This machine needs Node 22.18 or newer (it has ${process.versions.node}): there is no packaged Node for ${process.platform} ${process.arch}.`,
  )
}

/** Hands over to a script of the project, run with its own Node; passes signals on and ends with that script's status. */
export function handOver(script, args) {
  const child = spawn(projectNode(), [join(ROOT, script), ...args], { cwd: ROOT, stdio: 'inherit', env: toolEnv() })
  // In a terminal Ctrl-C reaches the child by itself as well; what runs there takes a signal twice without harm.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/** The typed database client, where nothing has generated it yet. */
export function ensureGenerated() {
  if (existsSync(join(ROOT, 'generated', 'prisma', 'client.ts'))) return
  const { status, stderr } = spawnSync(projectNode(), [join(MODULES, 'prisma', 'build', 'index.js'), 'generate'], {
    cwd: ROOT,
    env: toolEnv(),
  })
  if (status !== 0) stop(`prisma generate failed:\n${stderr}`)
}
