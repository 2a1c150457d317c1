import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { freePort, isFree } from './ports.ts'

const MODULE = fileURLToPath(new URL('./postgres.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'sekisho-postgres-'))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program that has loaded this module; resolves with its exit code and what it said. */
const run = (program: string): Promise<{ code: unknown; said: string }> =>
  new Promise((resolve) => {
    const text = `import { startPostgres } from ${JSON.stringify(MODULE)}\n${program}`
    execFile(process.execPath, ['--input-type=module', '-e', text], (error, _, said) => resolve({ code: error?.code ?? 0, said }))
  })

test.each([0, 3])(
  'a process that loads PostgreSQL ends with its own exit code (%i): a failed run is not taken for a good one',
  async (code) => {
    expect(await run(`process.exitCode = ${code}`)).toEqual({ code, said: '' })
    expect(await run(`process.exit(${code})`)).toEqual({ code, said: '' })
  },
)

test('whoever forgets to stop PostgreSQL leaves none behind', async () => {
  const port = await freePort()
  const { code, said } = await run(`await startPostgres(${JSON.stringify(folder)}, ${port}); process.exit(4)`)
  expect({ code, said }).toEqual({ code: 4, said: '' })
  await expect.poll(() => isFree(port), { timeout: 20_000 }).toBe(true)
}, 60_000)
