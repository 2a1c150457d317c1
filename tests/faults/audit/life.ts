import type { World } from '../../../app/platform/world.server.ts'
import type { Prisma } from '../../../generated/prisma/client.ts'
import type { Chance } from '../random.ts'

const ACTIONS = ['document.view', 'document.download', 'kyc.accept', 'kyc.approve', 'settings.holds', 'staff.grant'] as const

/** A world whose clock moves only when told. */
export class Clock {
  now = Date.parse('2026-11-22T03:00:00Z')
  readonly world: World

  constructor(world: World) {
    this.world = { ...world, now: () => new Date(this.now) }
  }

  pass(minutes: number): void {
    this.now += minutes * 60_000
  }
}

const entry = (shop: string, at: Date, chance: Chance): Prisma.AuditEntryCreateManyInput => ({
  shopId: shop,
  at,
  actor: chance.once(8) ? 'system' : 'staff',
  actorId: chance.once(8) ? null : String(9000 + chance.under(5)),
  action: chance.of(ACTIONS),
  subject: chance.once(6) ? null : `customer:${chance.under(40)}`,
  codes: chance.once(2) ? {} : { part: chance.of(['identity', 'corporate']), document: `d${chance.under(9)}`, count: chance.under(3) },
})

/** Writes rows as a shop's day does; now and then one commits late, after rows with higher ids: it is answered, to be written after the next seal. */
export async function writeRows(clock: Clock, shop: string, chance: Chance, log: string[]): Promise<() => Promise<void>> {
  const { world } = clock
  const rows = Array.from({ length: 1 + chance.under(12) }, () => entry(shop, world.now(), chance))
  const late = chance.once(3) ? entry(shop, world.now(), chance) : null
  const [drawn] = late ? await world.db.$queryRaw<{ id: bigint }[]>`select nextval(pg_get_serial_sequence('audit_log', 'id')) as id` : []
  await world.db.auditEntry.createMany({ data: rows })
  log.push(`${rows.length} rows${late ? `, and one drawn before them as ${drawn?.id}` : ''}`)
  return async () => {
    if (late && drawn) await world.db.auditEntry.create({ data: { ...late, id: drawn.id } })
  }
}
