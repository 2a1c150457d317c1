import type { AuditEntry, AuditSeal } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import type { World } from '../platform/world.server.ts'
import { type Finding, type FindingCode, isSame, type Seal } from './chain.ts'
import { copiesOf } from './copies.server.ts'
import type { Copies } from './copies.ts'
import { headOf, isEqual, isLostBy, macOf, markOf, rowsDigest, type SealKey, sealKeysOf } from './marks.server.ts'
import { toSeal } from './seal.server.ts'

/** What came of looking through one shop's log. */
export interface Verdict {
  readonly shop: string
  readonly seals: number
  readonly rows: number
  /** Rows that no seal covers yet. */
  readonly unsealed: number
  /** Seals whose rows went with a lost database, as the operator has said. */
  readonly lost: number
  /** Seals under a key that this process does not have: held by the heads after them and by the copies outside. */
  readonly formerKey: number
  /** Everything written before this moment is covered; null before the first seal. */
  readonly until: Date | null
  /** Empty: the log is whole. */
  readonly findings: readonly Finding[]
}

/** A transaction lasts seconds, clocks of processes differ by less than a minute: what is older than this was not being written any more. */
export const LATE_MS = 10 * 60_000

interface Look {
  readonly world: World
  /** The database as it stood at one moment: sealing goes on meanwhile. */
  readonly tx: Tx
  readonly shop: string
  readonly keys: ReadonlyMap<string, SealKey>
  readonly findings: Finding[]
}

const found = (
  look: Pick<Look, 'findings'>,
  code: FindingCode,
  seal: bigint | null,
  row: bigint | null = null,
  place: number | null = null,
): void => {
  look.findings.push({ code, seal, row, place })
}

const LOOK_MS_MAX = 30 * 60_000

/** Looks through the whole log of a shop: rows against seals, seals against each other and against the copies outside. */
export const verifyShop = (world: World, shop: string): Promise<Verdict> =>
  world.db.$transaction((tx) => lookThrough({ world, tx, shop, keys: sealKeysOf(world.config), findings: [] }), {
    isolationLevel: 'RepeatableRead',
    timeout: LOOK_MS_MAX,
  })

async function lookThrough(look: Look): Promise<Verdict> {
  const { tx, shop, keys, findings } = look
  const seals = await tx.auditSeal.findMany({ where: { shopId: shop }, orderBy: { n: 'asc' } })
  let rows = 0
  let prior: AuditSeal | null = null
  let covered: Date | null = null
  for (const seal of seals) {
    checkLink(look, prior, seal)
    rows += await checkRows(look, seal, covered)
    // Rows of a restored backup that only lost seals covered are sealed anew, late and rightly so.
    if (!seal.lostAt) covered = seal.covers
    prior = seal
  }
  await checkStrays(look, seals, covered)
  for (const copies of copiesOf(look.world)) await checkOutside(look, seals, copies)
  return {
    shop,
    seals: seals.length,
    rows,
    unsealed: await tx.auditEntry.count({ where: { shopId: shop, seal: null } }),
    lost: seals.filter(({ lostAt }) => lostAt).length,
    formerKey: seals.filter(({ keyId }) => !keys.has(keyId)).length,
    until: seals.at(-1)?.covers ?? null,
    findings,
  }
}

/** A seal by itself and after the one before. */
function checkLink(look: Look, prior: AuditSeal | null, seal: AuditSeal): void {
  const { shop, keys } = look
  const key = keys.get(seal.keyId)
  const expected = (prior?.n ?? 0n) + 1n
  if (seal.n !== expected) found(look, 'seal-missing', expected)
  else if (seal.prev !== (prior?.head ?? '') || seal.total !== (prior?.total ?? 0n) + BigInt(seal.rows)) found(look, 'seal-changed', seal.n)
  if (key && !isEqual(seal.mac, macOf(key, shop, seal))) found(look, 'seal-changed', seal.n)
  if (seal.lostAt && !isLostBy(keys, shop, seal, seal.lostAt, seal.lostMac)) found(look, 'seal-changed', seal.n)
}

