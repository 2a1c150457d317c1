import type { Prisma } from '../../generated/prisma/client.ts'
import type { World } from '../platform/world.server.ts'
import type { Entry } from './chain.ts'
import { type LastCheck, lastCheck } from './checks.server.ts'
import { GROUPS, type LogAsk } from './groups.ts'

/** A row of the log as the screen shows it. */
export interface LogRow extends Omit<Entry, 'codes'> {
  /** Ids and codes. */
  readonly codes: Readonly<Record<string, unknown>>
  readonly sealed: boolean
}

export interface LogPage {
  readonly rows: readonly LogRow[]
  /** There is more in that direction. */
  readonly older: boolean
  readonly newer: boolean
  /** Everything before this moment is sealed; null before the first seal. */
  readonly sealedUntil: Date | null
  readonly unsealed: number
  readonly check: LastCheck | null
}

const PAGE = 50

/** One page of the log, newest first, by keyset: the hundredth page costs what the first does. */
export async function logPage(world: World, shop: string, ask: LogAsk): Promise<LogPage> {
  const { before, after } = ask
  const backwards = after !== null
  const id = backwards ? { gt: after } : before !== null ? { lt: before } : null
  const [found, seal, unsealed, check] = await Promise.all([
    world.db.auditEntry.findMany({
      where: { ...chosen(shop, ask), ...(id ? { id } : {}) },
      orderBy: { id: backwards ? 'asc' : 'desc' },
      take: PAGE + 1,
    }),
    world.db.auditSeal.findFirst({ where: { shopId: shop }, orderBy: { n: 'desc' }, select: { covers: true } }),
    world.db.auditEntry.count({ where: { shopId: shop, seal: null } }),
    lastCheck(world, shop),
  ])
  const shown = found.slice(0, PAGE)
  const more = found.length > PAGE
  const rows = (backwards ? shown.reverse() : shown).map(({ codes, seal: of, id, at, actor, actorId, action, subject }) => ({
    ...{ id, at, actor, actorId, action, subject },
    codes: (codes ?? {}) as LogRow['codes'],
    sealed: of !== null,
  }))
  return {
    rows,
    older: backwards ? rows.length > 0 : more,
    newer: backwards ? more : before !== null,
    sealedUntil: seal?.covers ?? null,
    unsealed,
    check,
  }
}

function chosen(shop: string, { member, customer, group }: LogAsk): Prisma.AuditEntryWhereInput {
  return {
    shopId: shop,
    ...(member ? { actor: 'staff', actorId: member } : {}),
    ...(customer ? { subject: `customer:${customer}` } : {}),
    ...(group ? { OR: GROUPS[group].map((start) => ({ action: { startsWith: start } })) } : {}),
  }
}
