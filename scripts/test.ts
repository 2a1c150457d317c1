// `npm test`, after the install: static checks, unit and database tests, then the product in a browser. Ends with `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { report, staticChecks } from './check.ts'
import { findChromium } from './chromium.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CACHE = join(ROOT, '.cache')

let passed = 0
let failed = 0

function count(ok: boolean, times = 1): void {
  if (ok) passed += times
  else failed += times
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: { readonly status: string; readonly assertionResults: unknown[] }[]
}

/** Runs vitest, shows its output as it comes, and adds its figures. A file that could not even be loaded counts as a failure. */
async function vitest(name: string, config: string, env: Record<string, string> = {}): Promise<void> {
  process.stdout.write(`\n— ${name}\n`)
  const file = join(CACHE, `${name.replaceAll(' ', '-')}.json`)
  rmSync(file, { force: true })
  const flags = ['run', '--config', config, '--reporter', 'dot', '--reporter', 'json', '--outputFile.json', file]
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...flags], {
    cwd: ROOT,
    stdio: 'inherit',
    // A log that nobody watches live needs no colours.
    env: { ...process.env, ...env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) },
  })
  const code = await new Promise<number>((resolve) => child.on('exit', (status) => resolve(status ?? 1)))
  if (!existsSync(file)) return count(false)
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length
  count(true, numPassedTests)
  count(false, numFailedTests + unloaded)
  // An error outside of any test (an unhandled rejection, a worker left running) fails the run too.
  if (code !== 0 && numFailedTests + unloaded === 0) count(false)
}

mkdirSync(CACHE, { recursive: true })
process.stdout.write('— checks\n')
const verdicts = await staticChecks()
report(verdicts)
for (const { ok } of verdicts) count(ok)
await vitest('unit and database tests', 'vitest.config.ts')

process.stdout.write('\n— the product in a browser\n')
try {
  const chromium = findChromium()
  await vitest('journeys', 'tests/journeys/vitest.config.ts', { CHROMIUM_PATH: chromium })
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
  count(false)
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed > 0 ? 1 : 0)
