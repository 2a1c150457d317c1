// Starts the whole product as `npm run up` does, on other ports and in a folder of its own, once for all journeys.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Origins of the running product. */
    store: string
    app: string
  }
}

/** A product that is running already may be walked through instead: JOURNEY_PORT is the first of its ports. */
const RUNNING = process.env.JOURNEY_PORT
const PORT = Number(RUNNING ?? 8410)
const START_MS = 180_000

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('store', `http://127.0.0.1:${PORT}`)
  project.provide('app', `http://localhost:${PORT + 1}`)
  if (RUNNING) return async () => {}
  const data = mkdtempSync(join(tmpdir(), 'sekisho-journeys-'))
  chmodSync(data, 0o755) // when root starts it, PostgreSQL runs as another user and has to pass through
  const up = spawn(process.execPath, ['scripts/up.ts', '--port', String(PORT), '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    await untilUp(up)
  } catch (error) {
    up.kill('SIGTERM')
    throw error
  }
  return async () => {
    const gone = new Promise((resolve) => up.once('exit', resolve))
    up.kill('SIGINT')
    await gone
    rmSync(data, { recursive: true, force: true })
  }
}

function untilUp(up: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const tooLong = setTimeout(() => reject(new Error(`the product did not start:\n${output}`)), START_MS)
    const listen = (chunk: Buffer) => {
      output += chunk.toString()
      if (!output.includes('Sekisho is up')) return
      clearTimeout(tooLong)
      resolve()
    }
    up.stdout?.on('data', listen)
    up.stderr?.on('data', listen)
    up.once('exit', (code) => reject(new Error(`the product stopped (${code}):\n${output}`)))
  })
}
