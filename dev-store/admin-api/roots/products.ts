import { gid, idOf } from '../../store/gids.ts'
import { fieldError } from '../../store/outcome.ts'
import { createProduct, productByHandle } from '../../store/products.ts'
import type { Product } from '../../store/types.ts'
import { notSupported } from '../api-error.ts'
import { type Args, type Caller, given, type Root, record, records, text, texts } from '../context.ts'
import { page } from '../pages.ts'
import { holds, numberMatches, readSearch, textMatches, timeMatches } from '../search.ts'
import { productView, variantView } from '../views/product-view.ts'
import { shopView } from '../views/shop-view.ts'
import { userErrors } from './answers.ts'
import { readMetafieldInput } from './customer-input.ts'

function search(caller: Caller, query: string | undefined): Product[] {
  const products = [...caller.shop.products.values()]
  if (!query?.trim()) return products
  const search = readSearch(query)
  return products.filter((product) =>
    holds(search, (term) => {
      const { field, value } = term
      if (field === null) return product.title.toLowerCase().includes(value.toLowerCase().replace(/\*$/, ''))
      if (field === 'id') return numberMatches(product.id, term)
      if (field === 'tag') return product.tags.some((tag) => textMatches(tag, value))
      if (field === 'title') return textMatches(product.title, value)
      if (field === 'handle') return textMatches(product.handle, value)
      if (field === 'status') return textMatches(product.status, value)
      if (field === 'vendor') return textMatches(product.vendor, value)
      if (field === 'product_type') return textMatches(product.productType, value)
      if (field === 'updated_at') return timeMatches(product.updatedAt, term)
      if (field === 'created_at') return timeMatches(product.createdAt, term)
      throw notSupported(`products query ${field}:`)
    }),
  )
}

const SORTS: Record<string, (product: Product) => string | number> = {
  TITLE: (product) => product.title.toLowerCase(),
  UPDATED_AT: (product) => product.updatedAt,
  CREATED_AT: (product) => product.createdAt,
}

function sorted(products: readonly Product[], value: (product: Product) => string | number): Product[] {
  return [...products].sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.id - b.id))
}

const products: Root = (args, caller) => {
  const value = SORTS[text(args, 'sortKey') ?? 'ID'] ?? ((product: Product) => product.id)
  return page('Product', sorted(search(caller, text(args, 'query')), value), args, (one) => productView(caller, one), value)
}

const find = (caller: Caller, id: string | undefined) => caller.shop.products.get(idOf(id ?? '', 'Product') ?? -1)
const shown = (caller: Caller, product: Product | undefined) => (product ? productView(caller, product) : null)

function byIdentifier(args: Args, caller: Caller) {
  const identifier = record(args, 'identifier')
  if (identifier.customId) throw notSupported('productByIdentifier customId')
  const handle = text(identifier, 'handle')
  return shown(caller, handle === undefined ? find(caller, text(identifier, 'id')) : productByHandle(caller.shop, handle))
}

const variants: Root = (args, caller) => {
  if (text(args, 'query')?.trim()) throw notSupported('productVariants query')
  const all = [...caller.shop.products.values()].flatMap((product) =>
    product.variants.map((variant) => ({ id: variant.id, product, variant })),
  )
  return page('ProductVariant', all, args, ({ product, variant }) => variantView(caller, product, variant))
}

const create: Root = (args, caller) => {
  const input = { ...record(args, 'input'), ...record(args, 'product') }
  const draft = {
    title: given(input, 'title'),
    handle: given(input, 'handle'),
    descriptionHtml: given(input, 'descriptionHtml'),
    vendor: given(input, 'vendor'),
    productType: given(input, 'productType'),
    status: (text(input, 'status') ?? 'ACTIVE') as Product['status'],
    tags: texts(input, 'tags'),
    metafields: records(input, 'metafields').map(readMetafieldInput),
  }
  const outcome = createProduct(caller.world, caller.shop, draft, caller.by)
  return {
    __typename: 'ProductCreatePayload',
    product: outcome.ok ? productView(caller, outcome.value) : null,
    shop: () => shopView(caller),
    userErrors: userErrors(outcome.ok ? [] : outcome.errors),
  }
}

const remove: Root = (args, caller) => {
  const product = find(caller, text(record(args, 'input'), 'id'))
  if (product) caller.shop.products.delete(product.id)
  return {
    __typename: 'ProductDeletePayload',
    deletedProductId: product ? gid('Product', product.id) : null,
    shop: () => shopView(caller),
    productDeleteOperation: null,
    userErrors: userErrors(product ? [] : [fieldError(['id'], 'Product does not exist')]),
  }
}

export const productQueries: Record<string, Root> = {
  product: (args, caller) => shown(caller, find(caller, text(args, 'id'))),
  products,
  productByIdentifier: byIdentifier,
  productVariants: variants,
  productsCount: (args, caller) => ({ __typename: 'Count', count: search(caller, text(args, 'query')).length, precision: 'EXACT' }),
}

export const productMutations: Record<string, Root> = { productCreate: create, productDelete: remove }
