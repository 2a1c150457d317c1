import { claimsOf } from '../desk/claims.server.ts'
import type { DocumentFacts } from '../documents/kinds.ts'
import { documentsOf } from '../documents/vault.server.ts'
import { openLegs } from '../methods/legs.server.ts'
import type { OpenLeg } from '../methods/legs.ts'
import type { World } from '../platform/world.server.ts'
import { type StaffMember, staffOf } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import type { Verdict } from './adopt.ts'
import type { Case, LabelKey } from './case.ts'
import { type CaseRow, type HistoryEntry, history, readCase } from './cases.server.ts'
import { fieldsIn, type IdentityField } from './changes.ts'
import { type Expiring, expiriesOf } from './expiries.server.ts'
import type { SealedProfile } from './profile.ts'
import type { Base } from './protocol.ts'
import { KIND_NAMES, reasonsFor } from './reasons.server.ts'
import type { Reason } from './return-reasons.ts'
import { isUnreadSince } from './rows.server.ts'
import { type Proposal, proposalFor, weightOf } from './second-eyes.server.ts'
import type { Weight } from './second-eyes.ts'
import type { Gap } from './standing.ts'
import { profileOf, standingFor } from './submission.server.ts'
import { project } from './tags.ts'
import { VERDICTS } from './take-over.ts'
import { openTasksOf, type TaskEntry } from './task-list.server.ts'

/** One line of the history, as screens show it. */
export interface HistoryLine extends Omit<HistoryEntry, 'data' | 'publicText' | 'privateNote'> {
  /** Codes, where the event has them. */
  readonly part: string | null
  readonly party: string | null
  readonly reason: string | null
  /** The codes of the reasons of single documents that were sent back. */
  readonly documents: readonly string[]
  /** Of a lock and a change: what has changed. `because` tells a lock from papers that ran out. */
  readonly because: string | null
  readonly fields: readonly IdentityField[]
  /** What a customer from before was taken over as. */
  readonly verdict: Verdict | null
  readonly publicText: string | null
  readonly privateNote: string | null
}

/** Everything that our own rows tell about one customer. */
export interface CasePage {
  readonly row: CaseRow
  /** What the customer still has to give us, as the customer's own page says it (B05). */
  readonly missing: readonly Gap[]
  /** The labels that the case wants in the store, and whether it opens ordering. */
  readonly labels: readonly LabelKey[]
  readonly mayOrder: boolean
  /** The store is not known to show that yet. */
  readonly pending: boolean
  readonly documents: readonly DocumentFacts[]
  /** Null for members who may not see documents, and before the customer entered it. */
  readonly profile: SealedProfile | null
  readonly history: readonly HistoryLine[]
  readonly staffNames: Readonly<Record<string, string>>
  readonly tasks: readonly TaskEntry[]
  /** The customer is from before the installation, and nothing happens until an owner confirms the preview. */
  readonly waits: boolean
  /** Who works on the case now. */
  readonly claim: { readonly name: string; readonly until: Date; readonly mine: boolean } | null
  /** Why papers are returned in this shop. */
  readonly reasons: readonly Reason[]
  /** What the kinds of paper are called in the customer's language. */
  readonly kinds: typeof KIND_NAMES
  /** What an approval by this member would be, and the proposal that waits for somebody else. */
  readonly approval: Weight
  readonly proposal: Proposal | null
  /** What an approval still waits for beside the papers, for whoever may decide (table C 3). */
  readonly openLegs: readonly OpenLeg[]
  /** Papers that run out soon, and when. */
  readonly expiring: readonly Expiring[]
  /** When and as what the customer was last taken over from before an installation. */
  readonly takenOver: { readonly at: Date; readonly verdict: Verdict | null } | null
}

