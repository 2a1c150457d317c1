import { expect, test } from 'vitest'
import { KINDS } from '../../documents/kinds.ts'
import { LANGUAGES } from '../../platform/i18n/languages.ts'
import { CUSTOMER_MESSAGES } from './messages.server.ts'
import { nextSide, SIDES } from './shots.ts'

const kinds = [...new Set(Object.values(KINDS).flat())]

test.each(kinds)('B01 B02 %s has drawn examples, and words for each shot in four languages', (kind) => {
  expect(SIDES[kind].length).toBeGreaterThan(0)
  for (const language of LANGUAGES) {
    const { example, shot, kindHint, kind: names } = CUSTOMER_MESSAGES[language]
    for (const side of SIDES[kind]) expect([example[side], shot[side]].every((words) => words !== '')).toBe(true)
    expect([kindHint[kind], names[kind]].every((words) => words !== '')).toBe(true)
  }
})

test('B01 the back of a card follows its front, and then it is enough; the back of a My Number card is never asked for', () => {
  expect([0, 1, 2].map((there) => nextSide('driving-licence', there))).toEqual(['front', 'back', null])
  expect([0, 1].map((there) => nextSide('my-number-card', there))).toEqual(['front', null])
})
