/** A planned mishap. `topic`: webhooks of it only; `operation`: Admin API requests whose text holds it. `count`: how many it hits, then it is over. */
export interface Fault {
  readonly kind:
    | 'duplicate' // the webhook arrives twice, same ids
    | 'delay' // the webhook waits `ms`
    | 'reorder' // webhooks overtake each other within `ms`
    | 'drop' // the webhook never comes
    | 'api-error' // the Admin API answers `status` and does nothing
    | 'api-throttled' // the Admin API answers THROTTLED and does nothing
    | 'api-lost' // the Admin API does it, and its answer is lost
    | 'api-late' // the answer is lost, and the Admin API does it `ms` later
    | 'api-slow' // the Admin API answers after `ms`
    | 'token-lost' // the token endpoint does it, and its answer is lost
  readonly shop?: string
  readonly topic?: string
  readonly operation?: string
  readonly ms?: number
  readonly status?: number
  /** 0 to 1: the part of cases it hits; left out, all. Drawn from a seeded sequence. */
  readonly share?: number
  left?: number
}

export interface Faults {
  list: Fault[]
  /** State of the seeded sequence for `share` and `reorder`. */
  seed: number
}

export const KINDS: readonly string[] = [
  'duplicate',
  'delay',
  'reorder',
  'drop',
  'api-error',
  'api-throttled',
  'api-lost',
  'api-late',
  'api-slow',
  'token-lost',
]

/** No faults; the same seed gives the same mishaps. */
export const noFaults = (seed = 1): Faults => ({ list: [], seed })

/** The next number of the sequence, 0 up to 1 (mulberry32). */
export function chance(faults: Faults): number {
  faults.seed = (faults.seed + 0x6d2b79f5) | 0
  let t = faults.seed
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/** The fault that hits here, if one does; it is used up by one. */
export function strike(
  faults: Faults,
  kinds: readonly Fault['kind'][],
  here: { shop: string; topic?: string; operation?: string },
): Fault | undefined {
  for (const fault of faults.list) {
    if (!kinds.includes(fault.kind) || fault.left === 0) continue
    if (fault.shop !== undefined && fault.shop !== here.shop) continue
    if (fault.topic !== undefined && fault.topic !== here.topic) continue
    if (fault.operation !== undefined && !here.operation?.includes(fault.operation)) continue
    if (fault.share !== undefined && chance(faults) >= fault.share) continue
    if (fault.left !== undefined) fault.left -= 1
    return fault
  }
  return undefined
}