/** Reads a case page for a member of staff; null when the shop has no such case. What a role may not see is not sent. */
export async function casePage(world: World, shop: string, customer: bigint, by: StaffMember): Promise<CasePage | null> {
  const who = { shop, customer }
  const row = await readCase(world, shop, customer)
  if (!row) return null
  const [standing, documents, profile, lines, staff, tasks, base, waits, claims, reasons] = await Promise.all([
    standingFor(world, who),
    documentsOf(world, shop, customer),
    may(by.role, 'see-documents') ? profileOf(world, who) : null,
    history(world, shop, customer),
    staffOf(world, shop),
    openTasksOf(world, shop, customer),
    baseOf(world, shop, customer),
    waitsFor(world, shop, customer),
    claimsOf(world, shop, [customer]),
    reasonsFor(world, shop),
  ])
  const claim = claims.get(customer)
  const { labels, metafield } = project(row.case)
  const toldOf = lines.map((line) => toLine(line, may(by.role, 'decide')))
  const adopted = toldOf.find(({ type }) => type === 'taken-over')
  return {
    row,
    missing: standing.missing,
    labels,
    mayOrder: metafield,
    pending: !row.gone && !waits && !shows(base, labels, metafield),
    documents,
    profile,
    history: toldOf,
    staffNames: Object.fromEntries(staff.map(({ id, name }) => [id.toString(), name])),
    tasks,
    waits,
    claim: claim ? { name: claim.name, until: claim.until, mine: claim.staff === by.id } : null,
    reasons,
    kinds: KIND_NAMES,
    approval: (await weightOf(world.db, who, row.case, by)).weight,
    expiring: (await expiriesOf(world, who)).filter(({ soon }) => soon),
    openLegs: may(by.role, 'decide') && !row.case.verified ? await legsOf(world, who, row.case) : [],
    proposal: await proposalFor(world.db, who, row.case),
    takenOver: adopted ? { at: adopted.at, verdict: adopted.verdict } : null,
  }
}

/** What the decision itself asks: the button and the server say the same. */
async function legsOf(world: World, { shop, customer }: { shop: string; customer: bigint }, { party }: Case): Promise<readonly OpenLeg[]> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  return openLegs(world.db, readSettings(row.settings), { shop, customer, party }, world.now())
}

/** Seen by a preview, or left by an earlier installation, and not read for good since. */
async function waitsFor(world: World, shop: string, customer: bigint): Promise<boolean> {
  if (await isUnreadSince(world.db, shop, customer)) return true
  const who = { shopId: shop, customerId: customer }
  if ((await world.db.kycSighting.count({ where: { ...who, settledAt: null } })) === 0) return false
  return (await world.db.kycCase.count({ where: { ...who, readAt: null } })) > 0
}

async function baseOf(world: World, shop: string, customer: bigint): Promise<Base | null> {
  const row = await world.db.kycCase.findUnique({
    where: { shopId_customerId: { shopId: shop, customerId: customer } },
    select: { base: true },
  })
  return (row?.base ?? null) as Base | null
}

/** Whether the last confirmed look at the store showed what the case wants; a missing metafield locks as false does. */
function shows(base: Base | null, labels: readonly LabelKey[], metafield: boolean): boolean {
  if (!base) return false
  return (base.metafield.value ?? false) === metafield && [...base.labels].sort().join() === [...labels].sort().join()
}

/** Notes among staff are for those who decide. */
function toLine({ id, at, actor, actorId, type, data, publicText, privateNote }: HistoryEntry, withNote: boolean): HistoryLine {
  const code = (name: string) => (typeof data[name] === 'string' ? data[name] : null)
  const codes = {
    part: code('part'),
    party: code('party'),
    reason: code('reason'),
    documents: Array.isArray(data.documents) ? data.documents.map((one: { reason?: unknown }) => String(one?.reason ?? '')) : [],
    because: code('because'),
    fields: fieldsIn(data.fields),
    verdict: VERDICTS.find((each) => each === data.verdict) ?? null,
  }
  const texts = { publicText: publicText ?? null, privateNote: withNote ? (privateNote ?? null) : null }
  return { id, at, actor, actorId, type, ...codes, ...texts }
}
