// That the benches run, find what they must, and print one line. Their figures mean nothing at these counts.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Runs a bench with few rows, and reads its one line. */
async function run(name: string, count: number): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, name, '--count', String(count)])
  expect(stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(stdout) as Record<string, unknown>
}

test('the bench "reconcile" finds every drift that it planted, and prints its line', async () => {
  const line = await run('reconcile', 2500)
  expect(line).toMatchObject({ bench: 'reconcile', goal: 0.3, customers: 2500, foundAll: true, peakRssGoalMb: 512 })
  expect(line.ratio).toBeGreaterThan(0)
  expect(line.ours).toMatchObject({ state: 'done', counts: { differing: 2, unknown: 1, vanished: 2 } })
}, 120_000)

test('I02 the bench "search" finds people, and prints its line', async () => {
  const line = await run('search', 2000)
  expect(line).toMatchObject({ bench: 'search', goal: 1, customers: 2000, callers: 16, queueP95GoalMs: 50, searchP95GoalMs: 150 })
  expect(line.ratio).toBeGreaterThan(0)
  for (const kind of ['queue', 'search']) expect((line[kind] as { rowsPerCall: number }).rowsPerCall).toBeGreaterThan(0)
}, 120_000)

test('the bench "upload" keeps what it is given, and prints its line', async () => {
  const line = await run('upload', 8)
  expect(line).toMatchObject({ bench: 'upload', goal: 0.8, files: 8, kept: true })
  expect(line.ratio).toBeGreaterThan(0)
}, 120_000)

test('a bench that there is not is answered with those that there are', async () => {
  await expect(run('nonsense', 1)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('reconcile, search') })
})
