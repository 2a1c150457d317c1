import { noteDeed } from '../audit/note.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { readSettings } from '../staff/settings.ts'
import type { Case } from './case.ts'
import { tell } from './history.server.ts'
import { step } from './machine.ts'
import { type Weight, weigh } from './second-eyes.ts'
import { openTask } from './tasks.server.ts'

/** An approval that one member has proposed and nobody has confirmed yet. */
export interface Proposal {
  readonly by: string
  readonly at: Date
}

interface Of {
  readonly shop: string
  readonly customer: bigint
}

/** The proposal that holds for a case as it stands; null when there is none, or the case has changed since. */
export async function proposalFor(tx: Tx, { shop, customer }: Of, { version }: Pick<Case, 'version'>): Promise<Proposal | null> {
  const row = await tx.kycProposal.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
  return row && row.version === version ? { by: row.proposedBy, at: row.proposedAt } : null
}

/** What an approval of this case by a member would be, by the shop's rule as it is now. */
export async function weightOf(tx: Tx, of: Of, from: Case, by: StaffMember): Promise<{ weight: Weight; proposedBy: string | null }> {
  const row = await tx.shop.findUniqueOrThrow({ where: { shopId: of.shop }, select: { settings: true } })
  const proposedBy = (await proposalFor(tx, of, from))?.by ?? null
  const { secondApproval: rule } = readSettings(row.settings)
  return { weight: weigh({ rule, party: from.party, role: by.role, me: String(by.id), proposedBy }), proposedBy }
}

/** Who proposed what is now approved; nothing where one member decides alone. */
export type First = { readonly proposedBy?: string }
export const ALONE: First = {}

/**
 * Asks, under the lock of the case, whether an approval that the law would take is enough. Answers who proposed it, or how the decision
 * ends here: as a proposal, which leaves the case as it is, or refused (`not-now`, second-person-needed).
 */
export async function lookTwice(
  world: World,
  tx: Tx,
  of: Of,
  from: Case,
  by: StaffMember,
): Promise<First | { readonly ends: Result<Case> }> {
  if (!step(from, { type: 'approve', via: 'app' }).ok) return ALONE
  const { weight, proposedBy } = await weightOf(tx, of, from, by)
  if (weight === 'second-person-needed') return { ends: refuse({ code: 'not-now', because: weight }) }
  if (weight === 'confirms' && proposedBy !== null) return { proposedBy }
  if (weight !== 'proposes') return ALONE
  await propose(world, tx, of, from, by)
  return { ends: ok(from) }
}

/** Writes a proposal down, with a task for who may confirm it. The case does not move. Under the lock of the case. */
async function propose(world: World, tx: Tx, { shop, customer }: Of, from: Case, by: StaffMember): Promise<void> {
  const proposedBy = String(by.id)
  const proposal = { version: from.version, proposedBy, proposedAt: world.now() }
  await tx.kycProposal.upsert({
    where: { shopId_customerId: { shopId: shop, customerId: customer } },
    create: { shopId: shop, customerId: customer, ...proposal },
    update: proposal,
  })
  await openTask(world, tx, shop, customer, { code: 'second-approval', by: proposedBy })
  await tell(world, tx, shop, customer, 'propose', { kind: 'staff', id: proposedBy })
  await noteDeed(world, tx, shop, by, { action: 'kyc.propose', subject: `customer:${customer}` })
}

/**
 * Ends a proposal because the case has changed, in the transaction of the change: it was made for what the first member saw. Its task goes with
 * it. Where the change is not the approval itself, the history says that it was withdrawn.
 */
export async function endProposal(world: World, tx: Tx, { shop, customer }: Of, to: Case, approved: boolean): Promise<void> {
  const { count } = await tx.kycProposal.deleteMany({ where: { shopId: shop, customerId: customer, version: { not: to.version } } })
  if (count === 0) return
  await tx.kycTask.updateMany({
    where: { shopId: shop, customerId: customer, code: 'second-approval', closedAt: null },
    data: { closedAt: world.now(), closedBy: 'system' },
  })
  if (!approved) await tell(world, tx, shop, customer, 'proposal-withdrawn', { kind: 'system' })
}
