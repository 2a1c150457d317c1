// Biome, types, rooms, operations against Shopify's schema, unit tests. All of them run, then the verdict is printed.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateOperations } from './codegen.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

export interface Verdict {
  readonly name: string
  readonly ok: boolean
  readonly output: string
  readonly seconds: number
}

const tool = (path: string) => `${ROOT}node_modules/${path}`

function run(name: string, script: string, args: string[]): Promise<Verdict> {
  const started = performance.now()
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } }
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      resolve({ name, ok: !error, output: stdout + stderr, seconds: (performance.now() - started) / 1000 })
    })
  })
}

/** The generated operations are those of the .graphql files: codegen also validates every one against the real schema. */
async function operations(): Promise<Verdict> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  try {
    const fresh = await generateOperations()
    const ok = fresh === readFileSync(`${ROOT}app/shopify/operations.generated.ts`, 'utf8')
    return { name: 'operations', ok, output: ok ? '' : 'operations.generated.ts is stale: npm run codegen', seconds: seconds() }
  } catch (error) {
    return { name: 'operations', ok: false, output: String(error), seconds: seconds() }
  }
}

const tsconfigs = ['tsconfig.json', 'extensions/customer-account/tsconfig.json']

type Job = () => Promise<Verdict>

/** TypeScript 7 needs an eighth of the time of 5.9, which stays installed for the tools that ask for it as a peer. */
const types =
  (path: string): Job =>
  () =>
    run(`types ${path}`, tool('typescript-7/bin/tsc'), ['--noEmit', '-p', path])

/** Everything but tests, and the given jobs with them; the longest come first. */
export async function staticChecks(further: readonly Job[] = []): Promise<Verdict[]> {
  const generated = await run('prisma', tool('prisma/build/index.js'), ['generate'])
  if (!generated.ok) return [generated]
  const jobs = [
    ...further,
    ...tsconfigs.filter((path) => existsSync(ROOT + path)).map(types),
    () => run('biome', tool('@biomejs/biome/bin/biome'), ['ci', '--colors=off', '--diagnostic-level=warn', '.']),
    () =>
      run('rooms', tool('dependency-cruiser/bin/dependency-cruiser.mjs'), [
        '--config',
        '.dependency-cruiser.cjs',
        'app',
        'dev-store',
        'extensions',
      ]),
    () => run('unused', tool('knip/bin/knip.js'), ['--no-progress']),
    operations,
  ]
  return inPairs(jobs)
}

/** Two at a time: the machines that run this have two cores. */
async function inPairs(jobs: readonly Job[]): Promise<Verdict[]> {
  const waiting = [...jobs]
  const verdicts: Verdict[] = []
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) verdicts.push(await job())
  }
  await Promise.all([worker(), worker()])
  return verdicts
}

export function report(verdicts: readonly Verdict[]): boolean {
  for (const { name, ok, output, seconds } of verdicts) {
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)\n`)
    if (!ok) process.stdout.write(`${output.split('\n').slice(-60).join('\n')}\n`)
  }
  return verdicts.every(({ ok }) => ok)
}

// import.meta.main came with Node 24; this also holds on 22.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const unit: Job = () => run('unit tests', tool('vitest/vitest.mjs'), ['run', '--project', 'unit', '--reporter', 'dot'])
  const verdicts = await staticChecks([unit])
  process.exitCode = report(verdicts) ? 0 : 1
}
