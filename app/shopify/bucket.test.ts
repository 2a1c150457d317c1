import { describe, expect, test } from 'vitest'
import { type Bucket, firstBucket, freeAt, give, type Lane, settle, type ThrottleStatus } from './bucket.ts'

const bucket = (over: Partial<Bucket> = {}): Bucket => ({ ...firstBucket(0), free: 2000, ...over })
const told = (currentlyAvailable: number, maximumAvailable = 2000, restoreRate = 100): ThrottleStatus => ({
  maximumAvailable,
  currentlyAvailable,
  restoreRate,
})
const asks = (urgent: number[], mass: number[] = []) => ({ urgent, mass })

describe('what may be given out', () => {
  test('urgent requests go until a tenth of a second’s worth is left, then wait for exactly the points that are missing', () => {
    const given = give(bucket({ free: 100 }), 'a', asks(Array(12).fill(10)), 0)
    expect([given.urgent, given.waitMs]).toEqual([9, 100]) // 10 points at 100 a second
    expect(freeAt(given.bucket, 0)).toBe(10)
    expect(give(given.bucket, 'a', asks([10, 10]), 100).urgent).toBe(1)
  })

  test('nobody overtakes in a line: a large request is not starved by small ones', () => {
    expect(give(bucket({ free: 50 }), 'a', asks([60, 10]), 0)).toMatchObject({ urgent: 0, waitMs: 200 })
  })

  test('mass work leaves two seconds’ worth of points to whoever comes next', () => {
    const given = give(bucket({ free: 230 }), 'a', asks([], [30, 30]), 0)
    expect(given).toMatchObject({ mass: 1, waitMs: 300 })
    expect(freeAt(given.bucket, 0)).toBe(200)
  })

  test('urgent work goes before mass work that came earlier', () => {
    expect(give(bucket({ free: 40 }), 'a', asks([30], [10]), 0)).toMatchObject({ urgent: 1, mass: 0 })
  })

  test('what is more than the whole bucket holds goes when the bucket is full', () => {
    const full = bucket({ maximum: 50, restoreRate: 10, free: 50 })
    expect(give(full, 'a', asks([80]), 0).urgent).toBe(1)
    expect(give(full, 'a', asks([], [80]), 0).mass).toBe(1)
  })

  test('the bucket never restores above its size, nor into room that Shopify may not have made yet', () => {
    expect(freeAt(bucket(), 3_600_000)).toBe(2000)
    const given = give(bucket(), 'a', asks([1000]), 0)
    expect(freeAt(given.bucket, 10_000)).toBe(1000)
  })

  test('another process’s clock that is behind restores nothing twice', () => {
    const ahead = give(bucket({ free: 100 }), 'a', asks([10]), 1000).bucket
    const behind = give(ahead, 'b', asks([10]), 500).bucket
    expect(freeAt(behind, 1000)).toBe(180)
  })

  test('a process that died holds nothing back for longer than a minute', () => {
    const dead = give(bucket(), 'dead', asks([1500]), 0).bucket
    expect(freeAt(dead, 59_000)).toBe(500)
    expect(freeAt(dead, 61_000)).toBe(2000)
  })

  test('a bucket that was believed empty for half a minute is asked once', () => {
    const stuck = bucket({ free: -500, restoreRate: 0 })
    expect(give(stuck, 'a', asks([10, 10]), 29_000).urgent).toBe(0)
    const given = give(stuck, 'a', asks([10, 10]), 31_000)
    expect(given.urgent).toBe(1)
    expect(give(given.bucket, 'a', asks([10]), 31_001).urgent).toBe(0)
  })
})

describe('what an answer says', () => {
  const under = (points: number[]) => give(bucket({ free: 500 }), 'a', asks(points), 0).bucket

  test('what was not charged comes back', () => {
    const after = settle(under([100]), 'a', { points: 100, charged: 40, told: null, spentBefore: 0, tookMs: 50 }, 0)
    expect(freeAt(after, 0)).toBe(460)
    expect(after.underWay.a?.points).toBe(0)
  })

  test('less than we reckoned is believed at once: somebody else asks with the same app', () => {
    expect(freeAt(settle(under([10]), 'a', { points: 10, charged: 10, told: told(300), spentBefore: 0, tookMs: 50 }, 0), 0)).toBe(300)
  })

  test('more is believed, less what is under way and Shopify may not have counted', () => {
    const after = settle(under([10, 30]), 'a', { points: 10, charged: 10, told: told(1000), spentBefore: 0, tookMs: 50 }, 0)
    expect(freeAt(after, 0)).toBe(970)
  })

  test('answers overtake each other: what was answered since may have been charged later', () => {
    const both = under([30, 30])
    const later = settle(both, 'a', { points: 30, charged: 30, told: null, spentBefore: 0, tookMs: 50 }, 0)
    // When this was said, the other one had perhaps not arrived.
    const earlier = settle(later, 'a', { points: 30, charged: 30, told: told(480), spentBefore: 0, tookMs: 50 }, 0)
    expect(freeAt(earlier, 0)).toBe(450)
  })

  test('an answer that took long tells of an earlier level', () => {
    const after = settle(under([10]), 'a', { points: 10, charged: 10, told: told(5), spentBefore: 0, tookMs: 15_000 }, 0)
    expect(freeAt(after, 0)).toBe(490)
  })

  test('another plan’s bucket is taken over', () => {
    const after = settle(under([10]), 'a', { points: 10, charged: 10, told: told(9000, 20_000, 1000), spentBefore: 0, tookMs: 50 }, 0)
    expect([after.maximum, after.restoreRate, freeAt(after, 1000)]).toEqual([20_000, 1000, 10_000])
  })
})

