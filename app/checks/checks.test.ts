import { expect, test } from 'vitest'
import { Chance } from '../../tests/faults/random.ts'
import { findingsOf, type Looked, outcomesOf } from './checks.ts'
import { ageOn, expiry, monthsBefore, sixMonths } from './days.ts'
import { BECAUSE, CHECKS, type Check, type Finding } from './finding.ts'
import { mrzAgrees, mrzDigits } from './mrz.ts'
import { plainKana, sameKana, sameName } from './names.ts'
import { kindsOf, READING_FIELDS, type Reading, type ReadingField, readReading } from './reading.ts'
import { plainAddress, plainDocument } from './same.ts'
import { readDay } from './typed.ts'

const codeOf = ({ outcome, facts }: Finding) => `${outcome}: ${facts.because}`

test.each([
  ['2027-05-01', '2027-05-01'],
  ['２０２７／５／１', '2027-05-01'],
  ['20270501', '2027-05-01'],
  ['2027年5月1日', '2027-05-01'],
  ['令和9年5月1日', '2027-05-01'],
  ['R9.5.1', '2027-05-01'],
  ['r09/05/01', '2027-05-01'],
  ['令和元年5月1日', '2019-05-01'],
  ['平成2年4月1日', '1990-04-01'],
  ['昭和64年1月7日', '1989-01-07'],
  ['民國79年4月1日', '1990-04-01'],
  ['2026-02-29', null],
  ['2028-02-29', '2028-02-29'],
  ['2027-13-01', null],
  ['明日', null],
  ['', null],
] as const)('table C 7: a date typed as %j is %j', (typed, day) => {
  expect(readDay(typed)).toBe(day)
})

const dated = { issuedOn: null, expiresOn: null, receivedOn: '2026-11-23', today: '2026-11-25' }
test.each([
  ['2026-11-22', 'warn: expired-on-receipt'],
  ['2026-11-23', 'warn: expired-since'],
  ['2026-11-24', 'warn: expired-since'],
  ['2026-11-25', 'fine: valid-on-receipt'],
  [null, 'cannot-tell: not-read'],
] as const)('B-1: a paper valid until %s, received on 2026-11-23, looked at on the 25th: %s', (expiresOn, code) => {
  expect(codeOf(expiry({ ...dated, expiresOn }))).toBe(code)
})

test('B-1: a paper issued after it was received makes a person look', () => {
  expect(codeOf(expiry({ ...dated, issuedOn: '2026-11-24', expiresOn: '2030-01-01' }))).toBe('warn: issued-after-receipt')
  expect(codeOf(sixMonths({ ...dated, issuedOn: '2026-11-24' }))).toBe('warn: issued-after-receipt')
})

test.each([
  ['2026-11-23', '2026-05-23', '2026-05-22'],
  ['2026-08-31', '2026-02-28', '2026-02-27'],
  ['2028-08-31', '2028-02-29', '2028-02-28'],
  ['2026-03-01', '2025-09-01', '2025-08-31'],
  ['2026-01-15', '2025-07-15', '2025-07-14'],
])('B-1: a paper without a last day received on %s may be of %s and not of %s', (receivedOn, first, before) => {
  expect(monthsBefore(receivedOn, 6)).toBe(first)
  expect(codeOf(sixMonths({ ...dated, receivedOn, today: receivedOn, issuedOn: first }))).toBe('fine: issued-within')
  expect(codeOf(sixMonths({ ...dated, receivedOn, today: receivedOn, issuedOn: before }))).toBe('warn: issued-too-early')
})

test.each([
  ['2006-11-23', '2026-11-22', 19],
  ['2006-11-23', '2026-11-23', 20],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2008-02-29', '2028-02-28', 19],
  ['2008-02-29', '2028-02-29', 20],
  ['2006-12-31', '2026-01-01', 19],
] as const)('table C 7: born on %s one is on %s %d years old', (birth, day, age) => {
  expect(ageOn(birth, day)).toBe(age)
})

// ICAO 9303 part 4, 5, 6: the specimens of Eriksson.
const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
const TD1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<'
const TD2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6'

test.each([
  ['a passport', TD3],
  ['a card', TD1],
  ['a visa-sized card', TD2],
  ['without a break', TD3.replace('\n', '')],
  ['in small letters, with blanks', TD3.toLowerCase().replaceAll('<<<', '<< <')],
  ['in full width', TD3.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))],
  ['with quotes for brackets', TD3.replaceAll('<<', '«')],
])('table C 7: the lines of %s are right', (_, lines) => {
  expect(codeOf(mrzDigits(lines))).toBe('fine: mrz-right')
})

