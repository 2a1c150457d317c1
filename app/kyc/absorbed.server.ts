import type { Tx } from '../platform/db.server.ts'

/** Everybody who went into a customer by merges, also through others, in the order of their numbers; as the history says. */
export async function absorbedBy(tx: Tx, shop: string, customer: bigint): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ customer_id: bigint }[]>`
    with recursive absorbed (customer_id) as (
      select (data ->> 'other')::bigint from kyc_events where shop_id = ${shop} and customer_id = ${customer} and type = 'merged'
      union
      select (e.data ->> 'other')::bigint from kyc_events e join absorbed a on e.customer_id = a.customer_id
      where e.shop_id = ${shop} and e.type = 'merged')
    select customer_id from absorbed where customer_id <> ${customer} order by customer_id`
  return rows.map(({ customer_id }) => customer_id)
}
