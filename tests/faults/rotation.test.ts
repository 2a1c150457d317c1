import { expect, test } from 'vitest'
import { runRotation } from './rotation/main.ts'

// A small count must do here; `npm run faults -- rotation` takes ten times a thousand documents.
test('F9 keys change under uploads and looks, the changing process is killed: everything opens, nothing of the former keys is left', async () => {
  const lines: string[] = []
  const counts = await runRotation(2, 1, (line) => lines.push(line), 60)
  expect(counts, lines.join('\n')).toEqual({ passed: 2, failed: 0 })
}, 240_000)
