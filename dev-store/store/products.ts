import { type MetafieldDraft, setOwnMetafields } from './metafields.ts'
import { done, fieldError, type Outcome, refused } from './outcome.ts'
import { readTags, tagErrors, withoutTags, withTags } from './tags.ts'
import type { Actor, Product, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

export interface ProductDraft {
  readonly title?: string | null | undefined
  readonly handle?: string | null | undefined
  readonly descriptionHtml?: string | null | undefined
  readonly vendor?: string | null | undefined
  readonly productType?: string | null | undefined
  readonly status?: Product['status'] | null | undefined
  readonly tags?: readonly string[] | null | undefined
  /** Decimal text; one variant is made of it. */
  readonly price?: string | undefined
  readonly sku?: string | null | undefined
  readonly metafields?: readonly MetafieldDraft[] | undefined
}

const handleOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'product'

function freeHandle(shop: Shop, wanted: string): string {
  const taken = new Set([...shop.products.values()].map((product) => product.handle))
  if (!taken.has(wanted)) return wanted
  let n = 1
  while (taken.has(`${wanted}-${n}`)) n += 1
  return `${wanted}-${n}`
}

/** A new product with one variant. */
export function createProduct(world: World, shop: Shop, draft: ProductDraft, by: Actor): Outcome<Product> {
  const title = draft.title?.trim() ?? ''
  if (!title) return refused(fieldError(['title'], "Title can't be blank"))
  if ([...title].length > 255) return refused(fieldError(['title'], 'Title is too long (maximum is 255 characters)'))
  const tags = readTags(draft.tags ?? [])
  const errors = tagErrors(tags)
  if (errors.length) return refused(...errors)
  const at = stamp(world)
  const product: Product = {
    id: nextId(shop),
    title,
    handle: freeHandle(shop, draft.handle?.trim() || handleOf(title)),
    descriptionHtml: draft.descriptionHtml ?? '',
    vendor: draft.vendor ?? shop.name,
    productType: draft.productType ?? '',
    status: draft.status ?? 'ACTIVE',
    tags,
    variants: [{ id: nextId(shop), title: 'Default Title', price: draft.price ?? '0.00', sku: draft.sku ?? null }],
    metafields: [],
    createdAt: at,
    updatedAt: at,
  }
  const metafields = setOwnMetafields(world, shop, 'PRODUCT', product, draft.metafields ?? [], by)
  if (!metafields.ok) return metafields
  shop.products.set(product.id, product)
  tell(world, shop, { type: 'products/create', subject: { type: 'Product', id: product.id }, by })
  return done(product)
}

/** Adds or removes tags of a product, by the rules of customers' tags. */
export function changeProductTags(
  world: World,
  shop: Shop,
  id: number,
  change: 'add' | 'remove',
  tags: readonly string[],
  by: Actor,
): Outcome<Product> {
  const product = shop.products.get(id)
  if (!product) return refused(fieldError(['id'], 'Product does not exist'))
  const after = change === 'add' ? withTags(product.tags, tags) : withoutTags(product.tags, tags)
  const errors = tagErrors(after)
  if (errors.length) return refused(...errors)
  if (after.join(',') === product.tags.join(',')) return done(product)
  product.tags = after
  product.updatedAt = stamp(world)
  tell(world, shop, { type: 'products/update', subject: { type: 'Product', id }, by })
  return done(product)
}

/** The product with this handle, as storefront addresses name it. */
export const productByHandle = (shop: Shop, handle: string): Product | undefined =>
  [...shop.products.values()].find((product) => product.handle === handle)