/** Weights 7, 3, 1; letters from 10; the filler is 0 (ICAO 9303 part 3, 4.9), by another road than the library's. */
const icao = (text: string) =>
  [...text].reduce((sum, one, at) => sum + (one === '<' ? 0 : Number.parseInt(one, 36)) * (at % 3 === 0 ? 7 : at % 3 === 1 ? 3 : 1), 0) % 10

test('table C 7: a changed character in any checked place of a passport is found, unless its digit stays the same', () => {
  const [first = '', second = ''] = TD3.split('\n')
  const chance = new Chance(9303)
  for (let n = 0; n < 800; n++) {
    const at = chance.of([0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26])
    const to = chance.of(at < 9 ? [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'] : [...'0123456789'])
    const line = second.slice(0, at) + to + second.slice(at + 1)
    const stretch = at < 9 ? [0, 9] : at < 19 ? [13, 19] : [21, 27]
    const holds = String(icao(line.slice(stretch[0], stretch[1]))) === line[stretch[1] ?? 0]
    const finding = mrzDigits(`${first}\n${line}`)
    if (!holds) expect(codeOf(finding), line).toBe('warn: mrz-wrong')
    if (line === second) expect(finding.outcome).toBe('fine')
  }
})

test('table C 7: lines that are none cannot be told, and none at all were not read', () => {
  expect(codeOf(mrzDigits('P<UTO'))).toBe('cannot-tell: mrz-unreadable')
  expect(codeOf(mrzDigits('  '))).toBe('cannot-tell: not-read')
})

test('table C 7: the lines are held against what was read and declared, the name only where it is in letters', () => {
  const printed = { number: 'L898902C3', expiresOn: '2012-04-15', birthDate: '1974-08-12', name: 'Anna Maria Eriksson' }
  expect(codeOf(mrzAgrees(TD3, printed))).toBe('fine: mrz-agrees')
  expect(codeOf(mrzAgrees(TD3, { ...printed, name: '関所 花子' }))).toBe('fine: mrz-agrees')
  const differs = mrzAgrees(TD3, { ...printed, number: 'L898902C4', birthDate: '1974-08-13', name: 'Anna Svensson' })
  expect(differs).toMatchObject({ outcome: 'warn', facts: { fields: ['number', 'birth-date', 'name'] } })
  expect(codeOf(mrzAgrees(TD3, { number: null, expiresOn: null, birthDate: null, name: null }))).toBe('cannot-tell: nothing-to-compare')
})

test.each([
  ['関所 花子', '関所 花子', 'fine: same'],
  ['関所花子', '関所　花子', 'fine: same-but-written-otherwise'],
  ['髙橋 一郎', '高橋一郎', 'fine: same-but-written-otherwise'],
  ['渡邉 惠', '渡辺 恵', 'fine: same-but-written-otherwise'],
  ['齋藤 龍', '斉藤 竜', 'fine: same-but-written-otherwise'],
  ['淵上 學', '渕上 学', 'fine: same-but-written-otherwise'],
  ['ﾊﾅｺ ｾｷｼｮ', 'ハナコ セキショ', 'fine: same-but-written-otherwise'],
  ['Sekisho Hanako', 'HANAKO SEKISHO', 'fine: same-in-another-order'],
  ['株式会社関所', '㈱関所', 'fine: same-but-written-otherwise'],
  ['（株）関所', '株式会社 関所', 'fine: same-but-written-otherwise'],
  ['関所株式会社', '有限会社関所', 'warn: differs'],
  ['関所 花子', '関所 華子', 'warn: differs'],
  ['高橋 一郎', '高橋 二郎', 'warn: differs'],
  ['', '関所 花子', 'cannot-tell: nothing-to-compare'],
  ['関所 花子', '', 'cannot-tell: not-read'],
  ['・', '・・', 'warn: differs'],
])('table C 7: %s declared, %s on the paper: %s', (declared, paper, code) => {
  expect(codeOf(sameName(declared, paper))).toBe(code)
})

test.each([
  ['セキショ　ハナコ', 'ｾｷｼﾖ ﾊﾅｺ', 'fine: same-but-written-otherwise'],
  ['せきしょ はなこ', 'セキシヨ　ハナコ', 'fine: same-but-written-otherwise'],
  ['オーノ ケン', 'オオノ　ケン', 'fine: same-but-written-otherwise'],
  ['キョーコ', 'キヨウコ', 'fine: same-but-written-otherwise'],
  ['ｵ-ﾉ ｹﾝ', 'オオノケン', 'fine: same-but-written-otherwise'],
  ['サトウ', 'サトオ', 'warn: differs'],
  ['コウノ', 'コノ', 'warn: differs'],
  ['ハットリ', 'ハツトリ', 'fine: same-but-written-otherwise'],
  ['カヲル', 'カオル', 'fine: same-but-written-otherwise'],
  ['タナカ', 'ダナカ', 'warn: differs'],
  ['', 'タナカ', 'cannot-tell: not-read'],
  ['タナカ', '', 'cannot-tell: nothing-to-compare'],
])('E01: %s and the account of %s: %s', (paper, account, code) => {
  expect(codeOf(sameKana(paper, account))).toBe(code)
})

test.each([
  ['東京都千代田区千代田一丁目２番地の３', '東京都千代田区千代田1-2-3', true],
  ['東京都 千代田区 千代田1丁目2番3号', '東京都千代田区千代田１－２－３', true],
  ['大阪市北区梅田十二丁目3', '大阪市北区梅田12-3', true],
  ['千代田1-2-3', '千代田1-23', false],
  ['千代田1-2-3 101号室', '千代田1-2-3 102号室', false],
  ['センター通り1', 'センタ通り1', false],
])('table C 7: %s and %s: the same address is %s', (one, other, same) => {
  expect(plainAddress([one]) === plainAddress([other])).toBe(same)
})

test('table C 7: numbers of two kinds of paper are two numbers, however they are typed', () => {
  expect(plainDocument('passport', 'tk 123-4567')).toBe(plainDocument('passport', 'ＴＫ1234567'))
  expect(plainDocument('passport', 'TK1234567')).not.toBe(plainDocument('residence-card', 'TK1234567'))
})

const READING: Reading = {
  kind: 'driving-licence',
  number: '309012345620',
  issuedBy: '東京都公安委員会',
  issuedOn: '2024-05-01',
  expiresOn: '2029-05-01',
  mrz: '',
  name: '関所 花子',
  kana: 'セキショ ハナコ',
  birthDate: '1990-04-01',
  addressSeen: 'right',
}
const LOOKED: Looked = {
  part: 'identity',
  reading: READING,
  today: '2026-11-23',
  receivedOn: '2026-11-22',
  ageMin: 18,
  declared: { name: '関所 花子', company: null, birthDate: '1990-04-01' },
  accountKana: 'ｾｷｼﾖ ﾊﾅｺ',
  seen: { document: [], phone: [], address: [], account: [] },
}
const found = (change: Partial<Looked>) =>
  Object.fromEntries(findingsOf({ ...LOOKED, ...change }).map((each) => [each.check, codeOf(each)]))

test('C13 everything in order: every check of a licence is fine, in one order', () => {
  expect(Object.keys(found({}))).toEqual([
    ...['expiry', 'number', 'name', 'kana', 'birth-date', 'age', 'address'],
    ...['same-document', 'same-phone', 'same-address', 'same-account'],
  ])
  expect(Object.values(outcomesOf(findingsOf(LOOKED))).every((each) => each === 'fine')).toBe(true)
})

test('C13 nothing read: nothing is claimed, but the age declared and who else there is', () => {
  expect(found({ reading: null })).toMatchObject({
    ...{ expiry: 'cannot-tell: not-read', number: 'cannot-tell: not-read', name: 'cannot-tell: not-read' },
    ...{ age: 'fine: old-enough', 'same-phone': 'fine: nobody-else' },
  })
})

const CASES: readonly [string, Partial<Looked>, Check, string][] = [
  [
    'a passport says nothing of an address',
    { reading: { ...READING, kind: 'passport', number: 'TK1234567', mrz: '' } },
    'address',
    'cannot-tell: not-on-paper',
  ],
  ['a passport number has no rule', { reading: { ...READING, kind: 'passport', number: 'TK1234567' } }, 'number', 'cannot-tell: no-rule'],
  ['an address seen to differ', { reading: { ...READING, addressSeen: 'wrong' } }, 'address', 'warn: seen-wrong'],
  ['somebody too young', { reading: null, declared: { ...LOOKED.declared, birthDate: '2008-11-24' } }, 'age', 'warn: too-young'],
  ['the age that the paper tells, not the customer', { reading: { ...READING, birthDate: '2010-01-01' } }, 'age', 'warn: too-young'],
  ['another birth date', { reading: { ...READING, birthDate: '1990-04-02' } }, 'birth-date', 'warn: differs'],
  ['the same number elsewhere', { seen: { document: ['43'] } }, 'same-document', 'warn: seen-elsewhere'],
  [
    'another paper without a last day',
    { reading: { ...READING, kind: 'other', expiresOn: '', issuedOn: '2026-01-01' } },
    'six-months',
    'warn: issued-too-early',
  ],
  ['another paper with a last day', { reading: { ...READING, kind: 'other', number: '' } }, 'expiry', 'fine: valid-on-receipt'],
]
test.each(CASES)('C13 %s', (_, change, check, code) => {
  expect(found(change)[check]).toBe(code)
})

test('C13 a company: fresh papers, its number, its name', () => {
  const reading: Reading = {
    ...READING,
    kind: 'registry-certificate',
    number: '7010705000725',
    issuedOn: '2026-06-01',
    expiresOn: '',
    name: '㈱関所',
  }
  const declared = { name: '関所 花子', company: '株式会社関所', birthDate: null }
  expect(found({ part: 'corporate', reading, declared })).toEqual({
    'six-months': 'fine: issued-within',
    number: 'fine: check-digit-right',
    name: 'fine: same-but-written-otherwise',
    address: 'fine: seen-right',
    'same-document': 'fine: nobody-else',
  })
})

test('table C 7: what is kept of findings holds outcomes only', () => {
  expect(JSON.stringify(outcomesOf(findingsOf(LOOKED)))).not.toMatch(/\d{3}|関所|1990/)
})

// The big list of naughty strings, its kinds: controls, marks of direction, surrogates alone, very long, code, emoji, scripts of the world.
const NAUGHTY = [
  ...[
    '',
    ' ',
    '\0',
    '\u0000\u0001\u001f',
    '\u202e\u202d',
    '\ud800',
    '\udc00a',
    '\uffff',
    '👨‍👩‍👧‍👦',
    '🇯🇵',
    '１'.repeat(500),
    'ー'.repeat(300),
    '<'.repeat(88),
    '<'.repeat(90),
  ],
  ...[
    'NaN',
    'Infinity',
    '-0',
    '1e309',
    '0x10',
    '١٢٣٤٥٦٧٨٩٠١٨',
    '①②③',
    '㍿',
    'ﷺ',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤',
    '__proto__',
    'constructor',
    'toString',
    '<script>',
    "' or 1=1",
    '$' + '{7*7}',
    '%s%n',
  ],
  ...[
    '令和',
    '令和年月日',
    'R..',
    '民國',
    '9999999-99-99',
    '0000-00-00',
    '2026-11-31',
    '\n\n\n',
    'P<UTO\n',
    `${'A'.repeat(44)}\n${'A'.repeat(44)}`,
    '十十十',
    '〇'.repeat(20),
  ],
]
test('naughty strings never throw, in any field of any kind of paper, and every answer is a known code', () => {
  const chance = new Chance(404)
  for (let n = 0; n < 1500; n++) {
    const part = chance.of(['identity', 'corporate'] as const)
    const form = Object.fromEntries(READING_FIELDS.map((field) => [field, chance.of(NAUGHTY)])) as Record<ReadingField, string>
    const kind = chance.of([...kindsOf(part), '__proto__'])
    const read = readReading(part, kind, (field) => form[field])
    const reading: Reading = read.ok ? read.value : { ...READING, ...form, kind: chance.of(kindsOf(part)), addressSeen: '' }
    const declared = { name: chance.of(NAUGHTY), company: chance.of(NAUGHTY), birthDate: chance.of(['2008-02-29', null]) }
    for (const { check, outcome, facts } of findingsOf({ ...LOOKED, part, reading, declared, accountKana: chance.of(NAUGHTY) })) {
      expect(CHECKS).toContain(check)
      expect(['fine', 'warn', 'cannot-tell']).toContain(outcome)
      expect(BECAUSE).toContain(facts.because)
    }
    plainAddress([chance.of(NAUGHTY)])
    plainKana(chance.of(NAUGHTY))
  }
})
