import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { type ShopClient, ShopifyRefused } from '../shopify/client.server.ts'
import { ShopFactsDocument, WithheldNamesDocument } from '../shopify/operations.generated.ts'
import { missingScopes } from '../shopify/scopes.ts'
import { type Facts, readFacts } from './facts.ts'

/** Reads what the store says of itself and notes it: name, plan, granted scopes, and whether names are withheld from us. */
export async function noteFacts(world: World, shop: string): Promise<void> {
  const client = await world.shopify(shop)
  const { data } = await client.request(ShopFactsDocument, {})
  const facts: Facts = {
    name: data.shop.name,
    currency: data.shop.currencyCode,
    timezone: data.shop.ianaTimezone,
    plan: { name: data.shop.plan.publicDisplayName, plus: data.shop.plan.shopifyPlus, development: data.shop.plan.partnerDevelopment },
    scopes: data.currentAppInstallation.accessScopes.map(({ handle }) => handle),
    namesWithheld: await areNamesWithheld(client),
    readAt: world.now().toISOString(),
  }
  await write(world, async (tx) => {
    const { facts: before } = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { facts: true } })
    await tx.shop.update({ where: { shopId: shop }, data: { facts } })
    const lacked = missingScopes(readFacts(before).scopes).length > 0
    if (lacked && missingScopes(facts.scopes).length === 0) await addJob(tx, 'shop.resume', { shop }, { key: `resume:${shop}` })
  })
}

/** Withheld one by one (level 1 of protected customer data), or customers as a whole (no approval, or no scope). */
async function areNamesWithheld(client: ShopClient): Promise<boolean> {
  try {
    const { errors } = await client.request(WithheldNamesDocument, {})
    return errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED')
  } catch (error) {
    if (error instanceof ShopifyRefused && error.code === 'ACCESS_DENIED') return true
    throw error
  }
}
