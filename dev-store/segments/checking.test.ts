import { beforeAll, expect, test } from 'vitest'
import { openShop } from '../store/shops.ts'
import type { Shop } from '../store/types.ts'
import { createWorld, DEFAULT_SHOP, type World } from '../store/world.ts'
import { checkQuery } from './checking.ts'

let world: World
let shop: Shop
beforeAll(() => {
  const config = { origin: 'http://o', appUrl: 'http://a', apiKey: 'k', apiSecret: 's', apiClientId: 7, smtpPort: null }
  const definition = (key: string, type: string) => ({ ownerType: 'CUSTOMER', namespace: 'app--7', key, name: key, type })
  const metafields = [definition('verified', 'boolean'), definition('points', 'number_integer'), definition('data', 'json')]
  world = createWorld(config, () => ({ scopes: [], subscriptions: [], metafields, proxy: { prefix: 'apps', subpath: 's', path: '/' } }))
  shop = openShop(world, DEFAULT_SHOP)
})
const problems = (query: string) => {
  const checked = checkQuery(world, shop, query)
  return 'problems' in checked ? checked.problems : []
}

test.each([
  "customer_tags CONTAINS 'vip'",
  "customer_tags NOT CONTAINS 'it\\'s'",
  '(number_of_orders >= 1) OR (number_of_orders = 0)',
  'number_of_orders BETWEEN 1 AND 2 AND last_order_date BETWEEN -32d AND -30d',
  "NOT (email_subscription_status = 'SUBSCRIBED') and amount_spent > 100.50",
  'abandoned_checkout_date >= 7_days_ago',
  'customer_added_date < 2026-01-31\n  AND customer_added_date != today',
  'companies IS NULL',
  'last_order_date IS NOT NULL',
  "email_subscription_status IN ('SUBSCRIBED', 'PENDING')",
  'metafields.$app.verified = true',
  'metafields.app--7.points >= 100',
  'products_purchased(id: (2012162031638, 1012132033639), count_at_least: 1) = true',
])('%s is a query', (query) => expect(problems(query)).toEqual([]))

// The first seven as recorded, or from a shop's report; columns count from 0, lines from 1.
test.each([
  ['not a valid segment query ???', ["Line 1 Column 6: 'valid' is unexpected.", "Line 1 Column 4: 'a' filter cannot be found."]],
  ['not another valid query', ["Line 1 Column 12: 'valid' is unexpected.", "Line 1 Column 4: 'another' filter cannot be found."]],
  ["country = 'CA'", ["Line 1 Column 0: 'country' filter cannot be found."]],
  ['products_purchased MATCHES (id = 1)', ["Line 1 Column 19: 'MATCHES' is unexpected."]],
  ['number_of_orders >= 1 xxx', ["Line 1 Column 22: 'xxx' is unexpected."]],
  ["number_of_orders >= 1\nAND nope = 'x'", ["Line 2 Column 4: 'nope' filter cannot be found."]],
  ['???', ["Line 1 Column 0: '?' is unexpected."]],
  ['number_of_orders >=', ["Line 1 Column 19: '<EOF>' is unexpected."]],
  ['(number_of_orders = 1', ["Line 1 Column 21: '<EOF>' is unexpected."]],
  ["number_of_orders = 'one'", ["Line 1 Column 19: 'one' is not a valid value for the 'number_of_orders' filter."]],
  [
    "email_subscription_status = 'subscribed'",
    ["Line 1 Column 28: 'subscribed' is not a valid value for the 'email_subscription_status' filter."],
  ],
  ["customer_tags = 'vip'", ["Line 1 Column 0: 'customer_tags' filter does not support this operator."]],
  ['customer_added_date > soon', ["Line 1 Column 22: 'soon' is not a valid value for the 'customer_added_date' filter."]],
  ['metafields.$app.nope = 1', ["Line 1 Column 0: 'metafields.$app.nope' filter cannot be found."]],
  ['metafields.$app.data IS NULL', ["Line 1 Column 0: 'metafields.$app.data' filter cannot be found."]],
  ['metafields.$app.verified = 1', ["Line 1 Column 27: '1' is not a valid value for the 'metafields.$app.verified' filter."]],
])('%s is refused', (query, expected) => expect(problems(query)).toEqual(expected))
