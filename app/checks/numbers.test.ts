// Check digits, against vectors of other hands (requirements D 9 to 17) and against second implementations written from the rules.
import { expect, test } from 'vitest'
import { Chance } from '../../tests/faults/random.ts'
import type { Finding } from './finding.ts'
import { isMyNumber } from './my-number.ts'
import {
  chinaPerson,
  company,
  drivingLicence,
  japaneseCorporation,
  otherPerson,
  residenceCard,
  taiwanCompany,
  taiwanPerson,
} from './numbers.ts'

const codeOf = ({ outcome, facts }: Finding) => `${outcome}: ${facts.because}`
const RIGHT = 'fine: check-digit-right'
const WRONG = 'warn: check-digit-wrong'

const VECTORS: readonly [(typed: string) => Finding, string, string][] = [
  [drivingLicence, '309012345620', RIGHT],
  [drivingLicence, '第３０９０ １２３４ ５６２０', 'warn: wrong-shape'],
  [drivingLicence, '３０９０-１２３４-５６２０', RIGHT],
  [drivingLicence, '309212345610', 'warn: licence-digit-wrong'],
  [drivingLicence, '30901234562', 'warn: wrong-shape'],
  [japaneseCorporation, '7123456789012', RIGHT],
  [japaneseCorporation, '4011001098993', RIGHT],
  [japaneseCorporation, '7010705000725', RIGHT],
  [japaneseCorporation, 'T2120901007402', RIGHT],
  [japaneseCorporation, '8010705000725', WRONG],
  [japaneseCorporation, '701070500072', 'warn: wrong-shape'],
  [taiwanPerson, 'A123456789', RIGHT],
  [taiwanPerson, 'A800000014', RIGHT],
  [taiwanPerson, 'f131104093', RIGHT],
  [taiwanPerson, 'A123456788', WRONG],
  [taiwanPerson, 'A323456789', 'warn: wrong-shape'],
  [taiwanCompany, '22099131', RIGHT],
  [taiwanCompany, '04595257', RIGHT],
  [taiwanCompany, '10458575', RIGHT],
  [taiwanCompany, '04595252', RIGHT],
  [taiwanCompany, '04595253', WRONG],
  [chinaPerson, '11010519491231002X', RIGHT],
  [chinaPerson, '11010519491231002x', RIGHT],
  [chinaPerson, '34052419800101001X', RIGHT],
  [chinaPerson, '440524188001010014', RIGHT],
  [chinaPerson, '110105194912310021', WRONG],
  [chinaPerson, '110105194902310021', 'warn: impossible-date'],
  [residenceCard, 'AB12345678CD', 'fine: shape-right'],
  [residenceCard, 'AB1234567CD', 'warn: wrong-shape'],
  [otherPerson, 'A123456789', RIGHT],
  [otherPerson, '11010519491231002X', RIGHT],
  [otherPerson, 'L898902C3', 'cannot-tell: no-rule'],
  [company, '7010705000725', RIGHT],
  [company, '22099131', RIGHT],
  [company, 'HRB 12345', 'cannot-tell: no-rule'],
]
test.each(VECTORS)('table C 7: %o of %s is %s', (check, typed, code) => {
  expect(codeOf(check(typed))).toBe(code)
})

test('table C 7: the check digit of a My Number, worked out by hand elsewhere', () => {
  expect(isMyNumber('123456789018')).toBe(true)
  for (const other of '012345679') expect(isMyNumber(`12345678901${other}`), other).toBe(false)
})

// Second implementations: each builds the check digit from the rule as it is told in words, in another way than the app's.

