import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testWorld } from '../harness/database.ts'
import { jpeg, pdf } from '../harness/files.ts'
import { fileOf, KINDS_COUNT } from './uploads/kinds.ts'
import { playAll } from './uploads/main.ts'
import { carries, faultOf } from './uploads/verdict.ts'

// A small count must do here, without the heaviest kinds; `npm run faults -- uploads` tries every kind many times over, and weighs memory.
const HEAVY = /many pixels|large as a phone|as a whole|over and over|unpacks to very much|packed in itself/

test('A5 files of many kinds are refused with a reason or made safe', async () => {
  const world = await testWorld()
  const lines: string[] = []
  const light = await Promise.all(Array.from({ length: KINDS_COUNT }, (_, seed) => fileOf(seed)))
  const seeds = light.flatMap((file, seed) => (HEAVY.test(file.what) ? [] : [seed]))
  const counts = { passed: 0, failed: 0 }
  for (const seed of seeds) {
    const { passed, failed } = await playAll(world, fileOf, 1, seed, (line) => lines.push(line))
    counts.passed += passed
    counts.failed += failed
  }
  expect(counts, lines.join('\n')).toEqual({ passed: seeds.length, failed: 0 })
  expect(seeds.length).toBeGreaterThan(20)
}, 120_000)

test('A5 a seed makes the same file every time', async () => {
  for (const seed of [0, 1, 13, 30]) expect((await fileOf(seed)).bytes.equals((await fileOf(seed)).bytes)).toBe(true)
})

test('A5 what is more than pixels would be found', async () => {
  const clean = await jpeg()
  expect(await faultOf(clean)).toBeNull()
  expect(await faultOf(pdf())).toBe('it is no JPEG')
  expect(await faultOf(Buffer.concat([clean, Buffer.from('<?php')]))).toBe('5 bytes follow its end')
  const comment = Buffer.concat([clean.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 6, 0x68, 0x69, 0x21, 0x21]), clean.subarray(2)])
  expect(await faultOf(comment)).toBe('it has a segment fe')
  const planted = readFileSync(new URL(import.meta.url)).subarray(0, 200)
  expect(carries(Buffer.concat([clean, planted.subarray(50, 58)]), [planted])).toBe(true)
  expect(carries(clean, [planted])).toBe(false)
})
