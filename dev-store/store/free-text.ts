import { type FieldError, fieldError } from './outcome.ts'

const TEXT_MAX = 255
const HTML = /<[^>]*>/
const ADDRESS = /https?:\/\/|www\./i
const EMOJI = /\p{Extended_Pictographic}/u

/** Trimmed; blank is null. */
export function trimmed(text: string | null | undefined): string | null {
  const kept = text?.trim() ?? ''
  return kept === '' ? null : kept
}

/** What Shopify says about a short text in a name or an address. `label` is the field in words: "First name". */
export function textErrors(path: readonly string[], label: string, text: string | null, emojis: 'allowed' | 'refused'): FieldError[] {
  if (text === null) return []
  if ([...text].length > TEXT_MAX) return [fieldError(path, `${label} is too long (maximum is ${TEXT_MAX} characters)`)]
  if (HTML.test(text)) return [fieldError(path, `${label} cannot contain HTML tags`)]
  if (ADDRESS.test(text)) return [fieldError(path, `${label} cannot contain URL`)]
  if (emojis === 'refused' && EMOJI.test(text)) return [fieldError(path, `${label} cannot contain emojis`)]
  return []
}
