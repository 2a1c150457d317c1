import { noteDeed } from '../audit/note.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'

/** A mail that did not leave, or of which nobody knows whether it did. */
export interface Undelivered {
  readonly id: string
  readonly template: string
  readonly customer: bigint | null
  readonly state: 'uncertain' | 'failed'
  readonly reason: string
  readonly createdAt: Date
}

const STATES = ['uncertain', 'failed']
const SHOWN_MAX = 50

/** The mails of a shop that wait for a person's word, newest first. */
export async function undelivered(world: World, shop: string): Promise<Undelivered[]> {
  const rows = await world.db.mail.findMany({
    where: { shopId: shop, state: { in: STATES } },
    orderBy: { createdAt: 'desc' },
    take: SHOWN_MAX,
  })
  return rows.map(({ id, template, customerId, state, reason, createdAt }) => ({
    id,
    template,
    customer: customerId,
    state: state === 'failed' ? 'failed' : 'uncertain',
    reason: reason ?? '',
    createdAt,
  }))
}

/** Sends a mail again that did not leave, or may not have: on record, because its reader may get it twice. Refuses what is settled already. */
export const sendAgain = (world: World, shop: string, by: StaffMember, id: string): Promise<Result<null>> =>
  settle(world, shop, by, id, 'again')

/** Lets a mail be as it is, on record. Refuses what is settled already. */
export const leaveAsIs = (world: World, shop: string, by: StaffMember, id: string): Promise<Result<null>> =>
  settle(world, shop, by, id, 'leave')

async function settle(world: World, shop: string, by: StaffMember, id: string, what: 'again' | 'leave'): Promise<Result<null>> {
  if (!may(by.role, 'settings')) return refuse({ code: 'not-allowed', needs: 'settings' })
  return write(world, async (tx): Promise<Result<null>> => {
    const data = what === 'again' ? { state: 'waiting', reason: null } : { state: 'left' }
    const { count } = await tx.mail.updateMany({ where: { shopId: shop, id, state: { in: STATES } }, data })
    if (count === 0) return refuse({ code: 'not-found' })
    if (what === 'again') await addJob(tx, 'mail.send', { shop, mail: id }, { key: `mail:${shop}:${id}` })
    await noteDeed(world, tx, shop, by, { action: `mail.${what}`, subject: `mail:${id}` })
    return ok(null)
  })
}
