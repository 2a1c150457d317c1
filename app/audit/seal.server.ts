import type { AuditEntry, AuditSeal } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { reasonOf } from '../platform/reason.ts'
import { type World, write } from '../platform/world.server.ts'
import { isSame, type Seal } from './chain.ts'
import { copiesOf } from './copies.server.ts'
import { headOf, macOf, markOf, rowsDigest, sealKeyOf } from './marks.server.ts'

/** Database and copy outside do not belong together: sealing on would bury the difference. `npm run audit -- verify` says what differs. */
export class ChainBroken extends Error {
  override name = 'ChainBroken'
}

const BATCH = 2000

/** Seals every shop's log. One shop that cannot be sealed does not keep the others from it; rejects in the end with what was wrong first. */
export async function sealAll(world: World): Promise<number> {
  const shops = await world.db.$queryRaw<{ shop: string }[]>`
    select distinct shop_id as shop from audit_log where seal is null
    union select shop_id from audit_seals where copied_at is null`
  let sealed = 0
  const wrong: unknown[] = []
  for (const { shop } of shops) {
    try {
      sealed += await sealShop(world, shop)
    } catch (error) {
      world.log.error({ shop, reason: reasonOf(error) }, 'the audit log of a shop was not sealed')
      wrong.push(error)
    }
  }
  if (wrong.length > 0) throw wrong[0]
  return sealed
}

/**
 * Seals the rows of a shop that no seal covers yet, in batches, and copies the new seals outside. How many rows that were. Nobody who writes
 * to the log waits for it, and of two that come at once, one does nothing. Rejects with ChainBroken.
 *
 * Ids are drawn before their transactions commit, so a row with a lower id may appear after one with a higher id was sealed. A seal
 * therefore covers no stretch of ids: it takes whatever is there and carries no seal, in the order of ids, and says so in each row (`seal`,
 * `place`). The row that comes late is in the next seal. That it is late, and not put in long afterwards, is seen by its date: `covers` is the
 * moment before which everything was there but what was still being written, and verify.server.ts allows no more than that.
 */
export async function sealShop(world: World, shop: string): Promise<number> {
  let rows = 0
  for (;;) {
    const batch = await write(world, (tx) => sealBatch(world, tx, shop))
    if (batch === null) return rows
    await write(world, (tx) => copyOut(world, tx, shop))
    rows += batch
    if (batch < BATCH) return rows
  }
}

/** How many rows got the next seal; null when somebody else seals this shop at the moment. */
async function sealBatch(world: World, tx: Tx, shop: string): Promise<number | null> {
  if (!(await lockChain(tx, shop))) return null
  const last = await lastSeal(tx, shop)
  await assertOfOnePiece(world, shop, last)
  const sealedAt = world.now()
  const rows = await tx.auditEntry.findMany({ where: { shopId: shop, seal: null }, orderBy: { id: 'asc' }, take: BATCH })
  if (rows.length === 0) return 0
  // A full batch says nothing of what comes after its last row.
  const covers = rows.length < BATCH ? sealedAt : (rows.at(-1)?.at ?? sealedAt)
  const seal = sealOver(world, shop, last, rows, covers, sealedAt)
  await tx.auditSeal.create({ data: { shopId: shop, ...seal } })
  await writeMarks(world, tx, shop, seal.n, rows)
  return rows.length
}

function sealOver(world: World, shop: string, last: Seal | null, rows: readonly AuditEntry[], covers: Date, sealedAt: Date): Seal {
  const key = sealKeyOf(world.config)
  const digest = rowsDigest(shop)
  for (const row of rows) digest.add(row)
  const total = (last?.total ?? 0n) + BigInt(rows.length)
  const body = { n: (last?.n ?? 0n) + 1n, rows: rows.length, total, covers, sealedAt, prev: last?.head ?? '', keyId: key.id }
  const head = headOf(shop, body, digest.end())
  return { ...body, head, mac: macOf(key, shop, { ...body, head }) }
}

async function writeMarks(world: World, tx: Tx, shop: string, seal: bigint, rows: readonly AuditEntry[]): Promise<void> {
  const key = sealKeyOf(world.config)
  const ids = rows.map(({ id }) => id.toString())
  const marks = rows.map((row, place) => markOf(key, shop, seal, place, row))
  await tx.$executeRaw`
    update audit_log l set seal = ${seal}, place = m.place - 1, mark = m.mark
    from unnest(${ids}::bigint[], ${marks}::text[]) with ordinality as m (id, mark, place)
    where l.shop_id = ${shop} and l.id = m.id`
}

/** Copies outside what is not there yet. Under the lock again: lines must stand in the order of the chain. */
async function copyOut(world: World, tx: Tx, shop: string): Promise<void> {
  if (!(await lockChain(tx, shop))) return
  for (const copies of copiesOf(world)) {
    const outside = (await copies.last(shop))?.n ?? 0n
    // Above that: copied by a process that died before it could say so. All: a place that came later than the chain, and has nothing of it.
    const which = copies.mayComeLater && outside === 0n ? {} : { copiedAt: null }
    const missing = await tx.auditSeal.findMany({ where: { shopId: shop, n: { gt: outside }, ...which }, orderBy: { n: 'asc' } })
    if (missing.length > 0) await copies.append(shop, missing.map(toSeal))
  }
  await tx.auditSeal.updateMany({ where: { shopId: shop, copiedAt: null }, data: { copiedAt: world.now() } })
}

/** An older database beside a younger copy, or a copy that is not ours: the chain must not go on as if nothing were. */
async function assertOfOnePiece(world: World, shop: string, last: Seal | null): Promise<void> {
  for (const copies of copiesOf(world)) {
    const outside = await copies.last(shop)
    if (!outside) continue
    if (!last || outside.n > last.n) throw new ChainBroken('the copy outside knows seals that the database lacks')
    if (outside.n === last.n && !isSame(shop, outside, last)) throw new ChainBroken('the last seal is another one in the copy outside')
  }
}

/** Whoever seals, copies or erases a chain holds this until the transaction ends. False when somebody else does. */
export async function lockChain(tx: Tx, shop: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`audit:${shop}`}, 0)) as locked`
  return row?.locked ?? false
}

async function lastSeal(tx: Tx, shop: string): Promise<Seal | null> {
  const row = await tx.auditSeal.findFirst({ where: { shopId: shop }, orderBy: { n: 'desc' } })
  return row && toSeal(row)
}

/** The seal in a row. */
export const toSeal = ({ n, rows, total, covers, sealedAt, prev, head, keyId, mac }: AuditSeal): Seal => ({
  n,
  rows,
  total,
  covers,
  sealedAt,
  prev,
  head,
  keyId,
  mac,
})
