import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import type { Case, Part } from './case.ts'

/** Mails about a case. Their words are in platform/i18n/messages, their look in app/mail. */
export type Template = 'staff.registered' | 'staff.submitted' | 'customer.verified' | 'customer.returned' | 'customer.refused' | 'customer.revoked'

interface About {
  readonly customer: bigint
  readonly part?: Part
}

/** Leaves a notice to staff in the transaction of what it tells of (A03, B03, B04); nothing when it is switched off or nobody is named. */
export async function noticeStaff(world: World, tx: Tx, shop: string, what: 'registered' | 'submitted', { customer, part }: About): Promise<void> {
  const row = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const { notices } = readSettings(row.settings)
  if (!notices[what] || notices.to.length === 0) return
  await leave(world, tx, shop, `staff.${what}`, customer, part ? { part } : {}, 'waiting')
}

/**
 * Leaves the mail that tells a customer of a decision (C19, C22). An approval is held back until the store is seen to show the metafield on
 * (C16); a denial goes at once, and an approval that was still held will never be told.
 */
export async function tellCustomer(world: World, tx: Tx, shop: string, customer: bigint, decision: { type: string; part?: Part }): Promise<void> {
  switch (decision.type) {
    case 'approve':
      return leave(world, tx, shop, 'customer.verified', customer, {}, 'held')
    case 'return':
      return leave(world, tx, shop, 'customer.returned', customer, decision.part ? { part: decision.part } : {}, 'waiting')
    case 'refuse':
      await dropHeld(tx, shop, customer)
      return leave(world, tx, shop, 'customer.refused', customer, {}, 'waiting')
    case 'revoke':
      await dropHeld(tx, shop, customer)
      return leave(world, tx, shop, 'customer.revoked', customer, {}, 'waiting')
    default:
      return
  }
}

/** Releases the held mail of an approval once the store shows what the case says; drops it when the case says otherwise by now. */
export async function releaseVerified(world: World, tx: Tx, shop: string, customer: bigint, now: Case, shown: boolean | null): Promise<void> {
  if (!now.verified) return dropHeld(tx, shop, customer)
  if (now.frozen || shown !== true) return
  const held = await tx.mail.findMany({ where: { ...heldOf(shop, customer) }, select: { id: true }, orderBy: { createdAt: 'asc' } })
  const last = held.pop()
  if (!last) return
  if (held.length > 0) await tx.mail.updateMany({ where: { shopId: shop, id: { in: held.map(({ id }) => id) } }, data: { state: 'dropped' } })
  await tx.mail.update({ where: { shopId_id: { shopId: shop, id: last.id } }, data: { state: 'waiting' } })
  await addJob(tx, 'mail.send', { shop, mail: last.id }, { key: `mail:${shop}:${last.id}` })
}

const heldOf = (shop: string, customer: bigint) => ({ shopId: shop, customerId: customer, template: 'customer.verified', state: 'held' })

async function dropHeld(tx: Tx, shop: string, customer: bigint): Promise<void> {
  await tx.mail.updateMany({ where: heldOf(shop, customer), data: { state: 'dropped' } })
}

async function leave(
  world: World,
  tx: Tx,
  shop: string,
  template: Template,
  customer: bigint,
  facts: Record<string, string>,
  state: 'waiting' | 'held',
): Promise<void> {
  const id = world.newId()
  const audience = template.startsWith('staff.') ? 'staff' : 'customer'
  await tx.mail.create({ data: { shopId: shop, id, template, audience, customerId: customer, facts, state, createdAt: world.now() } })
  if (state === 'waiting') await addJob(tx, 'mail.send', { shop, mail: id }, { key: `mail:${shop}:${id}` })
}
