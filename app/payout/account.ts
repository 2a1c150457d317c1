import { countrySpecs, electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { fieldWithMyNumber } from '../checks/my-number.ts'
import { isCountry } from '../kyc/countries.ts'
import { type AccountFault, type AccountFaults, type AccountField, type AccountForm, type Assurance, CODED } from './account-form.ts'
import { styleOf } from './customer-view.ts'
import type { HolderKind } from './legal-forms.ts'
import { DEPOSITS, type Deposit, fromYucho, YUCHO } from './yucho.ts'
import { zenginName } from './zengin-kana.ts'

/** A bank account as it is kept, sealed. Where a country has no such code or kind, it is empty. */
export interface Account {
  readonly country: string
  /** Code of the bank; its name where banks have no codes. */
  readonly bank: string
  readonly branch: string
  readonly deposit: Deposit | ''
  /** Seven digits in Japan; an IBAN, or what the bank calls the number, elsewhere. */
  readonly number: string
  readonly bic: string
  /** In the characters of the Zengin format in Japan, as typed elsewhere. */
  readonly holder: string
  readonly kind: HolderKind
  readonly assurance: Assurance
}

/** Whether a list has such a bank and such a branch. */
export type PlaceKnown = (bank: string, branch: string) => boolean

export type ReadAccount =
  | { readonly account: Account; readonly faults?: never }
  | { readonly account?: never; readonly faults: AccountFaults }

const NAME_MAX = 100
/** SWIFT's name of a beneficiary: two lines of 35. */
const FOREIGN_HOLDER_MAX = 70
const FREE_NUMBER = /^[A-Z0-9]{4,34}$/
const CHINA_NUMBER = /^\d{10,21}$/

/** Countries in which an account has an IBAN. */
export const ibanCountries = (): readonly string[] =>
  Object.entries(countrySpecs).flatMap(([country, { IBANRegistry }]) => (IBANRegistry ? [country] : []))

const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/[\s\u002d\u2010-\u2015\u2212\u30fc.]/g, '')

/** Reads an account as typed, or says per field what is wrong (E01). The number must be typed twice. `isKnown` looks into the list of banks of Japan. */
export function readAccount(form: AccountForm, kind: HolderKind, isKnown: PlaceKnown): ReadAccount {
  const reading = new Reading(form)
  // Before anything else is said of them, and also of what a country has no use for: what is refused is kept nowhere.
  const held = fieldWithMyNumber({ holder: form.holder, bankName: form.bankName })
  if (held === 'holder' || held === 'bankName') reading.fault(held, 'my-number')
  const country = form.country.trim()
  if (!isCountry(country)) reading.fault('country', country === '' ? 'required' : 'invalid')
  if (form.numberAgain.trim() === '') reading.fault('numberAgain', 'required')
  else if (digitsOf(form.number).toUpperCase() !== digitsOf(form.numberAgain).toUpperCase()) reading.fault('numberAgain', 'differs')
  const account = country === 'JP' ? inJapan(reading, kind, isKnown) : abroad(reading, country, kind)
  return Object.keys(reading.faults).length > 0 ? { faults: reading.faults } : { account }
}

class Reading {
  readonly form: AccountForm
  readonly faults: AccountFaults = {}
  constructor(form: AccountForm) {
    this.form = form
  }
  fault(field: AccountField, fault: AccountFault): '' {
    this.faults[field] ??= fault
    return ''
  }
  /** A text of at most so many characters. */
  text(field: AccountField, max: number, required = true): string {
    const value = this.form[field].normalize('NFKC').replace(/\s+/g, ' ').trim()
    if (value === '') return required ? this.fault(field, 'required') : ''
    return Array.from(value).length > max ? this.fault(field, 'too-long') : value
  }
  /** So many digits, and not only zeros. */
  digits(field: AccountField, [min, max]: readonly [min: number, max: number]): string {
    const value = digitsOf(this.form[field])
    if (value === '') return this.fault(field, 'required')
    if (!/^\d+$/.test(value) || value.length < min || value.length > max) return this.fault(field, 'invalid')
    return /^0+$/.test(value) && field === 'number' ? this.fault(field, 'all-zero') : value
  }
}

