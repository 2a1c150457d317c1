/** How a waiting case stands to the hours that the shop allows itself. */
export type Service = 'on-time' | 'soon' | 'late'

const HOUR_MS = 60 * 60_000
/** The last part of the time, in which a case should be next. */
const SOON_SHARE = 0.25

/** When a case that waits since a moment is late: plain hours, nights and holidays count. */
export const lateAt = (since: Date, hours: number): Date => new Date(since.getTime() + hours * HOUR_MS)

/** Cases that wait since before this moment are late. */
export const lateBefore = (now: Date, hours: number): Date => new Date(now.getTime() - hours * HOUR_MS)

/** How a case stands: late from the moment the hours are over, soon in their last quarter. */
export function serviceOf(since: Date, now: Date, hours: number): Service {
  const left = lateAt(since, hours).getTime() - now.getTime()
  return left <= 0 ? 'late' : left <= hours * HOUR_MS * SOON_SHARE ? 'soon' : 'on-time'
}
