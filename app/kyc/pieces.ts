import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { CountryCode } from 'libphonenumber-js/core'
import { fold } from './fold.ts'

/** By what staff look for a customer, as the store keeps it. */
export interface Named {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
}

/** What a search asks: somebody who has all pieces of the words and whose texts really hold them, or any of the other pieces; or the customer of that number. */
export interface Asked {
  readonly words: readonly string[]
  readonly pieces: readonly string[]
  /** Each of them alone finds, and cannot lie. */
  readonly sure: readonly string[]
  readonly customer: bigint | null
}

const EASTERN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー'
const EAST = new RegExp(`^[${EASTERN}]+$`, 'u')
const RUNS = new RegExp(`[${EASTERN}]+|(?:(?![${EASTERN}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')

/** The runs of one kind of script in a text, folded: characters of East Asia, or letters and digits. */
const runsOf = (text: string): readonly string[] => fold(text).match(RUNS) ?? []

const windows = (run: string, size: number): string[] => {
  const each = Array.from(run)
  return each.slice(0, Math.max(0, each.length - size + 1)).map((_, at) => each.slice(at, at + size).join(''))
}

/** East Asian names are short: one and two characters anywhere. Letters: three anywhere, and one and two at the beginning. */
const piecesOfRun = (run: string): readonly string[] =>
  EAST.test(run)
    ? [...windows(run, 1), ...windows(run, 2)]
    : [`^${run.slice(0, 1)}`, ...(run.length > 1 ? [`^${run.slice(0, 2)}`] : []), ...windows(run, 3)]

/** The fewest pieces that whoever holds the run has. */
const piecesAsked = (run: string): readonly string[] => {
  const size = Array.from(run).length
  if (EAST.test(run)) return size === 1 ? [run] : windows(run, 2)
  return size < 3 ? [`^${run}`] : windows(run, 3)
}

const localPart = (email: string | null): string => email?.slice(0, email.lastIndexOf('@')) ?? ''

/** The texts in which a word is looked for: each name, the mail address before the @, and an East Asian name written as one. */
function textsOf({ firstName, lastName, email }: Named): readonly string[] {
  const parts = [...runsOf(lastName ?? ''), ...runsOf(firstName ?? '')]
  const whole = parts.length > 1 && parts.every((part) => EAST.test(part)) ? [parts.join('')] : []
  return [...parts, ...runsOf(localPart(email)), ...whole]
}

/** Everything by which a customer can be found, each once. */
export function piecesOf(of: Named): readonly string[] {
  const pieces = textsOf(of).flatMap(piecesOfRun)
  if (of.email) pieces.push(`@${fold(of.email.trim())}`)
  const digits = of.phone?.replace(/\D/g, '') ?? ''
  if (of.phone && digits.length >= 4) pieces.push(`+${digits}`, `#${digits.slice(-4)}`)
  return [...new Set(pieces)]
}

/** Whether the words stand in a customer's texts: what a look at every customer would find. */
export const holds = (of: Named, words: readonly string[]): boolean => {
  const texts = textsOf(of)
  return words.every((word) => texts.some((text) => (EAST.test(word) || word.length > 2 ? text.includes(word) : text.startsWith(word))))
}

// Numbers are typed as at home; the store keeps them with their country.
const HOMES: readonly CountryCode[] = ['JP', 'TW', 'CN', 'HK', 'US']

function phonesTyped(typed: string): readonly string[] {
  if (!/^\+?[\d\s()./-]+$/.test(typed)) return []
  const digits = typed.replace(/\D/g, '')
  if (digits.length === 4) return [`#${digits}`]
  if (digits.length < 7) return []
  const known = HOMES.flatMap((home) => parsePhoneNumberFromString(typed, home)?.number.replace(/\D/g, '') ?? [])
  return [...new Set([...known, digits])].map((each) => `+${each}`)
}

const ID_MAX = 9223372036854775807n

/** Reads what staff typed: a mail address, a phone number or its last four digits, a customer's number, words of a name or address. Null: nothing to look for. */
export function readAsked(typed: string): Asked | null {
  const text = typed.normalize('NFKC').trim().slice(0, 100)
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { words: [], pieces: [], sure: [`@${fold(text)}`], customer: null }
  const words = [...new Set(runsOf(text))]
  if (words.length === 0) return null
  const customer = /^\d{1,19}$/.test(text) && BigInt(text) <= ID_MAX ? BigInt(text) : null
  return { words, pieces: [...new Set(words.flatMap(piecesAsked))], sure: phonesTyped(text), customer }
}
