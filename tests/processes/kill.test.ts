// Real processes, killed under load. A small count must do here; `npm run faults -- kill` kills as many as you like.
import { expect, test } from 'vitest'
import { runKill } from '../faults/kill/main.ts'

test('F3 two kills in a storm: nothing acknowledged is lost, nothing is doubled, store and database agree', async () => {
  const lines: string[] = []
  const counts = await runKill(2, 1, (line) => lines.push(line))
  expect(counts, lines.join('\n')).toEqual({ passed: 2, failed: 0 })
  expect(lines[0]).toContain('killed')
}, 300_000)
