import { noteDeed } from '../audit/note.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Asked } from './asked.ts'
import { countOf, type Entry, entriesOf } from './list.server.ts'

/** One page of print holds some twenty rows; a browser lays out no more than this at once. */
export const PRINTED_MAX = 5000
/** Rows read at a time. */
const BATCH = 500

/**
 * Every row that is asked for, to be printed at once (古物営業法 第18条), on record. Refuses who may not (`not-allowed`), and more rows than a
 * browser can lay out (`bad-input`, rows).
 */
export async function printLedger(world: World, shop: string, by: StaffMember, asked: Asked): Promise<Result<readonly Entry[]>> {
  if (!may(by.role, 'see-ledger')) return refuse({ code: 'not-allowed', needs: 'see-ledger' })
  const count = await countOf(world, shop, asked)
  if (count > PRINTED_MAX) return refuse({ code: 'bad-input', fields: { rows: String(count) } })
  await note(world, shop, by, 'ledger.print', asked, count)
  const rows: Entry[] = []
  for await (const batch of batchesOf(world, shop, asked, PRINTED_MAX)) rows.push(...batch)
  return ok(rows)
}

/** Every row that is asked for, read as it is taken, on record before the first. Refuses who may not (`not-allowed`). */
export async function exportLedger(world: World, shop: string, by: StaffMember, asked: Asked): Promise<Result<AsyncIterable<Entry>>> {
  if (!may(by.role, 'see-ledger')) return refuse({ code: 'not-allowed', needs: 'see-ledger' })
  await note(world, shop, by, 'ledger.export', asked, await countOf(world, shop, asked))
  async function* rows(): AsyncGenerator<Entry> {
    for await (const batch of batchesOf(world, shop, asked, Number.POSITIVE_INFINITY)) yield* batch
  }
  return ok(rows())
}

async function* batchesOf(world: World, shop: string, asked: Asked, max: number): AsyncGenerator<readonly Entry[]> {
  let last: Entry | undefined
  for (let read = 0; read < max; read += BATCH) {
    const batch = await entriesOf(world, shop, asked, last ?? null, BATCH)
    yield batch
    if (batch.length < BATCH) return
    last = batch.at(-1)
  }
}

/** The range and how many rows: nothing of what they say. */
async function note(world: World, shop: string, by: StaffMember, action: string, asked: Asked, rows: number): Promise<void> {
  const { from, to, shown, customer } = asked
  const subject = customer === null ? null : `customer:${customer}`
  await noteDeed(world, world.db, shop, by, { action, subject, codes: { from, to, shown, rows } })
}
