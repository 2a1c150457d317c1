const NAMED = /^(\d+)_(day|week|month|year)s?_ago$/i
const OFFSET = /^([+-]\d+)([dwmy])$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The day (YYYY-MM-DD) of a moment in a time zone. Throws RangeError for a zone that is none. */
export const dayOf = (moment: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment)

function moved(day: string, count: number, unit: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (unit === 'd') date.setUTCDate(date.getUTCDate() + count)
  if (unit === 'w') date.setUTCDate(date.getUTCDate() + 7 * count)
  if (unit === 'm') date.setUTCMonth(date.getUTCMonth() + count)
  if (unit === 'y') date.setUTCFullYear(date.getUTCFullYear() + count)
  return date.toISOString().slice(0, 10)
}

/** The day that a word of a query means, seen from today: 2026-01-31, -30d, 7_days_ago, today, yesterday; undefined when it means none. */
export function readDay(word: string, today: string): string | undefined {
  if (DAY.test(word) && !Number.isNaN(Date.parse(word))) return word
  if (/^today$/i.test(word)) return today
  if (/^yesterday$/i.test(word)) return moved(today, -1, 'd')
  const named = NAMED.exec(word)
  if (named?.[1] && named[2]) return moved(today, -Number(named[1]), named[2].charAt(0).toLowerCase())
  const offset = OFFSET.exec(word)
  return offset?.[1] && offset[2] ? moved(today, Number(offset[1]), offset[2].toLowerCase()) : undefined
}