/** The rows that say they are of a seal, against its count and head. How many there are. */
async function checkRows(look: Look, seal: AuditSeal, covered: Date | null): Promise<number> {
  const { tx, shop, keys, findings } = look
  const key = keys.get(seal.keyId)
  const before = findings.length
  const rows = await tx.auditEntry.findMany({ where: { shopId: shop, seal: seal.n }, orderBy: [{ place: 'asc' }, { id: 'asc' }] })
  if (seal.lostAt) {
    for (const { id } of rows) found(look, 'row-added', seal.n, id)
    return 0
  }
  const digest = rowsDigest(shop)
  let next = 0
  for (const row of rows) {
    digest.add(row)
    const place = row.place ?? -1
    for (; next < place && next < seal.rows; next++) found(look, 'row-missing', seal.n, null, next)
    if (place < next || place >= seal.rows) found(look, 'row-added', seal.n, row.id)
    else if (key && !isEqual(row.mark ?? '', markOf(key, shop, seal.n, place, row))) found(look, 'row-changed', seal.n, row.id)
    else if (isLate(row, covered)) found(look, 'row-late', seal.n, row.id)
    next = Math.max(next, place + 1)
  }
  for (; next < seal.rows; next++) found(look, 'row-missing', seal.n, null, next)
  // Under a former key the rows have no marks that we could check, but the head still holds them all.
  const whole = headOf(shop, toSeal(seal), digest.end()) === seal.head
  if (!whole && findings.length === before) found(look, 'seal-changed', seal.n)
  return rows.length
}

const isLate = ({ at }: AuditEntry, covered: Date | null): boolean => covered !== null && at.getTime() < covered.getTime() - LATE_MS

/** Rows of no seal at all: not sealed yet is right, dated long before the last sealing is not; nor is a seal that there is not. */
async function checkStrays({ tx, shop, ...look }: Look, seals: readonly AuditSeal[], covered: Date | null): Promise<void> {
  const known = new Set(seals.map(({ n }) => n))
  const claimed = await tx.auditEntry.groupBy({ by: ['seal'], where: { shopId: shop, seal: { not: null } } })
  for (const { seal } of claimed) {
    if (seal === null || known.has(seal)) continue
    const rows = await tx.auditEntry.findMany({ where: { shopId: shop, seal }, select: { id: true } })
    for (const { id } of rows) found(look, 'row-added', seal, id)
  }
  if (covered === null) return
  const before = new Date(covered.getTime() - LATE_MS)
  const late = await tx.auditEntry.findMany({ where: { shopId: shop, seal: null, at: { lt: before } }, select: { id: true } })
  for (const { id } of late) found(look, 'row-late', null, id)
}

/** What the copies outside know: the only thing that tells a shorter or an older database from a whole one. */
async function checkOutside(look: Look, seals: readonly AuditSeal[], from: Copies): Promise<void> {
  const { world, shop } = look
  let copies: readonly Seal[]
  try {
    copies = await from.read(shop)
  } catch {
    return found(look, 'copy-unreadable', null)
  }
  const outside = new Map(copies.map((copy) => [copy.n, copy]))
  const inside = new Map(seals.map((seal) => [seal.n, seal]))
  for (const copy of copies) {
    const seal = inside.get(copy.n)
    if (!seal) {
      // Sealed and copied since we read the database.
      if ((await world.db.auditSeal.count({ where: { shopId: shop, n: copy.n } })) === 0) found(look, 'copy-ahead', copy.n)
    } else if (!isSame(shop, copy, toSeal(seal))) found(look, 'copy-differs', copy.n)
  }
  for (const { n, copiedAt } of seals) if (copiedAt && !outside.has(n)) found(look, 'copy-lacks', n)
}
