import { isObjectType } from 'graphql'
import { readGid } from '../../store/gids.ts'
import type { OwnerType } from '../../store/metafields.ts'
import type { Metafield } from '../../store/types.ts'
import { apiError, notSupported } from '../api-error.ts'
import { operationsOf } from '../bulk/operations.ts'
import { type Caller, type Root, text, texts, type View } from '../context.ts'
import { adminSchema } from '../schema.ts'
import { addressView } from '../views/address-view.ts'
import { bulkView } from '../views/bulk-view.ts'
import { customerView } from '../views/customer-view.ts'
import { definitionView, metafieldView } from '../views/metafield-view.ts'
import { orderView } from '../views/order-view.ts'
import { productView, variantView } from '../views/product-view.ts'
import { segmentView } from '../views/segment-view.ts'
import { shopView } from '../views/shop-view.ts'
import { membersQueryView } from './segment-members.ts'

type Find = (caller: Caller, id: number) => View | null

const show = <T>(value: T | undefined, view: (value: T) => View): View | null => (value === undefined ? null : view(value))

function findMetafieldView(caller: Caller, id: number): View | null {
  const { shop } = caller
  const owned: [OwnerType, Iterable<{ id: number; metafields: Metafield[] }>][] = [
    ['CUSTOMER', shop.customers.values()],
    ['PRODUCT', shop.products.values()],
    ['ORDER', shop.orders.values()],
    ['SHOP', [{ id: shop.id, metafields: shop.shopMetafields }]],
  ]
  for (const [type, owners] of owned) {
    for (const owner of owners) {
      const found = owner.metafields.find((one) => one.id === id)
      if (found) return metafieldView(caller, found, type, owner)
    }
  }
  return null
}

const FINDERS: Record<string, Find> = {
  BulkOperation: (caller, id) =>
    show(
      operationsOf(caller.shop).find((one) => one.id === id),
      (one) => bulkView(caller, one),
    ),
  Customer: (caller, id) => show(caller.shop.customers.get(id), (one) => customerView(caller, one)),
  Product: (caller, id) => show(caller.shop.products.get(id), (one) => productView(caller, one)),
  Order: (caller, id) => show(caller.shop.orders.get(id), (one) => orderView(caller, one)),
  MetafieldDefinition: (caller, id) => show(caller.shop.definitions.get(id), (one) => definitionView(caller, one)),
  Metafield: findMetafieldView,
  Segment: (caller, id) => show(caller.shop.segments.get(id), segmentView),
  Shop: (caller, id) => (id === caller.shop.id ? shopView(caller) : null),
  MailingAddress: (caller, id) =>
    show(
      [...caller.shop.customers.values()].flatMap((one) => one.addresses).find((one) => one.id === id),
      addressView,
    ),
  ProductVariant: (caller, id) => {
    const product = [...caller.shop.products.values()].find((one) => one.variants.some((variant) => variant.id === id))
    const variant = product?.variants.find((one) => one.id === id)
    return product && variant ? variantView(caller, product, variant) : null
  },
}

function find(caller: Caller, gid: string): View | null {
  if (gid.startsWith('gid://shopify/CustomerSegmentMembersQuery/')) return membersQueryView(caller, gid)
  const read = readGid(gid)
  const finder = read && FINDERS[read.type]
  if (read && finder) return finder(caller, read.id)
  const type = read && adminSchema().schema.getType(read.type)
  if (isObjectType(type)) throw notSupported(`node ${type.name}`)
  throw apiError(`Invalid global id '${gid}'`, 'RESOURCE_NOT_FOUND')
}

export const nodeQueries: Record<string, Root> = {
  node: (args, caller) => find(caller, text(args, 'id') ?? ''),
  nodes: (args, caller) => texts(args, 'ids').map((id) => find(caller, id)),
}
