import type { OwnerType } from '../../store/metafields.ts'
import type { Caller, View } from '../context.ts'
import { customerView } from './customer-view.ts'
import { orderView } from './order-view.ts'
import { productView } from './product-view.ts'
import { shopView } from './shop-view.ts'

/** The record a metafield hangs on, as itself; null when it is gone. */
export function ownerView(caller: Caller, type: OwnerType, id: number): View | null {
  const { shop } = caller
  const customer = type === 'CUSTOMER' ? shop.customers.get(id) : undefined
  const product = type === 'PRODUCT' ? shop.products.get(id) : undefined
  const order = type === 'ORDER' ? shop.orders.get(id) : undefined
  if (customer) return customerView(caller, customer)
  if (product) return productView(caller, product)
  if (order) return orderView(caller, order)
  return type === 'SHOP' ? shopView(caller) : null
}
