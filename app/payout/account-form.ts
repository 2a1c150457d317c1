import { fieldsOf } from '../platform/fields.ts'
import type { HolderKind } from './legal-forms.ts'

/** What a customer types about an account, field by field. Fields that a country has no use for stay empty. */
export const ACCOUNT_FIELDS = [
  'country',
  'bank',
  'branch',
  'deposit',
  'number',
  'numberAgain',
  'symbol',
  'bankName',
  'bic',
  'holder',
] as const
export type AccountField = (typeof ACCOUNT_FIELDS)[number]

/**
 * `bank`: the code of the bank, `branch`: of its branch; `symbol`: 記号 of ゆうちょ銀行, then `number` is the 番号; `bankName`: where there are no codes;
 * `number` is the IBAN where a country has it.
 */
export type AccountForm = Readonly<Record<AccountField, string>>

export const EMPTY_ACCOUNT: AccountForm = {
  country: 'JP',
  bank: '',
  branch: '',
  deposit: 'ordinary',
  number: '',
  numberAgain: '',
  symbol: '',
  bankName: '',
  bic: '',
  holder: '',
}

/** What can be wrong with a field. */
export type AccountFault = 'required' | 'invalid' | 'too-long' | 'unknown' | 'differs' | 'characters' | 'all-zero' | 'my-number'
export type AccountFaults = Partial<Record<AccountField, AccountFault>>

/** Characters of a field that are read at all. */
const READ_MAX = 200

/** Reads the fields of a form; whatever is missing is empty. */
export const accountFormOf = (read: (field: AccountField) => unknown): AccountForm =>
  fieldsOf(ACCOUNT_FIELDS, (field) => {
    const value = read(field)
    return typeof value === 'string' ? value.slice(0, READ_MAX) : ''
  })

/** How far an account number could be looked at: against a list of banks or by check digits; its shape only; not at all. */
export type Assurance = 'checked' | 'shape-only' | 'cannot-check'

/** How the number of an account is asked for in a country. */
export type NumberStyle = 'japan' | 'codes' | 'iban' | 'free'

/** Countries whose banks have numeric codes that stand apart from the account number: digits of bank, branch, and account. */
export const CODED: Readonly<
  Record<string, { readonly bank: number; readonly branch: number; readonly number: readonly [min: number, max: number] }>
> = {
  TW: { bank: 3, branch: 4, number: [6, 14] },
  HK: { bank: 3, branch: 3, number: [6, 12] },
}

/** Who holds the account, by what the customer is identified as. */
export const holderKindOf = (party: string): HolderKind => (party === 'corporation' ? 'company' : 'person')
