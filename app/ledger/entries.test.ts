import { expect, test } from 'vitest'
import { featuresOf, missingRows, type Order, type OrderLine } from './entries.ts'
import { minorUnits, plainAmount } from './money.ts'

const line = (change: Partial<OrderLine> = {}): OrderLine => ({
  id: 1n,
  item: 'ギフトカード',
  features: '',
  quantity: 3,
  current: 3,
  price: 9000n,
  currency: 'JPY',
  ...change,
})
const order = (lines: OrderLine[], cancelled = false): Order => ({ id: 9n, name: '#1001', customer: 7n, lines, cancelled })
const brief = (rows: ReturnType<typeof missingRows>) => rows.map(({ line: { id }, kind, step, quantity }) => [id, kind, step, quantity])

test('D06 table C 16 an order has a row for each of its lines', () => {
  expect(brief(missingRows(order([line(), line({ id: 2n, quantity: 1, current: 1 })]), []))).toEqual([
    [1n, 'bought', 0, 3],
    [2n, 'bought', 0, 1],
  ])
})

test('table C 16 the same news again adds nothing', () => {
  expect(missingRows(order([line()]), [{ line: 1n, rows: 1, quantity: 3 }])).toEqual([])
  expect(missingRows(order([line({ current: 1 })]), [{ line: 1n, rows: 2, quantity: 1 }])).toEqual([])
})

test.each([
  ['cancelled', order([line({ current: 0 })], true), { rows: 1, quantity: 3 }, [[1n, 'cancelled', 1, -3]]],
  ['cancelled before the items were taken out', order([line()], true), { rows: 1, quantity: 3 }, [[1n, 'cancelled', 1, -3]]],
  ['paid back in part', order([line({ current: 2 })]), { rows: 1, quantity: 3 }, [[1n, 'fewer', 1, -1]]],
  ['paid back again', order([line({ current: 0 })]), { rows: 2, quantity: 2 }, [[1n, 'fewer', 2, -2]]],
  ['edited to more', order([line({ quantity: 5, current: 5 })]), { rows: 1, quantity: 3 }, [[1n, 'more', 1, 2]]],
])('table C 16 what was %s is put right by a row of its own', (_, of, { rows, quantity }, expected) => {
  expect(brief(missingRows(of, [{ line: 1n, rows, quantity }]))).toEqual(expected)
})

test('table C 16 an order that is found late has its trade and its correction', () => {
  expect(brief(missingRows(order([line({ current: 0 })], true), []))).toEqual([
    [1n, 'bought', 0, 3],
    [1n, 'cancelled', 1, -3],
  ])
})

test('D06 prices are whole numbers of the smallest unit', () => {
  expect(minorUnits('18000.0', 'JPY')).toBe(18000n)
  expect(minorUnits('18000.5', 'JPY')).toBe(18001n)
  expect(minorUnits('12.3', 'USD')).toBe(1230n)
  expect(minorUnits('-0.05', 'USD')).toBe(-5n)
  expect(() => minorUnits('12,000', 'JPY')).toThrow(TypeError)
  expect([plainAmount(18000n, 'JPY'), plainAmount(5n, 'USD'), plainAmount(-1230n, 'USD')]).toEqual(['18000', '0.05', '-12.30'])
})

test('D06 features are variant, maker, article number, and what the customer entered', () => {
  const customAttributes = [
    { key: 'コード', value: 'A-1' },
    { key: '_internal', value: 'x' },
    { key: '空', value: '' },
  ]
  expect(featuresOf({ variantTitle: '1万円', sku: 'G1', vendor: '関所', customAttributes })).toBe('1万円 / 関所 / G1 / コード: A-1')
  expect(featuresOf({ variantTitle: null, sku: '', vendor: null, customAttributes: [] })).toBe('')
})
