import type { KycSurvey } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { EveryCustomerLine } from '../shopify/bulk.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { EveryCustomerDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import { differs, isFromBefore } from './nominees.ts'
import type { Base } from './protocol.ts'
import { toReading } from './store.server.ts'
import { beginSurvey, type Counts, type Reader } from './surveys.server.ts'
import { wordingsOf } from './wordings.ts'

/** What a nightly comparison found (design.md section 4: drift is counted). */
export interface Drift extends Counts {
  /** Customers whose case and store were held side by side. */
  readonly compared: number
  /** Of them, those whose store is not as it was last confirmed. */
  readonly differing: number
  /** Customers of whom no webhook and no sweep has told. */
  readonly unknown: number
  /** Customers from before the app, while the owner has not agreed. */
  readonly leftAlone: number
}

/** Begins the comparison of the whole store with our cases; one that is under way goes on instead. */
export const compare = (world: World, shop: string): Promise<string> => write(world, (tx) => beginSurvey(world, tx, shop, 'compare'))

/** Reads for the comparison, and for taking over, where everybody is unknown. Holds each line beside the case; nominates whoever differs or is unknown, and nothing else: they are read afresh by id. */
export async function comparison(world: World, survey: KycSurvey): Promise<Reader> {
  const shop = survey.shopId
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const settings = readSettings(row.settings)
  const wordings = wordingsOf(settings)
  const judge = (line: EveryCustomerLine, known: Known | undefined): keyof Drift | 'same' | 'newer' => {
    if (!known) return isFromBefore(line.createdAt, row.installedAt) && settings.takeOver === 'asked' ? 'leftAlone' : 'unknown'
    // Read since: the file tells of an earlier time.
    if (known.base && known.base.readAt >= survey.startedAt.getTime()) return 'newer'
    return known.gone || differs(known.base, toReading(line, wordings, 0)) ? 'differing' : 'same'
  }
  return {
    document: EveryCustomerDocument,
    take: async (tx, lines) => {
      const cases = await casesOf(tx, shop, lines)
      const drift = { compared: 0, differing: 0, unknown: 0, leftAlone: 0 }
      const nominees: bigint[] = []
      for (const line of lines) {
        const customer = customerIdOf(line.id)
        if (customer === null) continue
        const found = judge(line, cases.get(customer))
        if (found === 'same' || found === 'differing') drift.compared += 1
        if (found === 'differing' || found === 'unknown' || found === 'leftAlone') drift[found] += 1
        if (found === 'differing' || found === 'unknown') nominees.push(customer)
      }
      await nominateMany(tx, shop, nominees)
      return drift
    },
    over: async ({ differing = 0, unknown = 0 }, reason) => {
      if (survey.purpose !== 'compare') return
      const run = { startedAt: survey.startedAt, endedAt: world.now(), found: differing + unknown, reason }
      const kind = 'comparison'
      await world.db.shopRun.upsert({ where: { shopId_kind: { shopId: shop, kind } }, create: { shopId: shop, kind, ...run }, update: run })
    },
  }
}

interface Known {
  readonly base: Base | null
  readonly gone: boolean
}

async function casesOf(tx: Tx, shop: string, lines: readonly EveryCustomerLine[]): Promise<Map<bigint, Known>> {
  const ids = lines.flatMap(({ id }) => customerIdOf(id) ?? [])
  const rows = await tx.kycCase.findMany({
    where: { shopId: shop, customerId: { in: ids } },
    select: { customerId: true, base: true, gone: true },
  })
  return new Map(rows.map(({ customerId, base, gone }) => [customerId, { base: base as unknown as Base | null, gone }]))
}
