import { move } from '../kyc/cases.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'

/** What is lost with a shop's key. */
export interface Losses {
  readonly shop: string
  readonly documents: number
  readonly profiles: number
  readonly notes: number
  readonly held: number
  /** Customers whose papers were under review and are asked for again. */
  readonly asked: number
}

const BATCH = 500

/**
 * Gives up for good what was sealed with keys that the master key does not open, in every such shop, so that the product can go on with a new
 * one. Cases, decisions and their dates stay, and whoever is verified stays verified; whoever waited for a decision is asked for papers again.
 * The loss is put on record. May run twice, and may die anywhere.
 */
export async function giveUpLostKeys(world: World): Promise<readonly Losses[]> {
  const losses: Losses[] = []
  for (const shop of await world.keyring.lost()) losses.push(await giveUp(world, shop))
  return losses
}

async function giveUp(world: World, shop: string): Promise<Losses> {
  const asked = await askAgain(world, shop)
  return write(world, async (tx) => {
    const where = { shopId: shop }
    const readable = { ...where, erasedAt: null }
    const ids = (await tx.document.findMany({ where: readable, select: { id: true } })).map(({ id }) => id)
    await tx.document.updateMany({ where: readable, data: { wrappedKey: null, erasedAt: world.now() } })
    for (let at = 0; at < ids.length; at += BATCH) await addJob(tx, 'documents.forget', { ids: ids.slice(at, at + BATCH) })
    const profiles = await tx.kycProfile.deleteMany({ where })
    const notes = await tx.kycEvent.updateMany({ where: { ...where, sealed: { not: null } }, data: { sealed: null } })
    const held = await tx.heldRecord.deleteMany({ where })
    await tx.kycReading.deleteMany({ where })
    await tx.payoutAccount.deleteMany({ where })
    await tx.kycLeg.updateMany({ where: { ...where, sealed: { not: null } }, data: { sealed: null } })
    // What is looked up by is keyed with what is lost; each reading of a customer makes it anew.
    await tx.kycSearch.deleteMany({ where })
    await tx.kycFingerprint.deleteMany({ where })
    await tx.lookupKey.deleteMany({ where })
    await tx.shop.update({ where, data: { wrappedKey: null, formerKey: null, keyNumber: { increment: 1 } } })
    const lost = { documents: ids.length, profiles: profiles.count, notes: notes.count, held: held.count, asked }
    await tx.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'system', action: 'keys.lost', codes: lost } })
    return { shop, ...lost }
  })
}

/** Papers under review cannot be looked at any more: their parts end, and the customer's page asks for them again. */
async function askAgain(world: World, shop: string): Promise<number> {
  const open = await world.db.kycCase.findMany({
    where: { shopId: shop, gone: false, verified: false, OR: [{ identity: 'submitted' }, { corporate: 'submitted' }] },
    select: { customerId: true, identity: true, corporate: true },
  })
  for (const { customerId, identity, corporate } of open) {
    const parts = [
      ...(identity === 'submitted' ? (['identity'] as const) : []),
      ...(corporate === 'submitted' ? (['corporate'] as const) : []),
    ]
    for (const part of parts) await write(world, (tx) => move(world, tx, shop, customerId, { type: 'expire', part }, { kind: 'system' }))
  }
  return open.length
}
