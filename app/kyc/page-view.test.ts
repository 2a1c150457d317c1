import { expect, test } from 'vitest'
import type { DocumentFacts } from '../documents/kinds.ts'
import { filesInHand, wordsBeyond } from './page-view.ts'

const minute = (n: number) => new Date(Date.parse('2026-11-22T00:00:00Z') + n * 60_000)

/** A paper that was sent and sent back at these minutes. */
const paper = (
  id: string,
  part: 'identity' | 'corporate',
  round: number,
  sent: number | null,
  back: number | null = null,
  why: string | null = null,
): DocumentFacts => ({
  id,
  part,
  kind: 'other',
  mediaType: 'image/jpeg',
  bytes: 1,
  round,
  uploadedAt: minute(0),
  sentAt: sent === null ? null : minute(sent),
  returnedAt: back === null ? null : minute(back),
  returnedFor: why,
})

const told = (code: string) => `because ${code}`
const seen = (documents: readonly DocumentFacts[], identity: 'submitted' | 'returned' | 'none', corporate: 'submitted' | 'none' = 'none') =>
  filesInHand(documents, { identity, corporate }, told).map(({ id, sent, returned }) => [id, sent, returned])

test('B07 papers that were returned leave the customer’s list when new ones are sent', () => {
  const company = paper('company', 'corporate', 1, 1)
  expect(seen([paper('old', 'identity', 1, 1, 2), company], 'returned', 'submitted')).toEqual([
    ['old', true, ''],
    ['company', true, null],
  ])
  const again = [paper('old', 'identity', 1, 1, 2), company, paper('new', 'identity', 2, 3), paper('next', 'identity', 3, null)]
  expect(seen(again, 'submitted', 'submitted')).toEqual([
    ['new', true, null],
    ['company', true, null],
    ['next', false, null],
  ])
})

test('C19 the page that was sent back is asked for again with its reason, the others stay', () => {
  const front = paper('front', 'identity', 1, 1)
  expect(seen([front, paper('back', 'identity', 1, 1, 2, 'blurred')], 'returned')).toEqual([
    ['front', true, null],
    ['back', true, 'because blurred'],
  ])
})

test('C19 a verification that was taken back as a whole asks for everything again', () => {
  const front = paper('front', 'identity', 1, 1)
  // The back was replaced once, long before.
  const papers = [front, paper('back', 'identity', 1, 1, 2, 'blurred'), paper('new back', 'identity', 2, 3)]
  expect(seen(papers, 'returned')).toEqual([
    ['front', true, ''],
    ['new back', true, ''],
  ])
  expect(seen(papers, 'none')).toEqual([])
})

test('C19 the reviewer’s words are not told twice: what stands beside its paper is left out, in whatever language it was sent', () => {
  const told = ['端が写っていませんでした。', '邊緣沒有拍到。']
  expect(wordsBeyond('1. 運転免許証: 端が写っていませんでした。', told)).toBe('')
  expect(wordsBeyond('1. 駕照: 邊緣沒有拍到。\n窓の光にもご注意ください。', told)).toBe('窓の光にもご注意ください。')
  expect(wordsBeyond('ご自宅の住所が違います。', told)).toBe('ご自宅の住所が違います。')
})