function inJapan(reading: Reading, kind: HolderKind, isKnown: PlaceKnown): Account {
  const { form } = reading
  const bank = reading.digits('bank', [4, 4])
  const place = bank === YUCHO && form.symbol.trim() !== '' ? fromPassbook(reading) : atBranch(reading)
  if (bank !== '' && place.branch !== '' && !isKnown(bank, place.branch))
    reading.fault(form.symbol.trim() !== '' ? 'symbol' : 'branch', 'unknown')
  const holder = zenginName(form.holder, kind)
  if (!holder.ok) reading.fault('holder', holder.fault)
  return { country: 'JP', bank, ...place, bic: '', holder: holder.ok ? holder.name : '', kind, assurance: 'checked' }
}

const depositOf = (reading: Reading): Deposit | '' =>
  DEPOSITS.find((each) => each === reading.form.deposit) ?? reading.fault('deposit', 'required')

function atBranch(reading: Reading): Pick<Account, 'branch' | 'deposit' | 'number'> {
  const number = reading.digits('number', [1, 7])
  return { branch: reading.digits('branch', [3, 3]), deposit: depositOf(reading), number: number === '' ? '' : number.padStart(7, '0') }
}

function fromPassbook(reading: Reading): Pick<Account, 'branch' | 'deposit' | 'number'> {
  const [symbol, number] = [reading.digits('symbol', [5, 5]), reading.digits('number', [1, 8])]
  const deposit = depositOf(reading)
  const nothing = { branch: '', deposit, number: '' }
  if (symbol === '' || number === '' || deposit === '') return nothing
  const found = fromYucho(symbol, number, deposit)
  if ('account' in found) return found.account
  for (const field of Object.keys(found.fault) as ('symbol' | 'number')[]) reading.fault(field, 'invalid')
  return nothing
}

function abroad(reading: Reading, country: string, kind: HolderKind): Account {
  const holder = reading.text('holder', FOREIGN_HOLDER_MAX)
  const common = { country, deposit: '' as const, bic: bicOf(reading, country), holder, kind }
  const coded = Object.hasOwn(CODED, country) ? CODED[country] : undefined
  if (coded) {
    const places = {
      bank: reading.digits('bank', [coded.bank, coded.bank]),
      branch: reading.digits('branch', [coded.branch, coded.branch]),
    }
    return { ...common, ...places, number: reading.digits('number', coded.number), assurance: 'shape-only' }
  }
  const bank = reading.text('bankName', NAME_MAX)
  const iban = styleOf(country, ibanCountries()) === 'iban'
  return {
    ...common,
    bank,
    branch: '',
    number: iban ? ibanOf(reading, country) : freeNumber(reading, country),
    assurance: iban ? 'checked' : country === 'CN' ? 'shape-only' : 'cannot-check',
  }
}

/** Needed where a transfer has nothing else to find the bank by; checked by its own rule, and against the country. */
function bicOf(reading: Reading, country: string): string {
  const bic = digitsOf(reading.form.bic).toUpperCase()
  const needed = styleOf(country, ibanCountries()) === 'free'
  if (bic === '') return needed ? reading.fault('bic', 'required') : ''
  return isValidBIC(bic) && bic.slice(4, 6) === country ? bic : reading.fault('bic', 'invalid')
}

function ibanOf(reading: Reading, country: string): string {
  const iban = electronicFormatIBAN(reading.form.number.normalize('NFKC')) ?? ''
  if (iban === '') return reading.fault('number', 'required')
  return isValidIBAN(iban) && iban.startsWith(country) ? iban : reading.fault('number', 'invalid')
}

function freeNumber(reading: Reading, country: string): string {
  const number = digitsOf(reading.form.number).toUpperCase()
  if (number === '') return reading.fault('number', 'required')
  return (country === 'CN' ? CHINA_NUMBER : FREE_NUMBER).test(number) ? number : reading.fault('number', 'invalid')
}

/** Digits that are shown of a number: the last four, of a very short one none. */
export const lastDigits = (number: string): string => (number.length > 5 ? number.slice(-4) : '')

/** One text for one account, to find it again with another customer. The holder is no part of it: the same account under two names is what is looked for. */
export const plainAccount = ({ country, bank, branch, deposit, number }: Account): string =>
  [country, bank.toLowerCase(), branch, deposit, number].join(':')
