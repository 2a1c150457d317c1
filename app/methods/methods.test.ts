import { expect, test } from 'vitest'
import { asksForMore, type Known, legStep, openLegsOf, standings } from './legs.ts'
import { dayInJapan, endingOf, LEGS, MANUAL, METHODS, type MethodTable, readMethods } from './methods.ts'

const TODAY = '2026-11-23'
const NOTHING: Known = { parts: { identity: 'none', corporate: 'none' }, records: {}, ownAccount: false }

/** What can be used for whom on a day, by name. */
const inForce = (law: string, party: 'individual' | 'corporation', day: string) =>
  METHODS.methods
    .filter((each) => each.law === law && each.parties.includes(party) && each.validFrom <= day && (each.validTo ?? '9999') >= day)
    .map(({ id }) => id)

// Drawn from requirements B-1 and the pages that the table names, not from the table.
test('table C 3, B-1: which methods the second-hand dealers’ law takes, for whom', () => {
  const legs = (party: 'individual' | 'corporation') =>
    inForce('kobutsu', party, TODAY).map((id) => METHODS.methods.find((each) => each.id === id)?.legs.join(' + '))
  expect(legs('corporation').sort()).toEqual([
    'certificate + mail',
    'certificate + own-name-account',
    'seal-certificate + sealed-paper',
    'signed-mail',
  ])
  expect(legs('individual')).toEqual(
    expect.arrayContaining(['identity-copy + mail + own-name-account', 'identity-copy + second-copy + mail', 'restricted-mail', 'jpki']),
  )
  // A copy of a paper alone is no method of the law (requirements 0, point 2).
  for (const { law, legs } of METHODS.methods) {
    if (law !== 'house') expect(legs.filter((leg) => METHODS.legs[leg] !== 'paper').length, legs.join()).toBeGreaterThan(0)
  }
})

test('table C 3, B-1: on 2027-04-01 pictures and copies of papers end under the law on criminal proceeds, and nowhere else', () => {
  const gone = (law: string) =>
    (['individual', 'corporation'] as const).flatMap((party) => {
      const after = inForce(law, party, '2027-04-01')
      return inForce(law, party, '2027-03-31').filter((id) => !after.includes(id))
    })
  expect(gone('hanshu').sort()).toEqual(['hanshu-corporate-copy-mail', 'hanshu-face-image', 'hanshu-image-mail', 'hanshu-two-copies-mail'])
  expect(gone('kobutsu')).toEqual([])
  expect(gone('house')).toEqual([])
  expect(inForce('hanshu', 'individual', '2027-04-01')).toEqual(
    expect.arrayContaining(['hanshu-jpki', 'hanshu-face-chip', 'hanshu-chip-mail']),
  )
})

test('table C 3: every method has a source, a date of reading, and legs that the table knows how to fulfil', () => {
  expect(Object.keys(METHODS.legs).sort()).toEqual([...LEGS].sort())
  for (const { id, law, read } of METHODS.methods) if (law !== 'house') expect(read, id).toMatch(/\d{4}-\d{2}-\d{2}/)
  expect(readMethods(JSON.parse(JSON.stringify(METHODS)))).toEqual(METHODS)
})

const broken: [string, (table: { methods: Record<string, unknown>[]; legs: Record<string, unknown> }) => void][] = [
  ['a leg that nobody knows', ({ methods }) => Object.assign(methods[0] ?? {}, { legs: ['fax'] })],
  ['no legs', ({ methods }) => Object.assign(methods[0] ?? {}, { legs: [] })],
  ['no source', ({ methods }) => Object.assign(methods[0] ?? {}, { source: '' })],
  ['a date that is none', ({ methods }) => Object.assign(methods[0] ?? {}, { validFrom: '2027-02-30' })],
  ['an end before its beginning', ({ methods }) => Object.assign(methods[0] ?? {}, { validTo: '1999-01-01' })],
  ['two of one name', ({ methods }) => methods.push(methods[0] ?? {})],
  ['a word too many', ({ methods }) => Object.assign(methods[0] ?? {}, { validUntil: '2027-03-31' })],
  ['a way of doing a leg that nobody knows', ({ legs }) => Object.assign(legs, { mail: 'pigeon' })],
]
test.each(broken)('table C 3: a table with %s is refused', (_, spoil) => {
  const copy = JSON.parse(JSON.stringify(METHODS))
  spoil(copy)
  expect(() => readMethods(copy)).toThrow()
})

