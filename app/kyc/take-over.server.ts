import { reasonOf } from '../platform/reason.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { ExistingCustomersDocument } from '../shopify/operations.generated.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import { beginSurvey } from './surveys.server.ts'
import { wordingsOf } from './wordings.ts'

/** A figure of the store; Shopify stops counting at a limit, and then it is a least. */
export interface Figure {
  readonly count: number
  readonly atLeast: boolean
}

/** The customers who were there before the app, and how many of them carry the label that says verified. */
export interface Existing {
  readonly total: Figure
  readonly labelled: Figure
}

/** Counts whom a first install finds; null when nobody was there, when it is settled already, or when the store does not say. Never rejects. */
export async function existingCustomers(world: World, shop: string, settings: Settings): Promise<Existing | null> {
  if (settings.takeOver === 'agreed') return null
  try {
    const { installedAt } = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { installedAt: true } })
    const before = `customer_date:<'${installedAt.toISOString()}'`
    const total = await figure(world, shop, before)
    if (total === null || total.count === 0) return null
    const labelled = await figure(world, shop, `${before} tag:'${wordingsOf(settings).wording.verified.replace(/['\\]/g, '\\$&')}'`)
    return labelled ? { total, labelled } : null
  } catch (error) {
    world.log.warn({ shop, reason: reasonOf(error) }, 'existing customers could not be counted')
    return null
  }
}

async function figure(world: World, shop: string, query: string): Promise<Figure | null> {
  const client = await world.shopify(shop)
  const { data } = await client.request(ExistingCustomersDocument, { query })
  return data.customersCount ? { count: data.customersCount.count, atLeast: data.customersCount.precision === 'AT_LEAST' } : null
}

/** The owner agrees that existing customers are adopted as their labels say; a reading of the whole store then finds every one of them, however many they are. */
export async function takeOver(world: World, shop: string, by: StaffMember): Promise<Result<null>> {
  if (!may(by.role, 'take-over')) return refuse({ code: 'not-allowed', needs: 'take-over' })
  return write(world, async (tx) => {
    const [row] = await tx.$queryRaw<{ settings: unknown }[]>`select settings from shops where shop_id = ${shop} for update`
    const settings: Settings = { ...readSettings(row?.settings), takeOver: 'agreed' }
    await tx.shop.update({ where: { shopId: shop }, data: { settings } })
    const actor = { actor: 'staff', actorId: String(by.id) }
    await tx.auditEntry.create({ data: { shopId: shop, at: world.now(), ...actor, action: 'customers.take-over' } })
    await beginSurvey(world, tx, shop, 'take-over')
    return ok(null)
  })
}
