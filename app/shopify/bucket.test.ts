import { expect, test } from 'vitest'
import { availableAt, firstBucket, learn, reserve } from './bucket.ts'

test('requests are free until the bucket is empty, then wait for the points to come back', () => {
  let bucket = firstBucket(0)
  for (let sent = 0; sent < 200; sent++) {
    const taken = reserve(bucket, 10, 0)
    expect(taken.waitMs).toBe(0)
    bucket = taken.bucket
  }
  expect(reserve(bucket, 10, 0).waitMs).toBe(100) // 10 points at 100 a second
})

test('a waiting line is served one after the other', () => {
  const empty = { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100, at: 0 }
  const first = reserve(empty, 10, 0)
  expect([first.waitMs, reserve(first.bucket, 10, 0).waitMs]).toEqual([100, 200])
})

test('the bucket never restores above its size', () => {
  expect(availableAt(firstBucket(0), 3_600_000)).toBe(2000)
})

test('an answer is believed, less what is still under way', () => {
  const told = { maximumAvailable: 1000, currentlyAvailable: 500, restoreRate: 50 }
  expect(availableAt(learn(told, 30, 1000), 1000)).toBe(470)
})
