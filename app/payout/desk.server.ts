import type { PayoutAccount } from '../../generated/prisma/client.ts'
import { unlessErased } from '../accounts/erased.server.ts'
import { noteDeed } from '../audit/note.server.ts'
import { seenElsewhere } from '../checks/fingerprints.server.ts'
import { lockCase, move, readCase } from '../kyc/cases.server.ts'
import { tell } from '../kyc/history.server.ts'
import { leaveMail } from '../messaging/outbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Account } from './account.ts'
import type { DeskAct } from './desk-form.ts'
import { type Closed, mayPayOut } from './gate.ts'
import { accountStanding, openAccount, rowInForce, type Who } from './in-force.server.ts'
import { endAccount } from './register.server.ts'
import { type ShownAccount, shownAccount } from './shown.server.ts'

/** What staff see of a customer's account, and why nothing may be paid out; `closed` is empty when it may (D05, X10). */
export interface PayoutCard {
  readonly closed: readonly Closed[]
  /** Null when none is in force, and for who may not see documents. */
  readonly account: ShownAccount | null
  readonly hasAccount: boolean
  /** Earlier registrations of this customer. */
  readonly earlier: number
  /** Others with the same account, as their numbers. */
  readonly elsewhere: readonly string[]
}

/** Reads the payout card of a case; what a role may not see is not sent. Null without a case. */
export async function payoutCard(world: World, who: Who, by: StaffMember): Promise<PayoutCard | null> {
  const of = (await readCase(world, who.shop, who.customer))?.case
  if (!of) return null
  const row = await rowInForce(world.db, who)
  const rows = await world.db.payoutAccount.count({ where: { shopId: who.shop, customerId: who.customer } })
  const maySee = may(by.role, 'see-documents')
  return {
    closed: mayPayOut(of, row && accountStanding(row), world.now()),
    account: row && maySee ? await shownAccount(world, row) : null,
    hasAccount: row !== null,
    earlier: rows - (row ? 1 : 0),
    elsewhere: maySee && row ? ((await seenElsewhere(world.db, who.shop, who.customer)).account ?? []) : [],
  }
}

/** What a member of staff does to the account that he sees; another account meanwhile is `somebody-was-faster`. */
export interface DeskWish extends Who {
  readonly by: StaffMember
  readonly act: DeskAct
}

/** Takes a name that differs or cannot be told, with the reason, or rejects the account with a text that the customer reads. Audited. */
export function changeAccount(world: World, { shop, customer, by, act }: DeskWish): Promise<Result<null>> {
  const who = { shop, customer }
  if (!may(by.role, 'decide')) return Promise.resolve(refuse({ code: 'not-allowed', needs: 'decide' } as const))
  const done = write(world, async (tx): Promise<Result<null>> => {
    await lockCase(tx, shop, customer, world.now())
    const row = await rowInForce(tx, who)
    if (row?.id !== act.account) return refuse({ code: 'somebody-was-faster' })
    return act.type === 'accept-holder'
      ? accept(world, tx, who, { row, by, note: act.note })
      : reject(world, tx, who, { row, by, text: act.text })
  })
  return unlessErased(done)
}

async function accept(
  world: World,
  tx: Tx,
  who: Who,
  { row, by, note }: { row: PayoutAccount; by: StaffMember; note: string },
): Promise<Result<null>> {
  const actorId = String(by.id)
  const codes = { account: row.id, match: row.match }
  await tx.payoutAccount.update({
    where: { shopId_id: { shopId: row.shopId, id: row.id } },
    data: { acceptedBy: actorId, acceptedAt: world.now() },
  })
  await tell(world, tx, who.shop, who.customer, 'payout-name-accepted', { kind: 'staff', id: actorId }, { data: codes, privateNote: note })
  await noteDeed(world, tx, who.shop, by, { action: 'payout.accept-name', subject: `customer:${who.customer}`, codes })
  return ok(null)
}

async function reject(
  world: World,
  tx: Tx,
  who: Who,
  { row, by, text }: { row: PayoutAccount; by: StaffMember; text: string },
): Promise<Result<null>> {
  const actorId = String(by.id)
  const codes = { account: row.id, rejected: true }
  await endAccount(world, tx, row.shopId, row.id, 'rejected')
  const told = { data: codes, publicText: text }
  const moved = await move(world, tx, who.shop, who.customer, { type: 'clear-payout' }, { kind: 'staff', id: actorId }, told)
  if (!moved.ok) return moved
  await noteDeed(world, tx, who.shop, by, { action: 'payout.reject', subject: `customer:${who.customer}`, codes })
  await leaveMail(world, tx, { shop: who.shop, template: 'customer.payoutRejected', customer: who.customer })
  return ok(null)
}

/** The whole account, for once: the audit log knows of it before a byte is opened. For who may see documents. */
export async function revealAccount(
  world: World,
  who: Who,
  { by, account }: { by: StaffMember; account: string },
): Promise<Result<Account>> {
  if (!may(by.role, 'see-documents')) return refuse({ code: 'not-allowed', needs: 'see-documents' })
  const row = await world.db.payoutAccount.findUnique({ where: { shopId_id: { shopId: who.shop, id: account } } })
  if (row?.customerId !== who.customer) return refuse({ code: 'not-found' })
  await noteDeed(world, world.db, who.shop, by, { action: 'payout.reveal', subject: `customer:${who.customer}`, codes: { account } })
  return ok(await openAccount(world, row))
}
