import { type Case, NEW_CASE, type PartState, type Party } from '../../app/kyc/case.ts'

const PARTIES: readonly Party[] = ['none', 'individual', 'corporation']
const STATES: readonly PartState[] = ['none', 'submitted', 'accepted', 'returned']
const BOTH = [false, true]

/** Every case that can be written down, possible by the law or not, as far as lists and labels care. */
export const EVERY_CASE: readonly Case[] = PARTIES.flatMap((party) =>
  STATES.flatMap((identity) =>
    STATES.flatMap((corporate) =>
      BOTH.flatMap((verified) =>
        BOTH.flatMap((frozen) => BOTH.map((refused) => ({ ...NEW_CASE, party, identity, corporate, verified, frozen, refused }))),
      ),
    ),
  ),
)
