import { ok, type Result, refuse } from '../platform/result.ts'
import { CHANGE_RULES, EXPIRY_LIMITS, type Settings } from './settings.ts'

/** What the shop does when papers run out (table C 10). */
export interface ExpiryChange {
  readonly section: 'expiry'
  readonly expiry: Settings['expiry']
}

/** What the shop does when something about a verified customer changes. */
export interface ChangesChange {
  readonly section: 'changes'
  readonly changes: Settings['changes']
}

type Typed = (name: string) => string

const whole = (typed: string, max: number): number | null => (/^\d{1,3}$/.test(typed) && Number(typed) <= max ? Number(typed) : null)

/**
 * Reads the days of the reminders however they are typed, longest first and once each; none is none. `bad-input`: `remindDays` with the first
 * entry that is no day, or `too-many`; `graceDays`.
 */
export function readExpiry(text: Typed): Result<ExpiryChange> {
  const typed = text('remindDays')
    .normalize('NFKC')
    .split(/[\s,;、]+/)
    .filter(Boolean)
  const wrong = typed.find((each) => (whole(each, EXPIRY_LIMITS.remindDays) ?? 0) < 1)
  if (wrong !== undefined) return refuse({ code: 'bad-input', fields: { remindDays: wrong } })
  const remindDays = [...new Set(typed.map(Number))].sort((one, other) => other - one)
  if (remindDays.length > EXPIRY_LIMITS.reminders) return refuse({ code: 'bad-input', fields: { remindDays: 'too-many' } })
  const graceDays = whole(text('graceDays').normalize('NFKC').trim(), EXPIRY_LIMITS.graceDays)
  if (graceDays === null) return refuse({ code: 'bad-input', fields: { graceDays: 'number' } })
  const ask = text('ask')
  if (ask !== 'customer' && ask !== 'staff') return refuse({ code: 'bad-input', fields: { ask: 'unknown' } })
  return ok({ section: 'expiry', expiry: { remindDays, graceDays, ask: ask === 'customer' } })
}

/** What of a verified customer has a rule. */
export const CHANGE_FIELDS = ['name', 'address', 'birthDate', 'email'] as const satisfies readonly (keyof Settings['changes'])[]

/** Reads the rule of each field; `bad-input` names the field whose rule is none. */
export function readChanges(text: Typed): Result<ChangesChange> {
  const ruleOf = (field: string) => CHANGE_RULES.find((rule) => rule === text(field))
  const wrong = CHANGE_FIELDS.find((field) => !ruleOf(field))
  if (wrong) return refuse({ code: 'bad-input', fields: { [wrong]: 'unknown' } })
  const changes = Object.fromEntries(CHANGE_FIELDS.map((field) => [field, ruleOf(field)])) as Settings['changes']
  return ok({ section: 'changes', changes })
}
