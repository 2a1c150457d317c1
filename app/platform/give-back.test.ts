import { expect, test } from 'vitest'
import { giveBack } from './give-back.ts'

test('bytes that are given back are gone at once, whole buffer and all', () => {
  const bytes = Buffer.allocUnsafeSlow(100_000)
  const view = bytes.subarray(8)
  giveBack(view)
  expect([bytes.length, view.length, bytes.buffer.byteLength]).toEqual([0, 0, 0])
})

test('small pieces, whose memory others may share, stay as they are', () => {
  const [mine, neighbour] = [Buffer.from('mine'), Buffer.from('neighbour')]
  giveBack(mine)
  expect([mine.toString(), neighbour.toString()]).toEqual(['mine', 'neighbour'])
})
