import { expect, test } from 'vitest'
import { changedFields, type IdentityField, type IdentityValues, judge, partFor } from './changes.ts'

const HANAKO: IdentityValues = {
  name: '関所 花子',
  company: '株式会社関所',
  email: 'hanako@example.com',
  birthDate: '1990-04-01',
  address: ['JP', 'JP-27', '530-0001', '大阪市北区', '梅田三丁目1番1号', ''],
}

const COSMETIC: [string, Partial<IdentityValues>][] = [
  ['nothing', {}],
  ['spaces and width', { name: '関所　花子 ' }],
  ['an old character', { name: '關所 花子' }],
  ['the order of the names', { name: '花子 関所' }],
  ['case and width of the address', { email: ' Hanako@Example.com' }],
  ['the short form of the company', { company: '㈱関所' }],
  ['the way of writing the address', { address: ['JP', 'JP-27', '5300001', '大阪市北区', '梅田３－１－１', ''] }],
]
test.each(COSMETIC)('table C 10: %s is no change', (_, change) => {
  expect(changedFields(HANAKO, { ...HANAKO, ...change }, 'corporation')).toEqual([])
})

const REAL: [Partial<IdentityValues>, IdentityField][] = [
  [{ name: '関所 華子' }, 'name'],
  [{ name: '山田 花子' }, 'name'],
  [{ name: '' }, 'name'],
  [{ company: '株式会社関門' }, 'company'],
  [{ email: 'hanako2@example.com' }, 'email'],
  [{ birthDate: '1990-04-02' }, 'birthDate'],
  [{ address: ['JP', 'JP-27', '530-0001', '大阪市北区', '梅田3-1-2', ''] }, 'address'],
  [{ address: [] }, 'address'],
]
test.each(REAL)('table C 10: %j changes %s', (change, field) => {
  expect(changedFields(HANAKO, { ...HANAKO, ...change }, 'corporation')).toEqual([field])
})

test('table C 10: where a person works is nobody’s identity', () => {
  expect(changedFields(HANAKO, { ...HANAKO, company: '別の会社' }, 'individual')).toEqual([])
})

const RULES = { name: 'lock', address: 'task', birthDate: 'task', email: 'ignore' } as const
test.each<[IdentityField[], IdentityField[], IdentityField[]]>([
  [['name'], ['name'], []],
  [['company'], ['company'], []],
  [['address', 'birthDate'], [], ['address', 'birthDate']],
  [['email'], [], []],
  [['name', 'address', 'email'], ['name'], ['address']],
])('table C 10: of %j, %j lock and %j are looked at', (fields, locks, tasks) => {
  expect(judge(fields, HANAKO, RULES)).toEqual({ locks, tasks })
})

test('table C 10: a name where there was none is looked at, and does not lock', () => {
  expect(judge(['name'], { ...HANAKO, name: ' ' }, RULES)).toEqual({ locks: [], tasks: ['name'] })
  expect(judge(['address'], { ...HANAKO, address: ['', ''] }, { ...RULES, address: 'lock' })).toEqual({ locks: [], tasks: ['address'] })
})

test('table C 10: a corporation’s name is proved by its own papers', () => {
  expect(['name', 'company', 'address', 'birthDate', 'email'].map((field) => partFor(field as IdentityField))).toEqual([
    'identity',
    'corporate',
    'identity',
    'identity',
    'identity',
  ])
})
