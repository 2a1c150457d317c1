import { METHODS } from '../../methods/methods.ts'
import type { Translate } from '../../platform/i18n/translate.ts'
import type { AdminMessages, AdminReference } from '../messages.ts'

type Dictionary = Readonly<Record<string, string>>

/** What codes are said with: the words of a language, and who is who among the staff. */
export interface Speech {
  readonly t: Translate<AdminReference>
  readonly messages: AdminMessages
  readonly staffName: (id: string) => string
}

/** Ids of rows, of documents, and of the shop's own reasons. */
const ID = /^(own-)?[0-9a-f]{8}[0-9a-f-]{16,}$/
/** What says how it was before stands in one line with what says how it is now. */
const PAIRS: Dictionary = { from: 'to', byHandFrom: 'byHandTo' }

/** The ids and codes of a row of the audit log in words, a line each; an id is shortened, and what has no words is shown as it was written. */
export function codeWords(speech: Speech, action: string, codes: Readonly<Record<string, unknown>>): readonly string[] {
  const { t, messages } = speech
  // The database gives the names back in an order of its own: ids are said last.
  const order = Object.keys(messages.rules.codes.name)
  const placeOf = ([name, value]: readonly [string, unknown]) => (ID.test(String(value)) ? order.length : order.indexOf(name))
  const inOrder = Object.entries(codes).toSorted((one, other) => placeOf(one) - placeOf(other))
  return inOrder.flatMap(([name, value]) => {
    if (Object.values(PAIRS).includes(name) && Object.keys(PAIRS).some((from) => PAIRS[from] === name && from in codes)) return []
    const to = PAIRS[name]
    if (to === undefined || !(to in codes)) {
      const said = valueWords(speech, action, name, value)
      return said === '' ? [] : [t('rules.codes.pair', { name: nameWord(speech, action, name), value: said })]
    }
    const [before, now] = onlyDifferent(value, codes[to])
    const [from, until] = [valueWords(speech, action, name, before), valueWords(speech, action, name, now)]
    return from === until ? [] : [t('rules.codes.change', { name: nameWord(speech, action, to), from, to: until })]
  })
}

/** Of two records only the fields in which they differ. */
function onlyDifferent(before: unknown, now: unknown): readonly [unknown, unknown] {
  if (!isRecord(before) || !isRecord(now)) return [before, now]
  const differs = Object.keys(now).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]))
  const of = (record: Readonly<Record<string, unknown>>) => Object.fromEntries(differs.map((key) => [key, record[key]]))
  return [of(before), of(now)]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function nameWord({ messages }: Speech, action: string, name: string): string {
  if (name === 'to' && action.startsWith('ledger.')) return messages.rules.codes.period
  const words: Dictionary = { ...messages.rules.codes.name, ...(action === 'settings.changes' ? messages.tasks.field : {}) }
  return words[name] ?? name
}

function valueWords(speech: Speech, action: string, name: string, value: unknown): string {
  const { codes } = speech.messages.rules
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return codes.none
  if (typeof value === 'boolean') return value ? codes.yes : codes.no
  if (Array.isArray(value)) return value.map((each) => valueWords(speech, action, name, each)).join(codes.and)
  // Of a preview's figures the one that counts everybody is enough: the rest stands on its own screen.
  if (name === 'counts') return isRecord(value) && value.total !== undefined ? String(value.total) : ''
  if (isRecord(value)) {
    const fields = Object.entries(value).map(([field, each]) =>
      speech.t('rules.codes.pair', { name: nameWord(speech, action, field), value: valueWords(speech, action, field, each) }),
    )
    return fields.join(codes.and)
  }
  return plainWord(speech, action, name, String(value))
}

function plainWord(speech: Speech, action: string, name: string, value: string): string {
  if (name === 'proposedBy' || (name === 'from' && action === 'kyc.take-claim')) return speech.staffName(value)
  if (ID.test(value)) return value.replace('own-', '').slice(0, 8)
  return dictionaryOf(speech.messages, action, name)[value] ?? value
}

/** Where the words of a code stand: the same screens say them. */
function dictionaryOf(messages: AdminMessages, action: string, name: string): Dictionary {
  const { desk, holds, checks, payout, second, settings, ledger, rules, tasks } = messages
  switch (name) {
    case 'part':
    case 'parts':
      return messages.part
    case 'kind': {
      const { ok, missing, ng, free } = desk.contact
      return { ...messages.kind, ...holds.kind, ok, missing, ng, free }
    }
    case 'leg':
      return checks.leg
    case 'record':
      return checks.act
    case 'match':
      return payout.match
    case 'language':
    case 'languages':
      return settings.languages
    case 'law':
      return holds.law
    case 'shown':
      return ledger.shown
    case 'act':
      return rules.codes.act
    case 'to':
    case 'from':
      return fromDictionary(messages, action)
    case 'individual':
    case 'corporation':
      return Object.fromEntries(METHODS.methods.map(({ id, legs }) => [id, legs.map((leg) => checks.leg[leg]).join('＋')]))
    case 'byHandFrom':
      return second.settings.byHandChoice
    case 'reason':
      return action === 'held.open'
        ? holds.reasons
        : Object.fromEntries(Object.entries(messages.reason).map(([code, words]) => [code, words.name]))
    default:
      return action === 'settings.changes' && name in tasks.field ? rules.changes.rule : {}
  }
}

function fromDictionary({ settings, second, holds, rules }: AdminMessages, action: string): Dictionary {
  if (action === 'staff.grant') return settings.staff.roles
  if (action === 'settings.second') return second.settings.rule
  if (action === 'settings.holds') return holds.law
  return action === 'settings.reasons' ? rules.codes.act : {}
}
