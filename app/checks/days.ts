import { cannotTell, type Finding, fine, warn } from './finding.ts'
import { dayOf } from './typed.ts'

// All days are YYYY-MM-DD, so they compare as texts.

const partsOf = (day: string): [number, number, number] => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month, date]
}

/** The same day so many months before; where that month is too short, its last day. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = partsOf(day)
  const count = year * 12 + (month - 1) - months
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1]
  for (let d = date; d > 28; d--) {
    const found = dayOf(y, m, d)
    if (found) return found
  }
  return dayOf(y, m, Math.min(date, 28)) ?? day
}

/** Full years on a day. Somebody born on 29 February is a year older on 1 March where there is no such day (年齢計算ニ関スル法律). */
export function ageOn(birth: string, day: string): number {
  const [year, month, date] = partsOf(birth)
  const [y, m, d] = partsOf(day)
  return y - year - (m < month || (m === month && d < date) ? 1 : 0)
}

interface Dated {
  readonly issuedOn: string | null
  readonly expiresOn: string | null
  /** When the paper came in: by that day the law counts (犯収法施行規則 第7条). */
  readonly receivedOn: string
  readonly today: string
}

/** A paper with a last day must be valid when it is received. */
export function expiry({ issuedOn, expiresOn, receivedOn, today }: Dated): Finding {
  if (expiresOn === null) return cannotTell('expiry', 'not-read')
  const facts = { expiresOn, receivedOn }
  if (expiresOn < receivedOn) return warn('expiry', 'expired-on-receipt', facts)
  if (issuedOn !== null && issuedOn > receivedOn) return warn('expiry', 'issued-after-receipt', { ...facts, issuedOn })
  return expiresOn < today ? warn('expiry', 'expired-since', facts) : fine('expiry', 'valid-on-receipt', facts)
}

const FRESH_MONTHS = 6

/** A paper without a last day must have been issued within the six months before it was received. */
export function sixMonths({ issuedOn, receivedOn }: Dated): Finding {
  if (issuedOn === null) return cannotTell('six-months', 'not-read')
  const earliest = monthsBefore(receivedOn, FRESH_MONTHS)
  const facts = { issuedOn, receivedOn, earliest }
  if (issuedOn > receivedOn) return warn('six-months', 'issued-after-receipt', facts)
  return issuedOn < earliest ? warn('six-months', 'issued-too-early', facts) : fine('six-months', 'issued-within', facts)
}

/** Whether somebody is old enough for the shop today. */
export function oldEnough(birth: string | null, today: string, ageMin: number): Finding {
  if (birth === null) return cannotTell('age', 'nothing-to-compare')
  const age = ageOn(birth, today)
  return age >= ageMin ? fine('age', 'old-enough', { age, ageMin }) : warn('age', 'too-young', { age, ageMin })
}

/** The birth date that the customer declared, against that of the paper. */
export function birthDate(declared: string | null, paper: string | null): Finding {
  if (paper === null) return cannotTell('birth-date', 'not-read')
  if (declared === null) return cannotTell('birth-date', 'nothing-to-compare')
  return declared === paper ? fine('birth-date', 'same') : warn('birth-date', 'differs', { declared, paper })
}
