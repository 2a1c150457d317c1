import { type KycCase, Prisma } from '../../generated/prisma/client.ts'
import { ErasedCustomer, isErased } from '../accounts/erased.server.ts'
import type { Tx } from '../platform/db.server.ts'
import type { Case, PartState, Party } from './case.ts'
import type { Base, Intent, Leave } from './protocol.ts'

/** A case with the dates that screens sort by. */
export interface CaseRow {
  readonly case: Case
  readonly openedAt: Date
  readonly submittedAt: Date | null
  readonly decidedAt: Date | null
  readonly changedAt: Date
  readonly gone: boolean
}

/** Everything that one cycle of the engine loads (protocol.ts, step 1). `ours` is null for a customer without a case. */
export interface Loaded {
  readonly ours: Case | null
  /** Null before the first reading of this installation: bases of an earlier one are dropped. */
  readonly base: Base | null
  /** There was a base, of an earlier installation. */
  readonly returning: boolean
  /** A person decided something about the customer. */
  readonly decided: boolean
  /** The cycle that set the stored base, dropped or not: what a save is guarded by. */
  readonly cycle: string | null
  readonly intents: readonly Intent[]
  readonly leave: readonly Leave[]
  /** The store had no such customer when it was last asked. */
  readonly gone: boolean
}

const PARTIES: readonly Party[] = ['none', 'individual', 'corporation']
const STATES: readonly PartState[] = ['none', 'submitted', 'accepted', 'returned']

function oneOf<T extends string>(known: readonly T[], value: string): T {
  const found = known.find((each) => each === value)
  if (found === undefined) throw new Error('a case row holds a value that no version of the app wrote')
  return found
}

/** What the law sees of a row, and the dates that screens show beside it: without the engine's own state, which is most of it. */
export const CASE_COLUMNS = {
  customerId: true,
  party: true,
  identity: true,
  corporate: true,
  payout: true,
  verified: true,
  frozen: true,
  refused: true,
  denyPending: true,
  version: true,
  openedAt: true,
  submittedAt: true,
  decidedAt: true,
  changedAt: true,
  gone: true,
} as const

export type CaseColumns = Pick<KycCase, keyof typeof CASE_COLUMNS>

/** The law's view of a row. */
export const toCase = (row: Omit<CaseColumns, 'customerId'>): Case => ({
  party: oneOf(PARTIES, row.party),
  identity: oneOf(STATES, row.identity),
  corporate: oneOf(STATES, row.corporate),
  payout: row.payout,
  verified: row.verified,
  frozen: row.frozen,
  refused: row.refused,
  denyPending: row.denyPending,
  version: row.version,
})

export const toCaseRow = (row: CaseColumns): CaseRow => ({
  case: toCase(row),
  openedAt: row.openedAt,
  submittedAt: row.submittedAt,
  decidedAt: row.decidedAt,
  changedAt: row.changedAt,
  gone: row.gone,
})

/** Loads what a cycle starts from. What was known of the store before `installedAt` is of an earlier installation, and dropped. */
export async function load(tx: Tx, shop: string, customer: bigint, installedAt: Date): Promise<Loaded> {
  const row = await tx.kycCase.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
  const rows = await tx.kycIntent.findMany({
    where: { shopId: shop, customerId: customer, begunAt: { gte: installedAt } },
    orderBy: { begunAt: 'asc' },
  })
  const intents = rows.map((each) => each.intent as unknown as Intent)
  if (!row) return { ours: null, base: null, returning: false, decided: false, cycle: null, intents, leave: [], gone: false }
  const base = row.base as unknown as Base | null
  const returning = isOfEarlierInstallation(base, installedAt)
  return {
    ours: toCase(row),
    base: returning ? null : base,
    returning,
    decided: row.decidedAt !== null,
    cycle: base?.cycle ?? null,
    intents,
    leave: returning ? [] : ((row.leave ?? []) as unknown as readonly Leave[]),
    gone: row.gone,
  }
}

/** True when the store was last read before it had the app anew. */
export const isOfEarlierInstallation = (base: Pick<Base, 'readAt'> | null, installedAt: Date): boolean =>
  base !== null && base.readAt < installedAt.getTime()

