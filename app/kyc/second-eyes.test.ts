import { expect, test } from 'vitest'
import type { Role } from '../staff/roles.ts'
import type { Party } from './case.ts'
import { needsSecond, type Weight, weigh } from './second-eyes.ts'

type Rule = 'none' | 'corporations' | 'all'
const ROLES: readonly Role[] = ['owner', 'senior-reviewer', 'reviewer']

/** Drawn by hand: c counts, p proposes, 2 confirms, x needs somebody else. Columns: owner, senior reviewer, reviewer. */
const LETTERS: Readonly<Record<string, Weight>> = { c: 'counts', p: 'proposes', 2: 'confirms', x: 'second-person-needed' }
const TABLE: readonly (readonly [Rule, Party, string, string, string])[] = [
  // rule, party,          nobody proposed, I did,  somebody else did
  ['none', 'individual', '    c c c', '      c c c', ' 2 2 c'],
  ['none', 'corporation', '   c c p', '      c c x', ' 2 2 x'],
  ['corporations', 'individual', 'c c c', '  c c c', ' 2 2 c'],
  ['corporations', 'corporation', 'p p p', ' x x x', ' 2 2 x'],
  ['all', 'individual', '     p p p', '      x x x', ' 2 2 x'],
  ['all', 'corporation', '    p p p', '      x x x', ' 2 2 x'],
]

const SITUATIONS = [
  ['nobody proposed', null],
  ['I proposed', '7'],
  ['somebody else proposed', '8'],
] as const

test.each(
  TABLE.flatMap(([rule, party, ...rows]) =>
    SITUATIONS.map(([how, proposedBy], at) => [rule, party, how, proposedBy, rows[at] ?? ''] as const),
  ),
)('rule %s, %s, %s: an approval weighs what the table says', (rule, party, _, proposedBy, row) => {
  const drawn = row.trim().split(/\s+/)
  expect(ROLES.map((role) => weigh({ rule, party, role, me: '7', proposedBy }))).toEqual(drawn.map((letter) => LETTERS[letter]))
})

test('who has not said what he is needs a second member only where everybody does', () => {
  expect((['none', 'corporations', 'all'] as const).map((rule) => needsSecond(rule, 'none'))).toEqual([false, false, true])
})
