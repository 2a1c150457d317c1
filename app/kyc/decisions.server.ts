import { unlessErased } from '../accounts/erased.server.ts'
import { type Deed, noteDeed } from '../audit/note.server.ts'
import { endClaim, hold } from '../desk/claims.server.ts'
import { type SentBack, sendBack } from '../documents/returning.server.ts'
import { lockDocuments } from '../documents/vault.server.ts'
import { openLegs } from '../methods/legs.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import type { Case, CaseEvent, Part } from './case.ts'
import { move, type Told } from './cases.server.ts'
import { step } from './machine.ts'
import { tellCustomer } from './mails.server.ts'
import { actFor } from './possible.ts'
import { reasonsFor } from './reasons.server.ts'
import { isUnreadSince, lockCase } from './rows.server.ts'
import { ALONE, type First, lookTwice } from './second-eyes.server.ts'
import { viewsOf } from './views.ts'

/** What a reviewer can decide on a case page. */
export type Decision =
  | { readonly type: 'accept'; readonly part: Part }
  | {
      readonly type: 'return'
      readonly part: Part
      readonly reason: string
      readonly publicText: string
      readonly privateNote?: string
      /** Only these are asked for again (C19); absent: everything that was handed in for the part. */
      readonly documents?: readonly SentBack[]
    }
  | { readonly type: 'approve' }
  | { readonly type: 'refuse' | 'revoke'; readonly publicText?: string; readonly privateNote?: string }
  | { readonly type: 'freeze'; readonly privateNote?: string }
  | { readonly type: 'reopen' | 'thaw' }

export interface DecisionAt {
  readonly shop: string
  readonly customer: bigint
  /** The version of the case that the reviewer saw: a decision on anything else is refused. */
  readonly version: number
  readonly by: StaffMember
  readonly decision: Decision
}

/**
 * A decision of staff in the app (C14, C17, C18): one transaction moves the case, writes history and audit, and leaves the jobs for Shopify
 * and the customer. The customer is told of an approval only after the metafield is on (C16): see sync.server.ts. An approval that takes two
 * members is a proposal the first time: the case stays as it is (second-eyes.ts).
 */
export async function decide(world: World, { shop, customer, version, by, decision }: DecisionAt): Promise<Result<Case>> {
  const needs = actFor(decision.type)
  if (!may(by.role, needs)) return refuse({ code: 'not-allowed', needs })
  if (decision.type === 'return' && !(await areReasons(world, shop, decision)))
    return refuse({ code: 'bad-input', fields: { reason: 'unknown' } })
  const decided = write(world, async (tx) => {
    if (decision.type === 'return') await lockDocuments(tx, shop, customer)
    const from = await lockCase(tx, shop, customer, world.now())
    // The store has not been read since the app came back: a decision now would be taken for what an earlier installation left.
    if (await isUnreadSince(tx, shop, customer)) return refuse({ code: 'not-now', because: 'take-over-first' } as const)
    // Orders can be stopped at once, whoever works on the case.
    const claimed = decision.type === 'freeze' ? null : await hold(world, tx, { shop, customer, by })
    if (claimed && !claimed.ok) return claimed
    if (from.version !== version) return refuse({ code: 'somebody-was-faster' } as const)
    if (await waitsForLegs(world, tx, shop, customer, from, eventOf(decision)))
      return refuse({ code: 'not-now', because: 'legs-open' } as const)
    const look = decision.type === 'approve' ? await lookTwice(world, tx, { shop, customer }, from, by) : ALONE
    if ('ends' in look) {
      // It is somebody else's turn.
      await endClaim(tx, shop, customer)
      return look.ends
    }
    const moved = await move(world, tx, shop, customer, eventOf(decision), { kind: 'staff', id: String(by.id) }, toldOf(decision, look))
    if (!moved.ok) return moved
    if (!(await askAgain(world, tx, shop, customer, decision))) throw new Overtaken()
    await noteDeed(world, tx, shop, by, deedOf(customer, decision, look))
    await tellCustomer(world, tx, shop, customer, decision)
    if (!viewsOf(moved.value).includes('waiting')) await endClaim(tx, shop, customer)
    return moved
  })
  return unlessErased(decided).catch((error: unknown) => {
    if (error instanceof Overtaken) return refuse({ code: 'somebody-was-faster' })
    throw error
  })
}

/** Whether the shop returns papers of this part for these reasons. */
async function areReasons(
  world: World,
  shop: string,
  { part, reason, documents = [] }: Extract<Decision, { type: 'return' }>,
): Promise<boolean> {
  const known = (await reasonsFor(world, shop)).filter(({ parts }) => parts.includes(part)).map(({ code }) => code)
  return [reason, ...documents.map((one) => one.reason)].every((code) => known.includes(code))
}

/** Carries out of the transaction that a document is not there any more. */
class Overtaken extends Error {
  override name = 'Overtaken'
}

/** Marks what a return asks for again. */
async function askAgain(world: World, tx: Tx, shop: string, customer: bigint, decision: Decision): Promise<boolean> {
  if (decision.type !== 'return') return true
  return sendBack(world, tx, { shop, customer, part: decision.part }, decision.documents ?? null)
}

/** Whether the law of the case would approve, and the store's legal method is not complete. */
async function waitsForLegs(world: World, tx: Tx, shop: string, customer: bigint, from: Case, event: CaseEvent): Promise<boolean> {
  if (event.type !== 'approve' || !step(from, event).ok) return false
  const row = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  return (await openLegs(tx, readSettings(row.settings), { shop, customer, party: from.party }, world.now())).length > 0
}

function eventOf(decision: Decision): CaseEvent {
  switch (decision.type) {
    case 'accept':
    case 'return':
      return { type: decision.type, part: decision.part }
    case 'approve':
      return { type: 'approve', via: 'app' }
    default:
      return { type: decision.type }
  }
}

function toldOf(decision: Decision, first: First): Told {
  const { publicText, privateNote } = decision as { publicText?: string; privateNote?: string }
  return {
    ...(publicText ? { publicText } : {}),
    ...(privateNote ? { privateNote } : {}),
    data: { ...first, ...(decision.type === 'return' ? { reason: decision.reason, ...documentsOf(decision) } : {}) },
  }
}

const documentsOf = ({ documents }: { readonly documents?: readonly SentBack[] }) =>
  documents ? { documents: documents.map(({ id, reason }) => ({ id, reason })) } : {}

const deedOf = (customer: bigint, decision: Decision, first: First): Deed => ({
  action: `kyc.${decision.type}`,
  subject: `customer:${customer}`,
  codes: { ...first, ...('part' in decision ? { part: decision.part } : {}) },
})
