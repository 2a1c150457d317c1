import type { World } from '../platform/world.server.ts'
import type { FindingCode } from './chain.ts'
import { copiesOf } from './copies.server.ts'
import { type Verdict, verifyShop } from './verify.server.ts'

/** How the last look through a shop's log went. */
export interface LastCheck {
  readonly at: Date
  readonly findings: number
  readonly first: FindingCode | null
}

const KIND = 'audit'

/** Every shop that has a log, or of which a copy outside knows one. */
export async function shopsWithLog(world: World): Promise<readonly string[]> {
  const rows = await world.db.$queryRaw<{ shop: string }[]>`
    select distinct shop_id as shop from audit_log union select distinct shop_id from audit_seals`
  const outside = await Promise.all(copiesOf(world).map((copies) => copies.shops()))
  return [...new Set([...rows.map(({ shop }) => shop), ...outside.flat()])].sort()
}

/** Looks through a shop's log and notes what came of it, where screens read it. */
export async function checkShop(world: World, shop: string): Promise<Verdict> {
  const startedAt = world.now()
  const verdict = await verifyShop(world, shop)
  const { findings } = verdict
  const run = { startedAt, endedAt: world.now(), found: findings.length, reason: findings[0]?.code ?? null }
  await world.db.shopRun.upsert({
    where: { shopId_kind: { shopId: shop, kind: KIND } },
    create: { shopId: shop, kind: KIND, ...run },
    update: run,
  })
  if (findings.length > 0) world.log.error({ shop, findings: findings.length, first: findings[0]?.code }, 'the audit log is not whole')
  return verdict
}

/** Looks through every log. Rejects when the database cannot be read; what is found is noted and logged. */
export async function checkAll(world: World): Promise<void> {
  for (const shop of await shopsWithLog(world)) await checkShop(world, shop)
}

/** How the last look went; null before the first. */
export async function lastCheck(world: World, shop: string): Promise<LastCheck | null> {
  const run = await world.db.shopRun.findUnique({ where: { shopId_kind: { shopId: shop, kind: KIND } } })
  if (!run?.endedAt) return null
  return { at: run.endedAt, findings: run.found ?? 0, first: run.reason as FindingCode | null }
}
