import { noteDeed } from '../audit/note.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Asked, Place } from './asked.ts'
import { countOf, type Entry, entriesOf } from './list.server.ts'

/** One page of print holds some twenty rows; a browser lays out no more than this at once. */
const PRINTED_MAX = 5000
/** Rows read at a time. */
const BATCH = 500

/** What one print holds: which of all rows that are asked for, counted from 1, and where the next part begins. */
export interface PrintedPart {
  readonly entries: readonly Entry[]
  readonly first: number
  readonly count: number
  /** Null: this is the last. */
  readonly next: Place | null
}

/**
 * The rows that are asked for, to be printed at once (古物営業法 第18条), on record; in parts where a browser cannot lay out all of them, and each
 * says which it is, so that nobody takes a part for the whole. Refuses who may not (`not-allowed`).
 */
export async function printLedger(
  world: World,
  shop: string,
  by: StaffMember,
  { asked, after = null, max = PRINTED_MAX }: { readonly asked: Asked; readonly after?: Place | null; readonly max?: number },
): Promise<Result<PrintedPart>> {
  if (!may(by.role, 'see-ledger')) return refuse({ code: 'not-allowed', needs: 'see-ledger' })
  const [count, before] = [await countOf(world, shop, asked), after ? await countOf(world, shop, asked, after) : 0]
  await note(world, shop, by, 'ledger.print', asked, Math.min(count - before, max))
  const entries: Entry[] = []
  for await (const batch of batchesOf(world, shop, asked, { after, max })) entries.push(...batch)
  const last = entries.at(-1)
  return ok({ entries, first: before + 1, count, next: last && before + entries.length < count ? last : null })
}

/** Every row that is asked for, read as it is taken, on record before the first. Refuses who may not (`not-allowed`). */
export async function exportLedger(world: World, shop: string, by: StaffMember, asked: Asked): Promise<Result<AsyncIterable<Entry>>> {
  if (!may(by.role, 'see-ledger')) return refuse({ code: 'not-allowed', needs: 'see-ledger' })
  await note(world, shop, by, 'ledger.export', asked, await countOf(world, shop, asked))
  async function* rows(): AsyncGenerator<Entry> {
    for await (const batch of batchesOf(world, shop, asked, { after: null, max: Number.POSITIVE_INFINITY })) yield* batch
  }
  return ok(rows())
}

async function* batchesOf(
  world: World,
  shop: string,
  asked: Asked,
  { after, max }: { readonly after: Place | null; readonly max: number },
): AsyncGenerator<readonly Entry[]> {
  let last = after
  for (let read = 0; read < max; read += BATCH) {
    const limit = Math.min(BATCH, max - read)
    const batch = await entriesOf(world, shop, asked, last, limit)
    yield batch
    if (batch.length < limit) return
    last = batch.at(-1) ?? null
  }
}

/** The range and how many rows: nothing of what they say. */
async function note(world: World, shop: string, by: StaffMember, action: string, asked: Asked, rows: number): Promise<void> {
  const { from, to, shown, customer } = asked
  const subject = customer === null ? null : `customer:${customer}`
  await noteDeed(world, world.db, shop, by, { action, subject, codes: { from, to, shown, rows } })
}
