import { Coverage } from './coverage.ts'
import * as engine from './engine.ts'
import { playHistory } from './history.ts'
import { Violation } from './property.ts'
import type { Machinery } from './start.ts'

export interface Failure {
  readonly seed: number
  readonly violation: Violation
}

/** Runs one history; null when every property held. Anything but a Violation is thrown on: a crash proves nothing. */
export function runHistory(
  seed: number,
  machinery: Machinery = engine,
  coverage: Coverage | null = null,
  log: string[] | null = null,
): Failure | null {
  try {
    playHistory(machinery, seed, coverage, log)
    return null
  } catch (error) {
    if (error instanceof Violation) return { seed, violation: error }
    throw error
  }
}

/** F1: histories `seed` … `seed + count − 1` through the real law; prints failures with the first one's history. */
export function runReconcile(count: number, seed: number, print: (line: string) => void): { passed: number; failed: number } {
  const coverage = new Coverage()
  const failures: Failure[] = []
  for (let at = seed; at < seed + count; at++) {
    const failure = runHistory(at, engine, coverage)
    if (failure) failures.push(failure)
  }
  for (const { seed: failing, violation } of failures.slice(0, 10)) print(`seed ${failing}: ${violation.message}`)
  const [first] = failures
  if (first) printHistory(first.seed, print)
  else if (count === 1) printHistory(seed, print)
  if (count >= 1000) {
    print(coverage.table())
    print('a / b: hits / hits while a denial is pending (+). Unreachable (·):')
    print(coverage.reasons())
  }
  const cells = count >= 100_000 ? coverage.faults(100) : []
  for (const cell of cells) print(`coverage: ${cell}`)
  return { passed: count - failures.length, failed: failures.length + cells.length }
}

function printHistory(seed: number, print: (line: string) => void): void {
  const log: string[] = []
  const failure = runHistory(seed, engine, null, log)
  for (const line of log) print(line)
  if (failure) print(`✗ ${failure.violation.message}`)
}
