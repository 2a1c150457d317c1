import { expect, test } from 'vitest'
import { SCOPES } from '../../shopify/scopes.ts'
import { readFacts } from '../../staff/facts.ts'
import { readSettings } from '../../staff/settings.ts'
import { warningsOf } from './warnings.ts'

const READ = { readAt: '2026-11-22T03:00:00.000Z', scopes: [...SCOPES], plan: { name: 'Shopify Plus', plus: true, development: false } }
const TOLD = { notices: { to: ['a@example.com'] }, holds: [] }
const codes = (facts: object, settings: object = TOLD) => warningsOf(readFacts(facts), readSettings(settings)).map(({ code }) => code)

test('a shop that lacks nothing is warned of nothing', () => {
  expect(codes(READ)).toEqual([])
})

test.each([
  ['the store was not read yet', {}, TOLD, ['facts-pending']],
  ['names are withheld', { ...READ, namesWithheld: true }, TOLD, ['names-withheld']],
  ['a scope is missing', { ...READ, scopes: SCOPES.filter((scope) => scope !== 'read_customer_merge') }, TOLD, ['scopes-missing']],
  ['the plan has no functions', { ...READ, plan: { name: 'Basic', plus: false, development: false } }, TOLD, ['plan-without-functions']],
  ['A03 nobody gets notices', READ, { holds: [] }, ['no-notices']],
  ['F03 nobody has said which laws apply', READ, { ...TOLD, holds: null }, ['holds-unset']],
])('it is said that %s', (_, facts, settings, warned) => {
  expect(codes(facts, settings)).toEqual(warned)
})

test('a right to write is a right to read, and a partner’s store has everything', () => {
  const scopes = SCOPES.filter((scope) => scope !== 'read_customers')
  expect(codes({ ...READ, scopes, plan: { name: 'Development', plus: false, development: true } })).toEqual([])
})

test('A03 whoever switched the notices off needs no recipients', () => {
  expect(codes(READ, { holds: [], notices: { to: [], registered: false, submitted: false } })).toEqual([])
})