/** Shopify's side: charges when a request arrives, answers later. */
function shopify(rate: number, maximum: number) {
  let available = maximum
  let at = 0
  const now = (ms: number) => {
    available = Math.min(maximum, available + ((ms - at) / 1000) * rate)
    at = ms
    return available
  }
  return {
    charge: (cost: number, ms: number): boolean => {
      if (now(ms) < cost) return false
      available -= cost
      return true
    },
    level: (ms: number) => told(Math.floor(now(ms)), maximum, rate),
  }
}

interface Run {
  readonly throttled: number
  readonly charged: number
  readonly waits: Readonly<Record<Lane, number[]>>
  readonly sent: Readonly<Record<Lane, number>>
}

/** Several processes ask for an hour's quarter, on a clock that moves by a millisecond; requests reach Shopify and come back with delays. */
function simulate(options: {
  readonly rate: number
  readonly seconds: number
  readonly urgent: (ms: number, process: number) => number | null
  readonly mass: boolean
}): Run {
  const processes = ['a', 'b', 'c']
  const store = shopify(options.rate, options.rate * 20)
  let shared: Bucket = { ...firstBucket(0), maximum: options.rate * 20, restoreRate: options.rate }
  const waiting = processes.map((): Record<Lane, { cost: number; since: number }[]> => ({ urgent: [], mass: [] }))
  const events: { at: number; run: (ms: number) => void }[] = []
  const run = { throttled: 0, charged: 0, waits: { urgent: [] as number[], mass: [] as number[] }, sent: { urgent: 0, mass: 0 } }
  let seed = 7
  const upTo = (most: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % most
  }
  const send = (process: string, cost: number, ms: number) => {
    const spentBefore = shared.spent
    const arrives = ms + 5 + upTo(80)
    const answers = arrives + 5 + upTo(80)
    let went = false
    let level: ThrottleStatus
    events.push({
      at: arrives,
      run: (now) => {
        went = store.charge(cost, now)
        level = store.level(now)
        if (went) run.charged += cost
        else run.throttled += 1
      },
    })
    events.push({
      at: answers,
      run: (now) => {
        shared = settle(shared, process, { points: cost, charged: went ? cost : 0, told: level, spentBefore, tookMs: answers - ms }, now)
      },
    })
  }
  for (let ms = 0; ms < options.seconds * 1000; ms++) {
    for (const event of events.filter(({ at }) => at === ms)) event.run(ms)
    if (ms % 500 === 0) events.splice(0, events.length, ...events.filter(({ at }) => at > ms))
    for (const [index, process] of processes.entries()) {
      const lines = waiting[index]
      if (!lines) continue
      const cost = options.urgent(ms, index)
      if (cost !== null) lines.urgent.push({ cost, since: ms })
      while (options.mass && lines.mass.length < 5) lines.mass.push({ cost: 12 + upTo(30), since: ms })
      const costs = (lane: Lane) => lines[lane].map((one) => one.cost)
      const given = give(shared, process, { urgent: costs('urgent'), mass: costs('mass') }, ms)
      if (given.urgent + given.mass > 0) shared = given.bucket
      for (const lane of ['urgent', 'mass'] as const)
        for (const one of lines[lane].splice(0, given[lane])) {
          run.waits[lane].push(ms - one.since)
          // The first half minute spends what was in the bucket.
          if (ms >= 30_000) run.sent[lane] += one.cost
          send(process, one.cost, ms)
        }
    }
  }
  return run
}

describe('several processes on one bucket', () => {
  test.each([100, 1000])('mass work at %i points a second uses the budget and is never THROTTLED', (rate) => {
    const { throttled, charged } = simulate({ rate, seconds: 60, urgent: () => null, mass: true })
    expect(throttled).toBe(0)
    // What was in the bucket at first is not counted as budget, and a floor of it is never spent.
    expect(charged).toBeGreaterThan(0.95 * rate * 60)
  })

  test('whoever waits for an answer waits a moment, however much mass work there is', () => {
    const { throttled, charged, waits } = simulate({
      rate: 100,
      seconds: 120,
      // A page here, a decision there: half of the budget.
      urgent: (ms, process) => (process === 0 && ms % 400 === 0 ? 20 : null),
      mass: true,
    })
    expect(throttled).toBe(0)
    expect(charged).toBeGreaterThan(0.95 * 100 * 120)
    const settled = waits.urgent.slice(10)
    expect(Math.max(...settled)).toBeLessThan(1000)
  })

  test('urgent work without end leaves mass work its fifth', () => {
    const { throttled, sent } = simulate({
      rate: 100,
      seconds: 120,
      urgent: (ms, process) => (process === 0 && ms % 100 === 0 ? 20 : null),
      mass: true,
    })
    expect(throttled).toBe(0)
    expect(sent.mass / (sent.mass + sent.urgent)).toBeGreaterThan(0.1)
    expect(sent.urgent / (sent.mass + sent.urgent)).toBeGreaterThan(0.7)
  })
})
