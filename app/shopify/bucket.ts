/** What an answer of the Admin API says about the shop's bucket of points (platform facts 3.2). */
export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/** The bucket as we believe it to be: the last answer, less what we have sent since. Pure; times in milliseconds. */
export interface Bucket extends ThrottleStatus {
  readonly at: number
}

/** A standard plan's bucket, full: what we assume until the first answer tells us. */
export const firstBucket = (at: number): Bucket => ({ maximumAvailable: 2000, currentlyAvailable: 2000, restoreRate: 100, at })

/** Points available at a moment, by the rate of restoring. */
export function availableAt(bucket: Bucket, now: number): number {
  const restored = (Math.max(0, now - bucket.at) / 1000) * bucket.restoreRate
  return Math.min(bucket.maximumAvailable, bucket.currentlyAvailable + restored)
}

/** Takes points for a request before it is sent. Says how long to wait first, in milliseconds; the points are reserved either way. */
export function reserve(bucket: Bucket, cost: number, now: number): { readonly bucket: Bucket; readonly waitMs: number } {
  const left = availableAt(bucket, now) - cost
  const waitMs = left >= 0 ? 0 : Math.ceil((-left / bucket.restoreRate) * 1000)
  return { bucket: { ...bucket, currentlyAvailable: left, at: now }, waitMs }
}

/**
 * Takes over what an answer said. Other requests may be under way, which the answer may not have counted yet: `inFlight` points of
 * theirs are kept back, so that the belief errs on the careful side.
 */
export function learn(told: ThrottleStatus, inFlight: number, now: number): Bucket {
  return { ...told, currentlyAvailable: told.currentlyAvailable - inFlight, at: now }
}
