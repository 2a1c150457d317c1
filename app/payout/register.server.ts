import { unlessErased } from '../accounts/erased.server.ts'
import { setFingerprint } from '../checks/fingerprints.server.ts'
import { lockCase, move, readCase } from '../kyc/cases.server.ts'
import { hasConsented } from '../kyc/notice.server.ts'
import { leaveMail } from '../messaging/outbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { type Account, plainAccount, readAccount } from './account.ts'
import { type AccountForm, holderKindOf } from './account-form.ts'
import { placeNames } from './banks.server.ts'
import { holderMatch, type Match } from './holder-match.ts'
import { openAccount, rowInForce, sealAccount, type Who } from './in-force.server.ts'
import { knownAs } from './known-as.server.ts'

const CUSTOMER = { kind: 'customer' } as const
const HOUR_MS = 60 * 60_000

/** What an account would be, before it is sent. */
export interface Tried {
  readonly account: Account
  readonly match: Match
}

/** Reads an account as typed and compares its holder, and keeps nothing: the customer learns of a name that differs before sending (E01). */
export async function tryAccount(world: World, who: Who, form: AccountForm): Promise<Result<Tried>> {
  if (!(await hasConsented(world, who.shop, who.customer))) return refuse({ code: 'consent-missing' })
  const of = (await readCase(world, who.shop, who.customer))?.case ?? null
  if (of?.refused) return refuse({ code: 'not-now', because: 'refused' })
  if (of?.frozen) return refuse({ code: 'not-now', because: 'frozen' })
  const { account, faults } = readAccount(form, holderKindOf(of?.party ?? 'none'), isKnown)
  if (!account) return refuse({ code: 'bad-input', fields: faults as Readonly<Record<string, string>> })
  return ok({ account, match: holderMatch(account, await knownAs(world, who)) })
}

const isKnown = (bank: string, branch: string): boolean => placeNames(bank, branch).branch !== null

/**
 * Registers the account on which a customer is paid (E01, E02): sealed, with the fingerprint by which it is found with somebody else, the law's
 * note, and the job that shows ②受取口座登録済, in one transaction. Whoever had one before must have come in just now (`fresh`), is told by mail,
 * and is paid on the new one only after the shop's cool-down. The same account again changes nothing.
 */
export async function registerAccount(
  world: World,
  who: Who,
  { form, fresh }: { readonly form: AccountForm; readonly fresh: boolean },
): Promise<Result<{ readonly match: Match }>> {
  const tried = await tryAccount(world, who, form)
  if (!tried.ok) return tried
  const { account, match } = tried.value
  const { shop, customer } = who
  const registered = write(world, async (tx): Promise<Result<{ match: Match }>> => {
    const of = await lockCase(tx, shop, customer, world.now())
    if (of.frozen || of.refused) return refuse({ code: 'not-now', because: of.frozen ? 'frozen' : 'refused' })
    const before = await rowInForce(tx, who)
    if (before && of.payout && isSame(account, await openAccount(world, before))) return ok({ match: before.match as Match })
    const isChange = (await tx.payoutAccount.count({ where: { shopId: shop, customerId: customer } })) > 0
    if (isChange && !fresh) return refuse({ code: 'not-now', because: 'session-not-fresh' })
    if (before) await endAccount(world, tx, before.shopId, before.id, 'replaced')
    const id = await keep(world, tx, who, { account, match, isChange })
    const codes = { account: id, match, change: isChange }
    const moved = await move(world, tx, shop, customer, { type: 'note-payout' }, CUSTOMER, { data: codes })
    if (!moved.ok) return moved
    await audit(world, tx, who, { action: 'payout.register', codes })
    if (isChange) await leaveMail(world, tx, { shop, template: 'customer.payoutChanged', customer })
    return ok({ match })
  })
  return unlessErased(registered)
}

const isSame = (one: Account, other: Account): boolean =>
  plainAccount(one) === plainAccount(other) && one.holder === other.holder && one.kind === other.kind && one.bic === other.bic

/** What is known of a new account beside itself. */
interface NewAccount extends Tried {
  readonly isChange: boolean
}

async function keep(world: World, tx: Tx, who: Who, { account, match, isChange }: NewAccount): Promise<string> {
  const { shop, customer } = who
  const id = world.newId()
  const { settings } = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const now = world.now()
  const countsFrom = isChange ? new Date(now.getTime() + readSettings(settings).payoutCoolDownHours * HOUR_MS) : now
  const sealed = await sealAccount(world, shop, id, account)
  await tx.payoutAccount.create({
    data: { shopId: shop, id, customerId: customer, sealed, kind: account.kind, match, registeredAt: now, countsFrom },
  })
  await setFingerprint(world, tx, who, 'account', plainAccount(account))
  return id
}

/** Takes the account back (E02): the note is cleared, and the customer is told by mail. The row stays, as its history. */
export async function removeAccount(world: World, who: Who, fresh: boolean): Promise<Result<null>> {
  const { shop, customer } = who
  const removed = write(world, async (tx): Promise<Result<null>> => {
    const of = await lockCase(tx, shop, customer, world.now())
    if (of.frozen || of.refused) return refuse({ code: 'not-now', because: of.frozen ? 'frozen' : 'refused' })
    const before = await rowInForce(tx, who)
    if (!before) return ok(null)
    if (!fresh) return refuse({ code: 'not-now', because: 'session-not-fresh' })
    await endAccount(world, tx, shop, before.id, 'removed')
    const moved = await move(world, tx, shop, customer, { type: 'clear-payout' }, CUSTOMER, { data: { account: before.id } })
    if (!moved.ok) return moved
    await audit(world, tx, who, { action: 'payout.remove', codes: { account: before.id } })
    await leaveMail(world, tx, { shop, template: 'customer.payoutRemoved', customer })
    return ok(null)
  })
  return unlessErased(removed)
}

/** Ends an account, whoever did it. */
export const endAccount = (
  world: World,
  tx: Tx,
  shopId: string,
  id: string,
  state: 'replaced' | 'removed' | 'rejected',
): Promise<unknown> => tx.payoutAccount.update({ where: { shopId_id: { shopId, id } }, data: { state, endedAt: world.now() } })

/** One line of the audit log about what a customer did with the account: ids and codes. */
const audit = (
  world: World,
  tx: Tx,
  { shop, customer }: Who,
  entry: { readonly action: string; readonly codes: object },
): Promise<unknown> =>
  tx.auditEntry.create({ data: { shopId: shop, at: world.now(), actor: 'customer', subject: `customer:${customer}`, ...entry } })
