export interface Age {
  readonly value: number
  readonly unit: 'minute' | 'hour' | 'day'
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long ago, in the largest whole unit up to days: somebody who waits for 40 days waits for 40 days, not for a month. */
export function ageOf(from: Date, now: Date): Age {
  const elapsed = Math.max(0, now.getTime() - from.getTime())
  if (elapsed >= DAY_MS) return { value: Math.floor(elapsed / DAY_MS), unit: 'day' }
  if (elapsed >= HOUR_MS) return { value: Math.floor(elapsed / HOUR_MS), unit: 'hour' }
  return { value: Math.floor(elapsed / MINUTE_MS), unit: 'minute' }
}

/** Full years between a birth date (YYYY-MM-DD) and a moment, by the calendar of a time zone. */
export function yearsOld(birthDate: string, now: Date, timezone: string): number {
  // The en-CA calendar writes YYYY-MM-DD.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(now)
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}
