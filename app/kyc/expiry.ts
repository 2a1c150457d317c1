// All days are YYYY-MM-DD in the shop's time zone, so they compare as texts.

const DAY_MS = 24 * 60 * 60_000

/** A day so many days later; earlier when negative. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** How many days lie between two days; negative when the second is the earlier one. */
export const daysUntil = (today: string, day: string): number => Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS)

/** What a shop set about papers that run out. */
export interface ExpiryRules {
  /** Days before the last day on which the customer is reminded. */
  readonly remindDays: readonly number[]
  /** Days after the last day on which the customer may still order. */
  readonly graceDays: number
  /** Whether customers are asked to renew; otherwise staff are told. */
  readonly ask: boolean
}

/**
 * The reminder that is due today, as its days before; null when none is. Of several that were missed only the last one is due, and none
 * after the last day: then the lock speaks.
 */
export function reminderDue(expiresOn: string, told: number | null, today: string, { remindDays }: ExpiryRules): number | null {
  const left = daysUntil(today, expiresOn)
  if (left < 0) return null
  const due = remindDays.filter((days) => left <= days)
  const step = due.length > 0 ? Math.min(...due) : null
  return step !== null && (told === null || step < told) ? step : null
}

/** Whether the paper has run out and the grace is over. The last day itself still counts, and so does each day of grace. */
export const hasLapsed = (expiresOn: string, today: string, { graceDays }: ExpiryRules): boolean => today > daysAfter(expiresOn, graceDays)

/** Days before the last day from which on a verified customer may hand in a new paper, where the shop reminds nobody. */
const RENEWABLE_DAYS = 60

/** The last day whose papers may be renewed today. */
export const renewableUntil = (today: string, { remindDays }: ExpiryRules): string =>
  daysAfter(today, Math.max(RENEWABLE_DAYS, ...remindDays))

/**
 * The day that counts of what was read on a part's paper; null when there is none: a paper without a last day does not run out, and what was
 * read before all papers in force came in was read on others. Texts of `sentAt` need not be in order.
 */
export function dayInForce(read: { readonly expiresOn: string; readonly readAt: Date } | null, sentAt: readonly Date[]): string | null {
  if (!read || read.expiresOn === '') return null
  const first = Math.min(...sentAt.map((at) => at.getTime()))
  return sentAt.length > 0 && read.readAt.getTime() < first ? null : read.expiresOn
}
