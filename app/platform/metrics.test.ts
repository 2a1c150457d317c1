import { expect, test } from 'vitest'
import { counter, exposition, gauge, histogram } from './metrics.server.ts'

const linesOf = (name: string) =>
  exposition()
    .split('\n')
    .filter((line) => line.includes(name))

test('a counter adds up per label, and says what it is', () => {
  const count = counter('t_calls_total', 'Calls.')
  count({ outcome: 'ok' })
  count({ outcome: 'ok' }, 2)
  count({ outcome: 'no' })
  expect(linesOf('t_calls_total')).toEqual([
    '# HELP t_calls_total Calls.',
    '# TYPE t_calls_total counter',
    't_calls_total{outcome="ok"} 3',
    't_calls_total{outcome="no"} 1',
  ])
})

test('a gauge shows the last value, and labels are escaped', () => {
  const show = gauge('t_level', 'Level.')
  show(5, { shop: 'a"b\\c\nd' })
  show(4, { shop: 'a"b\\c\nd' })
  expect(linesOf('t_level').at(-1)).toBe('t_level{shop="a\\"b\\\\c\\nd"} 4')
})

test('a histogram counts what took at most so long', () => {
  const took = histogram('t_run_seconds', 'Runs.')
  took(0.03)
  took(40)
  expect(linesOf('t_run_seconds')).toContain('t_run_seconds_bucket{le="0.01"} 0')
  expect(linesOf('t_run_seconds')).toContain('t_run_seconds_bucket{le="0.05"} 1')
  expect(linesOf('t_run_seconds')).toContain('t_run_seconds_bucket{le="30"} 1')
  expect(linesOf('t_run_seconds')).toContain('t_run_seconds_bucket{le="+Inf"} 2')
  expect(linesOf('t_run_seconds')).toContain('t_run_seconds_count 2')
})

test('a label with a value per shop cannot fill the memory', () => {
  const show = gauge('t_shops', 'Shops.')
  for (let i = 0; i < 1500; i++) show(i, { shop: `s${i}` })
  show(7, { shop: 's1' })
  expect(linesOf('t_shops{')).toHaveLength(1000)
  expect(linesOf('t_shops{shop="s1"}')).toEqual(['t_shops{shop="s1"} 7'])
})
