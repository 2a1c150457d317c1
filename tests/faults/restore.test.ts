import { expect, test } from 'vitest'
import { runRestore } from './restore/main.ts'

// A small count must do here; `npm run faults -- restore` loses as often as you like.
test('F8 a backup, more life and erasures, everything lost and restored: hashes equal, and what was erased stays erased', async () => {
  const lines: string[] = []
  const counts = await runRestore(1, 3, (line) => lines.push(line))
  expect(counts, lines.join('\n')).toEqual({ passed: 1, failed: 0 })
}, 240_000)
