import { z } from 'zod'
import { LAWS, type LawId } from '../accounts/retention.ts'
import { type ReasonChange, readReasonForm } from '../kyc/reason-form.ts'
import { LABEL_KEYS, type Wording } from '../kyc/tags.ts'
import { METHODS, type MethodParty } from '../methods/methods.ts'
import { isLanguage } from '../platform/i18n/languages.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { ROLES, type Role } from './roles.ts'
import { type ChangesChange, type ExpiryChange, readChanges, readExpiry } from './rules-form.ts'
import { COOL_DOWN_HOURS_MAX, type Settings } from './settings.ts'

/** One section of the settings page, as the owner sends it. */
export type SettingsChange =
  | { readonly section: 'notices'; readonly notices: Settings['notices'] }
  | { readonly section: 'language'; readonly language: Settings['language'] }
  | { readonly section: 'labels'; readonly wording: Wording }
  | { readonly section: 'ledger'; readonly permit: string }
  | { readonly section: 'holds'; readonly laws: readonly LawId[] }
  | { readonly section: 'payout'; readonly coolDownHours: number }
  | { readonly section: 'second'; readonly second: Settings['secondApproval']; readonly byHand: Settings['approvalByHand'] }
  | { readonly section: 'methods'; readonly methods: Settings['methods']; readonly ageMin: Settings['ageMin'] }
  | {
      readonly section: 'desk'
      readonly serviceHours: number
      readonly reminderAfterDays: number
      readonly reminderEveryDays: number
      readonly watchLabel: string
    }
  | ExpiryChange
  | ChangesChange
  | { readonly section: 'by-hand'; readonly removal: Settings['approveByTagRemoval']; readonly addition: Settings['approveByTagAddition'] }

/** Everything that the settings page can send. */
export type SettingsRequest =
  | SettingsChange
  | { readonly section: 'notice'; readonly language: Settings['language']; readonly text: string }
  | { readonly section: 'segments' }
  | { readonly section: 'reasons'; readonly change: ReasonChange }
  | { readonly section: 'role'; readonly member: bigint; readonly role: Role }

export const RECIPIENTS_MAX = 20
export const PERMIT_MAX = 200
export const NOTICE_CHARACTERS_MAX = 5000

const address = z.email().max(254)

/** Reads one section of the settings form; `bad-input` names what is wrong, with the first wrong address as it was typed. */
export function readSettingsForm(form: FormData): Result<SettingsRequest> {
  const text = (name: string) => String(form.get(name) ?? '')
  const bad = (fields: Record<string, string>) => refuse({ code: 'bad-input', fields } as const)
  switch (text('section')) {
    case 'notices':
      return readNotices(text('to'), form.has('registered'), form.has('submitted'))
    case 'language':
      return readLanguage(text('language'))
    case 'labels':
      return ok({ section: 'labels', wording: Object.fromEntries(LABEL_KEYS.map((key) => [key, text(key).trim()])) as Wording })
    case 'by-hand':
      return readByHand(text('removal'), text('addition'))
    case 'payout':
      return readPayout(text('coolDownHours'))
    case 'second':
      return readSecond(text('second'), text('byHand'))
    case 'desk':
      return readDesk(text)
    case 'segments':
      return ok({ section: 'segments' })
    case 'expiry':
      return readExpiry(text)
    case 'changes':
      return readChanges(text)
    case 'reasons': {
      const change = readReasonForm(form)
      return change.ok ? ok({ section: 'reasons', change: change.value }) : change
    }
    case 'ledger':
      return text('permit').trim().length > PERMIT_MAX
        ? bad({ permit: 'too-long' })
        : ok({ section: 'ledger', permit: text('permit').trim() })
    case 'holds':
      return ok({ section: 'holds', laws: LAWS.filter((law) => form.has(`law.${law}`)) })
    case 'methods':
      return readMethods(form)
    case 'notice':
      return readNotice(text('language'), text('text'))
    case 'role': {
      const role = ROLES.find((each) => each === text('role'))
      return role && /^\d{1,18}$/.test(text('member'))
        ? ok({ section: 'role', member: BigInt(text('member')), role })
        : bad({ role: 'unknown' })
    }
    default:
      return bad({ section: 'unknown' })
  }
}

