import { parseArgs } from 'node:util'
import { runPlanted } from './planted.ts'
import { runReconcile } from './reconcile.ts'

/** A kind of fault run: how many cases, from which seed; prints what it found and returns the counts. */
type FaultRun = (count: number, seed: number, print: (line: string) => void) => Promise<Counts> | Counts
interface Counts {
  readonly passed: number
  readonly failed: number
}

const RUNS: Readonly<Record<string, { readonly run: FaultRun; readonly count: number }>> = {
  reconcile: { run: runReconcile, count: 100_000 },
  // Loaded only when asked for: it brings a database, a store and the whole app.
  engine: { run: async (...asked) => (await import('./real/main.ts')).runEngine(...asked), count: 500 },
  kill: { run: async (...asked) => (await import('./kill/main.ts')).runKill(...asked), count: 20 },
  restore: { run: async (...asked) => (await import('./restore/main.ts')).runRestore(...asked), count: 50 },
  rotation: { run: async (...asked) => (await import('./rotation/main.ts')).runRotation(...asked), count: 10 },
  throttle: { run: async (...asked) => (await import('./storm/main.ts')).runThrottle(...asked), count: 10_000 },
  erasure: { run: async (...asked) => (await import('./erasure/main.ts')).runErasure(...asked), count: 500 },
  audit: { run: async (...asked) => (await import('./audit/main.ts')).runAudit(...asked), count: 1000 },
  uploads: { run: async (...asked) => (await import('./uploads/main.ts')).runUploads(...asked), count: 300 },
  planted: { run: runPlanted, count: 20_000 },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' } },
})
const [name = ''] = positionals
const chosen = RUNS[name]
if (!chosen) {
  console.error(`npm run faults -- NAME --count N --seed S, with NAME one of: ${Object.keys(RUNS).join(', ')}`)
  process.exit(2)
}
const count = Number(values.count ?? chosen.count)
const seed = Number(values.seed)
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error('--count is a whole number from 1, --seed a whole number')
  process.exit(2)
}
const { passed, failed } = await chosen.run(count, seed, (line) => console.log(line))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
