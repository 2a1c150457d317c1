import { expect, test } from 'vitest'
import { keyOf } from './keys.ts'

test.each([
  ['a', 'KeyA', 'a'],
  ['A', 'KeyA', 'a'],
  ['?', 'Slash', '?'],
  // An input method is on, and nothing is focused that it could write into.
  ['Process', 'KeyA', 'a'],
  ['ち', 'KeyA', 'a'],
  ['ａ', 'KeyA', 'a'],
  ['３', 'Digit3', '3'],
  ['Process', 'Digit3', '3'],
  ['3', 'Numpad3', '3'],
  ['ArrowLeft', 'ArrowLeft', 'ArrowLeft'],
  ['Enter', 'Enter', 'Enter'],
  // A letter stands where the layout puts it, not where an American keyboard has it.
  ['q', 'KeyA', 'q'],
])('%s of the key %s is %s', (key, code, meant) => {
  expect(keyOf({ key, code })).toBe(meant)
})
