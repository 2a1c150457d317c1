import type { World } from '../platform/world.server.ts'
import type { Delivery } from './delivery.ts'
import { keepAll } from './inbox.server.ts'

/** One statement holds at most so many deliveries, and so many bytes of payloads. */
const ROWS_MAX = 250
const BYTES_MAX = 4_000_000
/** Statements under way at once: while one waits for the disk, the next one gathers. */
const UNDER_WAY_MAX = 2

interface Waiting {
  readonly delivery: Delivery
  readonly bytes: number
  readonly kept: () => void
  readonly failed: (error: unknown) => void
}

export interface Intake {
  /** Resolves when a delivery of so many bytes is durable; rejects when it could not be kept, and Shopify sends it again. */
  keep(delivery: Delivery, bytes?: number): Promise<void>
}

/**
 * Makes deliveries durable, many in one commit: those that arrive while another commit is on its way to the disk go together in the next
 * one. A storm then costs one commit a batch, and a single delivery waits for nobody.
 */
export function openIntake(world: World): Intake {
  const waiting: Waiting[] = []
  let underWay = 0

  function next(): void {
    while (underWay < UNDER_WAY_MAX && waiting.length > 0) {
      underWay += 1
      void keepBatch(world, take(waiting)).finally(() => {
        underWay -= 1
        next()
      })
    }
  }

  return {
    keep: (delivery, bytes = 0) =>
      new Promise((kept, failed) => {
        waiting.push({ delivery, bytes, kept, failed })
        // The rest of this turn's arrivals come along.
        setImmediate(next)
      }),
  }
}

function take(waiting: Waiting[]): Waiting[] {
  let sum = 0
  let rows = 0
  for (const { bytes } of waiting) {
    sum += bytes
    if (rows > 0 && (rows >= ROWS_MAX || sum > BYTES_MAX)) break
    rows += 1
  }
  return waiting.splice(0, rows)
}

/** What one delivery does wrong must not cost the others: a batch that fails is taken apart. */
async function keepBatch(world: World, batch: readonly Waiting[]): Promise<void> {
  try {
    await keepAll(
      world,
      batch.map(({ delivery }) => delivery),
    )
    for (const { kept } of batch) kept()
  } catch (error) {
    if (batch.length === 1) return batch[0]?.failed(error)
    for (const one of batch) await keepBatch(world, [one])
  }
}
