import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const TAIL_CHARS = 2000
const GRACE_MS = 10_000

/** The Node processes of one running product: started together, logged to files, stopped together. */
export class Processes {
  /** Called when one ends that nobody stopped. */
  onDeath: (name: string, tail: string) => void = () => {}
  private readonly logs: string
  private readonly running = new Map<string, ChildProcess>()

  constructor(logs: string) {
    this.logs = logs
    mkdirSync(logs, { recursive: true })
  }

  start(name: string, script: string, flags: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, [script, ...flags], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in the terminal reaches only us, and we stop the others in order.
      detached: true,
    })
    const file = createWriteStream(join(this.logs, `${name.replaceAll(' ', '-')}.log`), { flags: 'a' })
    let tail = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        file.write(chunk)
        tail = (tail + chunk.toString()).slice(-TAIL_CHARS)
      })
    }
    this.running.set(name, child)
    child.once('exit', () => {
      if (this.running.delete(name)) this.onDeath(name, tail)
    })
    return child
  }

  /** The process id of one that runs. */
  pidOf(name: string): number | undefined {
    return this.running.get(name)?.pid
  }

  /** Ends all, gracefully first. */
  async stop(): Promise<void> {
    const children = [...this.running.values()]
    this.running.clear()
    await Promise.all(children.map(end))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const forced = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await gone
  clearTimeout(forced)
}

const HEALTH_MS = 60_000

/** Waits until an address answers 200; rejects after a minute. */
export async function waitForHealth(url: string): Promise<void> {
  const until = Date.now() + HEALTH_MS
  while (Date.now() < until) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(`${url} did not answer within a minute`)
}
