// How people type numbers and dates: in any width, with separators, in the years of an emperor.

/** Dashes of every kind that stand between digits: hyphens, minus signs, the long vowel mark. */
const DASHES = /[\u002d\u2010-\u2015\u2212\u30fc\uff70\u2500]/g

/** A number as typed, without its dress: half width, capitals, no spaces, dashes or dots. */
export const bare = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(DASHES, '')
    .replace(/[\s.·]/g, '')

const ERAS: readonly [RegExp, number][] = [
  [/^(?:令和|R)/, 2018],
  [/^(?:平成|H)/, 1988],
  [/^(?:昭和|S)/, 1925],
  [/^(?:大正|T)/, 1911],
  [/^(?:民國|民国|中華民國)/, 1911],
  [/^(?:西暦|公元)?/, 0],
]

/** A date as typed, as YYYY-MM-DD; null when there is no such day. Knows the years of Japanese eras (R9.5.1, 令和9年5月1日) and of the Republic of China. */
export function readDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toUpperCase().replace(DASHES, '-').replace('元年', '1年')
  const [era, start] = ERAS.find(([pattern]) => pattern.test(text)) ?? [/^/, 0]
  const rest = text.replace(era, '').trim()
  const pattern = start === 0 ? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/ : /^(\d{1,3})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
  const compact = start === 0 ? /^(\d{4})(\d{2})(\d{2})$/ : /^(\d{2})(\d{2})(\d{2})$/
  const [, year, month, day] = pattern.exec(rest) ?? compact.exec(rest) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  return dayOf(Number(year) + start, Number(month), Number(day))
}

/** YYYY-MM-DD; null when the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(2000, 0, 1))
  at.setUTCFullYear(year, month - 1, day)
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return real && year >= 1000 && year <= 9999 ? at.toISOString().slice(0, 10) : null
}
