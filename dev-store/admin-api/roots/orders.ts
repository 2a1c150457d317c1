import { idOf } from '../../store/gids.ts'
import type { Order } from '../../store/types.ts'
import { notSupported } from '../api-error.ts'
import { type Caller, type Root, text } from '../context.ts'
import { page } from '../pages.ts'
import { holds, numberMatches, readSearch, textMatches, timeMatches } from '../search.ts'
import { orderView } from '../views/order-view.ts'

function search(caller: Caller, query: string | undefined): Order[] {
  const orders = [...caller.shop.orders.values()]
  if (!query?.trim()) return orders
  const search = readSearch(query)
  return orders.filter((order) =>
    holds(search, (term) => {
      const { field, value } = term
      if (field === null || field === 'name') return textMatches(order.name, value) || textMatches(String(order.number), value)
      if (field === 'id') return numberMatches(order.id, term)
      if (field === 'customer_id') return order.customerId !== null && numberMatches(order.customerId, term)
      if (field === 'email') return textMatches(order.email, value)
      if (field === 'tag') return order.tags.some((tag) => textMatches(tag, value))
      if (field === 'created_at' || field === 'processed_at') return timeMatches(order.createdAt, term)
      if (field === 'updated_at') return timeMatches(order.updatedAt, term)
      throw notSupported(`orders query ${field}:`)
    }),
  )
}

export const orderQueries: Record<string, Root> = {
  order: (args, caller) => {
    const order = caller.shop.orders.get(idOf(text(args, 'id') ?? '', 'Order') ?? -1)
    return order ? orderView(caller, order) : null
  },
  orders: (args, caller) => {
    const value = (one: Order) => (text(args, 'sortKey') === 'UPDATED_AT' ? one.updatedAt : one.createdAt)
    const found = search(caller, text(args, 'query')).sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.id - b.id))
    return page('Order', found, args, (one) => orderView(caller, one), value)
  },
  ordersCount: (args, caller) => ({ __typename: 'Count', count: search(caller, text(args, 'query')).length, precision: 'EXACT' }),
}
