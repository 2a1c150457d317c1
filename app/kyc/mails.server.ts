import { dropUnsent, leaveMail, releaseHeld, type Template } from '../messaging/outbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import type { Case, Part } from './case.ts'
import type { IdentityField } from './changes.ts'

/** Leaves a notice to staff in the transaction of what it tells of (A03, B03, B04); nothing when it is switched off or nobody is named. */
export async function noticeStaff(
  world: World,
  tx: Tx,
  shop: string,
  what: 'registered' | 'submitted',
  { customer, part }: { readonly customer: bigint; readonly part?: Part },
): Promise<void> {
  const row = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const { notices } = readSettings(row.settings)
  if (!notices[what] || notices.to.length === 0) return
  await leaveMail(world, tx, { shop, template: `staff.${what}`, customer, ...(part ? { facts: { part } } : {}) })
}

/**
 * Leaves the mail that tells a customer of a decision (C19, C22). An approval, and a lock by the clock, are held back until the store is seen
 * to show them (C16); a denial by a person goes at once, and an approval that was still held is never told.
 */
export async function tellCustomer(
  world: World,
  tx: Tx,
  shop: string,
  customer: bigint,
  decision: { readonly type: string; readonly part?: Part /** What has changed, of a lock. */; readonly fields?: readonly IdentityField[] },
): Promise<void> {
  switch (decision.type) {
    case 'approve':
      for (const template of LOCKS) await dropUnsent(tx, shop, template, customer)
      return leaveMail(world, tx, { shop, template: 'customer.verified', customer }, true)
    case 'return':
      return leaveMail(world, tx, {
        shop,
        template: 'customer.returned',
        customer,
        ...(decision.part ? { facts: { part: decision.part } } : {}),
      })
    case 'refuse':
    case 'revoke':
      await dropVerified(tx, shop, customer)
      return leaveMail(world, tx, { shop, template: decision.type === 'refuse' ? 'customer.refused' : 'customer.revoked', customer })
    case 'expire':
    case 'lock':
      await dropVerified(tx, shop, customer)
      return leaveMail(
        world,
        tx,
        {
          shop,
          template: decision.type === 'lock' ? 'customer.locked' : 'customer.expired',
          customer,
          facts: { ...(decision.part ? { part: decision.part } : {}), ...(decision.fields ? { fields: decision.fields.join() } : {}) },
        },
        true,
      )
    default:
      return
  }
}

/** Locks that nobody decided: told once the store shows them. */
const LOCKS: readonly Template[] = ['customer.expired', 'customer.locked']

/** An approval that was not told yet is never told: it was taken back, or the customer is gone. */
export const dropVerified = (tx: Tx, shop: string, customer: bigint): Promise<void> => dropUnsent(tx, shop, 'customer.verified', customer)

/** True when the mail of an approval still waits for a reading that shows it. */
export async function isMailHeld(world: World, shop: string, customer: bigint, now: Case): Promise<boolean> {
  if (!now.verified) return false
  const held = { shopId: shop, customerId: customer, template: 'customer.verified', state: 'held' }
  return (await world.db.mail.findFirst({ where: held, select: { id: true } })) !== null
}

/**
 * Lets the mail of an approval, or of a lock by the clock, go once the store shows what the case says (C16); drops it when the case says
 * otherwise by now.
 */
export async function releaseVerified(tx: Tx, shop: string, customer: bigint, now: Case, shown: boolean | null): Promise<void> {
  if (!now.verified) {
    await dropVerified(tx, shop, customer)
    if (shown !== true) await releaseLock(tx, shop, customer)
    return
  }
  if (!now.frozen && shown === true) await releaseHeld(tx, shop, 'customer.verified', customer)
}

async function releaseLock(tx: Tx, shop: string, customer: bigint): Promise<void> {
  const held = { shopId: shop, customerId: customer, template: { in: [...LOCKS] }, state: 'held' }
  const found = await tx.mail.findFirst({ where: held, select: { template: true } })
  if (found) for (const template of LOCKS) await releaseHeld(tx, shop, template, customer)
}
