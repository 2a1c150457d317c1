import type { Part } from '../kyc/case.ts'
import { birthDate, expiry, oldEnough, sixMonths } from './days.ts'
import { type Check, cannotTell, type Finding, fine, type Outcome, warn } from './finding.ts'
import { mrzAgrees, mrzDigits } from './mrz.ts'
import { sameKana, sameName } from './names.ts'
import { company, drivingLicence, otherPerson, residenceCard } from './numbers.ts'
import { fieldsOf, type Reading } from './reading.ts'

/** What is compared with others of the same shop, by keyed hashes. */
export type Fingerprint = 'document' | 'phone' | 'address' | 'account'

/** Everything that the checks of one part look at. Days are YYYY-MM-DD in the shop's time zone. */
export interface Looked {
  readonly part: Part
  /** Null while nobody has read the paper: what needs it then cannot be told. */
  readonly reading: Reading | null
  readonly today: string
  /** When the papers of the part were sent; today when they came another way. */
  readonly receivedOn: string
  readonly ageMin: number
  readonly declared: { readonly name: string | null; readonly company: string | null; readonly birthDate: string | null }
  /** The holder of the payout account in kana; null without one. */
  readonly accountKana: string | null
  /** Other customers with the same, as their numbers. A kind that is missing was not looked for. */
  readonly seen: Partial<Readonly<Record<Fingerprint, readonly string[]>>>
}

const orNull = (text: string | undefined): string | null => text || null

/** Every check that concerns a part, in order. Each explains itself; none decides (table C 7). Never throws. */
export function findingsOf(looked: Looked): readonly Finding[] {
  return looked.part === 'identity' ? ofPerson(looked) : ofCompany(looked)
}

function ofPerson(looked: Looked): Finding[] {
  const { reading, declared, today, ageMin, accountKana } = looked
  const has = (field: Parameters<typeof hasField>[1]) => hasField(looked, field)
  const born = orNull(reading?.birthDate) ?? declared.birthDate
  const printed = {
    number: orNull(reading?.number),
    expiresOn: orNull(reading?.expiresOn),
    birthDate: orNull(reading?.birthDate) ?? declared.birthDate,
    name: orNull(reading?.name) ?? declared.name,
  }
  return [
    ...validity(looked),
    ...(has('number') ? [numberOf(looked)] : []),
    ...(has('mrz') && (reading?.kind === 'passport' || reading?.mrz) ? [mrzDigits(reading.mrz), mrzAgrees(reading.mrz, printed)] : []),
    sameName(declared.name, orNull(reading?.name)),
    ...(accountKana !== null || reading?.kana ? [sameKana(orNull(reading?.kana), accountKana)] : []),
    birthDate(declared.birthDate, orNull(reading?.birthDate)),
    oldEnough(born, today, ageMin),
    addressOf(looked),
    ...elsewhere(looked, ['document', 'phone', 'address', 'account']),
  ]
}

const ofCompany = (looked: Looked): Finding[] => [
  ...validity(looked),
  numberOf(looked),
  sameName(looked.declared.company, orNull(looked.reading?.name)),
  addressOf(looked),
  ...elsewhere(looked, ['document']),
]

const hasField = ({ part, reading }: Looked, field: ReturnType<typeof fieldsOf>[number]): boolean =>
  reading === null || fieldsOf(part, reading.kind).includes(field)

/** Papers with a last day must not be over; all others must be fresh. */
function validity({ part, reading, receivedOn, today }: Looked): Finding[] {
  if (reading === null) return [cannotTell(part === 'identity' ? 'expiry' : 'six-months', 'not-read')]
  const dated = { issuedOn: orNull(reading.issuedOn), expiresOn: orNull(reading.expiresOn), receivedOn, today }
  const fields = fieldsOf(part, reading.kind)
  const mayBeUndated = !fields.includes('expiresOn') || (reading.kind === 'other' && dated.expiresOn === null)
  return [mayBeUndated ? sixMonths(dated) : expiry(dated)]
}

function numberOf({ part, reading }: Looked): Finding {
  if (!reading?.number) return cannotTell('number', 'not-read')
  if (part === 'corporate') return company(reading.number)
  if (reading.kind === 'driving-licence') return drivingLicence(reading.number)
  if (reading.kind === 'residence-card') return residenceCard(reading.number)
  return reading.kind === 'passport' ? cannotTell('number', 'no-rule') : otherPerson(reading.number)
}

function addressOf(looked: Looked): Finding {
  const { reading } = looked
  if (reading && !hasField(looked, 'addressSeen')) return cannotTell('address', 'not-on-paper')
  if (!reading?.addressSeen) return cannotTell('address', 'not-read')
  return reading.addressSeen === 'right' ? fine('address', 'seen-right') : warn('address', 'seen-wrong')
}

const ELSEWHERE: Readonly<Record<Fingerprint, Check>> = {
  document: 'same-document',
  phone: 'same-phone',
  address: 'same-address',
  account: 'same-account',
}

const elsewhere = ({ seen }: Looked, kinds: readonly Fingerprint[]): Finding[] =>
  kinds.flatMap((kind) => {
    const customers = seen[kind]
    if (!customers) return []
    const check = ELSEWHERE[kind]
    return [customers.length === 0 ? fine(check, 'nobody-else') : warn(check, 'seen-elsewhere', { customers })]
  })

/** What is kept of findings: a code for each check, nothing of what it was about. */
export const outcomesOf = (findings: readonly Finding[]): Partial<Record<Check, Outcome>> =>
  Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]))
