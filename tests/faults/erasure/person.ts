import { EMPTY_PROFILE, type ProfileForm } from '../../../app/kyc/profile-form.ts'
import { pdf } from '../../harness/files.ts'

/** Somebody whose every particular is found nowhere else, so that a search finds this person or nobody. */
export interface Person {
  readonly customer: bigint
  readonly name: string
  readonly email: string
  readonly profile: ProfileForm
  /** What must be found nowhere. */
  readonly strings: readonly string[]
}

/** The person of a number; birth dates are days in the fourth millennium before ours, which no clock here shows. */
export function personOf(number: number, customer: bigint): Person {
  const name = `山田花子${number}`
  const kana = `ヤマダハナコ${number}`
  const email = `hanako.${number}@person.example`
  const phone = `+8190${String(10_000_000 + (number % 80_000_000)).padStart(8, '0')}`
  const birthDate = `19${String(40 + (number % 50)).padStart(2, '0')}-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`
  const address1 = `架空町${number}番地`
  const occupation = `職業${number}番`
  const profile = {
    ...EMPTY_PROFILE,
    company: `架空商事${number}`,
    zip: '100-0001',
    province: 'JP-13',
    city: '千代田区',
    address1,
    phone,
    occupation,
    birthDate,
  }
  return { customer, name, email, profile, strings: [name, kana, email, phone, birthDate, address1, occupation] }
}

/** A paper that holds the person in its bytes. */
export const paperOf = (person: Person, page: number): Buffer =>
  pdf(`/Info << /Title (${person.email} ${person.profile.birthDate} page ${page}) >> `)
