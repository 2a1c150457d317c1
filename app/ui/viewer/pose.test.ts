import { expect, test } from 'vitest'
import { fitScale, fitted, moved, turned, UPRIGHT, ZOOM_MAX, zoomed } from './pose.ts'

const view = { width: 600, height: 400 }
const card = { width: 1200, height: 600 }

test('C12 a picture fits whole, also on its side, and a small one is not blown up', () => {
  expect(fitScale(UPRIGHT, card, view)).toBe(0.5)
  expect(fitScale(turned(UPRIGHT), card, view)).toBeCloseTo(400 / 1200)
  expect(fitScale(UPRIGHT, { width: 60, height: 40 }, view)).toBe(1)
  expect(fitScale(UPRIGHT, { width: 0, height: 0 }, view)).toBe(1)
})

test('C12 zooming ends at whole and at the largest, and keeps the middle', () => {
  expect(zoomed(UPRIGHT, -3)).toEqual(UPRIGHT)
  expect(zoomed(UPRIGHT, 99).zoom).toBe(ZOOM_MAX)
  const near = { ...UPRIGHT, zoom: 2, x: 100, y: -50 }
  expect(zoomed(near, 1)).toMatchObject({ zoom: 2.8, x: 140, y: -70 })
  expect(zoomed(near, -9)).toEqual(UPRIGHT)
})

test('C12 four turns are none, and a turn shows the whole again', () => {
  const near = { ...UPRIGHT, zoom: 3, x: 10, y: 10 }
  expect(turned(near)).toEqual({ ...UPRIGHT, turns: 1 })
  expect([1, 2, 3, 4].reduce(turned, near)).toEqual(UPRIGHT)
  expect(fitted({ ...near, turns: 2 })).toEqual({ ...UPRIGHT, turns: 2 })
})

test('C12 a picture cannot be dragged out of view', () => {
  const near = { ...UPRIGHT, zoom: 2 }
  // 1200×600 at half size, twice: 1200×600 in a view of 600×400 leaves 300 and 100 to each side.
  expect(moved(near, 1000, 1000, card, view)).toMatchObject({ x: 300, y: 100 })
  expect(moved(near, -1000, -20, card, view)).toMatchObject({ x: -300, y: -20 })
  expect(moved(UPRIGHT, 50, 50, card, view)).toEqual(UPRIGHT)
  expect(moved({ ...near, turns: 1 }, 1000, 1000, card, view)).toMatchObject({ x: 0, y: 200 })
})
