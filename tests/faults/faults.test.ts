import { describe, expect, test } from 'vitest'
import { STATES, unreachable } from './coverage.ts'
import { changedSource, firstCaught } from './planted.ts'
import { PLANTS } from './plants.ts'
import { runHistory, runReconcile } from './reconcile.ts'

test('F1 two thousand histories keep every property', () => {
  const lines: string[] = []
  expect(runReconcile(2000, 1, (line) => lines.push(line))).toEqual({ passed: 2000, failed: 0 })
})

test('F1 a seed replays to the same history', () => {
  const [one, other]: [string[], string[]] = [[], []]
  runHistory(42, undefined, null, one)
  runHistory(42, undefined, null, other)
  expect(one).toEqual(other)
  expect(one.length).toBeGreaterThan(5)
})

test('F1 the table of unreachable cells leaves every rule a state to meet', () => {
  expect(STATES.filter((state) => unreachable('1 freeze', state, false) === null)).toEqual(['verified', 'renewal'])
  expect(STATES.filter((state) => unreachable('5 approve', state, false) === null)).toEqual(['new', 'complete'])
})

// A small count must do here; `npm run faults -- planted` runs them all.
const QUICK = [
  'base alone, without intents (metafield)',
  'intents retired by age',
  'added label trusted',
  'deny does not win where two edits disagree',
  'metafield updatedAt ignored',
  'missing treated as open',
  'rule 0 skipped',
  'rule 6 never ends',
  'a frozen case opens',
  'labels written as keys',
  'no dedupe: two cycles at once, unguarded',
]

describe('F2 planted faults', () => {
  test.each(PLANTS)('$name: the anchor stands once', (plant) => {
    expect(changedSource(plant)).toContain(plant.put)
  })

  test('a moved anchor fails loudly', () => {
    expect(() => changedSource({ name: 'moved', file: 'app/kyc/rules.ts', find: 'no such line', put: '' })).toThrow('stands 0 times')
  })

  test.each(PLANTS.filter(({ name }) => QUICK.includes(name)))('$name is caught by a property', async (plant) => {
    const caught = await firstCaught(plant, 3000, 1)
    expect(caught?.violation.property).toBeTypeOf('string')
  })

  test('the quick ones are all there', () => {
    expect(PLANTS.filter(({ name }) => QUICK.includes(name))).toHaveLength(QUICK.length)
  })

  test('nothing is caught when none is planted', async () => {
    expect(await firstCaught(null, 1000, 1)).toBeNull()
  })
})