function readNotices(list: string, registered: boolean, submitted: boolean): Result<SettingsRequest> {
  const to = [...new Set(list.split(/[\s,;、，]+/).filter(Boolean))]
  const wrong = to.find((each) => !address.safeParse(each).success)
  if (wrong) return refuse({ code: 'bad-input', fields: { to: wrong } })
  if (to.length > RECIPIENTS_MAX) return refuse({ code: 'bad-input', fields: { to: 'too-many' } })
  return ok({ section: 'notices', notices: { to, registered, submitted } })
}

/** What the numbers of the desk may be. */
export const DESK_LIMITS = { serviceHours: [1, 720], reminderAfterDays: [0, 365], reminderEveryDays: [1, 365] } as const

function readDesk(text: (name: string) => string): Result<SettingsRequest> {
  const names = Object.keys(DESK_LIMITS) as (keyof typeof DESK_LIMITS)[]
  const wrong = names.find((name) => {
    const [min, max] = DESK_LIMITS[name]
    return !/^\d{1,4}$/.test(text(name)) || Number(text(name)) < min || Number(text(name)) > max
  })
  if (wrong) return refuse({ code: 'bad-input', fields: { [wrong]: 'number' } })
  const watchLabel = text('watchLabel').trim()
  if (watchLabel.length > 255) return refuse({ code: 'bad-input', fields: { watchLabel: 'too-long' } })
  const numbers = Object.fromEntries(names.map((name) => [name, Number(text(name))])) as Record<keyof typeof DESK_LIMITS, number>
  return ok({ section: 'desk', ...numbers, watchLabel })
}

const readLanguage = (language: string): Result<SettingsRequest> =>
  isLanguage(language) ? ok({ section: 'language', language }) : refuse({ code: 'bad-input', fields: { language: 'unknown' } })

/** Nobody can be identified by no method; names that the table has not are dropped. */
function readMethods(form: FormData): Result<SettingsRequest> {
  const chosen = (party: MethodParty) =>
    METHODS.methods.filter(({ id, parties }) => parties.includes(party) && form.has(`${party}.${id}`)).map(({ id }) => id)
  const methods = { individual: chosen('individual'), corporation: chosen('corporation') }
  const ageMin = ([18, 20] as const).find((age) => String(age) === form.get('ageMin'))
  if (methods.individual.length === 0) return refuse({ code: 'bad-input', fields: { individual: 'required' } })
  if (methods.corporation.length === 0) return refuse({ code: 'bad-input', fields: { corporation: 'required' } })
  return ageMin ? ok({ section: 'methods', methods, ageMin }) : refuse({ code: 'bad-input', fields: { ageMin: 'unknown' } })
}

function readByHand(removal: string, addition: string): Result<SettingsRequest> {
  if (removal !== 'submitted' && removal !== 'always' && removal !== 'never')
    return refuse({ code: 'bad-input', fields: { removal: 'unknown' } })
  if (addition !== 'with-removal' && addition !== 'never') return refuse({ code: 'bad-input', fields: { addition: 'unknown' } })
  return ok({ section: 'by-hand', removal, addition })
}

function readPayout(hours: string): Result<SettingsRequest> {
  const typed = hours.normalize('NFKC').trim()
  const coolDownHours = Number(typed)
  if (!/^\d{1,3}$/.test(typed) || coolDownHours > COOL_DOWN_HOURS_MAX)
    return refuse({ code: 'bad-input', fields: { coolDownHours: 'invalid' } })
  return ok({ section: 'payout', coolDownHours })
}

function readSecond(second: string, byHand: string): Result<SettingsRequest> {
  if (second !== 'none' && second !== 'corporations' && second !== 'all')
    return refuse({ code: 'bad-input', fields: { second: 'unknown' } })
  if (byHand !== 'counts' && byHand !== 'request') return refuse({ code: 'bad-input', fields: { byHand: 'unknown' } })
  return ok({ section: 'second', second, byHand })
}

function readNotice(language: string, typed: string): Result<SettingsRequest> {
  const text = typed.replace(/\r\n?/g, '\n').trim()
  if (!isLanguage(language)) return refuse({ code: 'bad-input', fields: { language: 'unknown' } })
  if (text === '') return refuse({ code: 'bad-input', fields: { text: 'empty' } })
  if ([...text].length > NOTICE_CHARACTERS_MAX) return refuse({ code: 'bad-input', fields: { text: 'too-long' } })
  return ok({ section: 'notice', language, text })
}
