import type { Part } from '../kyc/case.ts'
import { unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import type { Reading } from './reading.ts'

/** One customer of one shop. */
export interface Who {
  readonly shop: string
  readonly customer: bigint
}

/** What the seal of a reading is bound to. */
export const aboutReading = ({ shop, customer }: Who, part: string): string => `${shop}:kyc-reading:${customer}:${part}`

/** Opens what was sealed of a reading, in its row or out of it. */
export const openReading = async (world: World, who: Who, part: string, sealed: Uint8Array): Promise<Reading> => ({
  // Readings from before the field came.
  issuedBy: '',
  ...(unsealJson(await world.keyring.of(who.shop), aboutReading(who, part), sealed) as Omit<Reading, 'issuedBy'>),
})

/** What was read of a part's paper, when, and by whom. */
export interface ReadPaper {
  readonly reading: Reading
  readonly readAt: Date
  readonly readBy: string
}

/** What was read of a part's paper; null when nobody has read it. */
export async function readingOf(world: World, tx: Tx, who: Who, part: Part): Promise<ReadPaper | null> {
  const row = await tx.kycReading.findUnique({
    where: { shopId_customerId_part: { shopId: who.shop, customerId: who.customer, part } },
  })
  return row ? { reading: await openReading(world, who, part, row.sealed), readAt: row.readAt, readBy: row.readBy } : null
}
