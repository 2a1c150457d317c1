import type { World } from '../platform/world.server.ts'

/** So many differences of one shop are read at every counting before they are worth adding up. */
const LOOSE_MAX = 500

/**
 * Adds up what the trigger of kyc_cases has written, in shops where much of it lies about. The sums stay as they are at every moment: who
 * counts sees all of it before, or all of it after. Answers how many shops were tidied.
 */
export async function addUpTallies(world: World, looseMax = LOOSE_MAX): Promise<number> {
  const [row] = await world.db.$queryRaw<{ shops: number }[]>`
    with loose as (
      delete from kyc_tallies where shop_id in (select shop_id from kyc_tallies group by shop_id having count(*) > ${looseMax}) returning *
    ), sums as (
      insert into kyc_tallies (shop_id, party, identity, corporate, payout, verified, frozen, refused, cases)
      select shop_id, party, identity, corporate, payout, verified, frozen, refused, sum(cases) from loose
      group by shop_id, party, identity, corporate, payout, verified, frozen, refused having sum(cases) <> 0
    )
    select count(distinct shop_id)::int as shops from loose`
  return row?.shops ?? 0
}
