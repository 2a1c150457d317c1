import type { Prisma } from '../../generated/prisma/client.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import { openTask } from '../kyc/tasks.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import { eraseCustomer } from './erasure.server.ts'

/** Shopify's three compliance topics. Each ends with a record of ids, codes and counts that outlives what it tells of. */
export function compliance(world: World): Readonly<Record<string, TopicHandler>> {
  return {
    /** The shop owes the customer an answer within 30 days: staff get a task, and find everything on the case page. */
    'customers/data_request': async (tx, shop, { customer, topic }) => {
      await note(world, tx, shop, topic, customer, {})
      if (customer !== null) await openTask(world, tx, shop, customer, { code: 'data-requested' })
    },
    'customers/redact': async (tx, shop, { customer, topic }) => {
      if (customer === null) return note(world, tx, shop, topic, null, {})
      const outcome = await eraseCustomer(world, tx, shop, customer)
      await note(world, tx, shop, topic, customer, { ...outcome } as unknown as Prisma.InputJsonObject)
      if (outcome.byDefault && outcome.held.length > 0) await openTask(world, tx, shop, customer, { code: 'held-by-default' })
    },
    /** Comes 48 hours after an uninstallation; one that finds the app installed again is late and changes nothing. */
    'shop/redact': async (tx, shop, { topic }) => {
      const installed = (await tx.shop.count({ where: { shopId: shop, uninstalledAt: null } })) > 0
      await note(world, tx, shop, topic, null, { ignored: installed })
      if (!installed) await addJob(tx, 'accounts.erase-shop', { shop }, { key: `erase:${shop}`, queue: `erase:${shop}` })
    },
  }
}

async function note(
  world: World,
  tx: Tx,
  shop: string,
  topic: string,
  customer: bigint | null,
  outcome: Prisma.InputJsonObject,
): Promise<void> {
  const at = world.now()
  await tx.complianceRecord.create({ data: { shopId: shop, at, topic, customerId: customer, outcome } })
  const subject = customer === null ? null : `customer:${customer}`
  await tx.auditEntry.create({ data: { shopId: shop, at, actor: 'shopify', action: topic, subject } })
}
