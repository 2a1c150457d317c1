import { addTags, removeTags } from '../../store/customers.ts'
import { readGid } from '../../store/gids.ts'
import { changeOrderTags } from '../../store/orders.ts'
import { changeProductTags } from '../../store/products.ts'
import { accessDenied, apiError, mayWriteCustomers, notSupported } from '../api-error.ts'
import { type Args, type Caller, type Root, text, texts } from '../context.ts'
import { customerView } from '../views/customer-view.ts'
import { orderView } from '../views/order-view.ts'
import { productView } from '../views/product-view.ts'
import { userErrors } from './answers.ts'

// What may carry tags at Shopify but not here.
const ELSEWHERE = new Set(['DraftOrder', 'Article', 'DiscountNode'])

function change(args: Args, caller: Caller, kind: 'add' | 'remove') {
  const found = readGid(text(args, 'id') ?? '')
  const tags = texts(args, 'tags')
  const { world, shop, by } = caller
  const typename = kind === 'add' ? 'TagsAddPayload' : 'TagsRemovePayload'
  if (found?.type === 'Customer') {
    mayWriteCustomers(caller, kind === 'add' ? 'tagsAdd' : 'tagsRemove')
    const outcome = (kind === 'add' ? addTags : removeTags)(world, shop, found.id, tags, by)
    return {
      __typename: typename,
      node: outcome.ok ? customerView(caller, outcome.value) : null,
      userErrors: userErrors(outcome.ok ? [] : outcome.errors),
    }
  }
  if (found?.type === 'Product') {
    const outcome = changeProductTags(world, shop, found.id, kind, tags, by)
    return {
      __typename: typename,
      node: outcome.ok ? productView(caller, outcome.value) : null,
      userErrors: userErrors(outcome.ok ? [] : outcome.errors),
    }
  }
  if (found?.type === 'Order') {
    if (!caller.scopes.includes('write_orders'))
      throw accessDenied(kind === 'add' ? 'tagsAdd' : 'tagsRemove', '`write_orders` access scope.')
    const outcome = changeOrderTags(world, shop, found.id, kind, tags, by)
    return {
      __typename: typename,
      node: outcome.ok ? orderView(caller, outcome.value) : null,
      userErrors: userErrors(outcome.ok ? [] : outcome.errors),
    }
  }
  if (found && ELSEWHERE.has(found.type)) throw notSupported(`tags${kind === 'add' ? 'Add' : 'Remove'} on ${found.type}`)
  throw apiError('invalid id', 'RESOURCE_NOT_FOUND')
}

export const tagMutations: Record<string, Root> = {
  tagsAdd: (args, caller) => change(args, caller, 'add'),
  tagsRemove: (args, caller) => change(args, caller, 'remove'),
}
