import { holdsMyNumber } from '../checks/my-number.ts'
import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { Part } from './case.ts'
import { isReasonCode, type ReasonTexts, type SaidTexts } from './return-reasons.ts'

/** Something that the owner does to a reason of a return. */
export type ReasonChange =
  | { readonly act: 'add'; readonly parts: Part | 'both'; readonly texts: SaidTexts }
  | { readonly act: 'edit'; readonly reason: string; readonly texts: SaidTexts }
  | { readonly act: 'restore' | 'hide' | 'show'; readonly reason: string }
  | { readonly act: 'move'; readonly reason: string; readonly part: Part; readonly to: 'up' | 'down' }

/** How long the words of a reason may be, in characters. */
export const REASON_MAX = { name: 60, text: 1000, hint: 200 } as const

const FIELDS = ['name', 'text', 'hint'] as const

/** The name of a field of the form. */
export const fieldOf = (language: Language, field: keyof ReasonTexts): string => `${language}.${field}`

/** Reads what the settings page sends about reasons; `bad-input` names each field that is wrong: `required`, `too-long`, `my-number`. */
export function readReasonForm(form: FormData): Result<ReasonChange> {
  const text = (name: string) => String(form.get(name) ?? '')
  const unknown = (field: string) => refuse({ code: 'bad-input', fields: { [field]: 'unknown' } } as const)
  const [act, reason, parts, part, to] = ['act', 'reason', 'parts', 'part', 'to'].map(text) as [string, string, string, string, string]
  if (act === 'add') {
    if (parts !== 'identity' && parts !== 'corporate' && parts !== 'both') return unknown('parts')
    const texts = readTexts(text)
    return texts.ok ? ok({ act, parts, texts: texts.value }) : texts
  }
  if (!isReasonCode(reason)) return unknown('reason')
  switch (act) {
    case 'edit': {
      const texts = readTexts(text)
      return texts.ok ? ok({ act, reason, texts: texts.value }) : texts
    }
    case 'restore':
    case 'hide':
    case 'show':
      return ok({ act, reason })
    case 'move':
      if ((part !== 'identity' && part !== 'corporate') || (to !== 'up' && to !== 'down')) return unknown('to')
      return ok({ act, reason, part, to })
    default:
      return unknown('act')
  }
}

/** A language in which nothing is written is left out; one that is begun must have the name and what the customer reads. */
function readTexts(text: (name: string) => string): Result<SaidTexts> {
  const faults: Record<string, string> = {}
  const said: Partial<Record<Language, ReasonTexts>> = {}
  for (const language of LANGUAGES) {
    const words = Object.fromEntries(
      FIELDS.map((field) => [field, text(fieldOf(language, field)).replace(/\r\n?/g, '\n').trim()]),
    ) as unknown as ReasonTexts
    if (FIELDS.every((field) => words[field] === '')) continue
    for (const field of FIELDS) {
      if (field !== 'hint' && words[field] === '') faults[fieldOf(language, field)] = 'required'
      if ([...words[field]].length > REASON_MAX[field]) faults[fieldOf(language, field)] = 'too-long'
      if (holdsMyNumber(words[field])) faults[fieldOf(language, field)] = 'my-number'
    }
    said[language] = words
  }
  if (Object.keys(faults).length > 0) return refuse({ code: 'bad-input', fields: faults })
  return Object.keys(said).length > 0 ? ok(said) : refuse({ code: 'bad-input', fields: { texts: 'required' } })
}