/** True while a case is as an earlier installation left it: the store has not been read since. */
export async function isUnreadSince(tx: Tx, shop: string, customer: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ unread: boolean }[]>`
    select c.read_at < s.installed_at as unread from kyc_cases c join shops s using (shop_id)
    where c.shop_id = ${shop} and c.customer_id = ${customer} and c.read_at is not null`
  return row?.unread ?? false
}

/** Locks a case for the rest of the transaction, making the row first if the customer has none. Throws ErasedCustomer. */
export async function lockCase(tx: Tx, shop: string, customer: bigint, now: Date): Promise<Case> {
  await tx.$executeRaw`
    insert into kyc_cases (shop_id, customer_id, opened_at, changed_at) values (${shop}, ${customer}, ${now}, ${now}) on conflict do nothing`
  await tx.$queryRaw`select 1 from kyc_cases where shop_id = ${shop} and customer_id = ${customer} for update`
  // Asked under the lock: an erasure under way has ended by now, and the row that it took may be the one that we have just made again.
  if (await isErased(tx, shop, customer)) throw new ErasedCustomer('this customer was erased')
  return toCase(await tx.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: shop, customerId: customer } } }))
}

/** Dates that follow from a change. */
export interface Stamps {
  readonly submittedAt?: Date
  readonly decidedAt?: Date
  readonly changedAt?: Date
}

/** Saves a case under the lock that `lockCase` took. */
export async function saveCase(tx: Tx, shop: string, customer: bigint, to: Case, stamps: Stamps): Promise<void> {
  await tx.kycCase.update({ where: { shopId_customerId: { shopId: shop, customerId: customer } }, data: { ...to, ...stamps } })
}

/** What a cycle leaves behind beside the case. */
export interface Engine {
  readonly base: Base | null
  readonly intents: readonly Intent[]
  readonly leave: readonly Leave[]
  readonly wakeAt: number | null
}

/**
 * Saves case and engine state if nobody was faster (protocol.ts, step 4): the stored version and the cycle of the stored base must still be
 * those that were loaded. Says whether it saved.
 */
export async function saveCycle(
  tx: Tx,
  shop: string,
  customer: bigint,
  from: Loaded,
  to: Case,
  engine: Engine,
  stamps: Stamps,
): Promise<boolean> {
  const current = await lockedState(tx, shop, customer)
  const unchanged = current.version === (from.ours?.version ?? 0) && current.cycle === from.cycle
  if (!unchanged) return false
  await tx.kycCase.update({
    where: { shopId_customerId: { shopId: shop, customerId: customer } },
    data: {
      ...to,
      ...stamps,
      base: engine.base ? (engine.base as unknown as Prisma.InputJsonValue) : Prisma.DbNull,
      leave: engine.leave as unknown as Prisma.InputJsonValue,
      wakeAt: engine.wakeAt === null ? null : new Date(engine.wakeAt),
      readAt: engine.base ? new Date(engine.base.readAt) : null,
      gone: false,
    },
  })
  await saveIntents(tx, shop, customer, engine.intents)
  return true
}

async function lockedState(tx: Tx, shop: string, customer: bigint): Promise<{ version: number; cycle: string | null }> {
  const rows = await tx.$queryRaw<{ version: number; cycle: string | null }[]>`
    select version, base ->> 'cycle' as cycle from kyc_cases where shop_id = ${shop} and customer_id = ${customer} for update`
  return rows[0] ?? { version: 0, cycle: null }
}

async function saveIntents(tx: Tx, shop: string, customer: bigint, intents: readonly Intent[]): Promise<void> {
  const of = { shopId: shop, customerId: customer }
  await tx.kycIntent.deleteMany({ where: { ...of, id: { notIn: intents.map(({ id }) => id) } } })
  await tx.kycIntent.createMany({
    data: intents.map((intent) => ({
      ...of,
      id: intent.id,
      begunAt: new Date(intent.begunAt),
      intent: intent as unknown as Prisma.InputJsonValue,
    })),
    skipDuplicates: true,
  })
}
