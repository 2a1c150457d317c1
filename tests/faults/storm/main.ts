import type { Desk } from '../real/desk.ts'
import { onADesk } from '../real/main.ts'

/** F6: `count` calls of the Admin API through the real client and engine, in a storm drawn from `seed`. */
export const runThrottle = (count: number, seed: number, print: (line: string) => void) => onADesk((desk) => ride(desk, count, seed, print))

/** The same on a desk that is open. Every call without a violation has passed. */
export async function ride(desk: Desk, count: number, seed: number, print: (line: string) => void) {
  const { Storm } = await import('./storm.ts')
  const storm = await Storm.open(desk, seed)
  try {
    await storm.blow(count)
    await storm.settle()
    const violations = await storm.violations()
    for (const line of violations.slice(0, 20)) print(`seed ${seed}: ${line}`)
    print(storm.told())
    return { passed: Math.max(0, storm.calls - violations.length), failed: violations.length }
  } finally {
    storm.close()
  }
}
