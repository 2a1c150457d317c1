import { gid } from '../../store/gids.ts'
import type { Customer, Segment } from '../../store/types.ts'
import type { Caller, View } from '../context.ts'
import { customerView } from './customer-view.ts'

const seconds = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`

/** A segment as the Admin API shows it. */
export const segmentView = (segment: Segment): View => ({
  __typename: 'Segment',
  id: gid('Segment', segment.id),
  name: segment.name,
  query: segment.query,
  creationDate: seconds(segment.createdAt),
  lastEditDate: seconds(segment.editedAt),
})

/** A customer as a member of a segment: the same number under another type, and fewer fields. */
export function memberView(caller: Caller, customer: Customer): View {
  const whole = customerView(caller, customer)
  const { amountSpent, defaultAddress, defaultEmailAddress, defaultPhoneNumber, displayName, firstName, lastName } = whole
  const { mergeable, metafield, metafields, note, numberOfOrders } = whole
  const lastOrder = whole.lastOrder as () => View | null
  return {
    __typename: 'CustomerSegmentMember',
    id: gid('CustomerSegmentMember', customer.id),
    ...{ amountSpent, defaultAddress, defaultEmailAddress, defaultPhoneNumber, displayName, firstName, lastName },
    ...{ mergeable, metafield, metafields, note, numberOfOrders },
    lastOrderId: () => lastOrder()?.id ?? null,
  }
}