const KOBUTSU = { individual: ['kobutsu-copy-mail-account'], corporation: ['kobutsu-certificate-mail', 'kobutsu-seal'] }

test('table C 3: the manual of the store asks for papers only, so nothing is open beside them', () => {
  for (const party of ['none', 'individual', 'corporation'] as const) {
    expect(openLegsOf(MANUAL, party, NOTHING, TODAY)).toEqual([])
    expect(asksForMore(MANUAL, party, TODAY)).toBe(false)
  }
})

test('table C 3: a copy waits for mail that arrives and an account in the own name; one open leg is enough to wait', () => {
  const open = (records: Known['records'], ownAccount = false) => openLegsOf(KOBUTSU, 'individual', { records, ownAccount }, TODAY)
  expect(open({})).toEqual(['mail', 'own-name-account'])
  expect(open({ mail: 'sent' }, true)).toEqual(['mail'])
  expect(open({ mail: 'returned' }, true)).toEqual(['mail'])
  expect(open({ mail: 'arrived' })).toEqual(['own-name-account'])
  expect(open({ mail: 'arrived' }, true)).toEqual([])
  expect(open({ mail: 'arrived', 'own-name-account': 'done' })).toEqual([])
})

test('table C 3: one complete method is enough, and legs of two methods do not add up', () => {
  const open = (records: Known['records']) => openLegsOf(KOBUTSU, 'corporation', { records, ownAccount: false }, TODAY)
  expect(open({ certificate: 'done', 'seal-certificate': 'done' })).toEqual(['mail'])
  expect(open({ 'seal-certificate': 'done', 'sealed-paper': 'done' })).toEqual([])
})

test('table C 3: a method whose last day is over counts no more, however complete, and warns from half a year before', () => {
  const policy = { individual: ['hanshu-two-copies-mail'], corporation: [] }
  const known = { ...NOTHING, records: { 'second-copy': 'done', mail: 'arrived' } } as const
  expect(openLegsOf(policy, 'individual', known, '2027-03-31')).toEqual([])
  expect(openLegsOf(policy, 'individual', known, '2027-04-01')).toEqual(['method'])
  expect(openLegsOf(policy, 'corporation', known, TODAY)).toEqual(['method'])
  const ends = (day: string) => standings(policy, 'individual', known, day)[0]?.ends
  expect([ends('2026-10-01'), ends('2026-10-02'), ends('2027-04-01')]).toEqual([null, '2027-03-31', '2027-03-31'])
  expect(endingOf({ ...(METHODS.methods[0] as MethodTable['methods'][number]), validTo: null }, TODAY)).toBeNull()
  // The law's day begins in Japan.
  expect(dayInJapan(new Date('2027-03-31T15:00:00Z'))).toBe('2027-04-01')
  expect(dayInJapan(new Date('2027-03-31T14:59:59Z'))).toBe('2027-03-31')
})

test('C13 a checklist tells of each leg where it stands', () => {
  const known = { parts: { identity: 'submitted', corporate: 'none' }, records: { mail: 'returned' }, ownAccount: true } as const
  expect(standings(KOBUTSU, 'individual', known, TODAY)[0]?.legs).toEqual([
    { leg: 'identity-copy', state: 'waiting' },
    { leg: 'mail', state: 'failed' },
    { leg: 'own-name-account', state: 'done' },
  ])
  const company = { ...known, parts: { identity: 'accepted', corporate: 'returned' } } as const
  expect(standings(MANUAL, 'corporation', company, TODAY)[0]?.legs.map(({ state }) => state)).toEqual(['done', 'failed'])
})

test.each([
  ['mail', null, 'sent', 'sent'],
  ['mail', null, 'arrived', null],
  ['mail', null, 'done', null],
  ['mail', 'sent', 'arrived', 'arrived'],
  ['mail', 'sent', 'returned', 'returned'],
  ['mail', 'sent', 'sent', null],
  ['mail', 'returned', 'sent', 'sent'],
  ['mail', 'returned', 'arrived', null],
  ['mail', 'arrived', 'returned', null],
  ['mail', 'arrived', 'open', 'open'],
  ['mail', null, 'open', null],
  ['jpki', null, 'done', 'done'],
  ['jpki', 'done', 'done', null],
  ['jpki', null, 'arrived', null],
  ['jpki', 'done', 'open', 'open'],
  ['own-name-account', null, 'done', 'done'],
  ['identity-copy', null, 'done', null],
] as const)('table C 3: %s, after %s: %s → %s', (leg, from, to, becomes) => {
  expect(legStep(leg, from, to)).toBe(becomes)
})
