/** What an answer of the Admin API says about the shop's bucket of points (platform facts 3.2). */
export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/** `urgent`: somebody waits for the answer. `mass`: sweeps, relabelling, taking over, which take what is left. */
export type Lane = 'urgent' | 'mass'

/**
 * One shop's bucket as all processes share it (docs/decisions/0008-one-bucket-a-shop.md). Pure; times in milliseconds of one clock.
 * `free` never exceeds what Shopify has, less what was given out and Shopify may not have charged yet.
 */
export interface Bucket {
  readonly maximum: number
  readonly restoreRate: number
  readonly free: number
  /** The moment for which `free` is said. */
  readonly at: number
  /** When Shopify last said how full the bucket is. */
  readonly toldAt: number
  /** Points that answered requests were charged, since the beginning. */
  readonly spent: number
  /** When mass work was last given points. */
  readonly massAt: number
  /** Points given out and not yet answered for, by process. */
  readonly underWay: Readonly<Record<string, { readonly points: number; readonly at: number }>>
}

/** A standard plan's bucket, of which only a little is believed to be there until the first answer tells. */
export const firstBucket = (now: number): Bucket => ({
  maximum: 2000,
  restoreRate: 100,
  free: 200,
  at: now,
  toldAt: now,
  spent: 0,
  massAt: now,
  underWay: {},
})

/** A process that has not been heard of for so long has died, or its requests have timed out. */
const FORGOTTEN_MS = 60_000
/** Without news for so long, one question finds out how things stand. */
const UNSURE_MS = 30_000
/** What an answer says of the level is old after so long. */
const YOUNG_MS = 2000
/** Mass work leaves this much for whoever comes next: two seconds' worth, at most a quarter of the bucket. */
const floorOf = ({ maximum, restoreRate }: Bucket): number => Math.min(maximum / 4, restoreRate * 2)
/**
 * Never given out: a tenth of a second's worth. While requests are under way an answer cannot tell a reckoning that is a little too high from
 * one that is right, and clocks differ.
 */
const slackOf = ({ maximum, restoreRate }: Bucket): number => Math.min(maximum / 100, restoreRate / 10)
/** The part of the restored points that mass work gets even while urgent work waits. */
const MASS_SHARE = 0.2

const pointsUnderWay = ({ underWay }: Bucket, now: number): number =>
  Object.values(underWay).reduce((sum, { points, at }) => sum + (now - at < FORGOTTEN_MS ? points : 0), 0)

/** Points that may be given out at a moment. Nothing is restored into a bucket that may still be full. */
export function freeAt(bucket: Bucket, now: number): number {
  const restored = (Math.max(0, now - bucket.at) / 1000) * bucket.restoreRate
  return Math.min(bucket.maximum - pointsUnderWay(bucket, now), bucket.free + restored)
}

/** The bucket as it stands at a moment; the clock of one process may be behind that of another, and never turns back. */
function moved(bucket: Bucket, now: number): Bucket {
  const at = Math.max(bucket.at, now)
  const living = Object.entries(bucket.underWay).filter(([, process]) => at - process.at < FORGOTTEN_MS && process.points > 0)
  return { ...bucket, free: freeAt(bucket, at), at, underWay: Object.fromEntries(living) }
}

function charge(bucket: Bucket, process: string, points: number): Bucket {
  const before = bucket.underWay[process]?.points ?? 0
  return { ...bucket, underWay: { ...bucket.underWay, [process]: { points: Math.max(0, before + points), at: bucket.at } } }
}

/** What one process asks for: the costs of its waiting requests, first come first. */
export type Waiting = Readonly<Record<Lane, readonly number[]>>

export interface Given {
  readonly bucket: Bucket
  /** How many requests at the head of each line may go. */
  readonly urgent: number
  readonly mass: number
  /** When to ask again, in milliseconds; null when nobody waits any more. */
  readonly waitMs: number | null
}

