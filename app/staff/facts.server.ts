import type { World } from '../platform/world.server.ts'
import { ShopFactsDocument } from '../shopify/operations.generated.ts'
import type { Facts } from './facts.ts'

/** Reads what the store says of itself and notes it: name, plan, granted scopes, and whether names are withheld from us. */
export async function noteFacts(world: World, shop: string): Promise<void> {
  const client = await world.shopify(shop)
  const { data, errors } = await client.request(ShopFactsDocument, {})
  const facts: Facts = {
    name: data.shop.name,
    currency: data.shop.currencyCode,
    timezone: data.shop.ianaTimezone,
    plan: { name: data.shop.plan.publicDisplayName, plus: data.shop.plan.shopifyPlus, development: data.shop.plan.partnerDevelopment },
    scopes: data.currentAppInstallation.accessScopes.map(({ handle }) => handle),
    namesWithheld: errors.some(({ path, extensions }) => path?.at(-1) === 'firstName' && extensions?.code === 'ACCESS_DENIED'),
    readAt: world.now().toISOString(),
  }
  await world.db.shop.update({ where: { shopId: shop }, data: { facts } })
}
