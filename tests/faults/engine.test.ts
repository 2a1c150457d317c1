import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk } from './real/desk.ts'
import { playAll } from './real/main.ts'
import { playReal } from './real/play.ts'
import { ride } from './storm/main.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

// A small count must do here; `npm run faults -- engine` runs as many as you like.
test('F1 histories through the real engine keep every property', async () => {
  const lines: string[] = []
  const counts = await playAll(desk, 5, 1, (line) => lines.push(line))
  expect(counts.failed, lines.join('\n')).toBe(0)
})

test('F1 a seed replays to the same history on the real engine', async () => {
  const [one, other]: [string[], string[]] = [[], []]
  for (const log of [one, other]) await playReal(desk, 7, log)
  const nameless = (lines: string[]) => lines.map((line) => line.replace(/\b1\d{9}\b/g, 'N').replace(/\b\d+\/(\d+)/g, '$1'))
  expect(nameless(other)).toEqual(nameless(one))
  expect(one.length).toBeGreaterThan(20)
})

// A small count must do here; `npm run faults -- throttle` makes ten thousand calls.
test('F6 a storm of THROTTLED, 5xx and lost answers ends in a store that is as the cases say, and nothing is written twice', async () => {
  const lines: string[] = []
  const counts = await ride(desk, 150, 1, (line) => lines.push(line))
  expect(counts.failed, lines.join('\n')).toBe(0)
  expect(counts.passed).toBeGreaterThanOrEqual(150)
})
