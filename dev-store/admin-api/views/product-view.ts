import { gid } from '../../store/gids.ts'
import type { Product, Variant } from '../../store/types.ts'
import type { Args, Caller, View } from '../context.ts'
import { page } from '../pages.ts'
import { metafieldFields } from './metafield-view.ts'

/** A variant as the Admin API shows it. */
export function variantView(caller: Caller, product: Product, variant: Variant): View {
  return {
    __typename: 'ProductVariant',
    id: gid('ProductVariant', variant.id),
    legacyResourceId: String(variant.id),
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    price: variant.price,
    sku: variant.sku,
    compareAtPrice: null,
    barcode: null,
    position: product.variants.indexOf(variant) + 1,
    taxable: true,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    product: () => productView(caller, product),
  }
}

/** A product as the Admin API shows it. */
export function productView(caller: Caller, product: Product): View {
  return {
    __typename: 'Product',
    id: gid('Product', product.id),
    legacyResourceId: String(product.id),
    title: product.title,
    handle: product.handle,
    descriptionHtml: product.descriptionHtml,
    description: product.descriptionHtml.replace(/<[^>]*>/g, ''),
    vendor: product.vendor,
    productType: product.productType,
    status: product.status,
    tags: product.tags,
    totalInventory: 0,
    tracksInventory: false,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.status === 'ACTIVE' ? product.createdAt : null,
    onlineStoreUrl: `${caller.world.config.origin}/storefront/${caller.shop.handle}/products/${encodeURIComponent(product.handle)}`,
    hasOnlyDefaultVariant: product.variants.length === 1,
    variantsCount: { __typename: 'Count', count: product.variants.length, precision: 'EXACT' },
    variants: (args: Args) => page('ProductVariant', product.variants, args, (one) => variantView(caller, product, one)),
    ...metafieldFields(caller, 'PRODUCT', product),
  }
}
