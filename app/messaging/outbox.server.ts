import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'

/** Every mail the product sends. Words: platform/i18n/messages; look: letter.ts. */
export type Template =
  | 'staff.registered'
  | 'staff.submitted'
  | 'customer.verified'
  | 'customer.returned'
  | 'customer.refused'
  | 'customer.revoked'
  | 'customer.payoutChanged'
  | 'customer.payoutRemoved'
  | 'customer.payoutRejected'
  | 'customer.message'
  | 'customer.reminder'
  | 'customer.expiring'
  | 'customer.expired'
  | 'customer.locked'

export interface NewMail {
  readonly shop: string
  readonly template: Template
  readonly customer: bigint
  readonly facts?: Readonly<Record<string, string>>
  /** Where the caller has one: the same mail is then never left twice. */
  readonly id?: string
}

/**
 * Leaves a mail and its job in the caller's transaction. `held`: no job yet, it waits for `releaseHeld`. The row holds no address and no name:
 * they are read from the store when the mail leaves.
 */
export async function leaveMail(
  world: World,
  tx: Tx,
  { shop, template, customer, facts = {}, id = world.newId() }: NewMail,
  held = false,
): Promise<void> {
  const audience = template.startsWith('staff.') ? 'staff' : 'customer'
  await tx.mail.create({
    data: { shopId: shop, id, template, audience, customerId: customer, facts, state: held ? 'held' : 'waiting', createdAt: world.now() },
  })
  if (!held) await addJob(tx, 'mail.send', { shop, mail: id }, { key: `mail:${shop}:${id}` })
}

/** Lets the newest held mail of a template go, and drops older ones: one approval is told once. */
export async function releaseHeld(tx: Tx, shop: string, template: Template, customer: bigint): Promise<void> {
  const held = await tx.mail.findMany({ where: heldOf(shop, template, customer), select: { id: true }, orderBy: { createdAt: 'asc' } })
  const last = held.pop()
  if (!last) return
  if (held.length > 0)
    await tx.mail.updateMany({ where: { shopId: shop, id: { in: held.map(({ id }) => id) } }, data: { state: 'dropped' } })
  await tx.mail.update({ where: { shopId_id: { shopId: shop, id: last.id } }, data: { state: 'waiting' } })
  await addJob(tx, 'mail.send', { shop, mail: last.id }, { key: `mail:${shop}:${last.id}` })
}

/** What is no longer true is never sent, held or on its way to the mail server. */
export async function dropUnsent(tx: Tx, shop: string, template: Template, customer: bigint): Promise<void> {
  const unsent = { ...heldOf(shop, template, customer), state: { in: ['held', 'waiting'] } }
  await tx.mail.updateMany({ where: unsent, data: { state: 'dropped' } })
}

const heldOf = (shop: string, template: Template, customer: bigint) => ({ shopId: shop, customerId: customer, template, state: 'held' })

interface ManyMails {
  readonly shop: string
  readonly template: Template
  readonly customers: readonly bigint[]
}

/** Mails and jobs for many customers, behind everything that somebody waits for. */
export async function leaveMany(world: World, tx: Tx, { shop, template, customers }: ManyMails): Promise<void> {
  const at = world.now()
  const mails = customers.map((customerId) => ({
    shopId: shop,
    id: world.newId(),
    template,
    audience: 'customer',
    customerId,
    createdAt: at,
  }))
  await tx.mail.createMany({ data: mails })
  await tx.$executeRaw`
    select graphile_worker.add_job('mail.send', json_build_object('shop', ${shop}::text, 'mail', id),
      job_key := 'mail:' || ${shop} || ':' || id, priority := 10)
    from unnest(${mails.map(({ id }) => id)}::text[]) as id`
}
