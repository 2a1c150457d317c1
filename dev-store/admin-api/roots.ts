import type { Root } from './context.ts'
import { appQueries } from './roots/app.ts'
import { bulkMutations, bulkQueries } from './roots/bulk.ts'
import { customerPartMutations } from './roots/customer-parts.ts'
import { customerSet } from './roots/customer-set.ts'
import { customerMutations, customerQueries } from './roots/customers.ts'
import { definitionMutations, definitionQueries } from './roots/definitions.ts'
import { metafieldMutations } from './roots/metafields.ts'
import { nodeQueries } from './roots/nodes.ts'
import { orderMutations } from './roots/order-changes.ts'
import { orderQueries } from './roots/orders.ts'
import { privacyMutations } from './roots/privacy.ts'
import { productMutations, productQueries } from './roots/products.ts'
import { segmentFilterQueries } from './roots/segment-filters.ts'
import { segmentMemberMutations, segmentMemberQueries } from './roots/segment-members.ts'
import { segmentMutations, segmentQueries } from './roots/segments.ts'
import { tagMutations } from './roots/tags.ts'

/** Every query root the dev store knows. */
export const queries: Record<string, Root> = {
  ...appQueries,
  ...bulkQueries,
  ...customerQueries,
  ...definitionQueries,
  ...nodeQueries,
  ...orderQueries,
  ...productQueries,
  ...segmentFilterQueries,
  ...segmentMemberQueries,
  ...segmentQueries,
}

/** Every mutation the dev store knows. */
export const mutations: Record<string, Root> = {
  ...bulkMutations,
  ...customerMutations,
  ...customerPartMutations,
  customerSet,
  ...definitionMutations,
  ...metafieldMutations,
  ...orderMutations,
  ...privacyMutations,
  ...productMutations,
  ...segmentMemberMutations,
  ...segmentMutations,
  ...tagMutations,
}
