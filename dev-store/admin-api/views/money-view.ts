import type { Shop } from '../../store/types.ts'
import type { View } from '../context.ts'

/** An amount in the shop's currency: "0.0" and "10000.0" as Shopify prints them. */
export function moneyView(shop: Shop, amount: number): View {
  const printed = Number.isInteger(amount) ? `${amount}.0` : String(amount)
  return { __typename: 'MoneyV2', amount: printed, currencyCode: shop.currency }
}

/** The same amount in the shop's and the customer's currency, which are one here. */
export function moneyBagView(shop: Shop, amount: number): View {
  return { __typename: 'MoneyBag', shopMoney: moneyView(shop, amount), presentmentMoney: moneyView(shop, amount) }
}
