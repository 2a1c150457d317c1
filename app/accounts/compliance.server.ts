import type { Prisma } from '../../generated/prisma/client.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import { absorbedBy } from '../kyc/absorbed.server.ts'
import { openTask } from '../kyc/tasks.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { eraseCustomer } from './erasure.server.ts'
import { foundAnything } from './outcome.ts'
import { RECORD_KINDS } from './retention.ts'

/** Longer than any transaction lives: whoever wrote about a customer while the erasure ran has ended by then. */
const AGAIN_MS = 60_000

/** Shopify's three compliance topics. Each ends with a record of ids, codes and counts that outlives what it tells of. */
export function compliance(world: World): Readonly<Record<string, TopicHandler>> {
  return {
    /** The shop owes the customer an answer within 30 days: staff get a task, and find everything on the case page. */
    'customers/data_request': async (tx, shop, { customer, topic }) => {
      await note(world, tx, shop, topic, customer, customer === null ? {} : await whatIsKept(tx, shop, customer))
      if (customer !== null) await openTask(world, tx, shop, customer, { code: 'data-requested' })
    },
    'customers/redact': async (tx, shop, { customer, topic }) => {
      if (customer === null) return note(world, tx, shop, topic, null, {})
      // Who went into this customer by a merge is the same person: nobody will ask for them by their own number.
      for (const each of [...(await absorbedBy(tx, shop, customer)), customer]) await eraseOnRecord(world, tx, shop, each)
    },
    /** Comes 48 hours after an uninstallation; one that finds the app installed again is late and changes nothing. */
    'shop/redact': async (tx, shop, { topic }) => {
      const installed = (await tx.shop.count({ where: { shopId: shop, uninstalledAt: null } })) > 0
      await note(world, tx, shop, topic, null, { ignored: installed })
      if (!installed) await addJob(tx, 'accounts.erase-shop', { shop }, { key: `erase:${shop}`, queue: `erase:${shop}` })
    },
  }
}

/** Erases a customer, says so on record, and looks again when whoever was writing has ended. */
export async function eraseOnRecord(world: World, tx: Tx, shop: string, customer: bigint): Promise<void> {
  const outcome = await eraseCustomer(world, tx, shop, customer)
  await note(world, tx, shop, 'customers/redact', customer, { ...outcome } as unknown as Prisma.InputJsonObject)
  if (outcome.byDefault && outcome.held.length > 0) await openTask(world, tx, shop, customer, { code: 'held-by-default' })
  const again = { key: `erase-again:${shop}:${customer}`, runAt: new Date(world.now().getTime() + AGAIN_MS) }
  await addJob(tx, 'accounts.erase-again', { shop, customer: String(customer) }, again)
}

/** Erases once more what was written while the erasure ran; on record when there was anything. */
export async function eraseAgain(world: World, shop: string, customer: bigint): Promise<void> {
  await write(world, async (tx) => {
    const outcome = await eraseCustomer(world, tx, shop, customer)
    if (foundAnything(outcome))
      await note(world, tx, shop, 'customers/redact', customer, { ...outcome } as unknown as Prisma.InputJsonObject)
    if (outcome.byDefault && outcome.held.length > 0) await openTask(world, tx, shop, customer, { code: 'held-by-default' })
  })
}

/** How many records there are of a customer, in the open and sealed: what an answer to a request for data must cover. */
async function whatIsKept(tx: Tx, shop: string, customer: bigint): Promise<Prisma.InputJsonObject> {
  const where = { shopId: shop, customerId: { in: [customer, ...(await absorbedBy(tx, shop, customer))] } }
  const open = [
    await tx.kycProfile.count({ where }),
    await tx.document.count({ where: { ...where, erasedAt: null } }),
    (await tx.kycReading.count({ where })) + (await tx.kycVerifiedValues.count({ where })) + (await tx.kycLeg.count({ where })),
    await tx.payoutAccount.count({ where }),
    await tx.kycEvent.count({ where }),
    await tx.ledgerEntry.count({ where }),
  ]
  const sealed = await tx.heldRecord.count({ where })
  return { kept: Object.fromEntries(RECORD_KINDS.map((kind, index) => [kind, open[index] ?? 0])), sealed }
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