/**
 * Gives points to requests of one process. Nobody overtakes in a line. Urgent work goes first and may empty the bucket; mass work leaves
 * a floor to it, and gets a fifth of what is restored while urgent work goes on and on.
 */
export function give(known: Bucket, process: string, waiting: Waiting, now: number): Given {
  let bucket = moved(known, now)
  const left = { urgent: [...waiting.urgent], mass: [...waiting.mass] }
  const given = { urgent: 0, mass: 0 }
  const need = (lane: Lane, floor = 0): number =>
    Math.min((left[lane][0] ?? Number.POSITIVE_INFINITY) + Math.max(floor, slackOf(bucket)), bucket.maximum)
  const take = (lane: Lane): void => {
    const cost = left[lane].shift() ?? 0
    given[lane] += 1
    bucket = charge({ ...bucket, free: bucket.free - cost, ...(lane === 'mass' ? { massAt: bucket.at } : {}) }, process, cost)
  }
  const isUnsure = bucket.at - bucket.toldAt > UNSURE_MS && pointsUnderWay(bucket, bucket.at) === 0
  if (isUnsure && bucket.free < need(left.urgent.length > 0 ? 'urgent' : 'mass')) {
    take(left.urgent.length > 0 ? 'urgent' : 'mass')
    return { bucket, ...given, waitMs: waitMs(bucket, left, bucket.maximum) }
  }
  const massIsDue = left.mass.length > 0 && ((bucket.at - bucket.massAt) / 1000) * bucket.restoreRate * MASS_SHARE >= need('mass')
  if (massIsDue) {
    if (bucket.free < need('mass')) return { bucket, ...given, waitMs: waitMs(bucket, left, need('mass')) }
    take('mass')
  }
  while (left.urgent.length > 0 && bucket.free >= need('urgent')) take('urgent')
  if (left.urgent.length > 0) return { bucket, ...given, waitMs: waitMs(bucket, left, need('urgent')) }
  const floor = floorOf(bucket)
  while (left.mass.length > 0 && bucket.free >= need('mass', floor)) take('mass')
  return { bucket, ...given, waitMs: waitMs(bucket, left, need('mass', floor)) }
}

/** Between two looks at least, and at most: other processes take and give too. */
const LOOK_MS = { least: 5, most: 1000 }

function waitMs({ free, restoreRate }: Bucket, left: Waiting, needed: number): number | null {
  if (left.urgent.length + left.mass.length === 0) return null
  const ms = restoreRate > 0 ? Math.ceil(((needed - free) / restoreRate) * 1000) : LOOK_MS.most
  return Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, ms))
}

/** What became of a request that was given `points`. */
export interface Settled {
  readonly points: number
  /** What Shopify charged: all of it where nothing is known, nothing where it was not sent or was THROTTLED. */
  readonly charged: number
  readonly told: ThrottleStatus | null
  /** `spent` of the bucket when the points were given. */
  readonly spentBefore: number
  readonly tookMs: number
}

/**
 * Takes over what an answer said. Other requests may be under way, of which Shopify had charged none or all when it answered: within those
 * bounds our own reckoning is believed, outside of them Shopify is.
 */
export function settle(known: Bucket, process: string, { points, charged, told, spentBefore, tookMs }: Settled, now: number): Bucket {
  const before = charge(moved(known, now), process, -points)
  const bucket = { ...before, spent: before.spent + charged }
  const reckoned = bucket.free + points - charged
  if (!told) return { ...bucket, free: reckoned }
  // Answers overtake each other: what was answered since may have been charged after this one was.
  const least = told.currentlyAvailable - pointsUnderWay(bucket, bucket.at) - (before.spent - spentBefore)
  const most = tookMs < YOUNG_MS ? told.currentlyAvailable : Number.POSITIVE_INFINITY
  return {
    ...bucket,
    maximum: told.maximumAvailable,
    restoreRate: told.restoreRate,
    toldAt: bucket.at,
    free: Math.min(Math.max(reckoned, least), most),
  }
}
