import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PLANTS, type Plant } from './plants.ts'
import { type Failure, runHistory } from './reconcile.ts'
import type { Machinery } from './start.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The law's pure files, what they need, and the engine that drives them: each plant runs on a copy of its own. */
const SOURCES = [
  'app/platform/result.ts',
  'tests/faults/engine.ts',
  ...readdirSync(join(ROOT, 'app/kyc'))
    .filter((name) => name.endsWith('.ts') && !name.includes('.server.') && !name.includes('.test.'))
    .map((name) => `app/kyc/${name}`),
]

/** The engine over a law with one condition changed; without a plant, over a plain copy. Throws when an anchor has moved. */
export async function plantedEngine(plant: Plant | null): Promise<{ machinery: Machinery; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-planted-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    for (const source of SOURCES) {
      mkdirSync(dirname(join(folder, source)), { recursive: true })
      cpSync(join(ROOT, source), join(folder, source))
    }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    if (plant) writeFileSync(join(folder, plant.file), changedSource(plant))
    const engine: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'tests/faults/engine.ts')).href)
    return { machinery: engine as Machinery, remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** The source with its one condition changed. */
export function changedSource({ name, file, find, put }: Plant): string {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const pieces = text.split(find)
  if (pieces.length !== 2) throw new Error(`${name}: the anchor stands ${pieces.length - 1} times in ${file}: ${find}`)
  return pieces.join(put)
}

/** The first history that breaks a property; null when none of `count` does. */
export async function firstCaught(plant: Plant | null, count: number, seed: number): Promise<Failure | null> {
  const { machinery, remove } = await plantedEngine(plant)
  try {
    for (let at = seed; at < seed + count; at++) {
      const failure = runHistory(at, machinery)
      if (failure) return failure
    }
    return null
  } finally {
    remove()
  }
}

/** F2: every planted fault must be caught by a property within `count` histories, and nothing when none is planted. */
export async function runPlanted(count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> {
  let passed = 0
  let failed = 0
  for (const plant of PLANTS) {
    const caught = await firstCaught(plant, count, seed).catch((error: unknown) => error)
    if (caught && !(caught instanceof Error)) {
      passed += 1
      const { seed: at, violation } = caught as Failure
      print(`${plant.name.padEnd(48)} seed ${String(at).padEnd(8)} ${violation.property}`)
    } else {
      failed += 1
      print(`${plant.name.padEnd(48)} NOT CAUGHT ${caught instanceof Error ? caught.message : `in ${count} histories`}`)
    }
  }
  const none = await firstCaught(null, count, seed)
  if (none) {
    failed += 1
    print(`none planted, and yet seed ${none.seed}: ${none.violation.message}`)
  } else {
    passed += 1
    print(`${'(none planted)'.padEnd(48)} nothing in ${count} histories`)
  }
  return { passed, failed }
}
