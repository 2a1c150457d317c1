import { expect, test } from 'vitest'
import type { FileView } from '../../kyc/page-view.ts'
import { lostOf, readUnfinished, type Unfinished } from './unfinished.ts'

const ID = '6f1f7c1e-0000-4000-8000-00000000000'
const chosen = (n: number, before: readonly string[] = [], kind: Unfinished['kind'] = 'driving-licence'): Unfinished => ({
  id: `${ID}${n}`,
  part: 'identity',
  kind,
  before,
})
const file = (id: string, kind: FileView['kind'] = 'driving-licence'): FileView => ({
  id,
  part: 'identity',
  kind,
  mediaType: 'image/jpeg',
  bytes: 1,
  sent: false,
  returned: null,
})

test('B01 what had not arrived when the page was left is asked for again, and nothing else', () => {
  expect(lostOf([chosen(1), chosen(2)], []).map(({ id }) => id)).toEqual([`${ID}1`, `${ID}2`])
  // The first one arrived; what lay there before proves nothing, and neither does another kind.
  expect(lostOf([chosen(1, ['old']), chosen(2, ['old'])], [file('old'), file('new')]).map(({ id }) => id)).toEqual([`${ID}2`])
  expect(lostOf([chosen(1)], [file('new', 'passport')])).toHaveLength(1)
  expect(lostOf([chosen(1), chosen(2)], [file('a'), file('b')])).toEqual([])
})

test('B01 what the browser kept for us is believed only in our own shape', () => {
  expect(readUnfinished(JSON.stringify([chosen(1, ['a'])]))).toEqual([chosen(1, ['a'])])
  for (const text of [null, '', '{', '{}', '[null]', '[{"id":"x"}]', JSON.stringify([{ ...chosen(1), kind: 'seal-certificate' }])])
    expect(readUnfinished(text)).toEqual([])
})