/** Digits from the right, weights 2 to 7 and again from 2; what is missing to the next multiple of 11, and 0 where that would be two digits or 11. */
const myNumberDigit = (eleven: string) => {
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += Number(eleven[11 - n]) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return rest <= 1 ? '0' : String(11 - rest)
}
/** Eleven minus the rest by eleven, its last digit. */
const licenceDigit = (ten: string) => {
  const weights = '5432765432'
  let sum = 0
  for (let at = 9; at >= 0; at--) sum += Number(ten[at]) * Number(weights[at])
  return String(11 - (sum % 11)).slice(-1)
}
/** Twice every second digit from the right of twelve, and nine minus the rest by nine. */
const corporateDigit = (twelve: string) => {
  const digits = [...twelve].reverse().map(Number)
  const [odd, even] = [0, 1].map((start) => digits.filter((_, at) => at % 2 === start).reduce((a, b) => a + b, 0))
  return String(9 - (((odd ?? 0) + 2 * (even ?? 0)) % 9))
}
/** The letter's number by the households’ table, then 1 9 8 7 6 5 4 3 2 1 1: the last digit is what is missing to ten. */
const taiwanDigit = (nine: string) => {
  const letters = Object.fromEntries([...'ABCDEFGHJKLMNPQRSTUVXYWZIO'].map((letter, at) => [letter, at + 10]))
  const second = letters[nine[1] ?? '']
  const code = `${letters[nine[0] ?? '']}${second === undefined ? nine[1] : second % 10}${nine.slice(2)}`
  const sum = [...code].reduce((total, digit, at) => total + Number(digit) * Number('1987654321'[at]), 0)
  return String((10 - (sum % 10)) % 10)
}
/** ISO 7064 MOD 11-2 by its recursion, not by weights. */
const chinaDigit = (seventeen: string) => {
  let product = 0
  for (const digit of seventeen) product = ((product + Number(digit)) * 2) % 11
  const check = (12 - product) % 11
  return check === 10 ? 'X' : String(check)
}
/** Every way of counting the 10 of a seventh 7, by what it is worth. */
const taiwanCompanyHolds = (eight: string) => {
  const worth = [...eight].map((digit, at) => [...String(Number(digit) * Number('12121241'[at]))].map(Number).reduce((a, b) => a + b, 0))
  const sums =
    eight[6] === '7'
      ? [0, 1].map((seventh) => worth.reduce((a, b, at) => a + (at === 6 ? seventh : b), 0))
      : [worth.reduce((a, b) => a + b, 0)]
  return sums.some((sum) => sum % 5 === 0)
}

const digits = (chance: Chance, count: number) => Array.from({ length: count }, () => chance.under(10)).join('')

test('table C 7: two thousand numbers of each kind, right and wrong, judged as a second implementation judges them', () => {
  const chance = new Chance(20261123)
  for (let n = 0; n < 2000; n++) {
    const last = String(chance.under(10))
    const mine = digits(chance, 11)
    expect(isMyNumber(mine + last), mine + last).toBe(last === myNumberDigit(mine))
    const ten = digits(chance, 10)
    expect(drivingLicence(`${ten}${last}0`).outcome, ten + last).toBe(last === licenceDigit(ten) ? 'fine' : 'warn')
    const twelve = digits(chance, 12)
    expect(japaneseCorporation(last + twelve).outcome, last + twelve).toBe(last === corporateDigit(twelve) ? 'fine' : 'warn')
    const nine = `${chance.of([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'])}${chance.of([...'1289ABCD'])}${digits(chance, 7)}`
    expect(taiwanPerson(nine + last).outcome, nine + last).toBe(last === taiwanDigit(nine) ? 'fine' : 'warn')
    const china = `${digits(chance, 6)}19${chance.under(90) + 10}${chance.of(['0101', '1231', '0628'])}${digits(chance, 3)}`
    const check = chance.of([...'0123456789X'])
    expect(chinaPerson(china + check).outcome, china + check).toBe(check === chinaDigit(china) ? 'fine' : 'warn')
    const eight = chance.once(3) ? `${digits(chance, 6)}7${last}` : digits(chance, 8)
    expect(taiwanCompany(eight).outcome, eight).toBe(taiwanCompanyHolds(eight) ? 'fine' : 'warn')
  }
})

test('table C 7: one digit read wrongly is found, wherever the rule can see it', () => {
  const chance = new Chance(7)
  let missed = 0
  for (let n = 0; n < 3000; n++) {
    const ten = digits(chance, 10)
    const number = `${ten}${licenceDigit(ten)}0`
    const at = chance.under(10)
    const other = number.slice(0, at) + ((Number(number[at]) + 1 + chance.under(9)) % 10) + number.slice(at + 1)
    // Rests of 1 and 0 share no digit but two rests give digits 0 and 1: the rule of mod 11 in one digit is blind to some.
    if (drivingLicence(other).outcome === 'fine') missed += 1
  }
  expect(missed / 3000).toBeLessThan(0.1)
})
