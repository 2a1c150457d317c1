import { Prisma } from '../../generated/prisma/client.ts'
import { copiesOf } from '../audit/copies.server.ts'
import { storageOf } from '../documents/storage.server.ts'
import { eraseLedger } from '../ledger/keeping.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { layTombstone } from '../platform/tombstones.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { eraseCustomer } from './erasure.server.ts'
import { endRecords } from './holds.server.ts'
import { type Erased, foundAnything, readOutcome, sumOf } from './outcome.ts'
import { LAWS } from './retention.ts'

const BATCH = 200

/**
 * Erases a shop after `shop/redact`, customer by customer, then everything else of it; with its key goes whatever was sealed. What laws hold
 * stays sealed, with the key, until the last clock has run out. A shop that was installed again meanwhile is left alone. May run twice, and
 * may die anywhere.
 */
export async function eraseShop(world: World, shop: string): Promise<void> {
  for (;;) {
    if (await isInstalled(world, shop)) return
    const customers = await someCustomers(world, shop)
    for (const customer of customers) {
      await write(world, async (tx) => {
        // Who installs the app again in this moment either waits for us, or stops us.
        const [row] = await tx.$queryRaw<{ gone: boolean }[]>`
          select uninstalled_at is not null as gone from shops where shop_id = ${shop} for share`
        if (row?.gone) await addToRecord(tx, shop, await eraseCustomer(world, tx, shop, customer))
      })
    }
    if (customers.length === 0) break
  }
  await write(world, async (tx) => {
    const where = { shopId: shop }
    const [row] = await tx.$queryRaw<{ gone: boolean; settings: unknown }[]>`
      select uninstalled_at is not null as gone, settings from shops where shop_id = ${shop} for update`
    if (!row?.gone) return
    const { holds } = readSettings(row.settings)
    const ledger = await eraseLedger(tx, shop, world.now(), holds ?? LAWS)
    await tx.session.deleteMany({ where })
    await tx.kycTask.deleteMany({ where })
    await tx.caughtOrder.deleteMany({ where })
    await tx.staffMember.deleteMany({ where })
    await tx.kycNotice.deleteMany({ where })
    await tx.kycSavedView.deleteMany({ where })
    await tx.kycReminderRun.deleteMany({ where })
    await tx.kycReason.deleteMany({ where })
    await tx.kycSegment.deleteMany({ where })
    await tx.inboxRow.deleteMany({ where })
    await tx.shopRun.deleteMany({ where })
    await tx.kycSurvey.deleteMany({ where })
    await tx.kycRelabelling.deleteMany({ where })
    await tx.shopBudget.deleteMany({ where })
    await tx.kycSurveyPage.deleteMany({ where })
    await tx.kycTally.deleteMany({ where })
    await tx.takeOver.deleteMany({ where })
    await tx.lookupKey.deleteMany({ where })
    await tx.auditEntry.deleteMany({ where })
    await tx.auditSeal.deleteMany({ where })
    // Before the commit: a copy that outlived its log would make the log of a shop that comes back look cut off.
    for (const copies of copiesOf(world)) await copies.erase(shop)
    // By the laws that the owner named the rest of the ledger ends.
    const settings = ledger > 0 && holds ? { holds } : {}
    await tx.shop.update({
      where,
      data: { facts: {}, settings, sweptUntil: null, sweep: Prisma.DbNull, watchedUntil: 0n, ordersSeenUntil: null },
    })
    await layTombstone(world, tx, { shop, kind: 'shop', subject: shop })
    if (ledger === 0 && (await tx.heldRecord.count({ where })) === 0) await tx.shop.delete({ where })
  })
}

/** Ends holds whose clock has run out: the record goes, its document's bytes follow, and with the last one the shop that only waited for it. */
export async function endHolds(world: World, batch = BATCH): Promise<number> {
  let ended = 0
  for (;;) {
    const due = await world.db.heldRecord.findMany({
      where: { heldUntil: { lte: world.now() } },
      take: batch,
      orderBy: { heldUntil: 'asc' },
    })
    for (const row of due) await write(world, (tx) => endRecords(world, tx, [row]))
    ended += due.length
    if (due.length < batch) break
  }
  await world.db.$executeRaw`
    delete from shops s where uninstalled_at is not null and settings - 'holds' = '{}' and facts = '{}'
      and not exists (select 1 from ledger_entries l where l.shop_id = s.shop_id)
      and not exists (select 1 from held_records h where h.shop_id = s.shop_id)
      and exists (select 1 from compliance_records c where c.shop_id = s.shop_id and c.topic = 'shop/redact' and c.at >= s.uninstalled_at)`
  return ended
}

/** Forgets bytes whose keys are gone. */
export async function forgetBytes(world: World, ids: readonly string[]): Promise<void> {
  for (const id of ids) await storageOf(world).delete(id)
}

async function isInstalled(world: World, shop: string): Promise<boolean> {
  return (await world.db.shop.count({ where: { shopId: shop, uninstalledAt: null } })) > 0
}

/** Customers of whom any row is left. */
async function someCustomers(world: World, shop: string): Promise<bigint[]> {
  const rows = await world.db.$queryRaw<{ customer_id: bigint }[]>`
    select customer_id from (
      (select customer_id from kyc_cases where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_search where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_sightings where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from documents where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_profiles where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_readings where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_fingerprints where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_legs where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from payout_accounts where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from payout_proofs where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_events where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_consents where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from customer_sessions where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from customer_tickets where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_claims where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_reminders where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from kyc_watches where shop_id = ${shop} limit ${BATCH}) union
      (select customer_id from mails where shop_id = ${shop} and customer_id is not null limit ${BATCH})
    ) left_over`
  return rows.map(({ customer_id }) => customer_id)
}

/** The record of `shop/redact` grows with every customer, in the transaction that erases them. */
async function addToRecord(tx: Tx, shop: string, outcome: Erased): Promise<void> {
  if (!foundAnything(outcome)) return
  const last = await tx.complianceRecord.findFirst({ where: { shopId: shop, topic: 'shop/redact' }, orderBy: { id: 'desc' } })
  if (!last) return
  const before = readOutcome(last.outcome)
  const sum = before ? sumOf(before, outcome) : outcome
  await tx.complianceRecord.update({ where: { shopId_id: { shopId: shop, id: last.id } }, data: { outcome: { ...sum } as object } })
}
