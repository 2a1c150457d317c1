import type { Reason } from '../../kyc/return-reasons.ts'
import type { Language } from '../../platform/i18n/languages.ts'

/** A document of the part, as the dialog lists it, and what the customer calls it. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly said: string
}

/** What is asked for again, by document: the code of the reason. Documents that are not named are kept. */
export type Picked = Readonly<Record<string, string>>

/**
 * The words that the reasons bring, in the customer's language (C19, C21): one reason in its own words; different ones each behind the
 * document's name.
 */
export function wordsFor(picked: Picked, rows: readonly Row[], reasons: readonly Reason[], language: Language): string {
  const text = (code: string) => reasons.find((one) => one.code === code)?.texts[language].text ?? ''
  const codes = [...new Set(Object.values(picked))]
  const [only = ''] = codes
  const named = rows.filter(({ id }) => picked[id] !== undefined)
  if (codes.length < 2 && named.length === rows.length) return text(only)
  const colon = language === 'en' ? ': ' : '：'
  return named.map(({ id, said }) => `${said}${colon}${text(picked[id] ?? '')}`).join('\n')
}

/** What the reasons remind staff to note, in the reader's language; empty where they say nothing. */
export const hintFor = (picked: Picked, reasons: readonly Reason[], language: Language): string =>
  [...new Set(Object.values(picked))].flatMap((code) => reasons.find((one) => one.code === code)?.texts[language].hint || []).join(' ')

/** The field of the decision's form: `id:reason,id:reason`. */
export const pickedField = (picked: Picked): string =>
  Object.entries(picked)
    .map(([id, reason]) => `${id}:${reason}`)
    .join()
