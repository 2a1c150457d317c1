import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { routeOf } from './route.ts'

test.each([
  ['/app/cases/1000000030?locale=ja', '/app/cases/#'],
  ['/app/documents/0f3a9c', '/app/documents/*'],
  ['/customer/enter#ticket', '/customer/enter'],
  ['/hanako@example.com/%E5%B1%B1%E7%94%B0', '/*/*'],
  ['/', '/'],
])('of %s is told %s', (url, told) => {
  expect(routeOf(url)).toBe(told)
})

test('every address of ours is told by its words', () => {
  for (const file of readdirSync(new URL('../routes/', import.meta.url))) {
    const steps = file
      .replace(/\.tsx?$/, '')
      .split('.')
      .filter((step) => !/^[_$]/.test(step) && step !== '$')
      .map((step) => step.replace(/_$/, ''))
    expect(routeOf(`/${steps.join('/')}`), file).not.toContain('*')
  }
})
