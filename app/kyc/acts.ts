import { isLanguage, type Language } from '../platform/i18n/languages.ts'
import { type ProfileForm, profileFormOf } from './profile-form.ts'

/** What a customer can do on the page. */
export type CustomerAct =
  | { readonly act: 'look' | 'send' | 'language' }
  | { readonly act: 'accept'; readonly version: number; readonly language: Language }
  | { readonly act: 'party'; readonly party: string }
  | { readonly act: 'profile'; readonly form: ProfileForm }

/** Reads an act out of whatever a request holds, posted by script or by a plain form; null when it is none. */
export function readAct(read: (name: string) => unknown): CustomerAct | null {
  const act = read('act')
  switch (act) {
    case 'look':
    case 'send':
    case 'language':
      return { act }
    case 'accept': {
      const language = read('noticeLanguage')
      const version = Number(read('version') ?? Number.NaN)
      return isLanguage(language) && Number.isInteger(version) ? { act, version, language } : null
    }
    case 'party':
      return { act, party: String(read('party') ?? '') }
    case 'profile':
      return { act, form: profileFormOf((field) => (field === 'birthDate' ? birthDate(read) : read(field))) }
    default:
      return null
  }
}

/** A plain form sends the date in three fields. */
function birthDate(read: (name: string) => unknown): unknown {
  const whole = read('birthDate')
  if (typeof whole === 'string') return whole
  const parts = ['birthYear', 'birthMonth', 'birthDay'].map((name) => read(name) ?? '')
  return parts.every((part) => part === '') ? '' : parts.join('-')
}
