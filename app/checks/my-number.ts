/**
 * My Number may be collected by nobody who has no task in tax or social security (番号法 第15条・第20条), and the back of the card on which it
 * stands may not be copied. What looks like one is refused wherever it is typed, and kept nowhere.
 */

const WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** Whether twelve digits carry the check digit of a My Number (番号法施行規則 第5条). */
export function isMyNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false
  const rest = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest)
}

const SEPARATOR = '[\\s\\u002d\\u2010-\\u2015\\u2212\\u30fc\\u00b7\\u30fb./,]'
/** Twelve digits in one. A number with its country code is a phone number. */
const UNBROKEN = /(?<![\d+])\d{12}(?!\d)/g
/** As they are printed on the card: four, four and four. Four groups are a bank card. */
const IN_FOURS = new RegExp(`(?<![\\d+]|\\d${SEPARATOR})\\d{4}${SEPARATOR}{1,3}\\d{4}${SEPARATOR}{1,3}\\d{4}(?!${SEPARATOR}?\\d)`, 'gu')
const DRESS = new RegExp(SEPARATOR, 'gu')

/** Whether a text as typed holds what looks like a My Number: alone in any dress, or among words. One in eleven other twelve digits do, too. */
export function holdsMyNumber(typed: string): boolean {
  const text = typed.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
  if (isMyNumber(text.replace(DRESS, ''))) return true
  return [UNBROKEN, IN_FOURS].some((form) => (text.match(form) ?? []).some((each) => isMyNumber(each.replace(DRESS, ''))))
}

/** The first of several typed texts that holds what looks like a My Number, by its name; null when none does. */
export const fieldWithMyNumber = (texts: Readonly<Record<string, string>>): string | null =>
  Object.keys(texts).find((name) => holdsMyNumber(texts[name] ?? '')) ?? null
