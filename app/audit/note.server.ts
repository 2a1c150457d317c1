import type { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'

/** What a member of staff did, and to what (`customer:8`, `mail:…`): ids and codes only, so that erasing a person breaks nothing here. */
export interface Deed {
  readonly action: string
  readonly subject?: string | null
  readonly codes?: Prisma.InputJsonObject
}

/** Writes into the audit log what a member of staff did (A04), in the transaction of the change that it tells of. */
export async function noteDeed(
  world: World,
  tx: Tx,
  shop: string,
  by: { readonly id: bigint },
  { action, subject = null, codes = {} }: Deed,
): Promise<void> {
  const actor = { actor: 'staff', actorId: String(by.id) }
  await tx.auditEntry.create({ data: { shopId: shop, at: world.now(), ...actor, action, subject, codes } })
}
