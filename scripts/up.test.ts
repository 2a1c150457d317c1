import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const up = (args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) =>
    execFile(process.execPath, [fileURLToPath(new URL('./up.ts', import.meta.url)), ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  )

test('a port that is taken is all that is told; nothing was begun, so nothing is stopped', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sekisho-up-'))
  const other = createServer()
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  )
  try {
    const { code, stdout, stderr } = await up(['--port', String(port), '--data', data])
    expect(stderr.trim()).toBe(`Port ${port} (dev store) is taken. Stop what uses it, or choose others: npm run up -- --port 8410`)
    expect(stdout).toBe('')
    expect(code).toBe(1)
  } finally {
    other.close()
    rmSync(data, { recursive: true, force: true })
  }
})
