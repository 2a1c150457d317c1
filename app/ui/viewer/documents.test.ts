import { expect, test } from 'vitest'
import type { DocumentFacts } from '../../documents/kinds.ts'
import { shownOf } from './documents.ts'

const at = new Date('2026-11-22T03:00:00Z')
const paper = (
  id: string,
  part: 'identity' | 'corporate',
  round: number,
  sentAt: Date | null = at,
  returnedAt: Date | null = null,
): DocumentFacts => ({
  id,
  part,
  kind: 'other',
  mediaType: 'image/png',
  bytes: 1,
  round,
  uploadedAt: at,
  sentAt,
  returnedAt,
  returnedFor: null,
})

test('C11 what is in force of each part comes first, then what came before; unsent papers are nobody’s business', () => {
  const shown = shownOf([
    paper('old', 'identity', 1, at, at),
    paper('front', 'identity', 2),
    paper('back', 'identity', 2),
    paper('registry', 'corporate', 1),
    paper('draft', 'corporate', 2, null),
  ])
  expect(shown.map(({ facts, number, current }) => [facts.id, number, current])).toEqual([
    ['front', 1, true],
    ['back', 2, true],
    ['registry', 1, true],
    ['old', 1, false],
  ])
})

test('C19 what was kept stands beside what came in place of the rest, and the reviewer sees which is new', () => {
  const shown = shownOf([paper('front', 'identity', 1), paper('back', 'identity', 1, at, at), paper('new back', 'identity', 2)])
  expect(shown.map(({ facts, number, current, fresh }) => [facts.id, number, current, fresh])).toEqual([
    ['front', 1, true, false],
    ['new back', 2, true, true],
    ['back', 1, false, false],
  ])
})
