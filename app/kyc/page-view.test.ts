import { expect, test } from 'vitest'
import type { DocumentFacts } from '../documents/kinds.ts'
import { filesInHand } from './page-view.ts'

const at = new Date('2026-11-22T00:00:00Z')
const paper = (id: string, part: 'identity' | 'corporate', round: number, sent: boolean): DocumentFacts => ({
  id,
  part,
  kind: 'other',
  mediaType: 'image/jpeg',
  bytes: 1,
  round,
  uploadedAt: at,
  sentAt: sent ? at : null,
})

test('B07 papers that were returned leave the customer’s list when new ones are sent', () => {
  const returned = [paper('old', 'identity', 1, true), paper('company', 'corporate', 1, true)]
  expect(filesInHand(returned).map(({ id }) => id)).toEqual(['old', 'company'])
  const again = [...returned, paper('new', 'identity', 2, true), paper('next', 'identity', 3, false)]
  expect(filesInHand(again).map(({ id, sent }) => [id, sent])).toEqual([
    ['company', true],
    ['new', true],
    ['next', false],
  ])
})
