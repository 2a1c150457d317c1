import { type Assurance, CODED, type NumberStyle } from './account-form.ts'
import type { Deposit } from './yucho.ts'

/** Everything that the section 受取口座 of the customer's page shows. */
export interface PayoutView {
  readonly account: AccountView | null
  /** There was an account before: another one is a change, which asks for more. */
  readonly had: boolean
  /** Why staff rejected the last one, in their words; null when they did not. */
  readonly rejected: string | null
  readonly coolDownHours: number
  /** Countries in which an account has an IBAN. */
  readonly ibanCountries: readonly string[]
}

/** An account as its customer sees it: the number by its last digits. */
export interface AccountView {
  readonly country: string
  readonly bank: string
  readonly branch: string
  readonly deposit: Deposit | ''
  readonly lastDigits: string
  readonly holder: string
  readonly match: 'matches' | 'differs' | 'cannot-tell'
  readonly assurance: Assurance
  /** The end of the cool-down as an ISO date; null when it is over. */
  readonly countsFrom: string | null
}

/** How a country asks for the number of an account. */
export function styleOf(country: string, ibanCountries: readonly string[]): NumberStyle {
  if (country === 'JP') return 'japan'
  if (Object.hasOwn(CODED, country)) return 'codes'
  return ibanCountries.includes(country) ? 'iban' : 'free'
}
